"""A layer that the user declares: its weights and its output, in terms of what comes in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Self

from designer.core.declared import Array, Arrays, Numbers, Sides
from designer.core.expression import evaluate
from designer.core.families import CORE
from designer.core.fields import declare, text
from designer.core.layer import Dim, Layer, Shape, Weight, layer
from designer.core.problems import Refused
from designer.core.symbolic import Origin, traced


@layer(
    CORE,
    aliases=("own", "user-defined", "subsampling", "LeNet", "formula", "Lambda"),
    icon="pencil",
)
class CustomLayer(Layer):
    """A layer of your own: write down its weights and what comes out."""

    module = "layer_designer"
    why_none = "No weights were declared for it."
    lacks = ("activity_regularizer",)

    title: str | None = text(
        default=None, brief="{}", help="What it is called in books, such as Subsampling."
    )
    numbers: tuple[tuple[str, int], ...] = declare(
        Numbers(),
        (("k", 2),),
        required=True,
        help="Settings of its own: k = 2, groups = 4.",
    )
    arrays: tuple[Array, ...] = declare(
        Arrays(),
        (Array("coefficient", ("c",)), Array("bias", ("c",))),
        required=True,
        help=(
            "Its weights, each with its dimensions: kernel: k, k, c; bias: c; mean: c (frozen). "
            "Axes that come in are h, w, c and so on, or x1, x2, ..."
        ),
    )
    output: tuple[str, ...] | None = declare(
        Sides(optional=True),
        ("h // k", "w // k", "c"),
        required=True,
        help=(
            "The sizes that come out, without the batch; empty: as they come in. "
            "+ - * / // ( ) floor ceil max min."
        ),
    )

    def output_shape(self, x: Shape) -> Shape:
        if self.output is None:
            return x
        known = self._known(x)
        return (*x[:1], *(_size(part, known) for part in self.output))

    def weights(self, x: Shape) -> Iterator[Weight]:
        known = self._known(x)
        for array in self.arrays:
            shape = tuple(_size(part, known) for part in array.shape)
            yield Weight(array.name, shape, array.trainable)

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        """Each matrix as if it were used once: how often it is was not declared."""
        return (weight.shape for weight in self.weights(x) if len(weight.shape) > 1)

    def _known(self, x: Shape) -> dict[str, Dim]:
        """What the names stand for: the axes by their letters and by their places, the numbers."""
        letters = zip(self.axes(len(x) - 1), x[1:], strict=True)
        places = {f"x{place}": d for place, d in enumerate(x[1:], start=1)}
        return {**dict(letters), **places, **dict(self.numbers)}

    def meaning(self, x: Shape) -> str:
        told = (f"{a.name} ({', '.join(a.shape)})" for a in self.arrays)
        return f"{self.title or 'This layer'} was declared with the weights {', '.join(told)}."

    def mentions(self) -> tuple[str, ...]:
        count = len(self.arrays)
        return (*super().mentions(), "1 weight" if count == 1 else f"{count} weights")

    def traced(self, mark: str = "") -> Self:
        copy = super().traced(mark)
        copy.__dict__["numbers"] = tuple(
            (name, traced(name + mark, number, Origin("field", "numbers", i, mark)))
            for i, (name, number) in enumerate(self.numbers)
        )
        return copy


def _size(text: str, known: dict[str, Dim]) -> Dim:
    size = evaluate(text, known)
    if size is not None and size < 0:
        raise Refused("negative_size", value=text, size=size)
    return size
