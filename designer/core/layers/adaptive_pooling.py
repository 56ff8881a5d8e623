"""Adaptive pooling: as many windows as the output is to have, however large the input is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from designer.core.families import POOLING
from designer.core.fields import choice, declare
from designer.core.layer import Shape, base, layer
from designer.core.layers.spatial import Spatial, Steps
from designer.core.problems import Refused
from designer.core.windows import join, split


class OutputSizes(Steps):
    """The sizes that come out; Keras does not mind if some of a list are left open."""

    def _check(self, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return super()._check(value)
        sizes = cast("Sequence[Any]", value)
        known = super()._check([0 if size is None else size for size in sizes])
        return tuple(None if s is None else n for s, n in zip(sizes, known, strict=True))


def _target(rank: int) -> Any:
    return declare(
        OutputSizes(rank, low=0),
        (1,) * rank,
        required=True,
        symbol="out",
        brief="to {}",
        help="The sizes that come out; the windows are chosen to fit.",
    )


@base
class AdaptivePooling(Spatial):
    """Any input becomes as large as it is told. `BaseAdaptivePooling`, which checks no axes."""

    output_size: Shape
    data_format: str | None = choice(
        "channels_last",
        "channels_first",
        default="channels_last",
        optional=True,
        help="Where the channels stand: last (the usual), or right after the batch.",
    )

    def output_shape(self, x: Shape) -> Shape:
        if self.channels_first and len(x) < 2:
            raise Refused("too_few_axes", input=x, least=2)
        _, channels = split(x, self.channels_first)
        return join(x[0], self.output_size, channels, self.channels_first)


@base
class AdaptiveAverage(AdaptivePooling):
    """The average of each window: `BaseAdaptiveAveragePooling`."""

    why_none = "Pooling takes the average of each window; it learns nothing."


@base
class AdaptiveMax(AdaptivePooling):
    """The largest number of each window: `BaseAdaptiveMaxPooling`."""

    why_none = "Pooling picks the largest number of each window; it learns nothing."


@layer(POOLING, aliases=("AdaptiveAvgPool1D", "fixed size", "mean"))
class AdaptiveAveragePooling1D(AdaptiveAverage):
    """Averages a sequence of any length down to so many steps."""

    output_size: Shape = _target(1)


@layer(POOLING, aliases=("AdaptiveAvgPool2D", "fixed size", "mean"))
class AdaptiveAveragePooling2D(AdaptiveAverage):
    """Averages an image of any size down to so many rows and columns."""

    output_size: Shape = _target(2)


@layer(POOLING, aliases=("AdaptiveAvgPool3D", "fixed size", "mean"))
class AdaptiveAveragePooling3D(AdaptiveAverage):
    """Averages a volume or a film of any size down to the sizes given."""

    output_size: Shape = _target(3)


@layer(POOLING, aliases=("AdaptiveMaxPool1D", "fixed size", "maximum"))
class AdaptiveMaxPooling1D(AdaptiveMax):
    """Keeps the largest values of a sequence of any length, so many steps of them."""

    output_size: Shape = _target(1)


@layer(POOLING, aliases=("AdaptiveMaxPool2D", "fixed size", "maximum"))
class AdaptiveMaxPooling2D(AdaptiveMax):
    """Keeps the largest values of an image of any size, in so many rows and columns."""

    output_size: Shape = _target(2)


@layer(POOLING, aliases=("AdaptiveMaxPool3D", "fixed size", "maximum"))
class AdaptiveMaxPooling3D(AdaptiveMax):
    """Keeps the largest values of a volume or a film of any size, in the sizes given."""

    output_size: Shape = _target(3)
