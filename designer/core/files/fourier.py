"""What the kernels of a spectrogram begin with: the waves of a Fourier transform, faded at the ends
of a frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, fsum, pi, sin, sqrt
from typing import Any, cast

from designer.core.layers.audio import STFTSpectrogram
from designer.core.problems import Refused
from designer.core.tapers import taper

_SIDES = {"real_kernel": cos, "imag_kernel": sin}


def kernel_values(layer: STFTSpectrogram, name: str, shape: Sequence[int]) -> Iterator[float]:
    """The weight *name* of *layer*; `Refused` where its window needs more than a name."""
    length, _, bins = shape
    wave, window = _SIDES[name], _scaled(layer, name, length)
    around = max(2 * (bins - 1), 1)
    return (
        wave(-2 * pi * (moment * bin_ % around) / around) * height
        for moment, height in enumerate(window)
        for bin_ in range(bins)
    )


def _scaled(layer: STFTSpectrogram, name: str, length: int) -> Sequence[float]:
    if layer.window is None:
        return [1.0] * length
    window = _window(layer, name, length)
    if layer.scaling == "density":
        size = sqrt(fsum(height**2 for height in window))
    else:
        size = fsum(map(abs, window)) if layer.scaling else 1
    return [height / size for height in window]


def _window(layer: STFTSpectrogram, name: str, length: int) -> Sequence[float]:
    given: Any = layer.window
    if isinstance(given, str):
        return taper(given, length, bool(layer.periodic))
    listed = cast("Sequence[Any]", given if isinstance(given, list | tuple) else ())
    if len(listed) != length or not all(isinstance(height, int | float) for height in listed):
        raise Refused("no_initial_value", weight=name, layer=layer.keras)
    return listed
