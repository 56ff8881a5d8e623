"""What the pointer reads of a layer in a chart: its figure, its share, and where that is from."""

from __future__ import annotations

from designer.core.explain import explain
from designer.core.notation import equation
from designer.core.report import Row
from designer.core.symbolic import Expr, Number
from designer.core.units import flow_text
from designer.core.work import work_formula
from designer.i18n import tr
from designer.ui.panels.measures import Figures
from designer.words import problem_short, waits_text


def tip(figures: Figures, index: int) -> str:
    """ "dense: 5,915,136 (98.1%)", and on a second line the formula with its numbers."""
    row = figures.report.row(index)
    unknown = figures.values[index] is None
    more = _why_open(row) if unknown else _formula(row, figures.charted.measure.code)
    return "\n".join(part for part in (figures.reading(index), more) if part)


def _why_open(row: Row) -> str:
    if row.problem is not None:
        return problem_short(row.problem)
    if row.waits_for is not None:
        return waits_text(row.waits_for)
    return tr("a size is left open: {shape}").format(shape=_shapes(row))


def _formula(row: Row, code: str) -> str:
    if code in ("activations", "flow"):
        return tr("{shape} numbers a sample").format(shape=_shapes(row))
    if row.input is None:
        return ""
    if code == "macs":
        return _written(work_formula(row.layer, row.input))
    found = explain(row.layer, row.input)
    text = _written(found.count)
    widths = {weight.width for weight in found.weights}
    if not text or code != "bytes" or len(widths) > 1:
        return text
    return f"{text} {tr('numbers of {bytes} bytes').format(bytes=widths.pop())}"


def _written(tree: Expr | None) -> str:
    if tree is None or isinstance(tree, Number):
        return ""
    return equation("", tree)


def _shapes(row: Row) -> str:
    return " + ".join(map(flow_text, row.outputs))
