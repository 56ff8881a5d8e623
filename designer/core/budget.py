"""Inverse design: which values of a setting make the model fit a budget.

The answers are exact. For almost every knob each figure of each block rises all the way with the
knob, or falls all the way: a wider layer makes everything after it wider, a larger window or step
makes everything after it smaller. So between two values every figure lies between those at the two
ends, and with them the total (`Curve.bounds`). An interval in which nothing can fit is left out,
any other is halved: bisection where the total rises or falls, and no less right where it does both,
as with a kernel that grows while what is left for a Dense after it shrinks.

Which values run at all is found first: those that are a fixed number apart (a multiple of the
groups), from a smallest to a largest one. The few knobs for which none of this holds are tried
value by value; beyond the sizes that come in everything is refused, or stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from designer.core.curve import Curve, Point
from designer.core.design import Design
from designer.core.edits import replace_layers
from designer.core.layer import Layer
from designer.core.layers.custom import CustomLayer
from designer.core.measures import Measure
from designer.core.report import Report
from designer.core.sweep import MOST, Knob, knobs, turned

_PATIENCE = 2048
"""So many values are tried one by one, at most."""
_TRIES = 20_000
_WIDTHS = ("units", "filters", "output_dim", "input_dim", "depth_multiplier", "num_heads")
_UNEVEN = ("groups", "num_key_value_heads", "target_shape", "frame_length", "numbers")
"""Settings for which sizes do not simply rise or fall."""

_TAKEN = re.compile(r"(?:-|//?)\s*(\w+|\S)")

Key = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
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


@dataclass(frozen=True, slots=True)
class Change:
    """One setting turned so that the model fits: of the block *uid*, from *old* to *value*."""

    uid: int
    knob: Knob
    old: int
    value: int
    total: int
    same_output: bool

    @property
    def rank(self) -> tuple[bool, int, Fraction]:
        """Smaller is better: the same comes out, more of the budget is used, less is changed."""
        size = Fraction(abs(self.value - self.old), max(self.old, 1))
        return (not self.same_output, -self.total, size)


def known(report: Report, measure: Measure) -> bool:
    """Whether *measure* can be told of every block, so that there is something to compare."""
    return report.complete and None not in measure.rows(report)


def answer(report: Report, uid: int, knob: Knob, measure: Measure, budget: int) -> Answer:
    """What *knob* of the block *uid* can do for *budget*, in units of *measure*."""
    curve = Curve(report, uid, knob, measure)
    return _asked(curve, report.design, lambda values: _answer(curve, values, budget))


def _answer(curve: Curve, values: _Values, budget: int) -> Answer:
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
    rows = measure.rows(report)
    chain = report.design.chain
    for place in sorted(range(len(chain)), key=lambda i: -(rows[i] or 0)):
        for knob in knobs(chain[place].layer):
            yield _change(report, chain[place].uid, knob, measure, budget)


def changed(design: Design, uid: int, knob: Knob, value: int) -> Design:
    """*design* with one knob turned."""
    index = design.index(uid)
    assert index is not None, "the block is in the design"
    return replace_layers(design, {uid: turned(design.chain[index].layer, knob, value)})


def _change(report: Report, uid: int, knob: Knob, measure: Measure, budget: int) -> Change | None:
    curve = Curve(report, uid, knob, measure)
    best = _asked(curve, report.design, lambda values: _closest(curve, values, budget))
    if best is None or best.value == curve.now:
        return None
    return Change(uid, knob, curve.now, best.value, best.total, best.same_output)


def _closest(curve: Curve, values: _Values, budget: int) -> Point | None:
    """The value that uses most of the budget; of several the one nearest to that of now."""

    def far(value: int) -> int:
        return abs(value - curve.now)

    return values.best(
        lambda p: (p.total, -far(p.value)) if p.total <= budget else None,
        lambda low, high, a, b: (
            (min(high, budget), -min(far(a.value), far(b.value)) - 1) if low <= budget else None
        ),
    )


def _least(curve: Curve, values: _Values) -> Point:
    found = values.best(
        lambda p: (-p.total, -abs(p.value - curve.now)),
        lambda low, high, a, b: (-low, 0) if low < min(a.total, b.total) else None,
    )
    assert found is not None, "the value of now runs"
    return found


class _Gap(Exception):
    """A value does not run that was taken for one that does."""


class _Values:
    """The values at which the chain runs: *points*, and whatever lies between two neighbours of
    these in steps of *step* (0: nothing). *bounded* says that there are no others."""

    def __init__(self, curve: Curve, points: Iterable[Point], step: int, bounded: bool) -> None:
        self._curve, self._step, self._bounded = curve, step, bounded
        self._points = sorted({p.value: p for p in points}.values(), key=lambda p: p.value)
        self.end = self._points[-1].value

    @property
    def complete(self) -> bool:
        """Whether every question was answered to the end."""
        return self._bounded and self._curve.tried < _TRIES

    @property
    def endless(self) -> bool:
        """Whether the total stays as it is from some value on."""
        last, before = self._points[-1], self._curve.at(self.end - max(self._step, 1))
        if self._step == 0:
            before = self._points[-2] if len(self._points) > 1 else before
        return self.end + self._step > MOST - 1 and before.runs and before.total == last.total

    def after(self, value: int) -> Point | None:
        """The first that runs from *value* on."""
        if value <= self.end and self._step:
            return self._curve.at(self.end - (self.end - value) // self._step * self._step)
        return next((p for p in self._points if p.value >= value), None)

    def best(
        self,
        key: Callable[[Point], Key | None],
        promise: Callable[[int, int, Point, Point], Key | None],
    ) -> Point | None:
        """The point with the largest *key*; an interval is looked into if it promises a larger one,
        given the bounds of the total between two points."""
        found = _largest_of(self._points, key)
        parts = list(pairwise(self._points)) if self._step else []
        while parts and self._curve.tried < _TRIES:
            a, b = parts.pop()
            steps = (b.value - a.value) // self._step
            if steps < 2 or not _more(promise(*self._curve.bounds(a, b), a, b), found, key):
                continue
            middle = self._curve.at(a.value + steps // 2 * self._step)
            if not middle.runs:
                raise _Gap
            found = _largest_of([*([found] if found else []), middle], key)
            parts += [(a, middle), (middle, b)]
        return found


def _largest_of(points: Iterable[Point], key: Callable[[Point], Key | None]) -> Point | None:
    able = [(mine, p) for p in points if (mine := key(p)) is not None]
    return max(able, key=lambda pair: pair[0])[1] if able else None


def _more(hope: Key | None, found: Point | None, key: Callable[[Point], Key | None]) -> bool:
    best = key(found) if found else None
    return hope is not None and (best is None or hope > best)


def _asked(curve: Curve, design: Design, ask: Callable[[_Values], T]) -> T:
    """What *ask* makes of the values at which the chain runs."""
    try:
        return ask(_values(curve, design))
    except _Gap:
        return ask(_scanned(curve))


def _values(curve: Curve, design: Design) -> _Values:
    if _uneven(curve, design):
        return _scanned(curve)
    now = curve.at(curve.now)
    step = _step(curve)
    if step is None:
        return _scanned(curve)
    ends = [_end(curve, step, sign) for sign in (1, -1)] if step else []
    return _Values(curve, [now, *ends], step, bounded=True)


def _scanned(curve: Curve) -> _Values:
    """Value by value, as far as anything can change, or as patience goes."""
    most = min(_PATIENCE, max(256, 20_000 // curve.blocks))
    points = [p for p in map(curve.at, range(most)) if p.runs]
    points = points or [curve.at(curve.now)]
    beyond = curve.at(MOST)
    still = not beyond.runs or beyond.total == points[-1].total
    far = [beyond] if beyond.runs and still else []
    return _Values(curve, [*points, curve.at(curve.now), *far], 0, still and curve.reach < most)


def _uneven(curve: Curve, design: Design) -> bool:
    """Whether some size may rise and fall again while the knob is turned."""
    knob, layer = curve.knob, curve.layer
    if knob.field in _UNEVEN or (knob.inside and knob.field not in _WIDTHS):
        return True
    if knob.field == "kernel_size" and getattr(layer, "output_padding", None) is not None:
        return True
    return any(not _rises(block.layer) for block in design.chain[curve.place + 1 :])


def _rises(layer: Layer) -> bool:
    """Whether the sizes of *layer* rise with those that come in; a user may have declared others:
    then an axis is taken away or divided by."""
    if not isinstance(layer, CustomLayer):
        return all(map(_rises, layer.inner()))
    texts = [*(layer.output or ()), *(size for array in layer.arrays for size in array.shape)]
    fixed = {name for name, _ in layer.numbers}
    taken = [m[1] for text in texts for m in _TAKEN.finditer(text)]
    return all(word.isdecimal() or word in fixed for word in taken)


def _step(curve: Curve) -> int | None:
    """How far the values that run are apart; 0 if only that of now does, None if not found."""
    tired = False
    for sign in (1, -1):
        for distance in range(1, _PATIENCE):
            point = curve.at(curve.now + sign * distance)
            if point.runs:
                return distance
            if not point.may_run_beyond:
                break
        else:
            tired = True
    return None if tired else 0


def _end(curve: Curve, step: int, sign: int) -> Point:
    """The last value that runs, from that of now on in steps of *step*."""

    def at(steps: int) -> Point:
        return curve.at(curve.now + sign * steps * step)

    far = (MOST - curve.now if sign > 0 else curve.now) // step
    for steps in (far, far - 1):
        if steps > 0 and at(steps).runs:
            return at(steps)
    good, bad = 0, 1
    while bad < far and at(bad).runs:
        good, bad = bad, 2 * bad
    bad = min(bad, far + 1)
    while bad - good > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if at(middle).runs else (good, middle)
    if at(bad).may_run_beyond:
        raise _Gap
    return at(good)
