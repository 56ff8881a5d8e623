"""What may help against a problem: layers to try in the place of one that cannot run.

Nothing here is certain; `fixes` tries each and keeps what works. What only one family can know is
in the `remedies` of its layers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import gcd
from typing import Any, cast

from designer.core.fields import Field
from designer.core.layer import LAYERS, Layer, Shape, fields_of, is_layers
from designer.core.problems import Problem, Refused

Remedy = Callable[[Layer, Problem], Iterator[Layer]]

_LEFT_ALONE = ("name", "trainable", "dtype")


def remedies(layer: Layer, x: Shape, problem: Problem) -> Iterator[Layer]:
    """Layers like *layer* that may take *x*, the smallest change first."""
    for field, value in layer.settings():
        if isinstance(value, Layer):
            inside = cast("Shape", problem.values.get("input", x))
            for other in remedies(value, inside, problem):
                yield layer.replace(**{field.name: other})
    yield from layer.remedies(x, problem)
    yield from _BY_CODE.get(problem.code, _none)(layer, problem)
    for field, value in layer.settings():
        if field.name not in _LEFT_ALONE and value != field.default and not is_layers(value):
            yield layer.replace(**{field.name: field.default})


def with_setting(layer: Layer, name: str, value: Any) -> Layer | None:
    """*layer*, or the one inside it, with another *value*; None if that changes nothing."""
    for field, old in layer.settings():
        if field.name == name:
            return None if old == value else layer.replace(**{name: value})
    for field, old in layer.settings():
        changed = with_setting(old, name, value) if isinstance(old, Layer) else None
        if changed is not None:
            return layer.replace(**{field.name: changed})
    return None


def changed_setting(old: Layer, new: Layer) -> tuple[str, str]:
    """The setting in which two layers of a type differ, and its new value as a person types it."""
    for (field, before), (_, after) in zip(old.settings(), new.settings(), strict=True):
        if before != after:
            if isinstance(before, Layer) and type(before) is type(after):
                return changed_setting(before, after)
            if is_layers(before) and is_layers(after):
                pairs = zip(before, after, strict=True)
                return changed_setting(*next(pair for pair in pairs if pair[0] != pair[1]))
            return field.name, field.kind.show(after)
    raise AssertionError("the two layers are equal")


def sibling(layer: Layer, rank: int) -> Layer | None:
    """The same layer for shapes with *rank* axes: Conv1D for Conv2D; None if there is none."""
    name = re.sub(r"[123]D", f"{rank - 2}D", layer.keras)
    if name not in LAYERS or name == layer.keras:
        return None
    cls, values = LAYERS[name], {field.name: value for field, value in layer.settings()}
    return cls(**{f.name: _fitted(f, values.get(f.name, f.default)) for f in fields_of(cls)})


def _fitted(field: Field, value: Any) -> Any:
    """*value* for another number of axes: one size for all, where it was one for all."""
    if isinstance(value, tuple):
        sizes = cast("tuple[Any, ...]", value)
        value = sizes[0] if len(set(sizes)) == 1 else sizes
    try:
        return field.kind.check(value)
    except Refused:
        return field.default


def _none(layer: Layer, problem: Problem) -> Iterator[Layer]:
    yield from ()


def _window(layer: Layer, problem: Problem) -> Iterator[Layer]:
    name = f"{problem.values['window']}_size"
    if not hasattr(layer, name):  # a layer with another kind of window knows its own remedies
        return
    window: tuple[int, ...] = getattr(layer, name)
    spread: tuple[int, ...] = getattr(layer, "dilation_rate", (1,) * len(window))
    sizes = cast("Shape", problem.values["sizes"])
    largest = tuple(
        k if n is None else max(1, min(k, (n - 1) // d + 1))
        for k, n, d in zip(window, sizes, spread, strict=True)
    )
    if max(spread) > 1:
        yield layer.replace(dilation_rate=(1,) * len(window))
    if max(largest) > 1:
        yield layer.replace(**{name: tuple(min(3, k) for k in largest)})
    yield layer.replace(padding="same")
    yield layer.replace(**{name: largest})


def _filters(layer: Layer, problem: Problem) -> Iterator[Layer]:
    filters, groups = (cast("int", problem.values[key]) for key in ("filters", "groups"))
    yield layer.replace(filters=-(-filters // groups) * groups)
    yield layer.replace(groups=gcd(filters, groups))


def _groups(layer: Layer, problem: Problem) -> Iterator[Layer]:
    channels, groups = (cast("int", problem.values[key]) for key in ("channels", "groups"))
    yield layer.replace(groups=gcd(channels, groups))


def _output_padding(layer: Layer, problem: Problem) -> Iterator[Layer]:
    extra, strides = (
        cast("tuple[int, ...]", problem.values[key]) for key in ("output_padding", "strides")
    )
    fitting = tuple(min(e, s - 1) for e, s in zip(extra, strides, strict=True))
    yield layer.replace(output_padding=fitting)


_BY_CODE: dict[str, Remedy] = {
    "window_too_large": _window,
    "groups_of_filters": _filters,
    "groups_of_channels": _groups,
    "output_padding": _output_padding,
}
