"""The variables that an optimizer keeps for training, as Keras's "Optimizer params" counts them.

Source: `keras.src.optimizers` of Keras 3.15. Every optimizer has the number of the iteration and
the learning rate, and beside them slots, each as large as what it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import cast

from designer.core.layer import Layer, Shape, Weight
from designer.core.report import Report
from designer.core.value import Value

Rule = Callable[[Weight, str], tuple[int, int]]
"""For a weight and its path: the numbers kept in its own precision, and those that are attributes,
which have the usual one."""


class Optimizer(Value):
    """An optimizer: so many *slots* for each trainable parameter, and *constants* for all.

    *more* has what is kept for one weight beyond those, where its shape or its name matters.
    *attributes* are numbers that Keras only counts where it looks at the attributes of an
    optimizer: not of one that is wrapped to scale the loss. *scales* tells whether it is wrapped;
    None leaves that to Keras, which does so with mixed_float16.
    """

    title: str
    slots: int = 0
    constants: int = 2
    attributes: int = 0
    more: Rule | None = None
    scales: bool | None = None


class Kept(Value):
    """The numbers that an optimizer keeps, and the bytes that they take."""

    count: int
    bytes: int


def _factors(weight: Weight, path: str) -> tuple[int, int]:
    """Adafactor keeps a sum for each row and for each column of the last two axes.

    Where there are no two axes it keeps two zeros in their place.
    """
    if len(weight.shape) < 2:
        return 0, 2
    *rows, columns = cast("tuple[int, ...]", weight.shape)
    return prod(rows) + prod(rows[:-1]) * columns, 0


def unless_matrix(weight: Weight, path: str) -> tuple[int, int]:
    """Muon leaves to AdamW what is no matrix; that takes a second slot."""
    return 0 if len(weight.shape) == 2 else weight.count, 0


def _unless_plain_matrix(weight: Weight, path: str) -> tuple[int, int]:
    """By itself it leaves embeddings to it, too."""
    return (weight.count, 0) if "embedding" in path.lower() else unless_matrix(weight, path)


OPTIMIZERS: Mapping[str, Optimizer] = {
    "sgd": Optimizer("SGD"),
    "sgd_momentum": Optimizer("SGD with momentum", 1),
    "rmsprop": Optimizer("RMSprop", 1),
    "rmsprop_momentum": Optimizer("RMSprop with momentum", 2),
    "rmsprop_centered": Optimizer("RMSprop with momentum, centered", 3),
    "adam": Optimizer("Adam", 2),
    "amsgrad": Optimizer("Adam with AMSGrad", 3),
    "adamw": Optimizer("AdamW", 2),
    "adamax": Optimizer("Adamax", 2),
    "nadam": Optimizer("Nadam", 2, attributes=1),
    "adagrad": Optimizer("Adagrad", 1),
    "adadelta": Optimizer("Adadelta", 2),
    "adafactor": Optimizer("Adafactor", 1, more=_factors),
    "ftrl": Optimizer("Ftrl", 2),
    "lamb": Optimizer("Lamb", 2),
    "lion": Optimizer("Lion", 1),
    "muon": Optimizer("Muon", 1, more=_unless_plain_matrix),
    "schedule_free_adamw": Optimizer("Schedule-free AdamW", 2),
}
"""By a name that settings remember."""

LOSS_SCALE = 4
"""What `LossScaleOptimizer` adds: an iteration, a learning rate, a step counter and the scale."""

CONSTANT_BYTES = 4
"""An iteration is int32 (int64 with TensorFlow), the rest float32."""


def kept(
    report: Report,
    optimizer: Optimizer,
    trained: Sequence[int],
    width: Callable[[int], int],
    scaled: bool,
) -> Kept:
    """What *optimizer* keeps for *report*, where the trainable weights of block *i* take
    *trained[i]* bytes, and what is kept beyond slots *width(i)* bytes a number.

    *scaled* says whether it is wrapped to scale the loss, as Keras does with mixed_float16.
    """
    constants = optimizer.constants + (LOSS_SCALE if scaled else optimizer.attributes)
    count, size = constants, constants * CONSTANT_BYTES
    for i, outcome in enumerate(report.outcomes):
        if outcome.trainable:
            more, usual = _more(report, optimizer, i)
            usual = 0 if scaled else usual
            count += optimizer.slots * outcome.trainable + more + usual
            size += optimizer.slots * trained[i] + more * width(i) + usual * CONSTANT_BYTES
    return Kept(count, size)


def _more(report: Report, optimizer: Optimizer, i: int) -> tuple[int, int]:
    """What is kept beyond the slots for the weights of block *i*."""
    if optimizer.more is None:
        return 0, 0
    layer, x = report.design.chain[i].layer, report.outcomes[i - 1].outputs[0]
    asked = (x, report.names[i], optimizer.more)
    memo: tuple[object, tuple[int, int]] | None = layer.__dict__.get("_kept")
    if memo is not None and memo[0] == asked:
        return memo[1]
    found = _more_of(layer, *asked)
    layer.__dict__["_kept"] = (asked, found)
    return found


def _more_of(layer: Layer, x: Shape, name: str, rule: Rule) -> tuple[int, int]:
    trained = (weight for weight in layer.built(x) if weight.trainable)
    found = [rule(weight, f"{name}/{weight.name}") for weight in trained]
    return sum(own for own, _ in found), sum(usual for _, usual in found)
