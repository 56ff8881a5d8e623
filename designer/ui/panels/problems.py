"""What keeps the chain from running, with ways out; or that nothing does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from designer.core.report import Report
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.panels.panel import Panel
from designer.ui.panels.problem_card import ProblemCard
from designer.ui.plain import Label
from designer.ui.theme import Look, Theme


class ProblemsPanel(Panel):
    """The problem of the chain: behind the first layer that cannot run nothing can be computed."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.card = ProblemCard(session, look)
        self.card.setCursor(Qt.CursorShape.PointingHandCursor)
        self.waiting = Label(role="quiet")
        self.waiting.setWordWrap(True)
        self.fine = Label(tr("✓ No problems"), "ok")
        self._layout = QVBoxLayout(self)
        for part in (self.fine, self.card, self.waiting):
            self._layout.addWidget(part)
        self._layout.addStretch(1)

    def show_report(self, report: Report) -> None:
        row = report.problem_row
        self.fine.setVisible(row is None)
        self.card.show_row(report, row)
        after = len(report.design.chain) - 1 - row.index if row else 0
        self.waiting.setVisible(after > 0)
        if row:
            self.waiting.say(_waiting(after, row.name))

    def restyle(self, theme: Theme) -> None:
        self.fine.setFont(theme.font(14, 600))
        self._layout.setContentsMargins(*(theme.px(n) for n in (18, 14, 18, 14)))
        self._layout.setSpacing(theme.px(10))

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the card selects its layer."""
        row = self.session.controller.report.problem_row
        if row and self.card.geometry().contains(event.position().toPoint()):
            self.session.stage.select([row.uid])


def _waiting(count: int, name: str) -> str:
    if count == 1:
        return tr("One layer after it waits for {name}.").format(name=name)
    return tr("{count} layers after it wait for {name}.").format(count=count, name=name)
