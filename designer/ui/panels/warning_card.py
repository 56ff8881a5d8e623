"""What is worth a thought about a layer that runs: a sentence, and fixes to click."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from designer.core.improvements import improvements
from designer.core.report import Report
from designer.core.warnings import LayerWarning
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.cards import Card, Link
from designer.ui.icons import icon
from designer.ui.panels.fix_list import FixList
from designer.ui.plain import Label
from designer.ui.theme import Look, Theme
from designer.words.warnings import kind_title, warning_text


class WarningCard(Card):
    """A sign, the layer, what is worth a thought, and a way not to hear of it again.

    A click anywhere on it selects the layer, as the name does for the keyboard.
    """

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("warning", parent)
        self._session = session
        self._warning: LayerWarning | None = None
        self._report: Report | None = None
        self.sign = QLabel()
        self.name = Link("", self)
        self.kind = Label(role="warning")
        self.sentence = Label()
        self.fixes = FixList(session, look)
        self.hide_kind = Link(tr("Do not show this kind again"), self)
        for label in (self.kind, self.sentence):
            label.setWordWrap(True)
        self._head = QHBoxLayout()
        self._head.addWidget(self.sign)
        self._head.addWidget(self.name)
        self._head.addWidget(self.kind, 1)
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(self._head)
        for part in (self.sentence, self.fixes):
            self._layout.addWidget(part)
        self._layout.addWidget(self.hide_kind, alignment=Qt.AlignmentFlag.AlignRight)
        self.name.clicked.connect(self._select)
        self.hide_kind.clicked.connect(self._hide_kind)
        look.changed.connect(self._restyle)
        self._restyle(look.theme)

    @property
    def uid(self) -> int | None:
        """The layer that it is about."""
        return self._warning.uid if self._warning else None

    @property
    def marked(self) -> bool:
        """Whether its frame is strong, as its layer is selected."""
        return bool(self.property("current"))

    def mark(self, on: bool) -> None:
        """Make the frame strong, or as it usually is."""
        if on != self.marked:
            self.setProperty("current", on)
            self.style().polish(self)

    def show_warning(self, report: Report, warning: LayerWarning) -> None:
        """Show *warning*, which was found in *report*."""
        if report is self._report and warning is self._warning:
            return
        self._report, self._warning = report, warning
        name = report.names[warning.index]
        self.name.setText(name.replace("&", "&&"))
        self.name.setAccessibleName(tr("Select {name}").format(name=name))
        self.kind.say(kind_title(warning.kind))
        self.sentence.say(warning_text(warning))
        self.setAccessibleName(f"{tr('Warning')}: {name}")
        self.fixes.offer(improvements(report, warning), report)

    @guarded
    def _select(self, _checked: bool = False) -> None:
        if self._warning is not None:
            self._session.stage.select((self._warning.uid,))

    @guarded
    def _hide_kind(self, _checked: bool = False) -> None:
        if self._warning is not None:
            self._session.warnings.switch(self._warning.kind, on=False)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._select()

    @guarded
    def _restyle(self, theme: Theme) -> None:
        side = theme.px(16)
        self.sign.setPixmap(icon("triangle-alert", theme.color("warning"), side).pixmap(side, side))
        for label in (self.name, self.kind):
            label.setFont(theme.font(13, 600))
        self._layout.setContentsMargins(*(theme.px(n) for n in (14, 10, 14, 8)))
        self._layout.setSpacing(theme.px(6))
        self._head.setSpacing(theme.px(8))
