"""Ways out, each a click and one undo step, with what it would do to the total."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from designer.core.changes import Fix
from designer.core.report import Report
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.cards import Link
from designer.ui.plain import Label
from designer.ui.theme import Look, Theme
from designer.words import effect_text, fix_text


class FixList(QWidget):
    """A link for each fix, and beside it what the total would be."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.links: list[Link] = []
        self.effects: list[Label] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        look.changed.connect(self._restyle)
        self._restyle(look.theme)

    def offer(self, fixes: Iterable[Fix], report: Report) -> None:
        """Show *fixes* for the design of *report*."""
        for widget in (*self.links, *self.effects):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.links, self.effects = [], []
        for fix in fixes:
            self._add(fix, effect_text(fix, report))
        self.setVisible(bool(self.links))

    def _add(self, fix: Fix, effect: str) -> None:
        text = fix_text(fix)
        text = text[:1].upper() + text[1:]
        link, label = Link(text, self), Label(effect, "quiet", self)
        link.setAccessibleDescription(effect)
        label.setWordWrap(True)
        link.clicked.connect(partial(self._apply, fix, text))
        place = len(self.links)
        self._grid.addWidget(link, place, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(label, place, 1)
        self.links.append(link)
        self.effects.append(label)

    @guarded
    def _apply(self, fix: Fix, text: str, _checked: bool = False) -> None:
        self._session.editor.apply(fix.design, text)

    @guarded
    def _restyle(self, theme: Theme) -> None:
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(theme.px(4))
