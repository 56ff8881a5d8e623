"""The formula of the selected layer: where each number of its parameter count comes from."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from designer.core.explain import Explanation, Form
from designer.core.export.labels import outputs_text
from designer.core.mistakes import usual_mistake
from designer.core.origins import explained
from designer.core.report import Report, Row
from designer.core.symbolic import Expr, Number, Sum
from designer.core.value import Value, part
from designer.core.work import work_formula
from designer.i18n import marked, tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.maths import Line, count_lines, line, numeric, result, symbols_line
from designer.ui.maths.view import FormulaView, Known
from designer.ui.panels.assumption_card import AssumptionCard
from designer.ui.panels.derivation import (
    computed_sides,
    references,
    rule_text,
    sources,
    split_text,
    weights_text,
)
from designer.ui.panels.form_switch import FormSwitch
from designer.ui.panels.layer_page import NOTHING, FormulaCard, LayerPage, waiting
from designer.ui.panels.mistake_note import MistakeNote
from designer.ui.panels.notes import Note, Notes
from designer.ui.panels.problem_card import ProblemCard
from designer.ui.panels.problem_link import ProblemLink
from designer.ui.prose import Prose, Span, numbers_bold
from designer.ui.theme import Look, Theme
from designer.words.assumptions import assumption_short
from designer.words.mistakes import mistake_text

_MACS = marked("multiply-accumulates for one sample")
FORMULA, DERIVATION, SOURCE = 18, 15, 14
"""The heights of the letters in formulas, in pixels of the design."""


class _Page(Value):
    """All that is shown about a layer; `terms` says of each symbol where it comes from, `slip` what
    people get wrong, `forms` whether there are two ways to write the count.
    """

    text: tuple[Span, ...]
    formula: tuple[Line, ...] = ()
    sources: tuple[Note, ...] = ()
    sides: tuple[Note, ...] = ()
    slip: str = ""
    forms: bool = False
    terms: Mapping[str, Known] = part(default_factory=dict[str, Known])


class FormulaPanel(LayerPage):
    """The problem, if there is one; the formula; what it means; and how the output got its size."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.problem = ProblemCard(session, look)
        self.elsewhere = ProblemLink(session, look)
        self.assumed = AssumptionCard(session, look)
        self.formula = FormulaView(session, look, size=FORMULA)
        self.forms = FormSwitch(session.settings)
        self.formula_card = FormulaCard(self.formula, self.forms)
        self.prose = Prose(look)
        self.slip = MistakeNote(look)
        self.sources = Notes(session, look, SOURCE)
        self.sides = Notes(session, look, DERIVATION, 4)
        self.sides_card = FormulaCard(self.sides)
        for widget in (
            self.problem,
            self.elsewhere,
            self.assumed,
            self.formula_card,
            self.prose,
            self.slip,
            self.sources,
            self.sides_card,
        ):
            self.column.addWidget(widget)
        session.settings.changed.connect(self._setting_changed)

    def show_none(self, report: Report) -> None:
        self.assumed.show_row(None)
        self._show(report, _Page(((tr(NOTHING), False),)))

    def show_row(self, report: Report, row: Row) -> None:
        self.assumed.show_row(row)
        found = explained(row)
        if found is None:
            self._show(report, _Page(_why_not(row)))
        elif row.type in ("Sequential", "Functional"):
            self._show(report, _opened(report, row))
        else:
            self._show(report, _page(report, row, found, self._form(found)))

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        for card in (self.formula_card, self.sides_card):
            card.restyle(theme)
        self.slip.restyle(theme)
        self.forms.restyle(theme)

    def _form(self, found: Explanation) -> Form:
        by_weight = self.session.settings.get("by_weight")
        return found.by_weight if by_weight else found.factored

    @guarded
    def _setting_changed(self, name: object) -> None:
        if name == "by_weight" and self.isVisible():
            self.show_report(self.session.controller.report)

    def _show(self, report: Report, page: _Page) -> None:
        self._show_problem(report)
        self.formula.show_lines(page.formula, page.terms)
        self.formula_card.setVisible(bool(page.formula))
        self.forms.setVisible(page.forms)
        self.prose.say(page.text)
        self.slip.say(page.slip)
        self.sources.fill(page.sources, page.terms)
        self.sides.fill(page.sides, page.terms)
        self.sides_card.setVisible(bool(page.sides))

    def _show_problem(self, report: Report) -> None:
        """The card for the layer that has the problem; for all others a line that leads to it."""
        stopped = report.problem_row
        own = stopped is not None and stopped.uid == self.session.stage.selection.current
        self.problem.show_row(report, stopped if own else None)
        self.elsewhere.show_row(None if own else stopped)


def _page(report: Report, row: Row, found: Explanation, form: Form) -> _Page:
    sides = computed_sides(found)
    trees = [side.tree for _, side in sides if side.tree is not None]
    work = work_formula(row.layer, found.input)
    slip = usual_mistake(found) if found.weights else None
    terms = references(report, row, (form.count, *trees, work or Number(0)))
    return _Page(
        text=_meaning(row, found),
        formula=count_lines(form.count, form.trainable),
        sources=tuple(
            ((symbols_line(found),), origin) for found, origin in sources(terms, form.count)
        ),
        sides=tuple(
            ((line(head, numeric(tree), result(tree.value)),), rule_text(row.layer, side, terms))
            for (head, side), tree in zip(sides, trees, strict=True)
        )
        + _work(work),
        slip=mistake_text(slip) if slip else "",
        forms=found.factored.count != found.by_weight.count,
        terms=terms,
    )


def _work(tree: Expr | None) -> tuple[Note, ...]:
    """What one sample costs, where something is multiplied."""
    if tree is None or not tree.value:
        return ()
    return (((line(tr("MACs"), numeric(tree), result(tree.value)),), tr(_MACS)),)


def _opened(report: Report, row: Row) -> _Page:
    """A line of arithmetic for each layer inside; what its numbers are is told of it alone."""
    from designer.core.expanded import inside  # a design without models does without it

    opened = inside(report, row)
    assert opened is not None, "it holds a chain"
    rows = opened.rows[1:]
    counts = tuple(Number(each.params) for each in rows if each.params)
    added = (numeric(Sum(counts)),) if len(counts) > 1 else ()
    return _Page(
        text=(*numbers_bold(row.layer.meaning(row.input or ())), (" ", False), *split_text(row)),
        formula=(line(tr("params"), *added, result(row.params or 0)),),
        sides=tuple(((_counted(each),), _noted(each)) for each in rows),
    )


def _noted(row: Row) -> str:
    """What comes out of a layer inside, and what was assumed of it."""
    assumed = (assumption_short(one, row.layer) for one in row.block.assumed)
    return "\n".join((outputs_text(row), *assumed))


def _counted(row: Row) -> Line:
    found = explained(row)
    count = (numeric(found.count),) if found and found.weights else ()
    return line(row.name, *count, result(row.params or 0))


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
