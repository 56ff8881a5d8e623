"""Recurrent layers: one cell that goes through a sequence and hands its state to the next step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from designer.core.activations import ActivationName
from designer.core.families import RECURRENT
from designer.core.fields import declare, flag, integer, kept, seed
from designer.core.kinds import Real
from designer.core.layer import Dim, Layer, Shape, Weight, base, layer
from designer.core.phrases import numbers, some
from designer.core.problems import Refused


def _function(default: str, help: str, brief: str = "") -> Any:
    return declare(ActivationName(quiet=default), default, brief=brief, help=help)


def _drop(help: str, brief: str = "") -> Any:
    return declare(Real(quiet=0.0), 0.0, brief=brief, help=help)


@base
class Recurrent(Layer):
    """What all of them share: how the cell goes through the steps, and what comes out.

    `RNN` in Keras, which takes any number of axes.
    """

    reads_mask = True

    return_sequences: bool = flag(
        default=False, brief="sequences", help="Gives the output of every step, not of the last."
    )
    return_state: bool = flag(
        default=False, brief="states", help="Gives the last states too, as further outputs."
    )
    go_backwards: bool = flag(
        default=False, brief="backwards", help="Reads the sequence from its end."
    )
    stateful: bool = flag(
        default=False, help="Goes on from the last batch; the batch size must be fixed then."
    )
    unroll: bool = flag(default=False, help="Lays the loop out step by step: fast, but large.")
    zero_output_for_mask: bool = flag(default=False, help="Gives zeros for steps that are masked.")

    def hands_mask_on(self) -> bool:
        return self.return_sequences

    def stepped(self, x: Shape) -> tuple[Shape, tuple[Shape, ...]]:
        """What one step gives and the states that it hands on, all without the batch."""
        raise NotImplementedError

    def cell_weights(self, step: Shape) -> Iterator[Weight]:
        """The weights of the cell, which sees one *step* with its batch."""
        raise NotImplementedError

    def cell_products(self, step: Shape) -> Iterator[Sequence[Dim]]:
        """What the cell multiplies in one *step*, as `Layer.products`."""
        raise NotImplementedError

    def outputs(self, x: Shape) -> tuple[Shape, ...]:
        if len(x) < 2:
            raise Refused("too_few_axes", input=x, least=2)
        output, states = self.stepped(x)
        first = (*x[:2], *output) if self.return_sequences else (x[0], *output)
        handed_on = tuple((x[0], *state) for state in states) if self.return_state else ()
        return (first, *handed_on)

    def weights(self, x: Shape) -> Iterator[Weight]:
        if self.stateful and x[0] is None:
            raise Refused("stateful_batch", input=x)
        yield from self.cell_weights((*x[:1], *x[2:]))

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        for product in self.cell_products((*x[:1], *x[2:])):
            yield (x[1], *product)


@base
class Wiring(Layer):
    """How a cell is wired: *gates* equal blocks of weights, and *states* vectors handed on."""

    gates: ClassVar[int] = 1
    states: ClassVar[int] = 1

    units: int = integer(
        default=32,
        required=True,
        lead=True,
        symbol="units",
        brief="{} units",
        help="The length of the state, and of each output.",
    )
    activation: Any = _function("tanh", "The function applied to the state.", brief="{}")
    use_bias: bool = flag(default=True, help="Adds one number to each unit of a gate.")
    dropout: float = _drop("The part of the inputs dropped in training.", brief="dropout {}")
    recurrent_dropout: float = _drop("The part of the state dropped in training.")
    kernel_initializer: Any = kept(default="glorot_uniform")
    recurrent_initializer: Any = kept(default="orthogonal")
    bias_initializer: Any = kept(default="zeros")
    kernel_regularizer: Any = kept()
    recurrent_regularizer: Any = kept()
    bias_regularizer: Any = kept()
    kernel_constraint: Any = kept()
    recurrent_constraint: Any = kept()
    bias_constraint: Any = kept()
    seed: int | None = seed()

    def stepped(self, x: Shape) -> tuple[Shape, tuple[Shape, ...]]:
        """One vector comes out, and as long are the states."""
        return (self.units,), ((self.units,),) * self.states

    def cell_weights(self, step: Shape) -> Iterator[Weight]:
        """The weights of all gates, for the last axis of one *step*."""
        wide = self.gates * self.units
        yield Weight("kernel", (step[-1], wide))
        yield Weight("recurrent_kernel", (self.units, wide))
        if self.biases:
            yield Weight("bias", (wide,) if self.biases == 1 else (self.biases, wide))

    def cell_products(self, step: Shape) -> Iterator[Sequence[Dim]]:
        """The inputs and the state, each with the weights of all gates."""
        yield (step[-1], self.gates, self.units)
        yield (self.units, self.gates, self.units)

    @property
    def biases(self) -> int:
        """How many biases each unit of a gate has."""
        return int(self.use_bias)

    def told(self, features: Dim) -> str:
        """One sentence on the parameters of a cell that sees so many *features* of a step."""
        size = (features or 0) + self.units + self.biases
        bias = ("", " and has one bias", " and has two biases")[self.biases]
        who = "Each unit" if self.gates == 1 else f"Each of the {self.gates} gates of a unit"
        return (
            f"{who} weighs {some(features or 0, 'input')} and {some(self.units, 'output')} of the "
            f"step before{bias}: {numbers(size, self.gates * self.units)}. All steps share them."
        )


@base
class GatedWiring(Wiring):
    """Gates decide what of the state is kept."""

    recurrent_activation: Any = _function(
        "sigmoid", "The function that opens and closes the gates; no parameters."
    )

    @classmethod
    def read_config(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Keras takes how to compute, too, but never writes it: it is not the model's business."""
        return {k: v for k, v in config.items() if k not in ("implementation", "use_cudnn")}


@base
class LSTMWiring(GatedWiring):
    """A memory behind three gates, beside the state: `LSTMCell`."""

    gates = 4  # input, forget, candidate, output
    states = 2

    unit_forget_bias: bool = flag(
        default=True, more=True, help="Starts with an open forget gate, so that memory lasts."
    )

    def cell_weights(self, step: Shape) -> Iterator[Weight]:
        if self.use_bias:
            check_forget_bias(self.unit_forget_bias, self.bias_initializer)
        yield from super().cell_weights(step)


def check_forget_bias(opened: bool, initializer: object) -> None:
    """Where the forget gate begins *opened*, Keras calls the *initializer* for the other gates."""
    if opened and initializer is None:
        raise Refused("forget_bias_alone")


@base
class GRUWiring(GatedWiring):
    """Two gates on the state itself: `GRUCell`."""

    gates = 3  # update, reset, candidate

    reset_after: bool = flag(
        default=True,
        help="Resets after the product (today's way), which takes a second bias; off: before it.",
    )

    @property
    def biases(self) -> int:
        """How many biases each unit of a gate has: one for the inputs, one for the state."""
        return self.use_bias * (1 + self.reset_after)


@base
class Wired(Wiring, Recurrent):
    """A cell of its own that goes through a sequence of vectors."""

    ranks = (3,)

    def axes(self, rank: int) -> tuple[str, ...]:
        return ("t", "d_in") if rank == 2 else super().axes(rank)

    def meaning(self, x: Shape) -> str:
        return self.told(x[-1])


@layer(RECURRENT, aliases=("recurrent", "Elman", "sequence", "text", "time series"))
class SimpleRNN(Wired):
    """Reads a sequence step by step and feeds its last output back."""


@layer(RECURRENT, aliases=("long short-term memory", "recurrent", "sequence", "text"))
class LSTM(LSTMWiring, Wired):
    """Reads a sequence with a memory that three gates guard."""


@layer(RECURRENT, aliases=("gated recurrent unit", "recurrent", "sequence", "text"))
class GRU(GRUWiring, Wired):
    """Reads a sequence with two gates instead of the three of an LSTM."""
