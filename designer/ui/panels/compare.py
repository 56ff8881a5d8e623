"""Two designs side by side: what differs, by how much, and why."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from designer.core.compare import Comparison, compare
from designer.core.export.comparison import comparison_text
from designer.core.files.faults import Unreadable
from designer.core.report import Report
from designer.i18n import tr
from designer.session.clipboard import files_in
from designer.session.guard import guarded
from designer.session.session import Session
from designer.session.stage import Selection
from designer.session.writer import write
from designer.ui.commands.compare import keep
from designer.ui.commands.files import READABLE
from designer.ui.panels.compare_bar import CompareBar
from designer.ui.panels.compare_source import SourceChoice
from designer.ui.panels.compare_table import CompareTable
from designer.ui.panels.panel import Panel
from designer.ui.plain import Label, ShortLabel, tooltip
from designer.ui.theme import Look, Theme
from designer.words import fault_text, save_error_text
from designer.words.comparison import line_text
from designer.words.differences import counts_text, largest_text, total_text
from designer.words.files import left_out_lines

_INVITATION = tr(
    "Keep a snapshot (Ctrl+Alt+K) and go on: here you will see what has changed since, by how "
    "much, and what caused it. Or drop a file here, to compare it with the open design."
)
_LOW = 230
"""A page that is lower than this has no room for a second line about the totals."""


class ComparePanel(Panel):
    """Compares the open design with a snapshot or a file, or any two of those, live."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.setAcceptDrops(True)
        names = ("keep", "bring_back", "forget", "copy", "save")
        self.bar = CompareBar({name: getattr(self, name) for name in names})
        self.total, self.most = ShortLabel(), ShortLabel(role="quiet")
        self.complaint, self.invitation = Label(role="error"), Label(_INVITATION, "quiet")
        report = session.controller.report
        self.comparison = Comparison(report, report, ())
        self.table = CompareTable(session, look, self.comparison)
        self.table.setAccessibleName(tr("Layers that differ"))
        self._lay_out()
        self._known = session.snapshots.kept
        self.bar.offer(self._known, self._known[-1] if self._known else None, None)
        self.bar.changed.connect(self._redraw)
        for choice in (self.bar.before, self.bar.after):
            choice.file_wanted.connect(partial(self._open_file, choice))
        session.snapshots.changed.connect(self._snapshots_changed)

    def _lay_out(self) -> None:
        self._above = QVBoxLayout()
        self._above.addWidget(self.bar)
        for label in (self.total, self.most, self.complaint, self.invitation):
            label.setWordWrap(label in (self.complaint, self.invitation))
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._above.addWidget(label)
        self.complaint.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._above)
        layout.addWidget(self.table, 1)
        layout.addStretch()

    # what is shown

    def show_report(self, report: Report) -> None:
        before, after = (
            report if choice.snapshot is None else choice.snapshot.report
            for choice in (self.bar.before, self.bar.after)
        )
        shown = self.comparison
        if not shown.pairs or shown.before is not before or shown.after is not after:
            self.comparison = compare(before, after)
            self._show()

    def _show(self) -> None:
        comparison, measure, idle = self.comparison, self.bar.measure, self.bar.idle
        self.total.say(total_text(comparison, measure))
        parts = (counts_text(comparison), largest_text(comparison, measure))
        self.most.say(". ".join(filter(None, parts)))
        for label in (self.total, self.most):
            label.setToolTip(tooltip(label.text()))
        self.total.setVisible(not idle)
        self.table.setVisible(not idle)
        self._share_room()
        self.invitation.setVisible(idle)
        self.table.show_comparison(comparison, measure, self.bar.everything.isChecked())

    def show_selection(self, selection: Selection) -> None:
        self.table.show_selection(selection)

    def restyle(self, theme: Theme) -> None:
        self._above.setContentsMargins(*(theme.px(n) for n in (18, 10, 18, 6)))
        self._above.setSpacing(theme.px(6))
        self.total.setFont(theme.font(14, 600))
        self.most.setFont(theme.font(12))
        self.bar.restyle(theme)
        self.table.restyle(theme)
        self.table.setMinimumHeight(theme.px(96))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Where there is little, it is for the rows."""
        roomy = self.height() >= self.look.theme.px(_LOW)
        self.most.setVisible(roomy and not self.bar.idle)

    # what can be done

    @guarded
    def keep(self) -> None:
        """Keep the design as it is now."""
        keep(self.session)

    @guarded
    def bring_back(self) -> None:
        """Make the first design the open one, in one step that can be undone."""
        snapshot = self.bar.before.snapshot
        if snapshot is not None:
            text = tr("Bring back {title}").format(title=snapshot.title)
            self.session.editor.apply(snapshot.design, text)

    @guarded
    def forget(self) -> None:
        """Keep the first design no longer."""
        snapshot = self.bar.before.snapshot
        if snapshot is not None:
            self.session.snapshots.forget(snapshot)

    @guarded
    def copy(self) -> None:
        """Put the comparison on the clipboard as text."""
        QGuiApplication.clipboard().setText(self._text())
        self.session.notices.tell(tr("Copied the comparison as text"))

    @guarded
    def save(self) -> None:
        """Ask for a file, and write the comparison there as text."""
        proposed = Path(self.session.settings.get("folder")) / "comparison.txt"
        title, form = tr("Save the comparison"), tr("Text (*.txt)")
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(proposed), form)
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
        names = (self.bar.before.currentText(), self.bar.after.currentText())
        return comparison_text(self.comparison, names, line_text)

    def compare_with(self, path: Path, choice: SourceChoice | None = None) -> None:
        """Put the design in the file at *path* in the place of *choice*, the first by default."""
        try:
            design = self.session.document.read(path)
        except Unreadable as error:
            faults = "\n".join(fault_text(fault) for fault in error.faults[:3])
            self._complain(f"{path.name}: {faults}")
            return
        before, after = self.bar.before.snapshot, self.bar.after.snapshot
        read = self.session.snapshots.keep(design, path.name)
        sides = (before, read) if choice is self.bar.after else (read, after)
        self.bar.offer(self.session.snapshots.kept, *sides)

    def _complain(self, text: str) -> None:
        self.complaint.say(text)
        self.complaint.show()

    @guarded
    def _open_file(self, choice: SourceChoice) -> None:
        folder: str = self.session.settings.get("folder")
        title = tr("Compare with a design or a Keras model")
        chosen, _ = QFileDialog.getOpenFileName(self, title, folder, READABLE)
        if chosen:
            self.compare_with(Path(chosen), choice)

    @guarded
    def _snapshots_changed(self) -> None:
        kept, known = self.session.snapshots.kept, self._known
        self._known = kept
        if len(kept) > len(known):
            self.bar.offer(kept, kept[-1], None)
        else:
            self.bar.offer(kept, self.bar.before.snapshot, self.bar.after.snapshot)

    @guarded
    def _redraw(self) -> None:
        self.complaint.hide()
        if self.isVisible():
            self.show_report(self.session.controller.report)
            self._show()

    @guarded
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    @guarded
    def dropEvent(self, event: QDropEvent) -> None:
        files = files_in(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.compare_with(files[0])
            for line in left_out_lines(files[1:]):
                self.session.notices.tell(line)
