"""What layers have in common that pass what comes in through several others, one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designer.core.layer import Dim, Layer, Shape, Weight, base
from designer.core.naming import names


@base
class Chained(Layer):
    """Has the weights and the work of the layers inside; their names tell their weights apart."""

    freezes = False

    def steps(self, x: Shape) -> Iterator[tuple[Layer, Shape]]:
        """Each layer inside with what comes into it."""
        raise NotImplementedError

    def weights(self, x: Shape) -> Iterator[Weight]:
        for (inside, came), name in zip(self.steps(x), names(self.inner()), strict=True):
            yield from (weight.within(name) for weight in inside.built(came))

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        for inside, came in self.steps(x):
            yield from inside.products(came)
