"""How many numbers flow through a design: what its layers put out, for one sample."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from math import prod
from typing import cast

from designer.core.layer import Dim, Layer, Shape
from designer.core.layers.wrappers import TimeDistributed
from designer.core.report import Report
from designer.core.value import Value


class Held(Value):
    """The numbers that a layer holds for one sample.

    `made` are all that come out of it and of the layers inside it; `widest` is the most that has to
    be there at once while the model is used, what comes into a layer beside what goes out of it:
    nothing where it does nothing then. None is not known.
    """

    made: Dim = None
    widest: Dim = None


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


def held(report: Report) -> list[Held]:
    """What each block holds; nothing for the input."""
    chain, outcomes = report.design.chain, report.outcomes
    known = [Held() if outcomes[0].problem else Held(0, 0)]
    for before, outcome, block in zip(outcomes, outcomes[1:], chain[1:], strict=False):
        known.append(Held() if outcome.problem else held_by(block.layer, before.outputs[0]))
    return known + [Held()] * (len(chain) - len(known))


def activations(report: Report) -> int:
    """The numbers that all layers together put out for one sample, as far as they are known."""
    return sum(block.made or 0 for block in held(report))


def held_by(layer: Layer, x: Shape) -> Held:
    """What *layer* holds where *x* comes in.

    A layer remembers its last answer, as it does with `Layer.at`.
    """
    memo: tuple[Shape, Held] | None = layer.__dict__.get("_held")
    if memo is not None and (memo[0] is x or memo[0] == x):
        return memo[1]
    found = _held(layer, x)
    layer.__dict__["_held"] = (x, found)
    return found


def _held(layer: Layer, x: Shape) -> Held:
    if isinstance(layer, TimeDistributed):
        step, times = held_by(layer.layer, (x[0], *x[2:])), x[1]
        return Held(_times(step.made, times), _times(step.widest, times))
    parts = [held_by(part, came) for part, came in layer.steps(x)]
    if parts:
        return Held(_whole(sum, (p.made for p in parts)), _whole(max, (p.widest for p in parts)))
    made = elements(layer.at(x).outputs)
    return Held(made, 0 if layer.idle else _whole(sum, (made, elements((x,)))))


def _times(size: Dim, times: Dim) -> Dim:
    return None if size is None or times is None else times * size


def _whole(of: Callable[[list[int]], int], sizes: Iterable[Dim]) -> Dim:
    """The sum, or the largest, of sizes all of which are known."""
    known = list(sizes)
    return None if None in known else of(cast("list[int]", known))
