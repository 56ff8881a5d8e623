"""Where a layer stands when it is said in PyTorch: the shapes, and which axis has the channels."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from designer.core.layer import Dim, Layer, Shape
from designer.core.value import Value
from designer.core.windows import reach


class Layout(Enum):
    """How the axes of a tensor stand in PyTorch, compared with Keras."""

    KEPT = "as in Keras"
    FIRST = "channels first"


class NoEqual(Exception):
    """PyTorch has no layer that is equal; the text says why, as a part of a sentence."""


class Place(Value):
    """A layer, the shapes that Keras has before and after it, and the layout in PyTorch."""

    layer: Layer
    x: Shape
    y: Shape
    layout: Layout

    @property
    def rank(self) -> int:
        """The number of spatial axes."""
        return len(self.x) - 2

    @property
    def channels_first(self) -> bool:
        """Whether the layer has the channels first in Keras already."""
        return getattr(self.layer, "data_format", None) == "channels_first"

    @property
    def channels(self) -> Dim:
        """How many channels come in."""
        return self.x[1] if self.channels_first else self.x[-1]

    @property
    def made(self) -> Dim:
        """How many channels go out."""
        return self.y[1] if self.channels_first else self.y[-1]

    @property
    def spatial(self) -> Shape:
        """The sizes of the spatial axes that come in."""
        return self.x[2:] if self.channels_first else self.x[1:-1]

    @property
    def last(self) -> int:
        """The number that PyTorch has for Keras's last axis."""
        return 1 if self.layout is Layout.FIRST and len(self.y) > 2 else -1


def moved(shape: Shape, layout: Layout) -> Shape:
    """A shape of Keras as PyTorch has it."""
    if layout is Layout.KEPT or len(shape) < 3:
        return shape
    return (shape[0], shape[-1], *shape[1:-1])


def torch_text(shape: Shape) -> str:
    """A shape as PyTorch's documentation writes it: (N, 1, 28, 28)."""
    batch = "N" if shape[0] is None else str(shape[0])
    inner = [batch, *("*" if d is None else str(d) for d in shape[1:])]
    return f"({', '.join(inner)})"


def same_margins(
    spatial: Shape, window: Sequence[int], strides: Sequence[int], dilation: Sequence[int]
) -> list[tuple[int, int]]:
    """The zeros that `padding="same"` adds before and after each axis, as TensorFlow does."""
    margins: list[tuple[int, int]] = []
    for n, k, s, d in zip(spatial, window, strides, dilation, strict=True):
        span = reach(k, d)
        if s == 1:
            total = span - 1
        elif n is None:
            raise NoEqual("the padding depends on a size that is left open")
        else:
            total = max((-(-n // s) - 1) * s + span - n, 0)
        margins.append((total // 2, total - total // 2))
    return margins


def size(values: Sequence[int]) -> str:
    """A size for each axis, or one number where they are equal."""
    return str(values[0]) if len(set(values)) == 1 else repr(tuple(values))


def ends(margins: Sequence[tuple[int, int]]) -> str:
    """Margins as PyTorch wants them: from the last axis to the first."""
    return repr(tuple(n for pair in reversed(margins) for n in pair))
