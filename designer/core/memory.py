"""How many numbers flow through a design: what its layers put out, for one sample."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import cast

from designer.core.layer import Layer, Shape
from designer.core.layers.wrappers import TimeDistributed
from designer.core.report import Report


@dataclass(frozen=True, slots=True)
class Held:
    """The numbers that a layer holds for one sample.

    `made` are all that come out of it and of the layers inside it; `widest` is the most that has to
    be there at once, what comes into a layer beside what goes out of it.
    """

    made: int
    widest: int


@lru_cache(maxsize=4096)
def elements(outputs: tuple[Shape, ...]) -> int | None:
    """How many numbers *outputs* hold for one sample; None where a size is open."""
    dims = [shape[1:] for shape in outputs]
    if any(None in shape for shape in dims):
        return None
    return sum(prod(cast("tuple[int, ...]", shape)) for shape in dims)


def flow(report: Report) -> list[int | None]:
    """How many numbers leave each block for one sample; None where that is not known."""
    known = [elements(o.outputs) if o.problem is None else None for o in report.outcomes]
    return known + [None] * (len(report.design.chain) - len(known))


def held(report: Report) -> list[Held | None]:
    """What each block holds; nothing for the input, None where that is not known."""
    chain, outcomes = report.design.chain, report.outcomes
    known: list[Held | None] = [None if outcomes[0].problem else Held(0, 0)]
    for before, outcome, block in zip(outcomes, outcomes[1:], chain[1:], strict=False):
        known.append(None if outcome.problem else held_by(block.layer, before.outputs[0]))
    return known + [None] * (len(chain) - len(known))


def activations(report: Report) -> int:
    """The numbers that all layers together put out for one sample, as far as they are known."""
    return sum(block.made for block in held(report) if block is not None)


def held_by(layer: Layer, x: Shape) -> Held | None:
    """What *layer* holds where *x* comes in; None where a size is open.

    A layer remembers its last answer, as it does with `Layer.at`.
    """
    memo: tuple[Shape, Held | None] | None = layer.__dict__.get("_held")
    if memo is not None and (memo[0] is x or memo[0] == x):
        return memo[1]
    found = _held(layer, x)
    layer.__dict__["_held"] = (x, found)
    return found


def _held(layer: Layer, x: Shape) -> Held | None:
    if isinstance(layer, TimeDistributed):
        step = held_by(layer.layer, (x[0], *x[2:]))
        times = x[1]
        if step is None or times is None:
            return None
        return Held(times * step.made, times * step.widest)
    parts = [held_by(part, came) for part, came in layer.steps(x)]
    return _in_turn(parts) if parts else _alone(layer, x)


def _in_turn(parts: Iterable[Held | None]) -> Held | None:
    """Layers one after the other: all keep what they make, one at a time is at work."""
    made = widest = 0
    for part in parts:
        if part is None:
            return None
        made += part.made
        widest = max(widest, part.widest)
    return Held(made, widest)


def _alone(layer: Layer, x: Shape) -> Held | None:
    made, came_in = elements(layer.at(x).outputs), elements((x,))
    return None if made is None or came_in is None else Held(made, came_in + made)
