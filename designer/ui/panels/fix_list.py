"""Ways out, each a click and one undo step, with what it would do to the total."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QVBoxLayout, QWidget

from designer.core.changes import Fix
from designer.core.report import Report
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.cards import Link
from designer.ui.flow_layout import FlowLayout
from designer.ui.plain import Label, tooltip
from designer.ui.theme import Look, Theme
from designer.words import effect_text, fix_text, problem_text


class FixLink(Link):
    """A link that gives way where there is no room; its tooltip has the whole of it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setToolTip(tooltip(text))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @guarded(safe=QSize(0, 0))
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        metrics, lacking = self.fontMetrics(), self.sizeHint().width() - self.width()
        if lacking > 0:
            room = metrics.horizontalAdvance(option.text) - lacking
            option.text = metrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)
        with QPainter(self) as painter:
            self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)


class FixList(QWidget):
    """A link for each fix, and beside it, or below where room is short, what the total would be."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._look = look
        self.links: list[Link] = []
        self.effects: list[Label] = []
        self._lines: list[FlowLayout] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        look.changed.connect(self._restyle)
        self._restyle(look.theme)

    def offer(self, fixes: Iterable[Fix], report: Report) -> None:
        """Show *fixes* for the design of *report*."""
        for line in self._lines:
            self._layout.removeItem(line)
            line.deleteLater()
        for widget in (*self.links, *self.effects):
            widget.hide()
            widget.deleteLater()
        self.links, self.effects, self._lines = [], [], []
        for fix in fixes:
            self._add(fix, effect_text(fix, report))
        self._restyle(self._look.theme)
        self.setVisible(bool(self.links))

    def _add(self, fix: Fix, effect: str) -> None:
        text = fix_text(fix)
        text = text[:1].upper() + text[1:]
        link, label = FixLink(text, self), Label(effect, "quiet", self)
        link.setAccessibleDescription(effect)
        link.clicked.connect(partial(self._apply, fix, text))
        line = FlowLayout()
        for widget in (link, label):
            line.addWidget(widget)
        self._layout.addLayout(line)
        self.links.append(link)
        self.effects.append(label)
        self._lines.append(line)

    @guarded
    def _apply(self, fix: Fix, text: str, _checked: bool = False) -> None:
        problem = self._session.editor.apply(fix.design, text)
        if problem is not None:
            self._session.notices.tell(problem_text(problem))

    @guarded
    def _restyle(self, theme: Theme) -> None:
        self._layout.setSpacing(theme.px(4))
        for line in self._lines:
            line.setSpacing(theme.px(6))
            line.gap = 0
        for label in self.effects:  # in line with the text of the link, which has a border
            label.setContentsMargins(2 + theme.px(2), 2, 0, 2)
