"""The inputs that models inside a model have of their own, as far as they say something.

Keras writes one for every model. Where it is what comes in anyway, the model would be made for
that shape without it, and goes along when the layers before it change.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, repeat

from designer.core.analyse import analyse
from designer.core.design import Block, Design
from designer.core.layer import Layer, Shape
from designer.core.layers.input import Input
from designer.core.layers.nested import Functional, Model


def without_derived(layers: Sequence[Layer]) -> list[Layer]:
    """A chain of *layers*, the models among which have no inputs that follow from it."""
    if not any(isinstance(layer, Model) for layer in layers):
        return list(layers)
    report = analyse(Design(tuple(map(Block, layers))))
    gone_on = (found.outputs[0] if len(found.outputs) == 1 else None for found in report.outcomes)
    come = chain([None], gone_on, repeat(None))
    return [_without(layer, x) for layer, x in zip(layers, come, strict=False)]


def _without(layer: Layer, x: Shape | None) -> Layer:
    if not isinstance(layer, Model):
        return layer
    start, own = layer.start, layer.start or Input(batch_shape=x)
    _, *body = without_derived((own, *layer.body))
    kept = start is not None and (isinstance(layer, Functional) or start.batch_shape != x)
    return layer.replace(layers=(start, *body) if kept else tuple(body))
