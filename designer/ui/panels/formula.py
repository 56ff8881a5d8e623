"""The formula of the selected layer: where each number of its parameter count comes from."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from designer.core.explain import Explanation, Side
from designer.core.report import Report, Row
from designer.i18n import tr
from designer.session.session import Session
from designer.ui.maths import Line, count_lines, line, numeric, result, symbols_line
from designer.ui.maths.view import FormulaView
from designer.ui.panels.derivation import (
    Source,
    computed_sides,
    explained,
    origins,
    rule_text,
    sources,
    split_text,
    weights_text,
)
from designer.ui.panels.layer_page import NOTHING, FormulaCard, LayerPage, waiting
from designer.ui.panels.pool import Pool
from designer.ui.panels.problem_card import ProblemCard
from designer.ui.panels.side_view import SideView
from designer.ui.prose import Prose, Span, numbers_bold
from designer.ui.theme import Look, Theme

FORMULA, DERIVATION, SOURCE = 18, 15, 14
"""The heights of the letters in formulas, in pixels of the design."""


class FormulaPanel(LayerPage):
    """The problem, if there is one; the formula; what it means; and how the output got its size."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.problem = ProblemCard(session, look)
        self.formula = FormulaView(session, look, size=FORMULA)
        self.formula_card = FormulaCard(self.formula)
        self.prose = Prose(look)
        self.sources = Pool(lambda: SideView(session, look, SOURCE), 2)
        self.sides = Pool(lambda: SideView(session, look, DERIVATION), 4)
        self.sides_card = FormulaCard(self.sides)
        for widget in (
            self.problem,
            self.formula_card,
            self.prose,
            self.sources,
            self.sides_card,
        ):
            self.column.addWidget(widget)

    def show_none(self, report: Report) -> None:
        self._show(report, ((NOTHING, False),), None, ())

    def show_row(self, report: Report, row: Row) -> None:
        found = explained(row)
        if found is None:
            self._show(report, _why_not(row), None, ())
        else:
            count = sources(report, row, (found.count,))
            self._show(report, _meaning(row, found), found, count)
            self._show_sides(report, row, found)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        for card in (self.formula_card, self.sides_card):
            card.restyle(theme)

    def _show(
        self,
        report: Report,
        text: tuple[Span, ...],
        found: Explanation | None,
        count: tuple[Source, ...],
    ) -> None:
        self.problem.show_row(report, report.problem_row)
        self.formula_card.setVisible(found is not None)
        self.sides_card.hide()
        said = origins(count)
        if found is not None:
            self.formula.show_lines(count_lines(found.count, found.trainable), said)
        self.prose.say(text)
        self.sources.fill(
            count, lambda view, s: view.show_side((symbols_line(s.symbols),), s.text, said)
        )

    def _show_sides(self, report: Report, row: Row, found: Explanation) -> None:
        sides = computed_sides(found)
        known = sources(report, row, (side.tree for _, side in sides if side.tree is not None))

        def show(view: SideView, item: tuple[str, Side]) -> None:
            head, side = item
            note = rule_text(found.layer, side, known)
            view.show_side(_derived(head, side), note, origins(known))

        self.sides.fill(sides, show)
        self.sides_card.setVisible(bool(sides))


def _derived(head: str, side: Side) -> tuple[Line, ...]:
    """`height = ⌊(256 − 3) / 1⌋ + 1 = 254`."""
    if side.tree is None:
        return ()
    return (line(head, numeric(side.tree), result(side.tree.value)),)


def _meaning(row: Row, found: Explanation) -> tuple[Span, ...]:
    """What the parameters are and which arrays hold them, or why there are none."""
    if not found.weights:
        return ((row.layer.why_none or tr("This layer has no parameters."), False),)
    meaning = numbers_bold(row.layer.meaning(found.input))
    parts = (meaning, weights_text(found), split_text(row))
    return tuple(span for part in parts if part for span in (*part, (" ", False)))


def _why_not(row: Row) -> tuple[Span, ...]:
    if row.waits_for is not None:
        return ((waiting(row), False),)
    return ((row.layer.why_none, False),) if row.problem is None else ()
