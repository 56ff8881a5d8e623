"""What the pointer reads of a layer in a chart: its figure, its share, and where that is from."""

from __future__ import annotations

from designer.core.explain import explain
from designer.core.notation import substituted, symbolic
from designer.core.report import Report, Row
from designer.core.symbolic import Expr, Number
from designer.core.units import flow_text, grouped
from designer.core.work import work_formula
from designer.i18n import tr
from designer.ui.panels.measures import Charted
from designer.words import problem_short, waits_text


def tip(report: Report, charted: Charted, index: int) -> str:
    """ "dense: 5,915,136 (98.1%)", and on a second line the formula with its numbers."""
    row, value = report.row(index), charted.values(report)[index]
    if value is None:
        return f"{row.name}: ?\n{_why_open(row)}"
    total = charted.total(report)
    share = f" ({value / total:.1%})" if total and charted.adds else ""
    first = f"{row.name}: {charted.text(value)}{share}"
    return "\n".join(part for part in (first, _formula(row, charted.measure.code)) if part)


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
    text = _written(explain(row.layer, row.input).count)
    each = tr("numbers of {bytes} bytes").format(bytes=row.layer.bytes_per_weight)
    return f"{text} {each}" if text and code == "bytes" else text


def _written(tree: Expr | None) -> str:
    if tree is None or isinstance(tree, Number):
        return ""
    return f"{symbolic(tree)} = {substituted(tree)} = {grouped(tree.value)}"


def _shapes(row: Row) -> str:
    return " + ".join(map(flow_text, row.outputs))
