"""Why a layer differs: what was done to it, or what was done to a layer before it.

A number that differs is followed back: was a setting of the layer itself changed, or is another
shape coming in? Both are decided by trying: the layer as it was is given one changed setting, or
one changed size, and where the number stays, that was not the cause. From a size that comes in it
goes on to the layer that puts it out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from designer.core.alignment import Pair
from designer.core.altered import Altered
from designer.core.layer import Dim, Layer, Outcome, Shape
from designer.core.value import Value

if TYPE_CHECKING:
    from designer.core.compare import Comparison, Line

WHOLE = -1
"""Stands for all axes, where two shapes have not the same number of them."""

_MOST = 12
"""As many acts are known of one difference; more than anybody would read."""


class Act(Value):
    """Something that was done to a layer. `set` has the setting and its values as texts, and
    `replaced` the types."""

    code: Literal["set", "replaced", "added", "removed", "moved"]
    line: int
    name: str
    setting: str = ""
    before: str = ""
    after: str = ""


Acts = tuple[Act, ...]
Flow = Mapping[int, Acts]
"""What was done that makes a shape differ, by the axis that does."""
Number = Callable[[Outcome], object]


class Cause(Value):
    """Why a line differs: what was done, and through the output of which line that came here."""

    acts: Acts
    via: int | None = None


class _Bend(Value):
    """What comes into a line and goes out of it, where it differs, and through which line."""

    incoming: Flow
    via: int | None
    outgoing: Flow
    onward: int | None


_STRAIGHT = _Bend({}, None, {}, None)


class Causes:
    """The causes of the lines of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison

    def of(self, index: int) -> Cause:
        """Why the line at *index* differs; nothing was done where it does not."""
        line = self._comparison.line(index)
        if line.before is None or line.after is None:
            return Cause((_placed(line),))
        if line.moved:
            return Cause((*_own_acts(line), _placed(line)))
        bend = self._bends.get(index, _STRAIGHT)
        acts = self._wanted(line, bend)
        came = any(act.line != index for act in acts)
        return Cause(acts, bend.via if came else None)

    def _wanted(self, line: Line, bend: _Bend) -> Acts:
        assert line.before is not None
        assert line.after is not None
        if line.before.params != line.after.params and line.before.params is not None:
            if line.after.params is not None:
                return _acts(line, bend.incoming, _params)
        elif bend.outgoing:
            return _united(bend.outgoing.values())
        return _united([_own_acts(line), *bend.incoming.values()])

    @cached_property
    def _bends(self) -> Mapping[int, _Bend]:
        """Every line that kept its place and is reached by a difference, or makes one."""
        bends: dict[int, _Bend] = {}
        last = _STRAIGHT
        different = frozenset(self._comparison.different)
        for index, gap in _anchors(self._comparison.pairs):
            last = self._bend(index, last, gap) if index in different else _STRAIGHT
            if last is not _STRAIGHT:
                bends[index] = last
        return bends

    def _bend(self, index: int, last: _Bend, gap: Iterable[int]) -> _Bend:
        line = self._comparison.line(index)
        before, after = line.before, line.after
        assert before is not None
        assert after is not None
        own = before.layer is not after.layer and before.layer != after.layer
        if last is _STRAIGHT and not gap and not own:
            return _STRAIGHT
        incoming, via = self._incoming(_differing(before.input, after.input), last, gap)
        changed = _differing(before.output, after.output)
        outgoing = {axis: _acts(line, incoming, _side(axis)) for axis in changed}
        if not incoming and not outgoing and not own:
            return _STRAIGHT
        passes = before.input == before.output and after.input == after.output
        return _Bend(incoming, via, outgoing, via if passes and not own else index)

    def _incoming(
        self, axes: tuple[int, ...], last: _Bend, gap: Iterable[int]
    ) -> tuple[Flow, int | None]:
        lines = [self._comparison.line(i) for i in gap]
        if not lines:
            return ({} if not axes else last.outgoing), last.onward
        flow: dict[int, Acts] = {}
        for axis in axes:
            turned = [_placed(line) for line in lines if _turns(line, axis)]
            flow[axis] = _united([turned, last.outgoing.get(axis, ())])
            if not flow[axis]:
                flow[axis] = _united([map(_placed, lines), *last.outgoing.values()])
        return flow, None


def _anchors(pairs: Sequence[Pair]) -> Iterator[tuple[int, list[int]]]:
    """Each line that kept its place, and the lines of what came or went right before it."""
    moved = ((p.before, i) for i, p in enumerate(pairs) if p.moved and p.before is not None)
    left = deque(sorted(moved))
    gap: list[int] = []
    for index, pair in enumerate(pairs):
        if pair.before is None or pair.after is None or pair.moved:
            gap.append(index)
            continue
        while left and left[0][0] < pair.before:
            gap.append(left.popleft()[1])
        yield index, gap
        gap = []


def _placed(line: Line) -> Act:
    """That a layer is new, gone or elsewhere."""
    kind = line.kind
    assert kind in ("added", "removed", "moved")
    return Act(kind, line.index, line.row.name)


def _own_acts(line: Line) -> Acts:
    """What was done to the layer of a line."""
    if line.replaced and line.before and line.after:
        return (Act("replaced", line.index, line.row.name, "", line.before.type, line.after.type),)
    return tuple(_set(line, change) for change in line.altered)


def _set(line: Line, change: Altered) -> Act:
    return Act("set", line.index, line.row.name, change.name, *change.texts)


def _turns(line: Line, axis: int) -> bool:
    """Whether a layer that came or went puts out another size of *axis* than it takes."""
    rows = [row for row in (line.before, line.after) if row]
    return any(
        axis in (changed := _differing(row.input, row.output)) or WHOLE in changed for row in rows
    )


def _differing(a: Shape | None, b: Shape | None) -> tuple[int, ...]:
    """The axes that differ between two shapes."""
    if a is b or a is None or b is None:
        return () if a is b else (WHOLE,)
    if len(a) != len(b):
        return (WHOLE,)
    return tuple(i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y)


def _params(outcome: Outcome) -> object:
    return None if outcome.problem else outcome.params


def _side(axis: int) -> Number:
    """The size of an axis of the output."""

    def size(outcome: Outcome) -> Dim | tuple[Shape, ...]:
        whole = axis == WHOLE or len(outcome.outputs) != 1 or axis >= len(outcome.outputs[0])
        return outcome.outputs if whole else outcome.outputs[0][axis]

    return size


def _acts(line: Line, incoming: Flow, number: Number) -> Acts:
    """What was done that changed a *number* of the layer."""
    own = _own_acts(line)
    if not own and len(set(incoming.values())) == 1:
        return next(iter(incoming.values()))  # whichever size it is
    if not incoming and len(own) == 1:
        return own
    found = [_guilty_settings(line, own, number), *_guilty_sizes(line, incoming, number)]
    return _united(found) or _united([own, *incoming.values()])


def _guilty_settings(line: Line, own: Acts, number: Number) -> Acts:
    before, after = line.before, line.after
    if line.replaced or before is None or after is None or before.input is None:
        return own
    x, was, now = before.input, before.layer, after.layer
    first, last = _tried(was, x, number), _tried(now, x, number)
    guilty = [
        act
        for act, change in zip(own, line.altered, strict=True)
        if _tried(_with(was, now, change.top), x, number) != first
        or _tried(_with(now, was, change.top), x, number) != last
    ]
    return tuple(guilty) if first != last else ()


def _guilty_sizes(line: Line, incoming: Flow, number: Number) -> Iterator[Acts]:
    before, after = line.before, line.after
    x, y = before and before.input, after and after.input
    if before is None or after is None or x is None or y is None or WHOLE in incoming:
        yield from incoming.values()
        return
    was, now = _tried(before.layer, x, number), _tried(after.layer, y, number)
    for axis, acts in incoming.items():
        forth = (*x[:axis], y[axis], *x[axis + 1 :])
        back = (*y[:axis], x[axis], *y[axis + 1 :])
        if _tried(before.layer, forth, number) != was or _tried(after.layer, back, number) != now:
            yield acts


def _with(before: Layer, after: Layer, field: str) -> Layer:
    return before.replace(**{field: getattr(after, field)})


def _tried(layer: Layer, x: Shape, number: Number) -> object:
    """A number of *layer* for another input. It is a copy that is asked: see `Layer.at`."""
    return number(layer.replace().at(x))


def _united(several: Iterable[Iterable[Act]]) -> Acts:
    """All acts once, in their order, as many as are told."""
    return tuple(dict.fromkeys(act for acts in several for act in acts))[:_MOST]
