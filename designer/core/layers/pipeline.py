"""Several layers as one, mostly to prepare images."""

from __future__ import annotations

from collections.abc import Iterator

from designer.core.families import WRAPPERS
from designer.core.layer import Layer, Shape, layer
from designer.core.layer_list import layer_list
from designer.core.layers.chained import Chained
from designer.core.layers.images import ImageLayer, Resizing
from designer.core.layers.preprocessing import Rescaling
from designer.core.problems import Refused


@layer(WRAPPERS, aliases=("chain", "augmentation", "preprocessing"), icon="link")
class Pipeline(Chained):
    """Applies several layers in turn, as if they were one."""

    reads_mask = True
    why_none = "None of the layers inside has parameters."
    lacks = ("trainable", "dtype", "activity_regularizer")

    layers: tuple[Layer, ...] = layer_list(
        default=(Resizing(), Rescaling()),
        required=True,
        lead=True,
        help="The layers, the first one first, as in Python: Resizing(8, 8), Rescaling(0.5).",
    )

    def inner(self) -> tuple[Layer, ...]:
        return self.layers

    def axes(self, rank: int) -> tuple[str, ...]:
        return self.layers[0].axes(rank)

    def steps(self, x: Shape) -> Iterator[tuple[Layer, Shape]]:
        """As Keras runs the layers on what comes in, images must be images."""
        for place, inside in enumerate(self.layers):
            if isinstance(inside, ImageLayer) and len(x) not in (3, 4):
                raise Refused("wrong_rank", input=x, ranks=(3, 4))
            yield inside, x
            x, *others = inside.outputs(x)
            if others and place < len(self.layers) - 1:
                raise Refused("many_inputs", count=1 + len(others))

    def outputs(self, x: Shape) -> tuple[Shape, ...]:
        *_, (last, came) = self.steps(x)
        return last.outputs(came)

    def outputs_uncalled(self, x: Shape) -> tuple[Shape, ...]:
        raise Refused("shape_unasked", layer=self.keras)

    def meaning(self, x: Shape) -> str:
        told = ((inside.keras, inside.meaning(came)) for inside, came in self.steps(x))
        return " ".join(f"{name}: {text}" for name, text in told if text)

    def mentions(self) -> tuple[str, ...]:
        return tuple(inside.keras for inside in self.layers)
