"""The fully connected layer, and the lookup table for whole numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from designer.core.activations import activation
from designer.core.families import CORE
from designer.core.fields import flag, integer, kept
from designer.core.figures import figure
from designer.core.layer import Dim, Layer, Shape, Weight, layer
from designer.core.lora import adaptation, adapted, lora_alpha, lora_rank, quantization_config
from designer.core.phrases import each, every, numbers, some
from designer.core.problems import Refused


@layer(CORE, aliases=("fully connected", "FC", "linear", "perceptron", "MLP"))
class Dense(Layer):
    """Connects every input with every unit, along the last axis."""

    keeps_mask = True

    units: int = integer(
        default=32, required=True, symbol="units", brief="{} units", help="How many neurons."
    )
    activation: Any = activation()
    use_bias: bool = flag(default=True, help="Adds one number to each unit.")
    lora_rank: int | None = lora_rank()
    kernel_initializer: Any = kept(default="glorot_uniform")
    bias_initializer: Any = kept(default="zeros")
    kernel_regularizer: Any = kept()
    bias_regularizer: Any = kept()
    kernel_constraint: Any = kept()
    bias_constraint: Any = kept()
    lora_alpha: Any = lora_alpha()
    quantization_config: Any = quantization_config()

    def axes(self, rank: int) -> tuple[str, ...]:
        return (*super().axes(rank)[:-1], "d_in")

    def output_shape(self, x: Shape) -> Shape:
        return (*x[:-1], self.units)

    def weights(self, x: Shape) -> Iterator[Weight]:
        if len(x) < 2:
            raise Refused("too_few_axes", input=x, least=2)
        kernel = Weight("kernel", (x[-1], self.units))
        bias = (Weight("bias", (self.units,)),) if self.use_bias else ()
        return adapted(kernel, bias, self.lora_rank, self.kernel_constraint)

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        yield (*x[1:], self.units)

    def meaning(self, x: Shape) -> str:
        bias = " and has one bias" if self.use_bias else ""
        inputs = x[-1] or 0
        counted = numbers(inputs + self.use_bias, self.units)
        thin = adaptation(self.weights(x))
        return f"{each(self.units, 'unit')} weighs {every(inputs, 'input')}{bias}: {counted}.{thin}"


@layer(CORE, aliases=("lookup table", "word vectors"), icon="table")
class Embedding(Layer):
    """Replaces each whole number by a learned vector."""

    autocasts = False

    input_dim: int = integer(
        default=1000,
        required=True,
        strict=True,
        symbol="input_dim",
        brief="{} words",
        help="How many numbers there are to look up.",
    )
    output_dim: int = integer(
        default=64,
        required=True,
        strict=True,
        symbol="output_dim",
        brief="{} wide",
        help="The length of each vector.",
    )
    mask_zero: bool = flag(default=False, more=True, help="Number 0 is padding, to be ignored.")
    lora_rank: int | None = lora_rank()
    embeddings_initializer: Any = kept(default="uniform")
    embeddings_regularizer: Any = kept()
    embeddings_constraint: Any = kept()
    lora_alpha: Any = lora_alpha()
    quantization_config: Any = quantization_config()

    @classmethod
    def read_config(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Keras takes the number of words that come in, as it once needed it."""
        return {key: value for key, value in config.items() if key != "input_length"}

    def output_shape(self, x: Shape) -> Shape:
        return (*x, self.output_dim)

    def mask_operations(self) -> tuple[str, ...]:
        return ("NotEqual",) if self.mask_zero else ()

    def weights(self, x: Shape) -> Iterator[Weight]:
        table = Weight("embeddings", (self.input_dim, self.output_dim))
        return adapted(table, (), self.lora_rank, self.embeddings_constraint, "lora_embeddings")

    def meaning(self, x: Shape) -> str:
        words = some(self.input_dim, "word")
        size = numbers(self.output_dim, self.input_dim)
        thin = adaptation(self.weights(x))
        return f"One learned vector for each of {words} that may come in: {size}.{thin}"


@layer(CORE, aliases=("tied embedding", "language model", "lookup table"), icon="table")
class ReversibleEmbedding(Embedding):
    """Replaces each whole number by a learned vector, and can turn vectors back into numbers."""

    tie_weights: bool = flag(
        default=True, help="Uses the same vectors both ways; off: a second table for the way back."
    )
    reverse_dtype: Any = kept(help="The precision of the way back.")
    logit_soft_cap: Any = figure(help="What the scores of the way back are limited to.")

    def mask_operations(self) -> tuple[str, ...]:
        return ()  # Keras makes the mask only when the layer runs

    def check(self) -> None:
        if self.lora_rank and not self.tie_weights:
            raise Refused("adapted_untied")  # Keras can add no weight after those of adaptation

    def weights(self, x: Shape) -> Iterator[Weight]:
        yield from super().weights(x)
        if not self.tie_weights:
            yield Weight("reverse_embeddings", (self.output_dim, self.input_dim))

    def meaning(self, x: Shape) -> str:
        there = super().meaning(x)
        if self.tie_weights:
            return there
        return f"{there} The way back has its own: {numbers(self.output_dim, self.input_dim)}."
