"""Two designs side by side: what differs, by how much, and why."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.core.compare import Comparison, compare
from designer.core.export.comparison import comparison_text
from designer.core.files.faults import Unreadable
from designer.core.measures import MEASURES
from designer.core.report import Report
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.session.snapshots import Snapshot
from designer.session.stage import Selection
from designer.session.writer import write
from designer.ui.commands.compare import keep
from designer.ui.commands.files import READABLE
from designer.ui.icons import icon
from designer.ui.panels.compare_source import SourceChoice
from designer.ui.panels.compare_table import CompareTable
from designer.ui.panels.panel import Panel
from designer.ui.plain import Label
from designer.ui.theme import Look, Theme
from designer.words import fault_text, save_error_text
from designer.words.comparison import line_text
from designer.words.differences import counts_text, difference_text, largest_text
from designer.words.measures import measure_title

_BUTTONS = (
    ("keep", tr("Keep a snapshot of the design as it is now"), "camera"),
    ("everything", tr("Show the layers that are the same, too"), "list"),
    ("bring_back", tr("Bring back the first design, as one step that can be undone"), "history"),
    ("copy", tr("Copy the comparison as text"), "copy"),
    ("save", tr("Save the comparison as text"), "save"),
)
_INVITATION = tr(
    "Keep a snapshot (Ctrl+Alt+K) and go on: here you will see what has changed since, by how "
    "much, and what caused it. Or drop a file here, to compare it with the open design."
)


class ComparePanel(Panel):
    """Compares the open design with a snapshot or a file, or any two of those, live."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.setAcceptDrops(True)
        self.before = SourceChoice(tr("Compare this design"))
        self.after = SourceChoice(tr("with this design"))
        self.measure = QComboBox()
        self.measure.setAccessibleName(tr("What to compare"))
        for code in MEASURES:
            self.measure.addItem(measure_title(code), code)
        self.buttons = {name: self._button(name, text) for name, text, _ in _BUTTONS}
        self.buttons["everything"].setCheckable(True)
        self.total, self.largest, self.complaint = Label(), Label(role="quiet"), Label(role="error")
        self.invitation = Label(_INVITATION, "quiet")
        report = session.controller.report
        self.comparison = Comparison(report, report, ())
        self.table = CompareTable(session, look, self.comparison)
        self.table.setAccessibleName(tr("Layers that differ"))
        self._arrow = Label("→", "quiet")
        self._lay_out()
        self._connect()
        kept = session.snapshots.kept
        self._known = kept
        self._offer(kept[-1] if kept else None, None)

    def _lay_out(self) -> None:
        self._choices, self._figures = QHBoxLayout(), QHBoxLayout()
        self._choices.addWidget(self.before, 1)
        self._choices.addWidget(self._arrow)
        self._choices.addWidget(self.after, 1)
        self._figures.addWidget(self.measure)
        self._figures.addStretch(1)
        for button in self.buttons.values():
            self._figures.addWidget(button)
        self._above = QVBoxLayout()
        self._above.addLayout(self._choices)
        self._above.addLayout(self._figures)
        for label in (self.total, self.largest, self.complaint, self.invitation):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._above.addWidget(label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._above)
        layout.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.session.snapshots.changed.connect(self._snapshots_changed)
        for choice in (self.before, self.after):
            choice.chosen.connect(self._redraw)
            choice.file_wanted.connect(partial(self._open_file, choice))
        self.measure.activated.connect(self._redraw)
        for name, button in self.buttons.items():
            button.clicked.connect(getattr(self, name))

    def _button(self, name: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    # what is shown

    def show_report(self, report: Report) -> None:
        sides = self._report(self.before, report), self._report(self.after, report)
        if self.comparison.pairs and (self.comparison.before, self.comparison.after) == sides:
            return
        self.comparison = compare(*sides)
        self._show()

    def _report(self, choice: SourceChoice, now: Report) -> Report:
        return now if choice.snapshot is None else choice.snapshot.report

    def _show(self) -> None:
        code: str = self.measure.currentData()
        comparison = self.comparison
        idle = self.before.snapshot is self.after.snapshot
        before, after = comparison.totals(code)
        self.total.say(difference_text(before, after, code, not comparison.complete))
        parts = (counts_text(comparison), largest_text(comparison, code))
        self.largest.say(". ".join(filter(None, parts)))
        self.largest.setVisible(not idle)
        self.invitation.setVisible(idle)
        self.buttons["bring_back"].setEnabled(self.before.snapshot is not None)
        self.table.setVisible(not idle)
        self.table.show_comparison(comparison, code, self.buttons["everything"].isChecked())

    def show_selection(self, selection: Selection) -> None:
        self.table.show_selection(selection)

    def restyle(self, theme: Theme) -> None:
        self._above.setContentsMargins(*(theme.px(n) for n in (18, 10, 18, 8)))
        self._above.setSpacing(theme.px(6))
        self._choices.setSpacing(theme.px(8))
        self._figures.setSpacing(theme.px(4))
        self.total.setFont(theme.font(14, 600))
        self.largest.setFont(theme.font(12))
        size = theme.px(16)
        for name, _, picture in _BUTTONS:
            self.buttons[name].setIcon(icon(picture, theme.color("ink"), size))
            self.buttons[name].setIconSize(QSize(size, size))
        self.table.restyle(theme)

    # what can be done

    @guarded
    def keep(self, _checked: bool = False) -> None:
        """Keep the design as it is now."""
        keep(self.session)

    @guarded
    def everything(self, _checked: bool = False) -> None:
        """Show all layers, or those that differ."""
        self._show()

    @guarded
    def bring_back(self, _checked: bool = False) -> None:
        """Make the first design the open one, in one step that can be undone."""
        snapshot = self.before.snapshot
        if snapshot is not None:
            text = tr("Bring back {title}").format(title=snapshot.title)
            self.session.editor.apply(snapshot.design, text)

    @guarded
    def copy(self, _checked: bool = False) -> None:
        """Put the comparison on the clipboard as text."""
        QGuiApplication.clipboard().setText(self._text())
        self.session.notices.tell(tr("Copied the comparison as text"))

    @guarded
    def save(self, _checked: bool = False) -> None:
        """Ask for a file, and write the comparison there as text."""
        folder = Path(self.session.settings.get("folder"))
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Save the comparison"), str(folder / "comparison.txt"), "Text (*.txt)"
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the comparison to *path*."""
        try:
            write(path, self._text().encode())
        except OSError as error:
            self._complain(save_error_text(path.name, error))
            return
        self.session.notices.tell(tr("Saved {name}").format(name=path.name))

    def _text(self) -> str:
        names = (self.before.currentText(), self.after.currentText())
        return comparison_text(self.comparison, names, line_text)

    def compare_with(self, path: Path, choice: SourceChoice | None = None) -> None:
        """Put the design in the file at *path* in the place of *choice*, the first by default."""
        try:
            design = self.session.document.read(path)
        except Unreadable as error:
            faults = "\n".join(fault_text(fault) for fault in error.faults[:3])
            self._complain(f"{path.name}: {faults}")
            return
        before, after = self.before.snapshot, self.after.snapshot
        read = self.session.snapshots.keep(design, path.name)
        if choice is self.after:
            self._offer(before, read)
        else:
            self._offer(read, after)

    def _complain(self, text: str) -> None:
        self.complaint.say(text)
        self.complaint.show()

    @guarded
    def _open_file(self, choice: SourceChoice) -> None:
        folder = self.session.settings.get("folder")
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Compare with a design or a Keras model"), folder, READABLE
        )
        if chosen:
            self.compare_with(Path(chosen), choice)

    @guarded
    def _snapshots_changed(self) -> None:
        kept = self.session.snapshots.kept
        fresh = [snapshot for snapshot in kept if snapshot not in self._known]
        self._known = kept
        if fresh:
            self._offer(fresh[-1], None)
        else:
            self._offer(self.before.snapshot, self.after.snapshot)

    def _offer(self, before: Snapshot | None, after: Snapshot | None) -> None:
        kept = self.session.snapshots.kept
        self.before.offer(kept, before)
        self.after.offer(kept, after)
        self._redraw()

    @guarded
    def _redraw(self, _place: int = 0) -> None:
        self.complaint.hide()
        if self.isVisible():
            self.show_report(self.session.controller.report)
            self._show()

    @guarded
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file_of(event):
            event.acceptProposedAction()

    @guarded
    def dropEvent(self, event: QDropEvent) -> None:
        path = _file_of(event)
        if path is not None:
            event.acceptProposedAction()
            self.compare_with(path)


def _file_of(event: QDropEvent) -> Path | None:
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(files[0]) if files else None
