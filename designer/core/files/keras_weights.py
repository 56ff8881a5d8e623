"""Where Keras 3 looks for the weights of a layer in the file of an archive, and what they begin
with.

Every layer has a group: by its class and a number in the chain that holds it, or by the attribute
under which another layer holds it. In there, `vars` has its own arrays, trainable ones first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from designer.core.files.fourier import kernel_values
from designer.core.files.hdf5 import Numbers
from designer.core.files.initial_values import Values, forget_gate, initial_values
from designer.core.layer import Layer, Shape, Weight
from designer.core.layers.attention import MultiHeadAttention, Projected
from designer.core.layers.audio import STFTSpectrogram
from designer.core.layers.cells import RNN, StackedRNNCells
from designer.core.layers.custom import CustomLayer
from designer.core.layers.nested import Model
from designer.core.layers.pipeline import Pipeline
from designer.core.layers.recurrent import Recurrent
from designer.core.layers.spectral import SpectralNormalization
from designer.core.layers.wrappers import Bidirectional, TimeDistributed
from designer.core.naming import class_name, snake
from designer.core.problems import Refused

Path = tuple[str, ...]
Stored = Iterator[tuple[Path, Numbers]]

_INITIALIZERS = {
    "recurrent_kernel": ("recurrent_initializer",),
    "depthwise_kernel": ("depthwise_initializer",),
    "pointwise_kernel": ("pointwise_initializer",),
    "kernel": ("depthwise_initializer", "kernel_initializer"),
    "reverse_embeddings": ("embeddings_initializer",),
}
"""The settings that say what a weight begins with; the others are called after the weight."""

_OTHERWISE: dict[str, object] = {
    "scale": "ones",
    "concat_score_weight": "ones",
    "mean": "zeros",
    "variance": "ones",
    "count": "zeros",
    "moving_stddev": "ones",
    "renorm_mean": "zeros",
    "renorm_stddev": "ones",
    "vector_u": {"class_name": "TruncatedNormal", "config": {"stddev": 0.02}},
}
"""What begins a weight that has no setting for it."""


_NEVER_TRAINED = (
    "moving_mean",
    "moving_variance",
    "moving_stddev",
    "renorm_mean",
    "renorm_stddev",
    "vector_u",
)
"""Weights that come after the others, also where a whole layer is frozen."""


def chain_weights(
    steps: Iterable[tuple[Layer, Shape]], path: Path = (), held: str = "layers"
) -> Stored:
    """The arrays of layers that follow one another, each with what comes into it.

    *held* is the attribute of the model that holds them.
    """
    counts: Counter[str] = Counter()
    for layer, x in steps:
        name = snake(class_name(layer.keras, "keras3"))
        counts[name] += 1
        number = counts[name] - 1
        place = (*path, held, f"{name}_{number}" if number else name)
        yield from _layer_weights(layer, x, place)


def _layer_weights(layer: Layer, x: Shape, path: Path) -> Stored:
    if isinstance(layer, CustomLayer):
        raise Refused("no_keras_class", layer=layer.keras)
    if isinstance(layer, Model | Pipeline):
        yield from chain_weights(layer.steps(x), path)
    elif isinstance(layer, StackedRNNCells):
        yield from chain_weights(layer.steps(x), path, "cells")
    elif isinstance(layer, Projected):
        yield from _projections(layer, x, path)
    elif inside := tuple(_inside(layer, x)):
        for attribute, inner, came in inside:
            yield from _layer_weights(inner, came, (*path, attribute))
        yield from _measuring(layer, x, path)
    else:
        cell = ("cell",) if isinstance(layer, Recurrent) else ()
        yield from _own(layer, layer.built(x), (*path, *cell))


def _inside(layer: Layer, x: Shape) -> Iterator[tuple[str, Layer, Shape]]:
    """The attributes under which *layer* holds others, and what comes into those."""
    if isinstance(layer, Bidirectional):
        yield "forward_layer", layer.layer, x
        yield "backward_layer", layer.backward, x
    elif isinstance(layer, TimeDistributed):
        yield "layer", layer.layer, _step(x)
    elif isinstance(layer, RNN):
        yield "cell", layer.cell, _step(x)
    elif isinstance(layer, SpectralNormalization):
        yield "layer", layer.layer, x


def _measuring(layer: Layer, x: Shape, path: Path) -> Stored:
    """What a layer that measures the weights of another stores besides: the kernel again, which is
    no weight where it is adapted, and a vector. Several around one layer all have that kernel."""
    if not isinstance(layer, SpectralNormalization):
        return
    owner = layer.layer
    while isinstance(owner, SpectralNormalization):
        owner = owner.layer
    kernel, *_ = owner.built(x)
    vector = Weight("vector_u", (1, kernel.shape[-1]), trainable=False)
    adapted = getattr(owner, "lora_rank", None)
    yield from _own(owner, (vector,) if adapted else (kernel, vector), path)


def _step(x: Shape) -> Shape:
    return (x[0], *x[2:])


def _projections(layer: Projected, x: Shape, path: Path) -> Stored:
    mark = "" if isinstance(layer, MultiHeadAttention) else "_"
    parts: dict[str, list[Weight]] = {}
    for weight in layer.built(x):
        parts.setdefault(weight.part, []).append(weight)
    for part, weights in parts.items():
        hidden = "_" if part == "gate" else mark
        yield from _own(layer, weights, (*path, f"{hidden}{part.removeprefix('attention_')}_dense"))


def _own(layer: Layer, weights: Iterable[Weight], path: Path) -> Stored:
    """The arrays of one layer. Those that adapt others are not stored: Keras adds them up."""
    kept = [w for w in weights if not w.name.startswith("lora_")]
    ordered = sorted(kept, key=lambda w: w.name in _NEVER_TRAINED)
    for place, weight in enumerate(ordered):
        shape = cast("Sequence[int]", weight.shape)
        key = "/".join((*path, weight.name))
        yield (*path, "vars", str(place)), Numbers(shape, _begins(layer, weight.name, shape, key))


def _begins(layer: Any, name: str, shape: Sequence[int], key: str) -> Values:
    if isinstance(layer, STFTSpectrogram):
        return kernel_values(layer, name, shape)
    settings = _INITIALIZERS.get(name, (f"{name}_initializer",))
    given = (getattr(layer, setting) for setting in settings if hasattr(layer, setting))
    initializer = next(given, _OTHERWISE.get(name))
    if initializer is None:
        raise Refused("no_initial_value", weight=name, layer=layer.keras)
    values = initial_values(initializer, shape, key)
    forgets = name == "bias" and getattr(layer, "unit_forget_bias", False)
    return forget_gate(values, shape) if forgets else values
