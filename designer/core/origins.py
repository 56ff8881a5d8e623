"""Where a number comes from: back through the chain, to the setting or the layer that made it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from designer.core.activations import NAMES, ActivationName
from designer.core.explain import Explanation, explain
from designer.core.fields import Field
from designer.core.kinds import Choice, Flag, Real, Sizes, Whole
from designer.core.layer import Layer, Outcome, Shape
from designer.core.places import Axis, Place, Setting
from designer.core.report import Report, Row
from designer.core.symbolic import Origin, Symbol, symbols
from designer.core.value import Value


def place(report: Report, row: Row, origin: Origin) -> Place:
    """Where a symbol in a formula of *row* has its number from, one step back."""
    return _place(report, row.index, origin)


def _place(report: Report, index: int, origin: Origin) -> Place:
    chain = report.design.chain
    match origin.kind:
        case "field":
            return Setting(chain[index].uid, origin.name, origin.index, origin.mark)
        case "output":
            return Axis(chain[index].uid, origin.index)
        case "axis":
            return Axis(chain[index - 1].uid, origin.index)


def explained(row: Row) -> Explanation | None:
    """The derivations of *row*; none where it has a problem, waits for another, or is the input."""
    if row.input is None or row.params is None:
        return None
    return explain(row.layer, row.input)


def made_by(report: Report, axis: Axis) -> Place | None:
    """What *axis* is taken over from; None where a layer computes it, or where it is not known."""
    index, outcomes = report.design.index(axis.uid), report.outcomes
    if index is None or index >= len(outcomes) or outcomes[index].problem:
        return None
    if index == 0:
        return Setting(axis.uid, "batch_shape", axis.index)
    origin = _origin(report.design.chain[index].layer, outcomes[index - 1].outputs, axis.index)
    return None if origin is None else _place(report, index, origin)


def _origin(layer: Layer, came: tuple[Shape, ...], axis: int) -> Origin | None:
    """The number that *layer* takes over for *axis* of what comes out."""
    if len(came) != 1:
        return None
    if _passes_on(type(layer)):
        return Origin("axis", "", axis)
    sides = explain(layer, came[0]).sides
    tree = sides[axis - 1].tree if 0 < axis <= len(sides) else None
    return tree.origin if isinstance(tree, Symbol) else None


@cache
def _passes_on(cls: type[Layer]) -> bool:
    """Whether layers of type *cls* leave every shape as it is."""
    return cls.outputs is Layer.outputs and cls.output_shape is Layer.output_shape


def trail(report: Report, start: Place) -> Iterator[Place]:
    """*start* and the places before it that have the same number, back to where it was made."""
    at: Place | None = start
    while at is not None:
        yield at
        at = made_by(report, at) if isinstance(at, Axis) else None


def source(report: Report, start: Place) -> Place:
    """Where the number at *start* was made: a setting, or an axis that a layer computes.

    A report remembers the answers, as many axes have one source.
    """
    known: dict[Place, Place] = report.__dict__.setdefault("_sources", {})
    passed: list[Place] = []
    first = start
    for at in trail(report, start):
        first = known.get(at, at)
        passed.append(at)
        if at in known:
            break
    known.update(dict.fromkeys(passed, first))
    return first


class Entry(Value):
    """Where a setting of a layer enters: the symbols of the count, and the sides of the output."""

    count: tuple[Symbol, ...]
    sides: tuple[str, ...]


def entry(found: Explanation, settings: Iterable[Setting]) -> Entry:
    """Where the numbers at *settings* enter the count and the output of their layer."""
    wanted = {(s.name, s.index, s.mark) for s in settings}

    def named(symbol: Symbol) -> bool:
        origin = symbol.origin
        return origin.kind == "field" and (origin.name, origin.index, origin.mark) in wanted

    counted = dict.fromkeys(filter(named, symbols(found.count)))
    sides = (s for s in found.sides if s.tree is not None and any(map(named, symbols(s.tree))))
    return Entry(tuple(counted), tuple(side.name for side in sides))


def with_another(layer: Layer, field: Field) -> Iterator[tuple[Any, Layer]]:
    """*layer* with other values of *field*, each with the value, to see what depends on it."""
    for value in _others(field, getattr(layer, field.name)):
        yield value, layer.replace(**{field.name: value})


def first_change(found: Explanation, field: Field) -> tuple[Any, Outcome] | None:
    """Another value of *field* that gives another count or shape, and what it gives."""
    now = found.layer.at(found.input)
    for value, then in tried(found, field):
        if (then.params, then.outputs) != (now.params, now.outputs):
            return value, then
    return None


def tried(found: Explanation, field: Field) -> Iterator[tuple[Any, Outcome]]:
    """Other values of *field* with which the layer runs, and what they give."""
    for value, other in with_another(found.layer, field):
        then = other.at(found.input)
        if not then.problem:
            yield value, then


def _others(field: Field, value: Any) -> tuple[Any, ...]:
    match field.kind:
        case Flag():
            return (not value,)
        case Choice(options=options):
            return tuple(option for option in options if option != value)
        case Whole() if value is not None:
            return (2 * value, value + 1)
        case Real() if value:
            return (value / 2,)
        case ActivationName():
            return tuple(name for name in NAMES[:2] if name != value)
        case Sizes() if value is not None:
            return (tuple(n + 1 for n in value), tuple(2 * n for n in value))
        case _:
            return ()
