"""What all convolutions share: a window, its steps, and where the channels stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from designer.core.activations import activation
from designer.core.fields import choice, declare, flag, kept, sizes
from designer.core.layer import Dim, Shape, Weight, base
from designer.core.layers.spatial import Spatial, Steps
from designer.core.problems import Refused
from designer.core.windows import data_format, join, places, split


def _window(rank: int) -> Any:
    return sizes(
        default=(3,) * rank, required=True, symbol="k", brief="{}", help="The size of the window."
    )


def steps(rank: int, divides: bool = True) -> Any:
    """The field that says how far a window moves. Its numbers *divide* the sizes that come in, but
    where the window paints, they are factors of what comes out, and Keras wants them whole."""
    about = "How far the window moves."
    return _equal_steps(rank, divides, symbol="s", brief="stride {}", help=about)


def spread(rank: int, divides: bool = True) -> Any:
    """The field that says how far apart the cells of a window lie."""
    about = "How far apart the cells of the window lie; 1: side by side."
    return _equal_steps(rank, divides, symbol="dil", brief="dilation {}", help=about)


def _equal_steps(rank: int, divides: bool, **about: Any) -> Any:
    ones = (1,) * rank
    return declare(Steps(rank, quiet=ones, divides=divides), ones, **about)


def padding_field(*more: str) -> Any:
    """What happens at the edges: the choices of all convolutions, and *more*."""
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

    def check_rank(self, x: Shape) -> None:
        """Refuse a number of axes for which there is no kernel."""
        if len(x) != self.rank + 2:
            rank = self.rank + 2
            raise Refused("wrong_rank", input=x, ranks=(rank,), takes=self.axes(rank - 1))

    def channels(self, x: Shape) -> int:
        """The known channels of *x*, which has the batch, the spatial axes and the channels."""
        self.check_rank(x)
        _, channels = split(x, self.channels_first)
        if channels is None:
            raise Refused("unknown_channels", input=x)
        return channels

    def moved(self, x: Shape, channels: Dim) -> Shape:
        """The shape after the window has moved over *x*, with *channels* made."""
        return join(x[0], self.spots(x), channels, self.channels_first)

    def spots(self, x: Shape) -> tuple[Dim, ...]:
        """How many places the window takes along each spatial axis of *x*."""
        spatial, _ = split(x, self.channels_first)
        return places(spatial, self.kernel_size, self.strides, self.padding, self.dilation_rate)

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
    def bias_text(self) -> str:
        """What a sentence on one filter adds where there are biases."""
        return " and has one bias" if self.use_bias else ""

    @property
    def window_text(self) -> str:
        """The window as people write it: "3×3"."""
        return "×".join(str(k) for k in self.kernel_size)


@base
class Line(Convolution):
    """Windows along one axis: signals, text, time."""

    rank = 1
    kernel_size: tuple[int, ...] = _window(1)
    strides: tuple[int, ...] = steps(1)
    padding: str = padding_field()
    dilation_rate: tuple[int, ...] = spread(1)


@base
class Plane(Convolution):
    """Windows over two axes: images."""

    rank = 2
    kernel_size: tuple[int, ...] = _window(2)
    strides: tuple[int, ...] = steps(2)
    padding: str = padding_field()
    dilation_rate: tuple[int, ...] = spread(2)


@base
class Volume(Convolution):
    """Windows over three axes: scans, films."""

    rank = 3
    kernel_size: tuple[int, ...] = _window(3)
    strides: tuple[int, ...] = steps(3)
    padding: str = padding_field()
    dilation_rate: tuple[int, ...] = spread(3)
