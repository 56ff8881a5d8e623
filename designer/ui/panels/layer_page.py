"""A page about the selected layer: scrolls when it is small, and says so when there is nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from designer.core.report import Report, Row
from designer.i18n import marked, tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.session.stage import Selection
from designer.ui.cards import Card
from designer.ui.panels.panel import Panel
from designer.ui.tab_order import tab_from
from designer.ui.theme import Look, Theme

NOTHING = marked("Select a layer to see where its numbers come from.")
BATCH = marked("None is the batch, how many examples go through at once: it is left open.")


class LayerPage(Panel):
    """A column of widgets about one row. What it shows is said by `show_row` and `show_none`."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column = QVBoxLayout()
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self.column)
        whole.addStretch(1)
        self.area.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def show_row(self, report: Report, row: Row) -> None:
        """Show what there is to say about *row*."""

    def show_none(self, report: Report) -> None:
        """Nothing is selected."""

    def show_report(self, report: Report) -> None:
        current = self.session.stage.selection.current
        index = None if current is None else report.design.index(current)
        if index is None:
            self.show_none(report)
        else:
            self.show_row(report, report.row(index))

    def show_selection(self, selection: Selection) -> None:
        self.show_report(self.session.controller.report)

    @guarded(safe=False)
    def focusNextPrevChild(self, forward: bool) -> bool:
        return tab_from(self, forward) or super().focusNextPrevChild(forward)

    def restyle(self, theme: Theme) -> None:
        side, top = theme.px(18), theme.px(10)
        self.column.setContentsMargins(side, top, side, top)
        self.column.setSpacing(theme.px(10))


class FormulaCard(Card):
    """A card with some air around what it holds, one below the other."""

    def __init__(self, *contents: QWidget) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        for content in contents:
            self._column.addWidget(content)

    def restyle(self, theme: Theme) -> None:
        """Take over the lengths of *theme*."""
        side, top = theme.px(14), theme.px(10)
        self._column.setContentsMargins(side, top, side, top)


def waiting(row: Row) -> str:
    """What *row* waits for."""
    return tr("{name} waits for {other}: nobody knows yet what comes in.").format(
        name=row.name, other=row.waits_for
    )
