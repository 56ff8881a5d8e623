"""The names that Keras gives to layers and models, release by release (`summary-text.md`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

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
    "Functional": "Model",
}
_KERAS_2_2 = {"Functional": "Model"}
"""Up to Keras 2.3 the class had another name; its layers have been `model` until Keras 3."""


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
    older = {"keras1": _KERAS_1, "keras2.2": _KERAS_2_2}
    return older.get(scheme, _PYTHON).get(keras, keras)


@cache
def stem(keras: str, scheme: Scheme) -> str:
    """The name of a class before it is numbered."""
    if keras == "InputLayer":
        return "input_layer" if scheme == "keras3" else "input"
    if keras == "Functional" and scheme != "keras3":
        return "model"
    if scheme == "keras1":
        return class_name(keras, scheme).lower()
    return snake(class_name(keras, scheme), old=scheme in ("keras2.2", "keras2.6"))


def numbered(stem: str, number: int, scheme: Scheme) -> str:
    """The *number*-th name of a stem, counted from 1."""
    if scheme in ("keras1", "keras2.2") or (stem == "input" and scheme != "keras3"):
        return f"{stem}_{number}"
    return stem if number == 1 else f"{stem}_{number - 1}"


def model_name(scheme: Scheme, functional: bool = False, layers: Sequence[Layer] = ()) -> str:
    """The automatic name of a model of *layers*; models among them were built before it.

    In Keras 3 a sequential one has a functional model inside, which uses up a name as well.
    """
    kind = "Functional" if functional else "Sequential"
    nested = [v for layer in layers for v in _models(layer)]
    before = sum(v.name is None for v in nested if v.keras == kind)
    if functional and scheme == "keras3":
        before += sum(v.keras == "Sequential" for v in nested)
    return numbered(stem(kind, scheme), 1 + before, scheme)


def _models(layer: Layer) -> Iterator[Layer]:
    """*layer* and those inside it that are models."""
    for inside in layer.inner():
        yield from _models(inside)
    if layer.keras in ("Sequential", "Functional"):
        yield layer


class Named(NamedTuple):
    """The name of a layer, and those of the layers inside it."""

    name: str
    inside: tuple[Named, ...] = ()


class _Given(NamedTuple):
    """What a name depends on: the stem of the class, the given name, and the layers inside."""

    stem: str
    name: str | None
    inside: tuple[_Given, ...]


def names(layers: Sequence[Layer], scheme: Scheme = "keras3") -> Sequence[str]:
    """The name of every layer: the given one, or the automatic one as if the script ran afresh.

    Layers inside a wrapper are built before it and use up names of their class.
    """
    return _named(layers, scheme)[0]


def names_inside(layers: Sequence[Layer], way: Sequence[int], scheme: Scheme) -> Sequence[str]:
    """The names of what a layer holds: the *way* leads to it, from a place among *layers* on."""
    first, *further = way
    held = _named(layers, scheme)[1][first]
    for place in further:
        held = held[place].inside
    return [layer.name for layer in held]


def alike(a: Layer, b: Layer) -> bool:
    """Whether the names in a chain stay as they are when *b* takes the place of *a*."""
    return a.keras == b.keras and _given_to(a) == _given_to(b)


def _given_to(layer: Layer) -> tuple[str | None, tuple[_Given, ...]]:
    return layer.name, _given(layer, "keras3")


def spelled_out(layers: Sequence[Layer], scheme: Scheme = "keras3") -> list[Layer]:
    """The layers with their automatic names written out, those inside them too."""
    found, inside = _named(layers, scheme)
    return [
        _spelled_out(layer, Named(name, inside.get(index, ())))
        for index, (layer, name) in enumerate(zip(layers, found, strict=True))
    ]


def _spelled_out(layer: Layer, named: Named) -> Layer:
    changes: dict[str, Any] = {"name": named.name}
    following = iter(named.inside)
    for field, value in layer.settings() if named.inside else ():
        if isinstance(value, Layer):
            changes[field.name] = _spelled_out(value, next(following))
        elif is_layers(value):
            changes[field.name] = tuple(_spelled_out(v, next(following)) for v in value)
    return layer.replace(**changes)


_Names = tuple[tuple[str, ...], dict[int, tuple[Named, ...]]]
"""The names of layers, and by their places the names inside those that hold others."""


def _named(layers: Sequence[Layer], scheme: Scheme) -> _Names:
    classes = tuple([layer.keras for layer in layers])
    given = tuple([layer.name for layer in layers])
    types: set[type[Layer]] = set(map(type, layers))
    nesting = {cls for cls in types if cls.inner is not Layer.inner}
    inside = [
        (i, _given(v, scheme))
        for i, v in enumerate(layers if nesting else ())
        if type(v) in nesting
    ]
    return _names(classes, given, tuple(inside), scheme)


def _given(layer: Layer, scheme: Scheme) -> tuple[_Given, ...]:
    return tuple(_Given(stem(v.keras, scheme), v.name, _given(v, scheme)) for v in layer.inner())


@lru_cache(maxsize=8)
def _names(
    classes: tuple[str, ...],
    given: tuple[str | None, ...],
    inside: tuple[tuple[int, tuple[_Given, ...]], ...],
    scheme: Scheme,
) -> _Names:
    """The names for layers of *classes*; most edits change none of what they depend on."""
    taken, holding = set(given), dict(inside)
    counts: Counter[str] = Counter()
    result: list[str] = []
    within: dict[int, tuple[Named, ...]] = {}
    for index, (keras, name) in enumerate(zip(classes, given, strict=True)):
        if index in holding:
            within[index] = _inside(holding[index], counts, scheme)
        result.append(name or _next(stem(keras, scheme), counts, taken, scheme))
    return tuple(result), within


def _inside(given: tuple[_Given, ...], counts: Counter[str], scheme: Scheme) -> tuple[Named, ...]:
    """The names of the layers inside one, each after those inside itself."""
    taken = {layer.name for layer in given}
    result: list[Named] = []
    for layer in given:
        below = _inside(layer.inside, counts, scheme)
        result.append(Named(layer.name or _next(layer.stem, counts, taken, scheme), below))
    return tuple(result)


def _next(base: str, counts: Counter[str], taken: Container[str | None], scheme: Scheme) -> str:
    while True:
        counts[base] += 1
        name = numbered(base, counts[base], scheme)
        if name not in taken:
            return name


def without_automatic(layers: Sequence[Layer], schemes: Iterable[Scheme]) -> list[Layer]:
    """The layers without the names that a release gives by itself: the one of *schemes* that
    leaves the fewest, also to the layers inside."""
    return min((forget_automatic(layers, scheme) for scheme in schemes), key=_names_left)


def _names_left(layers: Iterable[Layer]) -> int:
    return sum((layer.name is not None) + _names_left(layer.inner()) for layer in layers)


def forget_automatic(layers: Sequence[Layer], scheme: Scheme = "keras3") -> list[Layer]:
    """The layers without the names that come back by themselves: nothing derived is stored."""
    counts: Counter[str] = Counter()
    result = [_forgotten(layer, counts, scheme) for layer in layers]
    found, inside = _named(result, scheme)
    again = all(
        _agrees(layer, Named(name, inside.get(i, ())))
        for i, (layer, name) in enumerate(zip(layers, found, strict=True))
    )
    return result if again else list(layers)


def _agrees(layer: Layer, named: Named) -> bool:
    """Whether *layer* and those inside it have no other names than those."""
    if layer.name not in (None, named.name):
        return False
    return all(map(_agrees, layer.inner(), named.inside))


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
