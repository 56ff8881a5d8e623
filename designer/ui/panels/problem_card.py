"""What is wrong with a layer, in a sentence, with fixes to click."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from designer.core.fixes import Fix, fixes
from designer.core.report import Report, Row
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.cards import Card, Link
from designer.ui.plain import Label
from designer.ui.theme import Look, Theme
from designer.words import fix_text, problem_text


class ProblemCard(Card):
    """Says why a row cannot run. Each fix is one undo step; without a problem the card is away."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("error", parent)
        self._session = session
        self._look = look
        self.title = Label(role="error")
        self.sentence = Label()
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.links: list[Link] = []
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self.title)
        self._layout.addWidget(self.sentence)
        look.changed.connect(self._restyle)
        self._restyle(look.theme)
        self.hide()

    def show_row(self, report: Report, row: Row | None) -> None:
        """Show the problem of *row* in *report*, if it has one."""
        for link in self.links:
            self._layout.removeWidget(link)
            link.deleteLater()
        self.links = []
        problem = row.problem if row else None
        if row and problem:
            self.title.say(tr("{name} cannot run").format(name=row.name))
            self.sentence.say(problem_text(problem))
            for fix in fixes(report, row):
                self._offer(fix)
        self.setVisible(problem is not None)

    def _offer(self, fix: Fix) -> None:
        text = fix_text(fix)
        text = text[:1].upper() + text[1:]
        link = Link(text, self)
        link.clicked.connect(partial(self._apply, fix, text))
        self._layout.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)
        self.links.append(link)

    @guarded
    def _apply(self, fix: Fix, text: str, _checked: bool = False) -> None:
        self._session.editor.apply(fix.design, text)

    @guarded
    def _restyle(self, theme: Theme) -> None:
        self.title.setFont(theme.font(13, 600))
        self._layout.setContentsMargins(*(theme.px(n) for n in (14, 10, 14, 12)))
        self._layout.setSpacing(theme.px(4))
