"""Pooling: makes a signal, an image or a volume smaller by summing up each window."""

from __future__ import annotations

from typing import Any

from designer.core.families import POOLING
from designer.core.fields import choice, declare, flag
from designer.core.kinds import Sizes
from designer.core.layer import Shape, base, layer
from designer.core.layers.spatial import Spatial, Steps
from designer.core.problems import Refused
from designer.core.windows import data_format, join, places, split

_MAX = "Pooling picks the largest number of each window; it learns nothing."
_AVERAGE = "Pooling takes the average of each window; it learns nothing."
_ALL_MAX = "Pooling picks the largest number of each channel; it learns nothing."
_ALL_AVERAGE = "Pooling takes the average of each channel; it learns nothing."


def _pool(rank: int, required: bool = False) -> Any:
    return declare(
        Sizes(rank, divides=True),
        (2,) * rank,
        required=required,
        symbol="p",
        brief="pool {}",
        help="The window that is summed up in one number.",
    )


def _steps(rank: int) -> Any:
    about = "How far the window moves; empty: by its own size, so that windows do not overlap."
    return declare(
        Steps(rank, optional=True, divides=True), None, symbol="s", brief="stride {}", help=about
    )


@base
class Pooling(Spatial):
    """A window that moves over the spatial axes, channel by channel: `BasePooling`."""

    built_at_once = True

    pool_size: tuple[int, ...]
    strides: tuple[int, ...] | None
    padding: str = choice(
        "valid",
        "same",
        default="valid",
        quiet="valid",
        brief="{}",
        help="valid keeps the window inside; same lets it reach over the edge.",
    )
    data_format: str | None = data_format()

    def output_shape(self, x: Shape) -> Shape:
        spatial, channels = split(x, self.channels_first)
        steps = self.strides or self.pool_size
        spots = places(spatial, self.pool_size, steps, self.padding)
        return join(x[0], spots, channels, self.channels_first)

    def outputs_uncalled(self, x: Shape) -> tuple[Shape, ...]:
        """As `numpy` has it: one axis, or the window of one, stands for as many as the other."""
        spatial, channels = split(x, self.channels_first)
        count = len(self.pool_size)
        if len(spatial) != count and 1 not in (len(spatial), count):
            raise Refused("wrong_rank", input=x, ranks=self.ranks)
        times, steps = len(spatial) if count == 1 else 1, self.strides or self.pool_size
        sides = spatial * count if len(spatial) == 1 else spatial
        spots = places(sides, self.pool_size * times, steps * times, self.padding)
        return (join(x[0], spots, channels, self.channels_first),)


@base
class Line(Pooling):
    """Windows along one axis."""

    ranks = (3,)
    pool_size: tuple[int, ...] = _pool(1)
    strides: tuple[int, ...] | None = _steps(1)


@base
class Plane(Pooling):
    """Windows over two axes."""

    ranks = (4,)
    pool_size: tuple[int, ...] = _pool(2)
    strides: tuple[int, ...] | None = _steps(2)


@base
class Volume(Pooling):
    """Windows over three axes."""

    ranks = (5,)
    pool_size: tuple[int, ...] = _pool(3)
    strides: tuple[int, ...] | None = _steps(3)


@layer(POOLING, aliases=("MaxPool1D", "subsampling", "downsampling", "maximum"))
class MaxPooling1D(Line):
    """Keeps the largest value of each window along a sequence."""

    why_none = _MAX


@layer(POOLING, aliases=("MaxPool2D", "subsampling", "downsampling", "maximum"))
class MaxPooling2D(Plane):
    """Keeps the largest value of each window of an image."""

    why_none = _MAX


@layer(POOLING, aliases=("MaxPool3D", "subsampling", "downsampling", "maximum"))
class MaxPooling3D(Volume):
    """Keeps the largest value of each window of a volume or a film."""

    why_none = _MAX


@layer(POOLING, aliases=("AvgPool1D", "subsampling", "downsampling", "mean"))
class AveragePooling1D(Line):
    """Takes the average of each window along a sequence."""

    why_none = _AVERAGE
    pool_size: tuple[int, ...] = _pool(1, required=True)


@layer(POOLING, aliases=("AvgPool2D", "subsampling", "downsampling", "mean"))
class AveragePooling2D(Plane):
    """Takes the average of each window of an image."""

    why_none = _AVERAGE
    pool_size: tuple[int, ...] = _pool(2, required=True)


@layer(POOLING, aliases=("AvgPool3D", "subsampling", "downsampling", "mean"))
class AveragePooling3D(Volume):
    """Takes the average of each window of a volume or a film."""

    why_none = _AVERAGE
    pool_size: tuple[int, ...] = _pool(3, required=True)


@base
class GlobalPooling(Spatial):
    """One window as large as the input: one number a channel is left. `BaseGlobalPooling`."""

    built_at_once = True

    data_format: str | None = data_format()
    keepdims: bool = flag(
        default=False, brief="keeps axes", help="Leaves the spatial axes in, each with size 1."
    )

    def output_shape(self, x: Shape) -> Shape:
        spatial, channels = split(x, self.channels_first)
        left = (1,) * len(spatial) if self.keepdims else ()
        return join(x[0], left, channels, self.channels_first)


@layer(POOLING, aliases=("GlobalMaxPool1D", "GMP", "maximum over time"))
class GlobalMaxPooling1D(GlobalPooling):
    """Keeps the largest value of each channel of a sequence."""

    ranks = (3,)
    why_none = _ALL_MAX


@layer(POOLING, aliases=("GlobalMaxPool2D", "GMP"))
class GlobalMaxPooling2D(GlobalPooling):
    """Keeps the largest value of each channel of an image."""

    ranks = (4,)
    why_none = _ALL_MAX


@layer(POOLING, aliases=("GlobalMaxPool3D", "GMP"))
class GlobalMaxPooling3D(GlobalPooling):
    """Keeps the largest value of each channel of a volume or a film."""

    ranks = (5,)
    why_none = _ALL_MAX


@layer(POOLING, aliases=("GlobalAvgPool1D", "GAP", "mean over time"))
class GlobalAveragePooling1D(GlobalPooling):
    """Takes the average of each channel of a sequence."""

    reads_mask = True
    ranks = (3,)
    why_none = _ALL_AVERAGE


@layer(POOLING, aliases=("GlobalAvgPool2D", "GAP"))
class GlobalAveragePooling2D(GlobalPooling):
    """Takes the average of each channel of an image."""

    ranks = (4,)
    why_none = _ALL_AVERAGE


@layer(POOLING, aliases=("GlobalAvgPool3D", "GAP"))
class GlobalAveragePooling3D(GlobalPooling):
    """Takes the average of each channel of a volume or a film."""

    ranks = (5,)
    why_none = _ALL_AVERAGE
