"""Convolutions: small learned windows that slide over a signal, an image or a volume."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any

from designer.core.families import CONVOLUTION
from designer.core.fields import declare, integer, kept
from designer.core.kinds import Sizes
from designer.core.layer import Dim, Shape, Weight, base, layer
from designer.core.layers.sliding import (
    Convolution,
    Line,
    Plane,
    Volume,
    padding_field,
    spread,
    steps,
)
from designer.core.lora import adaptation, adapted, lora_alpha, lora_rank
from designer.core.phrases import each, every, numbers, some
from designer.core.problems import Refused
from designer.core.symbolic import exactly, larger
from designer.core.windows import join, reach, split


def _extra(rank: int) -> Any:
    about = "Cells added at the end, fewer than the stride; empty: as few as possible."
    return declare(Sizes(rank, low=0, optional=True), None, symbol="op", help=about)


def _filters() -> Any:
    return integer(
        default=32,
        required=True,
        lead=True,
        symbol="filters",
        brief="{} filters",
        help="How many windows are learned; each makes one output channel.",
    )


def _each(name: str) -> Any:
    return integer(default=1, symbol="m", help=f"How many {name} for each channel that comes in.")


@base
class Full(Convolution):
    """Each filter spans all channels of its group: `BaseConv`."""

    filters: int = _filters()
    groups: int = integer(
        default=1, symbol="groups", help="The channels are split into so many separate groups."
    )
    lora_rank: int | None = lora_rank()
    kernel_initializer: Any = kept(default="glorot_uniform")
    kernel_regularizer: Any = kept()
    kernel_constraint: Any = kept()
    lora_alpha: Any = lora_alpha()

    def check(self) -> None:
        self.one_step_only()
        if self.filters % self.groups:
            raise Refused("groups_of_filters", filters=self.filters, groups=self.groups)

    def output_shape(self, x: Shape) -> Shape:
        return self.moved(x, self.filters)

    def weights(self, x: Shape) -> Iterator[Weight]:
        channels = self.channels(x)
        if channels % self.groups:
            raise Refused("groups_of_channels", channels=channels, groups=self.groups)
        kernel = (*self.kernel_size, exactly(channels, self.groups), self.filters)
        weight, bias = Weight("kernel", kernel), self.bias(self.filters)
        return adapted(weight, bias, self.lora_rank, self.kernel_constraint)

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        spanned = exactly(self.channels(x), self.groups)
        yield (*self.spots(x), *self.kernel_size, spanned, self.filters)

    def meaning(self, x: Shape) -> str:
        spanned = self.channels(x) // self.groups
        size = prod(self.kernel_size) * spanned + self.use_bias
        span = (every if self.groups == 1 else some)(spanned, "channel")
        return (
            f"{each(self.filters, 'filter')} spans a window of {self.window_text} on {span}"
            f"{self.bias_text}: {numbers(size, self.filters)}.{adaptation(self.weights(x))}"
        )


@base
class Transpose(Convolution):
    """The way back: each input cell paints a window, so the output grows. `BaseConvTranspose`."""

    filters: int = _filters()
    output_padding: tuple[int, ...] | None
    kernel_initializer: Any = kept(default="glorot_uniform")
    kernel_regularizer: Any = kept()
    kernel_constraint: Any = kept()

    def check(self) -> None:
        self.one_step_only()
        for extra, stride in zip(self.output_padding or (), self.strides, strict=False):
            if extra >= stride:
                raise Refused(
                    "output_padding", output_padding=self.output_padding, strides=self.strides
                )

    def check_rank(self, x: Shape) -> None:
        """Too few axes are seen only where the layer is called."""
        if len(x) > self.rank + 2:
            super().check_rank(x)

    def built(self, x: Shape) -> tuple[Weight, ...]:
        if len(x) < self.rank + 2:
            super().check_rank(x)
        return super().built(x)

    def output_shape(self, x: Shape) -> Shape:
        spatial, _ = split(x, self.channels_first)
        grown = [self._length(n, i) for i, n in enumerate(spatial)]
        return join(x[0], grown, self.filters, self.channels_first)

    def _length(self, n: Dim, axis: int) -> Dim:
        if n is None:
            return None
        stride = self.strides[axis]
        span = reach(self.kernel_size[axis], self.dilation_rate[axis])
        if self.output_padding is None:
            return n * stride if self.padding == "same" else (n - 1) * stride + larger(span, stride)
        painted = span % 2 if self.padding == "same" else span
        return (n - 1) * stride + painted + self.output_padding[axis]

    def weights(self, x: Shape) -> Iterator[Weight]:
        yield Weight("kernel", (*self.kernel_size, self.filters, self.channels(x)))
        yield from self.bias(self.filters)

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        """Every cell that comes in paints a window, in every filter."""
        spatial, channels = split(x, self.channels_first)
        yield (*spatial, *self.kernel_size, channels, self.filters)

    def meaning(self, x: Shape) -> str:
        size = prod(self.kernel_size) * self.channels(x) + self.use_bias
        return (
            f"{each(self.filters, 'filter')} paints a window of {self.window_text} from "
            f"{every(self.channels(x), 'channel')}{self.bias_text}: {numbers(size, self.filters)}."
        )


@base
class Depthwise(Convolution):
    """Each channel has windows of its own and is not mixed with others: `BaseDepthwiseConv`."""

    depth_multiplier: int = _each("windows")
    depthwise_initializer: Any = kept(default="glorot_uniform")
    depthwise_regularizer: Any = kept()
    depthwise_constraint: Any = kept()

    def initializer(self, weight: str) -> Any:
        return super().initializer("depthwise" if weight == "kernel" else weight)

    def output_shape(self, x: Shape) -> Shape:
        return self.moved(x, self.channels(x) * self.depth_multiplier)

    def weights(self, x: Shape) -> Iterator[Weight]:
        channels = self.channels(x)
        yield Weight("kernel", (*self.kernel_size, channels, self.depth_multiplier))
        yield from self.bias(channels * self.depth_multiplier)

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        yield (*self.spots(x), *self.kernel_size, self.channels(x), self.depth_multiplier)

    def meaning(self, x: Shape) -> str:
        size = self.depth_multiplier * (prod(self.kernel_size) + self.use_bias)
        several = self.depth_multiplier > 1
        windows = f"{self.depth_multiplier:,} windows" if several else "a window"
        bias = f" and {'as many biases' if several else 'one bias'}" if self.use_bias else ""
        return (
            f"{each(self.channels(x), 'channel')} has {windows} of {self.window_text} of its own"
            f"{bias}: {numbers(size, self.channels(x))}."
        )


@base
class Separable(Convolution):
    """A window for each channel, then a mix of the channels: `BaseSeparableConv`."""

    filters: int = _filters()
    depth_multiplier: int = _each("windows")
    depthwise_initializer: Any = kept(default="glorot_uniform")
    pointwise_initializer: Any = kept(default="glorot_uniform")
    depthwise_regularizer: Any = kept()
    pointwise_regularizer: Any = kept()
    depthwise_constraint: Any = kept()
    pointwise_constraint: Any = kept()

    def output_shape(self, x: Shape) -> Shape:
        return self.moved(x, self.filters)

    def weights(self, x: Shape) -> Iterator[Weight]:
        channels, one = self.channels(x), (1,) * self.rank
        yield Weight("depthwise_kernel", (*self.kernel_size, channels, self.depth_multiplier))
        yield Weight("pointwise_kernel", (*one, channels * self.depth_multiplier, self.filters))
        yield from self.bias(self.filters)

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        spots, channels = self.spots(x), self.channels(x)
        yield (*spots, *self.kernel_size, channels, self.depth_multiplier)
        yield (*spots, channels, self.depth_multiplier, self.filters)

    def meaning(self, x: Shape) -> str:
        mixed = self.channels(x) * self.depth_multiplier
        return (
            f"First {some(mixed, 'window')} of {self.window_text} on one channel each: "
            f"{numbers(prod(self.kernel_size), mixed)}. Then {each(self.filters, 'filter').lower()}"
            f" mixes {every(mixed, 'channel')}{self.bias_text}: "
            f"{numbers(mixed + self.use_bias, self.filters)}."
        )


@layer(CONVOLUTION, aliases=("Convolution1D", "signal", "text", "time"))
class Conv1D(Line, Full):
    """Slides small learned windows along a sequence."""

    padding: str = padding_field("causal")


@layer(CONVOLUTION, aliases=("Convolution2D", "convolution", "image filter", "CNN"))
class Conv2D(Plane, Full):
    """Slides small learned windows over an image."""


@layer(CONVOLUTION, aliases=("Convolution3D", "volume", "video"))
class Conv3D(Volume, Full):
    """Slides small learned windows through a volume or a film."""


@layer(CONVOLUTION, aliases=("Convolution1DTranspose", "deconvolution", "Deconvolution1D"))
class Conv1DTranspose(Line, Transpose):
    """Makes a sequence longer with learned windows."""

    strides: tuple[int, ...] = steps(1, divides=False)
    dilation_rate: tuple[int, ...] = spread(1, divides=False)
    output_padding: tuple[int, ...] | None = _extra(1)


@layer(CONVOLUTION, aliases=("Convolution2DTranspose", "deconvolution", "Deconvolution2D"))
class Conv2DTranspose(Plane, Transpose):
    """Makes an image larger with learned windows."""

    strides: tuple[int, ...] = steps(2, divides=False)
    dilation_rate: tuple[int, ...] = spread(2, divides=False)
    output_padding: tuple[int, ...] | None = _extra(2)


@layer(CONVOLUTION, aliases=("Convolution3DTranspose", "deconvolution", "Deconvolution3D"))
class Conv3DTranspose(Volume, Transpose):
    """Makes a volume larger with learned windows."""

    strides: tuple[int, ...] = steps(3, divides=False)
    dilation_rate: tuple[int, ...] = spread(3, divides=False)
    output_padding: tuple[int, ...] | None = _extra(3)


@layer(CONVOLUTION, aliases=("DepthwiseConvolution1D", "per channel"))
class DepthwiseConv1D(Line, Depthwise):
    """Slides windows along a sequence, each channel by itself."""


@layer(CONVOLUTION, aliases=("DepthwiseConvolution2D", "per channel", "MobileNet"))
class DepthwiseConv2D(Plane, Depthwise):
    """Slides windows over an image, each channel by itself."""


@layer(CONVOLUTION, aliases=("SeparableConvolution1D", "depthwise separable"))
class SeparableConv1D(Line, Separable):
    """A window for each channel of a sequence, then a mix of the channels."""


@layer(CONVOLUTION, aliases=("SeparableConvolution2D", "depthwise separable", "Xception"))
class SeparableConv2D(Plane, Separable):
    """A window for each channel of an image, then a mix of the channels."""
