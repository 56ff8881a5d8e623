"""A wrapper that keeps a layer from amplifying what comes in, for adversarial networks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designer.core.families import WRAPPERS
from designer.core.fields import integer, nested
from designer.core.layer import Dim, Layer, Shape, Weight, layer
from designer.core.layers.convolution import Depthwise, Full, Transpose
from designer.core.layers.dense import Dense, Embedding
from designer.core.layers.einsum import EinsumDense
from designer.core.outcome import computed_bytes
from designer.core.problems import Refused

_WITH_KERNEL = (Dense, EinsumDense, Embedding, Full, Transpose, Depthwise)
"""The layers whose first weight is a kernel, or a table, that Keras finds."""


@layer(WRAPPERS, aliases=("spectral norm", "GAN", "Lipschitz"), icon="gauge")
class SpectralNormalization(Layer):
    """Divides the weights of a layer by how much they can amplify: by their largest factor."""

    freezes = False
    layer: Layer = nested(
        default=Dense(), required=True, lead=True, help="The layer whose weights are divided."
    )
    power_iterations: int = integer(
        default=1, help="How often the estimate of that factor is improved in each step."
    )

    def inner(self) -> tuple[Layer, ...]:
        return (self.layer,)

    def check(self) -> None:
        if not isinstance(self.layer, (*_WITH_KERNEL, SpectralNormalization)):
            raise Refused("no_kernel", layer=self.layer.keras)

    def axes(self, rank: int) -> tuple[str, ...]:
        return self.layer.axes(rank)

    def outputs(self, x: Shape) -> tuple[Shape, ...]:
        return self.layer.outputs_uncalled(x)

    def weights(self, x: Shape) -> Iterator[Weight]:
        """Keras takes the kernel for its own and puts its vector after it.

        With adaptation the kernel is a sum that Keras computes, and no longer one of its weights.
        """
        kernel, *others = self.layer.wrapped(x)[1]
        adapted = getattr(self.layer, "lora_rank", None)
        width = computed_bytes(self.layer.policy) if adapted else kernel.width
        vector = Weight("vector_u", (1, kernel.shape[-1]), trainable=False, width=width)
        yield from (vector, kernel) if adapted else (kernel, vector)
        yield from others

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        """Those of the layer inside: the weights are measured once a step, not for each sample."""
        return self.layer.products(x)

    def meaning(self, x: Shape) -> str:
        kernel = self.layer.wrapped(x)[1][0]
        vector = f"{kernel.shape[-1]:,} numbers that help to measure it are not trained."
        return f"{self.layer.meaning(x)} Beside the {kernel.name}, {vector}".lstrip()

    def mentions(self) -> tuple[str, ...]:
        return (self.layer.keras, *self.layer.mentions(), *super().mentions())

    @property
    def bytes_per_weight(self) -> int:
        """Those of the layer that has the weights."""
        return self.layer.bytes_per_weight
