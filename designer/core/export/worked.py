"""One layer in full: its weights, its count, what that means, its shape, its work, its memory."""

from __future__ import annotations

from collections.abc import Iterator

from designer.core.explain import Explanation, Side
from designer.core.export.derivation import FORMS, count_of, memory_text, reason
from designer.core.export.labels import Voice, outputs_text
from designer.core.latex import Latex
from designer.core.layer import Weight
from designer.core.mathml import MathML
from designer.core.mistakes import usual_mistakes
from designer.core.notation import Plain, Typeset, Writer, equation
from designer.core.origins import explained
from designer.core.report import Report, Row
from designer.core.spoken import Spoken
from designer.core.symbolic import Expr, Number, symbols
from designer.core.units import grouped, shape_text
from designer.core.work import work_formula

NOTATIONS: dict[str, Writer] = {
    "text": Plain,
    "latex": Latex,
    "mathml": MathML,
    "spoken": Spoken,
}
"""The notations that the equations of a layer can be written in."""


def layer_derivation(
    report: Report, row: Row, voice: Voice, form: str = FORMS[0], notation: str = "text"
) -> str:
    """Everything about one layer. The count is in one of the `FORMS`, all equations in one of the
    `NOTATIONS`."""
    lines = [f"{row.name} ({row.type})"]
    about = explained(row)
    if row.params is None:
        lines += [reason(row, voice.problem), *voice.failure(row)]
    elif about is None:
        lines += [f"output: {outputs_text(row)}", row.layer.why_none]
    else:
        lines += _Worked(report, row, about, voice, form, NOTATIONS[notation]).lines()
    return "\n".join(lines) + "\n"


class _Worked:
    """The lines about one layer that runs."""

    def __init__(
        self, report: Report, row: Row, about: Explanation, voice: Voice, form: str, write: Writer
    ) -> None:
        self._report, self._row, self._about = report, row, about
        self._voice, self._write = voice, write
        self._count = count_of(about, form)
        self._work = work_formula(row.layer, about.input)

    def lines(self) -> Iterator[str]:
        row, about = self._row, self._about
        yield f"input: {shape_text(about.input)}"
        if about.weights:
            yield from self._counted()
        else:
            yield f"params = 0. {row.layer.why_none}".rstrip()
        yield f"output: {outputs_text(row)}"
        for side in about.sides:
            yield f"  {self._side(side)}"
        if self._work is not None and self._work.value:
            yield self._equation("MACs", self._work)
        yield from self._origins()
        widths = {weight.width for weight in about.weights}
        yield f"memory: {memory_text(self._count.value, row.bytes or 0, widths)}"

    def _counted(self) -> Iterator[str]:
        about = self._about
        yield "weights:"
        for weight in about.weights:
            yield f"  {_weight(weight)}"
        yield self._equation("params", self._count)
        left = about.count.value - about.trainable.value
        if left:
            yield f"trainable {grouped(about.trainable.value)}, non-trainable {grouped(left)}"
        yield self._row.layer.meaning(about.input)
        for slip in usual_mistakes(about):
            yield self._voice.mistake(slip, Typeset if self._write is Plain else self._write)

    def _side(self, side: Side) -> str:
        if side.tree is None:
            return f"{side.name} = None: left open until the data come"
        return self._equation(side.name, side.tree)

    def _equation(self, head: str, tree: Expr) -> str:
        return equation(head, tree, self._write)

    def _origins(self) -> Iterator[str]:
        """Each symbol once, with its value and where that comes from."""
        trees = [self._count, *(s.tree for s in self._about.sides if s.tree is not None)]
        trees.append(self._work or Number(0))
        used = {symbol.name: symbol for tree in trees for symbol in symbols(tree)}
        if used:
            yield "where:"
        for symbol in used.values():
            told = self._voice.origin(self._report, self._row, symbol)
            yield f"  {equation('', symbol, self._write)}, {told}"


def _weight(weight: Weight) -> str:
    sizes = tuple(int(d) for d in weight.shape if d is not None)
    return f"{weight.path} {sizes}: {grouped(int(weight.count))}"
