"""The names that Keras gives to layers and models, release by release (`summary-text.md`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from designer.core.layer import Layer

Scheme = Literal["keras1", "keras2.2", "keras2.6", "keras2", "keras3"]
"""keras1: `convolution2d_1`. keras2.2: snake case from `_1`. keras2.6: the first one bare, and
`conv_lst_m2d`. keras2, from 2.7 on, and keras3 name layers alike, but for the input."""

_KERAS_1 = {
    "Conv1D": "Convolution1D",
    "Conv2D": "Convolution2D",
    "Conv3D": "Convolution3D",
    "Conv2DTranspose": "Deconvolution2D",
    "SeparableConv2D": "SeparableConvolution2D",
}


def snake(class_name: str, old: bool = False) -> str:
    """`MaxPooling2D` as `max_pooling2d`; *old* is the rule up to Keras 2.6."""
    if old:
        text = re.sub(r"(.)([A-Z][a-z0-9]+)", r"\1_\2", class_name)
        return re.sub(r"([a-z])([A-Z])", r"\1_\2", text).lower()
    text = re.sub(r"\W+", "", class_name)
    text = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", text)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", text).lower()


def stem(class_name: str, scheme: Scheme) -> str:
    """The name of a class before it is numbered."""
    if class_name == "InputLayer":
        return "input_layer" if scheme == "keras3" else "input"
    if scheme == "keras1":
        return _KERAS_1.get(class_name, class_name).lower()
    return snake(class_name, old=scheme in ("keras2.2", "keras2.6"))


def numbered(stem: str, number: int, scheme: Scheme) -> str:
    """The *number*-th name of a stem, counted from 1."""
    if scheme in ("keras1", "keras2.2") or (stem == "input" and scheme != "keras3"):
        return f"{stem}_{number}"
    return stem if number == 1 else f"{stem}_{number - 1}"


def model_name(scheme: Scheme, functional: bool = False) -> str:
    """The automatic name of the first model of a script."""
    if functional:
        return {"keras3": "functional", "keras2": "model", "keras2.6": "model"}.get(
            scheme, "model_1"
        )
    return "sequential_1" if scheme in ("keras1", "keras2.2") else "sequential"


def names(layers: Sequence[Layer], scheme: Scheme = "keras3") -> list[str]:
    """The name of every layer: the given one, or the automatic one as if the script ran afresh.

    Layers inside a wrapper are built before it and use up names of their class.
    """
    taken = {layer.name for layer in layers if layer.name is not None}
    counts: Counter[str] = Counter()
    result: list[str] = []
    for layer in layers:
        for inside in _inner(layer):
            if inside.name is None:
                counts[stem(inside.keras, scheme)] += 1
        result.append(layer.name or _next(layer, counts, taken, scheme))
    return result


def _next(layer: Layer, counts: Counter[str], taken: set[str], scheme: Scheme) -> str:
    base = stem(layer.keras, scheme)
    while True:
        counts[base] += 1
        name = numbered(base, counts[base], scheme)
        if name not in taken:
            return name


def _inner(layer: Layer) -> Iterator[Layer]:
    for inside in layer.inner():
        yield from _inner(inside)
        yield inside


def forget_automatic(layers: Sequence[Layer]) -> list[Layer]:
    """The layers without the names that come back by themselves: nothing derived is stored."""
    given = [layer.name for layer in layers]
    counts: Counter[str] = Counter()
    result: list[Layer] = []
    for layer in layers:
        for inside in _inner(layer):
            if inside.name is None:
                counts[stem(inside.keras, "keras3")] += 1
        base = stem(layer.keras, "keras3")
        if layer.name == numbered(base, counts[base] + 1, "keras3"):
            counts[base] += 1
            layer = layer.replace(name=None)
        result.append(layer)
    return result if names(result) == given else list(layers)


def duplicates(layers: Iterable[Layer]) -> set[str]:
    """The given names that occur more than once."""
    counts = Counter(layer.name for layer in layers if layer.name is not None)
    return {name for name, times in counts.items() if times > 1}
