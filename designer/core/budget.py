"""Inverse design: which values of a setting make the model fit a budget.

The answers are exact. For almost every knob each figure of each block rises all the way with the
knob, or falls all the way: a wider layer makes everything after it wider, a larger window or step
makes everything after it smaller. So between two values every figure lies between those at the two
ends, and with them the total (`Curve.bounds`). An interval in which nothing can fit is left out,
any other is halved: bisection where the total rises or falls, and no less right where it does both,
as with a kernel that grows while what is left for a Dense after it shrinks.

Which values run at all is found first, see `running`; a few knobs are tried value by value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import cast

from designer.core.curve import Costs, Curve, Point
from designer.core.design import Design
from designer.core.edits import replace_layers
from designer.core.measures import MEASURES, Measure
from designer.core.memory import elements
from designer.core.report import Report
from designer.core.running import Values, asked
from designer.core.sweep import MOST, Knob, knobs, swept, turned
from designer.core.value import Value

_KINDS = (
    (
        *("units", "filters", "output_dim", "depth_multiplier", "key_dim", "value_dim", "head_dim"),
        *("num_heads", "num_query_heads", "num_key_value_heads"),
    ),
    ("strides", "pool_size", "batch_shape"),
)
"""Settings that people turn to make a model smaller: first how wide a layer is, then how much of
the input it leaves out. Windows that grow until little is left come last."""


class Answer(Value):
    """What a knob can do for a budget.

    `largest` is the largest value that fits, None where there is none, or no limit: then `endless`,
    as the total stays the same from some value on. `next` is the value after it: too much, or
    refused; then `later` is the next one that runs, if there is one. `closest` is the value that
    uses most of the budget, and `least` the one with the smallest total. Where `complete` is not
    set, larger values than were tried may fit.
    """

    now: Point
    largest: Point | None
    next: Point | None
    later: Point | None
    closest: Point | None
    least: Point
    endless: bool
    complete: bool


class Reason(Value):
    """Why a change makes the model smaller that is no narrower layer: out of the block at *place*
    come fewer numbers for one sample, *after* instead of *before*, and so less goes into the block
    that costs less then. *macs* is the work of the whole model after it, where that is known.
    """

    place: int
    before: int
    after: int
    macs: int | None


class Change(Value):
    """One setting turned so that the model fits: of the block *uid*, from *old* to *value*."""

    uid: int
    knob: Knob
    old: int
    value: int
    total: int
    same_output: bool
    reason: Reason | None = None

    @property
    def rank(self) -> tuple[bool, int, int, Fraction]:
        """Smaller is better: the same comes out, the setting is of a kind that one would rather
        turn, more of the budget is used, less is changed."""
        size = Fraction(abs(self.value - self.old), max(self.old, 1))
        return (not self.same_output, _kind(self.knob), -self.total, size)


def known(report: Report, measure: Measure) -> bool:
    """Whether *measure* can be told of every block, so that there is something to compare."""
    return report.complete and None not in measure.rows(report)


def answer(report: Report, uid: int, knob: Knob, measure: Measure, budget: int) -> Answer:
    """What *knob* of the block *uid* can do for *budget*, in units of *measure*."""
    curve = Curve(Costs(report, measure), uid, knob)
    return asked(curve, lambda values: _answer(curve, values, budget))


def _answer(curve: Curve, values: Values, budget: int) -> Answer:
    largest = values.best(
        lambda p: (p.value, 0) if p.total <= budget else None,
        lambda low, high, a, b: (b.value - 1, 0) if low <= budget else None,
    )
    endless = largest is not None and largest.value == values.end and values.endless
    after = None
    if largest is not None and not endless and largest.value < MOST:
        after = curve.at(largest.value + 1)
    return Answer(
        now=curve.at(curve.now),
        largest=None if endless else largest,
        next=after,
        later=None if after is None or after.runs else values.after(after.value),
        closest=_closest(curve, values, budget),
        least=_least(curve, values),
        endless=endless,
        complete=values.complete,
    )


def changes(report: Report, measure: Measure, budget: int) -> Iterator[Change | None]:
    """For each knob of the design the change that brings the total under *budget* and uses most of
    it; None where there is none. The layers that cost most come first; compare with `Change.rank`.
    """
    costs, chain = Costs(report, measure), report.design.chain
    for place in sorted(range(len(chain)), key=lambda i: -costs.rows[i]):
        for knob in knobs(chain[place].layer):
            yield _change(Curve(costs, chain[place].uid, knob), costs, budget)


def changed(design: Design, uid: int, knob: Knob, value: int) -> Design:
    """*design* with one knob turned."""
    index = design.index(uid)
    assert index is not None, "the block is in the design"
    return replace_layers(design, {uid: turned(design.chain[index].layer, knob, value)})


def _change(curve: Curve, costs: Costs, budget: int) -> Change | None:
    best = asked(curve, lambda values: _closest(curve, values, budget))
    if best is None or best.value == curve.now:
        return None
    uid, knob = costs.report.design.chain[curve.place].uid, curve.knob
    reason = None if _kind(knob) == 0 else _reason(costs, curve, best.value)
    return Change(uid, knob, curve.now, best.value, best.total, best.same_output, reason)


def _reason(costs: Costs, curve: Curve, value: int) -> Reason | None:
    """Why the chain costs less with the knob of *curve* at *value*; None where nothing shrinks."""
    report, start = costs.report, curve.place
    after = swept(report, report.design.chain[start].uid, curve.knob, value)
    assert isinstance(after, Report), "the value was tried"
    rows = cast("Sequence[int]", costs.measure.rows(after))
    saver = max(range(start, len(rows)), key=lambda i: costs.rows[i] - rows[i])
    place = max(saver - 1, start)
    old, new = (elements(found.outcomes[place].outputs) for found in (report, after))
    if old is None or new is None or old <= new:
        return None
    work = MEASURES["macs"]
    return Reason(place, old, new, work.total(after) if known(after, work) else None)


def _kind(knob: Knob) -> int:
    """The place of the setting's kind among `_KINDS`."""
    return next((place for place, kind in enumerate(_KINDS) if knob.field in kind), len(_KINDS))


def _closest(curve: Curve, values: Values, budget: int) -> Point | None:
    """The value that uses most of the budget; of several the one nearest to that of now."""
    return values.best(
        lambda p: (p.total, -_far(curve, p)) if p.total <= budget else None,
        lambda low, high, a, b: (
            (min(high, budget), -_nearest(curve, a, b)) if low <= budget else None
        ),
    )


def _least(curve: Curve, values: Values) -> Point:
    """The value with the smallest total; of several the one nearest to that of now."""
    found = values.best(
        lambda p: (-p.total, -_far(curve, p)),
        lambda low, high, a, b: (-low, -_nearest(curve, a, b)),
    )
    assert found is not None, "the value of now runs"
    return found


def _far(curve: Curve, point: Point) -> int:
    return abs(point.value - curve.now)


def _nearest(curve: Curve, a: Point, b: Point) -> int:
    """How near to the value of now, which is not between *a* and *b*, one between them can be."""
    return min(_far(curve, a), _far(curve, b)) + 1
