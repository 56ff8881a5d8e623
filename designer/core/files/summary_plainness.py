"""How plain settings are: of those that print the same, people wrote the plainest most likely.

What is unusual about them is counted in points, and the fewest points come first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from designer.core.layer import Dim, Layer, Shape
from designer.core.windows import split

_SIDES = {1: 0, 3: 0, 5: 0, 7: 0, 2: 1, 4: 1, 9: 1, 11: 1, 6: 2, 8: 2, 10: 2}
"""Points for a side of a window."""

_LARGE = 3
_NOT_SQUARE = 4
_GROUPS = 3
_MULTIPLIED = 2
_LONG_STEPS = 1
_UNEVEN_STEPS = 2
_DILATED = 5
_CHANNELS_FIRST = 2
_NO_BIAS = 1
"""Less than anything else: it decides where the rest is as plain."""

_IMAGES = frozenset(
    (28, 32, 48, 50, 64, 84, 96, 100, 128, 150, 160, 180, 192, 200, 224, 227, 256, 299, 300, 512)
)
"""Sides that images often have."""

_COLOURS = (1, 3)
_NO_IMAGE = 4


def unusual(settings: Mapping[str, Any]) -> int:
    """The points of the *settings* of a layer; none for one without a window of weights."""
    points = _CHANNELS_FIRST * (settings.get("data_format") == "channels_first")
    window, inside = settings.get("kernel_size"), settings.get("layer")
    if isinstance(inside, Layer):
        return points + unusual(_settings(inside))
    if not isinstance(window, tuple):
        return points
    window = cast("tuple[int, ...]", window)
    return (
        points
        + _of_window(window)
        + _GROUPS * (settings.get("groups", 1) != 1)
        + _MULTIPLIED * (settings.get("depth_multiplier", 1) != 1)
        + _of_steps(settings.get("strides") or (1,), window)
        + _DILATED * (set(settings.get("dilation_rate") or (1,)) != {1})
        + _NO_BIAS * (settings.get("use_bias") is False)
    )


def _settings(layer: Layer) -> Mapping[str, Any]:
    return {field.name: value for field, value in layer.settings()}


def _of_window(window: Sequence[int]) -> int:
    sides = set(window)
    return max(_SIDES.get(side, _LARGE) for side in sides) + _NOT_SQUARE * (len(sides) > 1)


def _of_steps(strides: Sequence[int], window: Sequence[int]) -> int:
    """Long steps are usual for large windows alone."""
    step = max(strides)
    long = step > 2 and 2 * step > max(window)
    return _LONG_STEPS * long + _UNEVEN_STEPS * (len(set(strides)) > 1)


def unusual_start(x: Shape, layer: Layer) -> int:
    """The points of a *layer* and of the shape *x* that comes into it, as the first of a chain."""
    settings = _settings(layer)
    points = unusual(settings)
    if not isinstance(settings.get("kernel_size"), tuple):
        return points
    first = settings.get("data_format") == "channels_first"
    sides, channels = split(x, first)
    return points + (unusual_sides(sides) if channels in _COLOURS else _NO_IMAGE)


def unusual_sides(sides: Sequence[Dim]) -> int:
    """The points of the *sides* of an image: 0 if they are often met, 1 if they are round."""
    known = {side for side in sides if side}
    if known <= _IMAGES:
        return 0
    return 1 if all(side % 8 == 0 or side % 10 == 0 for side in known) else 2
