"""The names that Keras gives to layers and models, release by release (`summary-text.md`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, Literal

from designer.core.layer import Layer, is_layers

Scheme = Literal["keras1", "keras2.2", "keras2.6", "keras2", "keras3"]
"""keras1: `convolution2d_1`. keras2.2: snake case from `_1`. keras2.6: the first one bare, and
`conv_lst_m2d`. keras2, from 2.7 on, and keras3 name layers alike, but for the input."""

_PYTHON = {"GroupQueryAttention": "GroupedQueryAttention"}
"""What Keras exports under another name than the class has, by which it names and prints it."""

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


def class_name(keras: str, scheme: Scheme) -> str:
    """What a release called the class that is *keras* today."""
    return (_KERAS_1 if scheme == "keras1" else _PYTHON).get(keras, keras)


@cache
def stem(keras: str, scheme: Scheme) -> str:
    """The name of a class before it is numbered."""
    if keras == "InputLayer":
        return "input_layer" if scheme == "keras3" else "input"
    if scheme == "keras1":
        return class_name(keras, scheme).lower()
    return snake(class_name(keras, scheme), old=scheme in ("keras2.2", "keras2.6"))


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


def names(layers: Sequence[Layer], scheme: Scheme = "keras3") -> Sequence[str]:
    """The name of every layer: the given one, or the automatic one as if the script ran afresh.

    Layers inside a wrapper are built before it and use up names of their class.
    """
    classes = tuple([layer.keras for layer in layers])
    given = tuple([layer.name for layer in layers])
    nesting = {cls for cls in set(map(type, layers)) if cls.inner is not Layer.inner}
    inside = [
        (i, tuple(_used(v, scheme)))
        for i, v in enumerate(layers if nesting else ())
        if type(v) in nesting
    ]
    return _names(classes, given, tuple(inside), scheme)


@lru_cache(maxsize=8)
def _names(
    classes: tuple[str, ...],
    given: tuple[str | None, ...],
    inside: tuple[tuple[int, tuple[str, ...]], ...],
    scheme: Scheme,
) -> tuple[str, ...]:
    """The names for layers of *classes*; most edits change none of what they depend on."""
    taken, used = set(given), dict(inside)
    counts: Counter[str] = Counter()
    result: list[str] = []
    for index, (keras, name) in enumerate(zip(classes, given, strict=True)):
        counts.update(used.get(index, ()))
        result.append(name or _next(stem(keras, scheme), counts, taken, scheme))
    return tuple(result)


def _next(base: str, counts: Counter[str], taken: Container[str | None], scheme: Scheme) -> str:
    while True:
        counts[base] += 1
        name = numbered(base, counts[base], scheme)
        if name not in taken:
            return name


def _used(layer: Layer, scheme: Scheme) -> Iterator[str]:
    """The stems of the automatic names that the layers inside *layer* take."""
    for inside in layer.inner():
        yield from _used(inside, scheme)
        if inside.name is None:
            yield stem(inside.keras, scheme)


def forget_automatic(layers: Sequence[Layer], scheme: Scheme = "keras3") -> list[Layer]:
    """The layers without the names that come back by themselves: nothing derived is stored."""
    counts: Counter[str] = Counter()
    result = [_forgotten(layer, counts, scheme) for layer in layers]
    same = names(result, scheme) == names(layers, scheme)
    return result if same else list(layers)


def _forgotten(layer: Layer, counts: Counter[str], scheme: Scheme) -> Layer:
    changes: dict[str, Any] = {}
    for field, value in layer.settings():
        if isinstance(value, Layer):
            changes[field.name] = _forgotten(value, counts, scheme)
        elif is_layers(value):
            changes[field.name] = tuple(_forgotten(inside, counts, scheme) for inside in value)
    base = stem(layer.keras, scheme)
    if layer.name in (None, numbered(base, counts[base] + 1, scheme)):
        counts[base] += 1
        changes["name"] = None
    return layer.replace(**changes) if changes else layer


def duplicates(layers: Iterable[Layer]) -> set[str]:
    """The given names that occur more than once."""
    counts = Counter(layer.name for layer in layers if layer.name is not None)
    return {name for name, times in counts.items() if times > 1}
