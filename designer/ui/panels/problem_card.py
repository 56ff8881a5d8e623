"""Why a layer cannot run: a sentence, the arithmetic that failed, and fixes to click."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from designer.core.fixes import fixes
from designer.core.report import Report, Row
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.cards import Card, Link
from designer.ui.panels.failure_view import FailureView
from designer.ui.panels.fix_list import FixList
from designer.ui.plain import Label
from designer.ui.theme import Look, Theme
from designer.words import problem_advice
from designer.words.open_sizes import open_sizes_text


class ProblemCard(Card):
    """Says why a row cannot run. Each fix is one undo step; without a problem the card is away."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("error", parent)
        self.title = Label(role="error")
        self.sentence = Label()
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.failure = FailureView(session, look)
        self.fixes = FixList(session, look)
        self._layout = QVBoxLayout(self)
        for part in (self.title, self.sentence, self.failure, self.fixes):
            self._layout.addWidget(part)
        look.changed.connect(self._restyle)
        self._restyle(look.theme)
        self.hide()

    @property
    def links(self) -> list[Link]:
        """The fixes that are offered."""
        return self.fixes.links

    def show_row(self, report: Report, row: Row | None) -> None:
        """Show the problem of *row* in *report*, if it has one."""
        problem = row.problem if row else None
        self.setVisible(problem is not None)
        self.fixes.offer(fixes(report, row) if row and problem else (), report)
        if row and problem:
            self.title.say(tr("{name} cannot run").format(name=row.name))
            self.sentence.say(open_sizes_text(report, row) or problem_advice(problem, row))
            self.failure.show_row(report, row)

    @guarded
    def _restyle(self, theme: Theme) -> None:
        self.title.setFont(theme.font(13, 600))
        self._layout.setContentsMargins(*(theme.px(n) for n in (14, 10, 14, 12)))
        self._layout.setSpacing(theme.px(8))
