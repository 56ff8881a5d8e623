"""Convolutional LSTM: a memory of images, for films and for maps that change over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any

from designer.core.activations import ActivationName
from designer.core.families import RECURRENT
from designer.core.fields import declare, flag, integer, kept, seed
from designer.core.kinds import Real
from designer.core.layer import Dim, Shape, Weight, base, layer
from designer.core.layers.recurrent import Recurrent, check_forget_bias
from designer.core.layers.sliding import Convolution, Line, Plane, Volume
from designer.core.phrases import numbers, some
from designer.core.problems import Refused
from designer.core.windows import split

_GATES = 4  # input, forget, candidate, output: `ConvLSTMCell`


def _tanh() -> Any:
    help = "The function applied to the state."
    return declare(ActivationName(quiet="tanh"), "tanh", brief="{}", help=help)


@base
class ConvLSTM(Recurrent, Convolution):
    """An LSTM whose products are convolutions. `ConvLSTM` and `ConvLSTMCell` in Keras."""

    freezes = False  # Keras does not tell the cell, as it does in an LSTM
    filters: int = integer(
        default=32,
        low=0,
        required=True,
        lead=True,
        symbol="filters",
        brief="{} filters",
        help="How many channels the memory, and the output, have.",
    )
    recurrent_activation: Any = declare(
        ActivationName(),
        "sigmoid",
        help="The function that opens and closes the gates; no parameters.",
    )
    unit_forget_bias: bool = flag(
        default=True, more=True, help="Starts with an open forget gate, so that memory lasts."
    )
    dropout: float = declare(
        Real(quiet=0.0),
        0.0,
        brief="dropout {}",
        help="The part of the inputs dropped in training.",
    )
    recurrent_dropout: float = declare(
        Real(), 0.0, help="The part of the state dropped in training."
    )
    kernel_initializer: Any = kept(default="glorot_uniform")
    recurrent_initializer: Any = kept(default="orthogonal")
    kernel_regularizer: Any = kept()
    recurrent_regularizer: Any = kept()
    kernel_constraint: Any = kept()
    recurrent_constraint: Any = kept()
    seed: int | None = seed()

    def check(self) -> None:
        self.one_step_only()

    def axes(self, rank: int) -> tuple[str, ...]:
        return ("t", *super().axes(rank - 1)) if rank > 1 else super().axes(rank)

    def stepped(self, x: Shape) -> tuple[Shape, tuple[Shape, ...]]:
        moved = self.moved((x[0], *x[2:]), self.filters)[1:]
        return moved, (moved, moved)

    def cell_weights(self, step: Shape) -> Iterator[Weight]:
        channels = self.channels(step)
        spatial, _ = split(step, self.channels_first)
        if None in spatial:
            raise Refused("unknown_sides", input=step)
        wide = _GATES * self.filters
        yield Weight("kernel", (*self.kernel_size, channels, wide))
        yield Weight("recurrent_kernel", (*self.kernel_size, self.filters, wide))
        if self.use_bias:
            check_forget_bias(self.unit_forget_bias, self.bias_initializer)
        yield from self.bias(wide)

    def cell_products(self, step: Shape) -> Iterator[Sequence[Dim]]:
        """What comes in and the memory, which is as large as what comes out."""
        spots, gates = self.spots(step), (_GATES, self.filters)
        yield (*spots, *self.kernel_size, self.channels(step), *gates)
        yield (*spots, *self.kernel_size, self.filters, *gates)

    def meaning(self, x: Shape) -> str:
        channels = self.channels((x[0], *x[2:]))
        size = prod(self.kernel_size) * (channels + self.filters) + self.use_bias
        return (
            f"Each of the {_GATES} gates of {some(self.filters, 'filter')} spans a window of "
            f"{self.window_text} on {some(channels, 'channel')} of the step and "
            f"{some(self.filters, 'channel')} kept from before{self.bias_text}: "
            f"{numbers(size, _GATES * self.filters)}. All steps share them."
        )


@layer(RECURRENT, aliases=("ConvolutionalLSTM", "signal", "sequence"))
class ConvLSTM1D(Line, ConvLSTM):
    """Reads a sequence of signals with a memory that is a signal itself."""

    ranks = (4,)
    activation: Any = _tanh()


@layer(RECURRENT, aliases=("ConvolutionalLSTM", "video", "film", "sequence", "weather"))
class ConvLSTM2D(Plane, ConvLSTM):
    """Reads a sequence of images with a memory that is an image itself."""

    ranks = (5,)
    activation: Any = _tanh()


@layer(RECURRENT, aliases=("ConvolutionalLSTM", "volume", "sequence"))
class ConvLSTM3D(Volume, ConvLSTM):
    """Reads a sequence of volumes with a memory that is a volume itself."""

    ranks = (6,)
    activation: Any = _tanh()
