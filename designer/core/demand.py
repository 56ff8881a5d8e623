"""What a design takes in memory to be used and to be trained, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from designer.core.layer import Layer
from designer.core.memory import elements, held
from designer.core.optimizers import Kept, Optimizer, kept
from designer.core.report import Report
from designer.core.value import Value


class Precision(Value):
    """The bytes of a weight and of an activation. *trains* where Keras can train with it."""

    weight: int
    activation: int
    trains: bool = True
    scaled: bool = False
    """Whether Keras scales the loss, so that small gradients do not vanish."""


PRECISIONS: Mapping[str, Precision] = {
    "float64": Precision(8, 8),
    "float32": Precision(4, 4),
    "mixed_float16": Precision(4, 2, scaled=True),
    "mixed_bfloat16": Precision(4, 2),
    "float16": Precision(2, 2),
    "bfloat16": Precision(2, 2),
    "int8": Precision(1, 1, trains=False),
}
"""By the names of Keras's dtype policies. Mixed ones compute in half of what weights take."""

SET = "set"
"""The precision that each layer says itself."""


class Demand(Value):
    """Bytes. `input`, `activations` and `widest` are for one sample, the others for the model.

    `widest` is what the layer takes that takes most, its input and its output together; it is block
    *busiest*. What could not be computed is left out, unless `complete`.
    """

    weights: int
    gradients: int
    optimizer: Kept
    input: int
    activations: int
    widest: int
    busiest: int
    complete: bool
    trains: bool

    def using(self, batch: int) -> int:
        """To compute outputs: the weights, and the layer that takes most."""
        return self.weights + batch * self.widest

    def training(self, batch: int) -> int:
        """To train: the activations of all layers are kept for the way back."""
        fixed = self.weights + self.gradients + self.optimizer.bytes
        return fixed + batch * (self.input + self.activations)

    def largest_use(self, budget: int) -> int:
        """The largest batch that can be used within *budget* bytes; 0 where not even one can."""
        return _largest(budget - self.weights, self.widest)

    def largest_training(self, budget: int) -> int:
        """The largest batch that can be trained within *budget* bytes."""
        return _largest(budget - self.training(0), self.input + self.activations)


def _largest(room: int, each: int) -> int:
    return max(room, 0) // each if each else 0


def demand(report: Report, precision: str, optimizer: Optimizer) -> Demand:
    """What *report* takes at *precision*, one of `PRECISIONS` or `SET`, with *optimizer*."""
    blocks = held(report)
    at, own = _precisions(report, precision), precision == SET
    trained = _trained(report, precision, at)
    weights = activations = widest = busiest = 0
    for i, (outcome, there, holds) in enumerate(zip(report.outcomes, at, blocks, strict=False)):
        weights += outcome.bytes if own else outcome.params * there.weight
        activations += (holds.made or 0) * there.activation
        at_once = (holds.widest or 0) * there.activation
        if at_once > widest:
            widest, busiest = at_once, i
    came_in = elements(report.outcomes[0].outputs) or 0
    return Demand(
        weights=weights,
        gradients=sum(trained),
        optimizer=_kept(report, optimizer, trained, at),
        input=came_in * at[0].activation,
        activations=activations,
        widest=widest,
        busiest=busiest,
        complete=all(None not in (b.made, b.widest) for b in blocks),
        trains=all(p.trains for p in at),
    )


def keeps(report: Report, optimizer: Optimizer) -> Kept:
    """What *optimizer* keeps at the precision that each layer says: Keras's "Optimizer params"."""
    at = _precisions(report, SET)
    return _kept(report, optimizer, _trained(report, SET, at), at)


def _kept(
    report: Report, optimizer: Optimizer, trained: Sequence[int], at: Sequence[Precision]
) -> Kept:
    scaled = any(p.scaled for p in at) if optimizer.scales is None else optimizer.scales
    return kept(report, optimizer, trained, lambda i: at[i].weight, scaled)


def _trained(report: Report, precision: str, at: Sequence[Precision]) -> list[int]:
    """The bytes of the trainable weights of each block."""
    return [
        outcome.trainable_bytes if precision == SET else outcome.trainable * there.weight
        for outcome, there in zip(report.outcomes, at, strict=False)
    ]


def _precisions(report: Report, precision: str) -> list[Precision]:
    return [precision_of(block.layer, precision) for block in report.design.chain]


def precision_of(layer: Layer, precision: str = SET) -> Precision:
    """The precision of *layer*: the one given, or its own where that is `SET`."""
    if precision != SET:
        return PRECISIONS[precision]
    return _own(layer.policy, layer.bytes_per_weight)


@lru_cache
def _own(policy: str, width: int) -> Precision:
    own = PRECISIONS.get(policy)
    return own if own and own.weight == width else Precision(width, width)


def by_precision(report: Report) -> dict[str, list[str]]:
    """The names of the layers that have parameters, by the precision that they say."""
    found: dict[str, list[str]] = {}
    for outcome, block, name in zip(
        report.outcomes, report.design.chain, report.names, strict=False
    ):
        if outcome.params:
            found.setdefault(_weighing(block.layer), []).append(name)
    return found


def _weighing(layer: Layer) -> str:
    """The policy of the layer that has the weights: wrappers say nothing of their own."""
    while len(layer.inner()) == 1 and layer.inner()[0].bytes_per_weight == layer.bytes_per_weight:
        (layer,) = layer.inner()
    return layer.policy
