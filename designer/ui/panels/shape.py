"""How the output of the selected layer got its shape, axis by axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from designer.core.explain import Side
from designer.core.origins import explained
from designer.core.report import Report, Row
from designer.core.units import shape_text
from designer.i18n import tr
from designer.session.session import Session
from designer.ui.maths import Line, Piece, line, result, symbolic, two_lines
from designer.ui.maths.view import Known
from designer.ui.panels.derivation import (
    output_term,
    output_terms,
    references,
    rule_text,
)
from designer.ui.panels.layer_page import BATCH, NOTHING, FormulaCard, LayerPage, waiting
from designer.ui.panels.notes import Note, Notes
from designer.ui.prose import Prose, Span
from designer.ui.theme import Look, Theme
from designer.words import problem_text

SIZE = 15


class ShapePanel(LayerPage):
    """What comes in, what goes out, and a line of arithmetic for each axis."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.flow = Prose(look, "ink")
        self.sides = Notes(session, look, SIZE, 10)
        self.card = FormulaCard(self.sides)
        self.note = Prose(look)
        for widget in (self.flow, self.card, self.note):
            self.column.addWidget(widget)

    def show_none(self, report: Report) -> None:
        self._show((), ((tr(NOTHING), False),))

    def show_row(self, report: Report, row: Row) -> None:
        found = explained(row)
        if found is None:
            self._show(_flow(row), _without(row))
        else:
            trees = [side.tree for side in found.sides if side.tree is not None]
            terms = references(report, row, trees)
            notes = [
                (_led(_lines(side), output_term(axis)), rule_text(row.layer, side, terms))
                for axis, side in enumerate(found.sides, start=1)
            ]
            sizes = output_terms(report, row, found)
            self._show(_flow(row), ((tr(BATCH), False),), notes, {**terms, **sizes})

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self.card.restyle(theme)

    def _show(
        self,
        flow: tuple[Span, ...],
        note: tuple[Span, ...],
        sides: Sequence[Note] = (),
        terms: Mapping[str, Known] | None = None,
    ) -> None:
        self.flow.say(flow)
        self.sides.fill(sides, terms or {})
        self.card.setVisible(bool(sides))
        self.note.say(note)


def _lines(side: Side) -> tuple[Line, ...]:
    """`height = ⌊(h − k_h) / s_h⌋ + 1` over the same with its numbers."""
    if side.tree is None:
        return (line(side.name, (Piece(tr("open")),)),)
    if side.computed:
        return two_lines(side.name, side.tree)
    return (line(side.name, symbolic(side.tree), result(side.tree.value)),)


def _led(lines: tuple[Line, ...], term: str) -> tuple[Line, ...]:
    """*lines* whose first and last piece, the name of a size and its number, stand for *term*."""
    first = (lines[0][0]._replace(term=term), *lines[0][1:])
    *others, last = first, *lines[1:]
    return (*others, (*last[:-1], last[-1]._replace(term=term)))


def _flow(row: Row) -> tuple[Span, ...]:
    """`(None, 256, 256, 32) → (None, 254, 254, 32)`."""
    outputs = ", ".join(shape_text(shape) for shape in row.outputs) or "?"
    before = f"{shape_text(row.input)}  →  " if row.input is not None else ""
    return ((before, False), (outputs, True)) if before or row.outputs else ()


def _without(row: Row) -> tuple[Span, ...]:
    if row.waits_for is not None:
        return ((waiting(row), False),)
    if row.problem is not None:
        return ((problem_text(row.problem), False),)
    return ((tr(BATCH), False),)
