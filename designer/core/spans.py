"""Kinds of value for random changes: a number, or the two ends that it is drawn between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from designer.core.kinds import Kind, Real
from designer.core.problems import Refused

_ANY = Real()


class Ends(Kind, kw_only=True):
    """A number or two. Typed as "0.2", or "0.1, 0.3"."""

    def _check(self, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return self._end(value)
        ends = tuple(cast("Sequence[Any]", value))
        if len(ends) != 2:
            raise Refused("not_two_ends", value=ends)
        return tuple(self._end(end) for end in ends)

    def _end(self, value: Any) -> float:
        return _ANY.check(value)

    def _read(self, text: str) -> Any:
        parts = [part for part in re.split(r"[,;\s]+", text.strip("()[] ")) if part]
        ends = [_ANY.parse(part) for part in parts]
        return ends if len(ends) != 1 else ends[0]

    def show(self, value: Any) -> str:
        if isinstance(value, tuple):
            return ", ".join(str(end) for end in cast("tuple[float, ...]", value))
        return super().show(value)

    def to_json(self, value: Any) -> Any:
        return list(cast("tuple[float, ...]", value)) if isinstance(value, tuple) else value


class Span(Ends, kw_only=True):
    """Within limits, one end as the other."""

    low: float
    high: float

    def _end(self, value: Any) -> float:
        return Real(low=self.low, high=self.high).check(value)


class Overlap(Span, kw_only=True):
    """A number within limits, or two ends that need only reach into them."""

    def _check(self, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return self._end(value)
        ends = Ends().check(cast("Any", value))
        if ends[0] > self.high or ends[1] < self.low:
            raise Refused("out_of_range", value=ends, low=self.low, high=self.high)
        return ends


class Odd(Ends, kw_only=True):
    """Odd numbers, such as the width of a window that has a middle."""

    def _end(self, value: Any) -> float:
        size = super()._end(value)
        if size % 2 == 0:
            raise Refused("not_odd", value=size)
        return size


class Levels(Ends, kw_only=True):
    """Always two: the smallest and the largest number of a pixel, in either order.

    Keras sorts them, and looks no closer: what has an order will do.
    """

    def _check(self, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise Refused("not_two_ends", value=value)
        ends = super()._check(cast("Any", value))
        try:
            sorted(ends)
        except TypeError as unordered:
            raise Refused("not_two_ends", value=ends) from unordered
        return ends

    def _end(self, value: Any) -> Any:
        return value
