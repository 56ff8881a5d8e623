"""What keeps the chain from running, what is worth a thought in one that runs, and ways out."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from designer.core.report import Report
from designer.core.warnings import KINDS, LayerWarning
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.session.stage import Selection
from designer.ui.cards import Card
from designer.ui.panels.panel import Panel
from designer.ui.panels.problem_card import ProblemCard
from designer.ui.panels.warning_card import WarningCard
from designer.ui.plain import Label
from designer.ui.theme import Look, Theme
from designer.words import warnings_text
from designer.words.warnings import kind_title

MOST = 20
"""As many warnings as are shown at once: more of them are about the same few things."""


class ProblemsPanel(Panel):
    """First what stops the chain, as nothing can be computed behind it; then the warnings, the
    gravest kinds first.
    """

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.state = Label(role="ok")
        self.kinds = QPushButton(tr("Warnings"))
        self.kinds.setToolTip(tr("Which kinds of warnings are shown"))
        self.kinds.setMenu(self._menu())
        self.card = ProblemCard(session, look)
        self.card.setCursor(Qt.CursorShape.PointingHandCursor)
        self.waiting = Label(role="quiet")
        self.more = Label(role="quiet")
        self.cards: list[WarningCard] = []
        self._head = QHBoxLayout()
        self._head.addWidget(self.state, 1)
        self._head.addWidget(self.kinds)
        self._column = QVBoxLayout()
        for part in (self.card, self.waiting):
            self._column.addWidget(part)
        self._list = QVBoxLayout()
        self._column.addLayout(self._list)
        self._column.addWidget(self.more)
        self._column.addStretch(1)
        for label in (self.waiting, self.more):
            label.setWordWrap(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head)
        self.area = self._scrolled()
        outer.addWidget(self.area)
        session.warnings.changed.connect(self._warnings_changed)

    def _scrolled(self) -> QScrollArea:
        area, page = QScrollArea(), QWidget()
        page.setLayout(self._column)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _menu(self) -> QMenu:
        """The kinds of warnings, to be switched off and on."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for kind in KINDS:
            action = menu.addAction(kind_title(kind))
            action.setCheckable(True)
            action.setData(kind)
        menu.triggered.connect(self._switch)
        menu.aboutToShow.connect(self._check_kinds)
        return menu

    @guarded
    def _check_kinds(self) -> None:
        hidden = self.session.warnings.hidden
        for action in self.kinds.menu().actions():
            action.setChecked(action.data() not in hidden)

    @guarded
    def _switch(self, action: QAction) -> None:
        self.session.warnings.switch(action.data(), action.isChecked())

    def show_report(self, report: Report) -> None:
        row = report.problem_row
        self.card.show_row(report, row)
        after = len(report.design.chain) - 1 - row.index if row else 0
        self.waiting.setVisible(after > 0)
        if row:
            self.waiting.say(_waiting(after, row.name))
        self._show_warnings(report)

    @guarded
    def _warnings_changed(self, _found: object) -> None:
        if self.isVisible():
            self._show_warnings(self.session.controller.report)

    def _show_warnings(self, report: Report) -> None:
        found = self.session.warnings.listed
        self._show_state(report, len(found))
        shown = self._shown(found)
        rest, found = len(found) - len(shown), shown
        while len(self.cards) < len(found):
            card = WarningCard(self.session, self.look)
            self._list.addWidget(card)
            self.cards.append(card)
        for place, card in enumerate(self.cards):
            card.setVisible(place < len(found))
            if place < len(found):
                card.show_warning(report, found[place])
        self.more.setVisible(rest > 0)
        self.more.say(tr("and {count} more").format(count=rest))
        self._mark(self.session.stage.selection)

    def _shown(self, found: list[LayerWarning]) -> list[LayerWarning]:
        """The first of them, and those about the selected layer."""
        current = self.session.stage.selection.current
        return found[:MOST] + [each for each in found[MOST:] if each.uid == current]

    def show_selection(self, selection: Selection) -> None:
        self._show_warnings(self.session.controller.report)
        QTimer.singleShot(0, self, self._reveal)  # once all cards have their places

    @guarded
    def _reveal(self) -> None:
        """Scroll to the first card of the layer that is selected."""
        current = self.session.stage.selection.current
        row = self.session.controller.report.problem_row
        marked: list[Card] = [card for card in self.cards if card.marked and card.isVisible()]
        chosen = [self.card] if row is not None and row.uid == current else marked
        if chosen:
            self.area.ensureWidgetVisible(chosen[0])
            self.area.ensureVisible(0, chosen[0].y(), 0, 0)  # a tall one from its top

    def _mark(self, selection: Selection) -> None:
        """The cards of the layer that is selected have a stronger frame."""
        for card in self.cards:
            card.mark(card.uid == selection.current)

    def _show_state(self, report: Report, count: int) -> None:
        """The line at the top: what there is, and what is not shown."""
        text = tr("✓ No problems") if report.complete else tr("1 problem")
        if count:
            text += " · " + warnings_text(count)
        self.state.setProperty("role", "ok" if report.complete else "error")
        self.state.style().polish(self.state)
        self.state.say(text)
        off = len(self.session.warnings.hidden)
        self.kinds.setText(tr("Warnings ({off} off)").format(off=off) if off else tr("Warnings"))

    def restyle(self, theme: Theme) -> None:
        self.state.setFont(theme.font(14, 600))
        self._head.setContentsMargins(*(theme.px(n) for n in (18, 10, 18, 6)))
        self._column.setContentsMargins(*(theme.px(n) for n in (18, 4, 18, 14)))
        for layout in (self._column, self._list):
            layout.setSpacing(theme.px(10))

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the card selects its layer."""
        row = self.session.controller.report.problem_row
        place = self.card.mapTo(self, self.card.rect().topLeft())
        if row and self.card.rect().translated(place).contains(event.position().toPoint()):
            self.session.stage.select([row.uid])


def _waiting(count: int, name: str) -> str:
    if count == 1:
        return tr("One layer after it waits for {name}.").format(name=name)
    return tr("{count} layers after it wait for {name}.").format(count=count, name=name)
