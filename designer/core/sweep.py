"""What a total would be at other values of one setting.

A knob is a whole number among the settings of a layer, or of a layer inside it. Turned, it gives
another layer; swept, the totals that the chain would have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import count, pairwise
from typing import Any, TypeVar, cast

from designer.core import edits
from designer.core.analyse import analyse
from designer.core.declared import Numbers
from designer.core.fields import Field
from designer.core.kinds import Sizes, Whole, Wholes
from designer.core.layer import Layer, fields_of, is_layers
from designer.core.layers.input import InputShape
from designer.core.layers.resizing import Margins
from designer.core.measures import Measure
from designer.core.problems import Problem, Refused
from designer.core.report import Report
from designer.core.value import Value

MOST = 10**18 - 1
"""The largest number that a person can type into a setting."""
L = TypeVar("L", bound=Layer)
_DEGREES = ("constant", "linear", "quadratic", "cubic")


class Knob(Value):
    """A whole number among the settings of a layer: one that stands alone, or several turned
    together because they are equal (*index* None), or the one at *index* of a pair or triple.

    *inside* leads to the layer that has the setting, where that is a layer inside: names of fields,
    and places in a list of layers.
    """

    field: str
    index: int | None = None
    inside: tuple[str | int, ...] = ()


def knobs(layer: Layer) -> tuple[Knob, ...]:
    """What can be turned: the numbers that decide about shapes and counts, none that are None."""
    return tuple(_knobs(layer))


def current(layer: Layer, knob: Knob) -> int:
    """The value that *knob* has now."""
    numbers = _numbers(getattr(_holder(layer, knob.inside), knob.field))
    return cast("int", numbers[knob.index or 0])


def turned(layer: L, knob: Knob, value: int) -> L:
    """*layer* with *knob* at *value*, or `Refused` where the setting does not take it."""
    return _replaced(layer, knob.inside, lambda held: _set(held, knob, value))


def swept(report: Report, uid: int, knob: Knob, value: int) -> Report | Problem:
    """The report of the chain with *knob* of the block *uid* at *value*, or why the setting
    refuses it. What the turn does not reach is taken from *report*."""
    index = report.design.index(uid)
    if index is None:
        raise LookupError(uid)
    try:
        layer = turned(report.design.chain[index].layer, knob, value)
    except Refused as refused:
        return refused.problem
    return analyse(edits.replace_layers(report.design, {uid: layer}), report)


def sweep(
    report: Report, uid: int, knob: Knob, values: Sequence[int], measure: Measure
) -> list[int | None]:
    """The total of *measure* at each of *values*; None where the chain cannot run."""
    return [_total(swept(report, uid, knob, value), measure) for value in values]


def growth(values: Sequence[int], totals: Sequence[int | None]) -> str:
    """How *totals* depend on *values*: "constant", "linear", "quadratic" or "cubic" where a
    polynomial of that degree goes exactly through all of them, by divided differences; else
    "steps" up or down (it stays for a while, and never turns back), "falling", "rising" or
    "other". "unknown" if fewer than three are known.
    """
    known = [(v, t) for v, t in zip(values, totals, strict=True) if t is not None]
    if len(known) < 3:
        return "unknown"
    places = [v for v, _ in known]
    row = [Fraction(t) for _, t in known]
    for degree, name in enumerate(_DEGREES[: len(known) - 1]):
        gap = degree + 1
        row = [(b - a) / (places[i + gap] - places[i]) for i, (a, b) in enumerate(pairwise(row))]
        if not any(row):
            return name
    return _trend([b - a for (_, a), (_, b) in pairwise(known)])


def _trend(changes: Sequence[int]) -> str:
    if min(changes) < 0 < max(changes):
        return "other"
    if 0 in changes:
        return "steps"
    return "rising" if changes[0] > 0 else "falling"


def _total(report: Report | Problem, measure: Measure) -> int | None:
    return measure.total(report) if isinstance(report, Report) and report.complete else None


# numbers within a setting


def _knobs(layer: Layer, inside: tuple[str | int, ...] = ()) -> Iterator[Knob]:
    for field, value in layer.settings():
        if isinstance(value, Layer):
            yield from _knobs(value, (*inside, field.name))
        elif is_layers(value):
            for place, inner in enumerate(value):
                yield from _knobs(inner, (*inside, field.name, place))
        elif _counts(field):
            yield from _knobs_in(field, value, inside)


def _counts(field: Field) -> bool:
    """Whether the numbers of *field* stand in formulas, or decide what comes in."""
    if field.symbol:
        return isinstance(field.kind, Whole | Sizes | Wholes | Margins)
    return isinstance(field.kind, InputShape | Numbers)


def _knobs_in(field: Field, value: Any, inside: tuple[str | int, ...]) -> Iterator[Knob]:
    numbers = _numbers(value)
    sizes = [n for n in numbers if isinstance(n, int) and n >= 0]
    if numbers and len(sizes) == len(numbers) and len(set(sizes)) == 1:
        yield Knob(field.name, None, inside)
    if len(numbers) > 1:
        first = 1 if isinstance(field.kind, InputShape) else 0  # the batch changes no total
        for index, number in enumerate(numbers):
            if index >= first and isinstance(number, int) and number >= 0:
                yield Knob(field.name, index, inside)


def _replaced(held: Any, path: tuple[str | int, ...], change: Callable[[Layer], Layer]) -> Any:
    """*held* with the layer to which *path* leads changed."""
    if not path:
        return change(held)
    step, *rest = path
    if isinstance(step, int):
        return (*held[:step], _replaced(held[step], tuple(rest), change), *held[step + 1 :])
    return held.replace(**{step: _replaced(getattr(held, step), tuple(rest), change)})


def _set(layer: Layer, knob: Knob, value: int) -> Layer:
    field = next(f for f in fields_of(type(layer)) if f.name == knob.field)
    changed = _with(getattr(layer, knob.field), count(), knob.index, value)
    return layer.replace(**{knob.field: field.kind.check(changed)})


def _holder(layer: Layer, inside: tuple[str | int, ...]) -> Layer:
    held: Any = layer
    for step in inside:
        held = held[step] if isinstance(step, int) else getattr(held, step)
    return held


def _numbers(value: Any) -> list[Any]:
    """The numbers in *value*, pair by pair where it holds pairs."""
    if isinstance(value, tuple):
        parts = cast("tuple[Any, ...]", value)
        return [number for part in parts for number in _numbers(part)]
    return [] if isinstance(value, str) else [value]


def _with(value: Any, places: Iterator[int], index: int | None, number: int) -> Any:
    """*value* with *number* at the place *index*, or everywhere."""
    if isinstance(value, tuple):
        parts = cast("tuple[Any, ...]", value)
        return tuple(_with(part, places, index, number) for part in parts)
    if isinstance(value, str):
        return value
    return number if index in (None, next(places)) else value
