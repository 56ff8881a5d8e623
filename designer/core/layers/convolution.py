"""Convolutions: small learned windows that slide over a signal, an image or a volume."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any, ClassVar

from designer.core.activations import activation
from designer.core.families import CONVOLUTION
from designer.core.fields import choice, declare, flag, integer, kept, sizes
from designer.core.kinds import Sizes
from designer.core.layer import Dim, Shape, Weight, base, layer
from designer.core.layers.spatial import Spatial, Steps
from designer.core.lora import adapted, lora_rank
from designer.core.problems import Refused
from designer.core.symbolic import exactly, larger
from designer.core.windows import data_format, join, places, reach, split


def _window(rank: int) -> Any:
    return sizes(
        default=(3,) * rank, required=True, symbol="k", brief="{}", help="The size of the window."
    )


def _steps(rank: int) -> Any:
    return _equal_steps(rank, symbol="s", brief="stride {}", help="How far the window moves.")


def _spread(rank: int) -> Any:
    about = "How far apart the cells of the window lie; 1: side by side."
    return _equal_steps(rank, symbol="dil", brief="dilation {}", help=about)


def _equal_steps(rank: int, **about: Any) -> Any:
    ones = (1,) * rank
    return declare(Steps(rank, quiet=ones), ones, **about)


def _extra(rank: int) -> Any:
    about = "Cells added at the end, fewer than the stride; empty: as few as possible."
    return declare(Sizes(rank, low=0, optional=True), None, symbol="op", help=about)


def _padding(*more: str) -> Any:
    return choice(
        "valid",
        "same",
        *more,
        default="valid",
        fold=True,
        brief="{}",
        help="valid keeps the window inside; same pads so that stride 1 keeps the size.",
    )


@base
class Convolution(Spatial):
    """What all convolutions share: the window, its steps, and where the channels stand."""

    rank: ClassVar[int]
    kernel_size: tuple[int, ...]
    strides: tuple[int, ...]
    padding: str
    data_format: str | None = data_format()
    dilation_rate: tuple[int, ...]
    activation: Any = activation()
    use_bias: bool = flag(default=True, help="Adds one number to each output channel.")
    bias_initializer: Any = kept(default="zeros")
    bias_regularizer: Any = kept()
    bias_constraint: Any = kept()

    def axes(self, rank: int) -> tuple[str, ...]:
        names = super().axes(rank)
        return tuple("c_in" if name == "c" else name for name in names)

    def channels(self, x: Shape) -> int:
        """The known channels of *x*, which has the batch, the spatial axes and the channels."""
        if len(x) != self.rank + 2:
            raise Refused("wrong_rank", input=x, ranks=(self.rank + 2,))
        _, channels = split(x, self.channels_first)
        if channels is None:
            raise Refused("unknown_channels", input=x)
        return channels

    def moved(self, x: Shape, channels: Dim) -> Shape:
        """The shape after the window has moved over *x*, with *channels* made."""
        spatial, _ = split(x, self.channels_first)
        spots = places(spatial, self.kernel_size, self.strides, self.padding, self.dilation_rate)
        return join(x[0], spots, channels, self.channels_first)

    def bias(self, channels: int) -> Iterator[Weight]:
        """One number for each of *channels*, if there is a bias."""
        if self.use_bias:
            yield Weight("bias", (channels,))

    def one_step_only(self) -> None:
        """Refuse strides beside dilation, as `BaseConv` and `BaseConvTranspose` do."""
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:
            raise Refused(
                "stride_and_dilation", strides=self.strides, dilation_rate=self.dilation_rate
            )

    @property
    def window_text(self) -> str:
        """The window as people write it: "3×3"."""
        return "×".join(str(k) for k in self.kernel_size)


@base
class Line(Convolution):
    """Windows along one axis: signals, text, time."""

    rank = 1
    kernel_size: tuple[int, ...] = _window(1)
    strides: tuple[int, ...] = _steps(1)
    padding: str = _padding()
    dilation_rate: tuple[int, ...] = _spread(1)


@base
class Plane(Convolution):
    """Windows over two axes: images."""

    rank = 2
    kernel_size: tuple[int, ...] = _window(2)
    strides: tuple[int, ...] = _steps(2)
    padding: str = _padding()
    dilation_rate: tuple[int, ...] = _spread(2)


@base
class Volume(Convolution):
    """Windows over three axes: scans, films."""

    rank = 3
    kernel_size: tuple[int, ...] = _window(3)
    strides: tuple[int, ...] = _steps(3)
    padding: str = _padding()
    dilation_rate: tuple[int, ...] = _spread(3)


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
    lora_alpha: Any = kept()

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
        return adapted(Weight("kernel", kernel), self.bias(self.filters), self.lora_rank)

    def meaning(self, x: Shape) -> str:
        spanned = self.channels(x) // self.groups
        each = prod(self.kernel_size) * spanned + self.use_bias
        span = f"all {spanned:,}" if self.groups == 1 else f"{spanned:,}"
        bias = " and has one bias" if self.use_bias else ""
        return (
            f"Each of the {self.filters:,} filters looks at a {self.window_text} window of {span} "
            f"channels that come in{bias}: {each:,} numbers, {self.filters:,} times."
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

    def meaning(self, x: Shape) -> str:
        each = prod(self.kernel_size) * self.channels(x) + self.use_bias
        bias = " and has one bias" if self.use_bias else ""
        return (
            f"Each of the {self.filters:,} filters paints a {self.window_text} window from all "
            f"{self.channels(x):,} channels{bias}: {each:,} numbers, {self.filters:,} times."
        )


@base
class Depthwise(Convolution):
    """Each channel has windows of its own and is not mixed with others: `BaseDepthwiseConv`."""

    depth_multiplier: int = _each("windows")
    depthwise_initializer: Any = kept(default="glorot_uniform")
    depthwise_regularizer: Any = kept()
    depthwise_constraint: Any = kept()

    def output_shape(self, x: Shape) -> Shape:
        return self.moved(x, self.channels(x) * self.depth_multiplier)

    def weights(self, x: Shape) -> Iterator[Weight]:
        channels = self.channels(x)
        yield Weight("kernel", (*self.kernel_size, channels, self.depth_multiplier))
        yield from self.bias(channels * self.depth_multiplier)

    def meaning(self, x: Shape) -> str:
        each = self.depth_multiplier * (prod(self.kernel_size) + self.use_bias)
        return (
            f"Each of the {self.channels(x):,} channels has its own {self.window_text} window: "
            f"{each:,} numbers, {self.channels(x):,} times."
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

    def meaning(self, x: Shape) -> str:
        mixed = self.channels(x) * self.depth_multiplier
        return (
            f"{mixed:,} windows of {self.window_text} look at one channel each; then each of the "
            f"{self.filters:,} filters mixes those {mixed:,} channels."
        )


@layer(CONVOLUTION, aliases=("Convolution1D", "signal", "text", "time"))
class Conv1D(Line, Full):
    """Slides small learned windows along a sequence."""

    padding: str = _padding("causal")


@layer(CONVOLUTION, aliases=("Convolution2D", "convolution", "image filter", "CNN"))
class Conv2D(Plane, Full):
    """Slides small learned windows over an image."""


@layer(CONVOLUTION, aliases=("Convolution3D", "volume", "video"))
class Conv3D(Volume, Full):
    """Slides small learned windows through a volume or a film."""


@layer(CONVOLUTION, aliases=("Convolution1DTranspose", "deconvolution", "Deconvolution1D"))
class Conv1DTranspose(Line, Transpose):
    """Makes a sequence longer with learned windows."""

    output_padding: tuple[int, ...] | None = _extra(1)


@layer(CONVOLUTION, aliases=("Convolution2DTranspose", "deconvolution", "Deconvolution2D"))
class Conv2DTranspose(Plane, Transpose):
    """Makes an image larger with learned windows."""

    output_padding: tuple[int, ...] | None = _extra(2)


@layer(CONVOLUTION, aliases=("Convolution3DTranspose", "deconvolution", "Deconvolution3D"))
class Conv3DTranspose(Volume, Transpose):
    """Makes a volume larger with learned windows."""

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
