"""The values of a knob at which the chain runs, and which of them is the best.

They are a fixed number apart (a multiple of the groups), from a smallest to a largest one. The few
knobs for which this does not hold, or whose sizes do not simply rise or fall, are tried value by
value; beyond the sizes that come in everything is refused, or stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TypeVar

from designer.core.curve import Curve, Point
from designer.core.layer import Layer
from designer.core.layers.custom import CustomLayer
from designer.core.sweep import MOST

_PATIENCE = 2_048
"""So many values are tried one by one, at most."""
_TRIES = 4_000
"""So many in all, where intervals are halved; a few dozen are the rule."""
_WIDTHS = (
    *("units", "filters", "output_dim", "input_dim", "depth_multiplier"),
    *("num_heads", "key_dim", "value_dim", "head_dim", "height", "width", "size", "n"),
)
"""Settings that make every size after them rise, also of other layers in the same model."""
_UNEVEN = ("groups", "num_key_value_heads", "target_shape", "frame_length", "numbers")
"""Settings for which sizes do not simply rise or fall."""

_TAKEN = re.compile(r"(?:-|//?)\s*(\w+|\S)")

Key = tuple[int, int]
T = TypeVar("T")


class _Gap(Exception):
    """A value does not run that was taken for one that does."""


class Values:
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


def asked(curve: Curve, ask: Callable[[Values], T]) -> T:
    """What *ask* makes of the values of *curve*'s knob at which the chain runs."""
    try:
        return ask(_values(curve))
    except _Gap:
        return ask(_scanned(curve))


def _values(curve: Curve) -> Values:
    if _uneven(curve):
        return _scanned(curve)
    now = curve.at(curve.now)
    step = _step(curve)
    if step is None:
        return _scanned(curve)
    ends = [_end(curve, step, sign) for sign in (1, -1)] if step else []
    return Values(curve, [now, *ends], step, bounded=True)


def _scanned(curve: Curve) -> Values:
    """Value by value, as far as anything can change, or as patience goes."""
    beyond, reach = curve.at(MOST), curve.reach
    still = not beyond.runs or curve.at(reach).total == beyond.total
    last = min(reach, _PATIENCE) if still else _PATIENCE
    points = [p for p in map(curve.at, range(last + 1)) if p.runs]
    far = [beyond] if beyond.runs and still else []
    return Values(curve, [*points, curve.at(curve.now), *far], 0, still and last == reach)


def _uneven(curve: Curve) -> bool:
    """Whether some size may rise and fall again while the knob is turned."""
    knob, layer = curve.knob, curve.layer
    in_model = any(isinstance(step, int) for step in knob.inside)
    if knob.field in _UNEVEN or (in_model and knob.field not in _WIDTHS):
        return True
    if (
        knob.field in ("kernel_size", "dilation_rate")
        and getattr(layer, "output_padding", None) is not None
    ):
        return getattr(layer, "padding", "") == "same"  # the output has a cell more, or not
    return any(not _rises(block.layer) for block in curve.following)


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
