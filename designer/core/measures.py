"""What can be measured of a design, block by block and in all: for charts, budgets, comparisons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from designer.core.layer import Outcome
from designer.core.memory import held
from designer.core.report import Report
from designer.core.value import Value
from designer.core.work import macs

Rows = Sequence[int | None]


class Measure(Value):
    """One figure: `rows` has it for each block, None where it is not known; `total` adds up."""

    code: str
    rows: Callable[[Report], Rows]
    total: Callable[[Report], int]


def _of_outcomes(figure: Callable[[Outcome], int]) -> Callable[[Report], Rows]:
    def rows(report: Report) -> Rows:
        known = [None if o.problem else figure(o) for o in report.outcomes]
        return known + [None] * (len(report.design.chain) - len(known))

    return rows


def _made(report: Report) -> Rows:
    """The numbers that each layer, and those inside it, put out; the input is given, not made."""
    return [block.made for block in held(report)]


def _sum_of(rows: Callable[[Report], Rows]) -> Callable[[Report], int]:
    return lambda report: sum(figure or 0 for figure in rows(report))


_ALL = (
    Measure("params", _of_outcomes(lambda o: o.params), lambda report: report.total),
    Measure("bytes", _of_outcomes(lambda o: o.bytes), lambda report: report.bytes),
    Measure("macs", macs, _sum_of(macs)),
    Measure("activations", _made, _sum_of(_made)),
)

MEASURES: Mapping[str, Measure] = {measure.code: measure for measure in _ALL}
"""Parameters, bytes of the weights, MACs a sample, numbers put out a sample."""
