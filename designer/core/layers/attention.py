"""Attention: every step looks at all the others.

In a chain that is self-attention: what comes in is the query, the value and the key at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_lowercase
from typing import Any, cast

from designer.core.axes import Axes
from designer.core.families import ATTENTION
from designer.core.fields import choice, declare, flag, integer, kept
from designer.core.figures import check_seed, seed_if_drawn
from designer.core.kinds import Real
from designer.core.layer import Dim, Layer, Shape, T, Weight, base, layer
from designer.core.layers.activation import Softmax
from designer.core.layers.attention_calls import Called
from designer.core.layers.einsum import EinsumDense, OpenShape
from designer.core.layers.regularization import Dropout
from designer.core.problems import Refused


def _dropout(low: float | None, high: float | None) -> Any:
    kind = Real(low=low, high=high, quiet=0.0)
    about = "The part of the scores dropped in training."
    return declare(kind, 0.0, brief="dropout {}", help=about)


@base
class SelfAttention(Called):
    """What all of them share: the features that come in are called d_in."""

    called_plainly = False
    keeps_mask = True  # and reads it, but Keras forgets that where there are several arguments

    dropout: float
    seed: Any

    def check(self) -> None:
        check_seed(self.seed, self.dropout)

    def axes(self, rank: int) -> tuple[str, ...]:
        return (*super().axes(rank)[:-1], "d_in")[:rank]


@base
class Scored(SelfAttention):
    """Steps are compared as they are, with at most a scale that is learned."""

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        """The mix: every step out of all of them. Steps that are added need no product."""
        yield (*x[1:], *x[-2:-1])

    def arguments(self, tensor: T) -> list[T | list[T]]:
        return [cast("list[T]", self.tensors(tensor))]

    def scores(self, x: Shape) -> Shape:
        return (*x[:-1], *x[-2:-1])

    def mask_operations(self) -> tuple[str, ...]:
        return ("ConvertToTensor",)


@layer(ATTENTION, aliases=("Luong", "dot product", "self-attention", "transformer"))
class Attention(Scored):
    """Mixes the steps of a sequence, each with those that are like it: Luong's attention."""

    why_none = "The steps are compared as they are; nothing is learned without a scale."

    use_scale: bool = flag(default=False, brief="scaled", help="Learns a factor for the scores.")
    score_mode: str = choice(
        "dot",
        "concat",
        default="dot",
        quiet="dot",
        brief="{}",
        help="How two steps are compared: dot multiplies them, concat adds them.",
    )
    dropout: float = _dropout(None, None)
    seed: Any = seed_if_drawn()

    def weights(self, x: Shape) -> Iterator[Weight]:
        if self.use_scale:
            yield Weight("scale", ())
        if self.score_mode == "concat":
            yield Weight("concat_score_weight", ())

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        if self.score_mode == "dot":
            yield (*x[1:], *x[-2:-1])
        yield from super().products(x)

    def meaning(self, x: Shape) -> str:
        count = len(tuple(self.weights(x)))
        return ("", "A single number for all scores.", "Two numbers for all scores.")[count]


@layer(ATTENTION, aliases=("Bahdanau", "concat", "self-attention", "transformer"))
class AdditiveAttention(Scored):
    """Mixes the steps of a sequence, each with those that suit it: Bahdanau's attention."""

    why_none = "The steps are added as they are; nothing is learned without a scale."

    use_scale: bool = flag(default=True, help="Learns how much each feature counts.")
    dropout: float = _dropout(None, None)
    seed: Any = seed_if_drawn()

    def weights(self, x: Shape) -> Iterator[Weight]:
        if self.use_scale:
            yield Weight("scale", x[-1:])

    def meaning(self, x: Shape) -> str:
        if not self.use_scale:
            return ""
        return f"How much each of the {x[-1]:,} features counts when two steps are compared."


@base
class Projected(SelfAttention):
    """Heads that look at projections of the steps, which are learned."""

    freezes = False  # the projections are layers inside
    use_bias: bool = flag(default=True, help="Adds a bias to each projection.")
    use_gate: bool = flag(
        default=False, brief="gated", help="A further projection decides how much is let through."
    )
    sliding_window: int | None = integer(
        default=None,
        optional=True,
        brief="window {}",
        help="Each step sees only so many steps before and after it; empty: all of them.",
    )
    dropout: float = _dropout(0, 1)
    flash_attention: Any = kept(help="Computes in a way that needs less memory.")
    kernel_initializer: Any = kept(default="glorot_uniform")
    bias_initializer: Any = kept(default="zeros")
    kernel_regularizer: Any = kept()
    bias_regularizer: Any = kept()
    kernel_constraint: Any = kept()
    bias_constraint: Any = kept()
    seed: Any = seed_if_drawn()

    def check(self) -> None:
        super().check()
        if self.flash_attention and self.dropout > 0:
            raise Refused("flash_dropout", dropout=self.dropout)

    def arguments(self, tensor: T) -> list[T | list[T]]:
        return self.tensors(tensor)

    def inner(self) -> tuple[Layer, ...]:
        """Keras makes these two when it builds the layer; the projections have names."""
        return (Softmax(), Dropout())

    def projection(self, equation: str, target: Shape) -> EinsumDense:
        """The dense layer of an *equation*, with a bias along the axes that it makes."""
        kernel, _, output = equation.partition(",")[2].partition("->")
        bias = "".join(letter for letter in output if letter in kernel)
        return EinsumDense(
            equation=equation, output_shape=target, bias_axes=bias if self.use_bias else None
        )


def part_of(part: str, projection: EinsumDense, x: Shape) -> Iterator[Weight]:
    return (weight.within(part) for weight in projection.weights(x))


@layer(ATTENTION, aliases=("MHA", "self-attention", "transformer", "heads", "GPT", "BERT"))
class MultiHeadAttention(Projected):
    """Mixes the steps of a sequence with several heads, each looking for something else."""

    num_heads: int = integer(
        default=2,
        required=True,
        lead=True,
        symbol="heads",
        brief="{} heads",
        help="How many times the steps are compared, each time in another way.",
    )
    key_dim: int = integer(
        default=32,
        required=True,
        lead=True,
        symbol="key_dim",
        brief="{} wide",
        help="How many numbers a head makes of each step, to compare it.",
    )
    value_dim: int | None = integer(
        default=None,
        optional=True,
        lead=True,
        symbol="value_dim",
        help="How many numbers a head takes from each step; empty: as many as key_dim.",
    )
    # Keras gives the setting the name that is a method elsewhere; `outputs` answers here
    output_shape: Shape | None = declare(  # type: ignore[assignment]
        OpenShape(optional=True),
        None,
        symbol="out",
        brief="to {}",
        help="The size, or the sizes, that the features become; empty: as they came in.",
    )
    attention_axes: tuple[int, ...] | None = declare(
        Axes(optional=True), None, help="The axes along which steps are compared; empty: all."
    )

    @classmethod
    def read_config(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Keras writes `value_dim` out even where it is `key_dim`, and takes 0 for no shape."""
        found = dict(config)
        if found.get("value_dim") == found.get("key_dim"):
            found["value_dim"] = None
        if "output_shape" in found:
            found["output_shape"] = found["output_shape"] or None
        return found

    def outputs(self, x: Shape) -> tuple[Shape, ...]:
        mixed = (*x[:-1], *self.output_shape) if self.output_shape else x
        return (mixed, self.scores(x)) if self.return_attention_scores else (mixed,)

    def scores(self, x: Shape) -> Shape:
        return (x[0], self.num_heads, x[1], x[1])

    def weights(self, x: Shape) -> Iterator[Weight]:
        value_dim = self.key_dim if self.value_dim is None else self.value_dim
        query = self._projected(x, 1, (self.num_heads, self.key_dim))
        value = self._projected(x, 1, (self.num_heads, value_dim))
        yield from part_of("query", query, x)
        yield from part_of("key", query, x)
        if self.use_gate:
            yield from part_of("gate", value, x)
        yield from part_of("value", value, x)
        self._check_axes(x)
        heads = (*query.outputs(x)[0][:-1], value_dim)
        yield from part_of(
            "attention_output", self._projected(x, 2, self.output_shape or x[-1:]), heads
        )

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        value_dim = self.key_dim if self.value_dim is None else self.value_dim
        query = self._projected(x, 1, (self.num_heads, self.key_dim))
        value = self._projected(x, 1, (self.num_heads, value_dim))
        for projection in (query, query, value, *(value,) * self.use_gate):
            yield from projection.products(x)
        compared = self._compared(x)
        yield (*compared, self.key_dim)
        yield (*compared, value_dim)
        output = self._projected(x, 2, self.output_shape or x[-1:])
        yield from output.products((*x[:-1], self.num_heads, value_dim))

    def _compared(self, x: Shape) -> Shape:
        """How many scores there are: those of all pairs along the attention axes, in each head."""
        places = (*x[:-1], self.num_heads)
        axes = range(1, len(x) - 1) if self.attention_axes is None else self.attention_axes
        again = (places[axis if axis >= 0 else len(x) + axis] for axis in axes)
        return (*again, *places[1:])

    def _projected(self, x: Shape, bound: int, target: Shape) -> EinsumDense:
        """A projection of the last *bound* axes to *target*, beside as many others as *x* has."""
        free = len(x) - 1
        names = ascii_lowercase[:free], ascii_lowercase[free : free + bound]
        made = ascii_lowercase[free + bound : free + bound + len(target)]
        equation = f"{names[0]}{names[1]},{names[1]}{made}->{names[0]}{made}"
        return self.projection(equation, (*(None,) * (free - 1), *target))

    def _check_axes(self, x: Shape) -> None:
        rank = len(x) + 1  # with the heads
        for axis in self.attention_axes or ():
            if not -rank <= (axis if axis >= 0 else len(x) + axis) < rank:
                raise Refused("no_such_axis", input=x, axis=axis)

    def meaning(self, x: Shape) -> str:
        value = self.value_dim or self.key_dim
        gate = " and a gate" if self.use_gate else ""
        made = "×".join(f"{d:,}" for d in (self.output_shape or x[-1:]) if d is not None)
        return (
            f"Each of the {self.num_heads:,} heads makes a query and a key of {self.key_dim:,} "
            f"numbers and a value{gate} of {value:,} out of {x[-1]:,} features; at the end "
            f"{self.num_heads:,}×{value:,} numbers become {made}."
        )
