"""Why a number is what it is: the derivations of one layer, built when somebody looks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from designer.core.formula import counted_by_part
from designer.core.layer import Layer, Shape, Weight, trace_shape
from designer.core.symbolic import Expr, Number, Symbol, expr

_NAMES = {
    1: ("features",),
    2: ("steps", "channels"),
    3: ("height", "width", "channels"),
    4: ("depth", "height", "width", "channels"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One axis of the output, without the batch: its name, its size, and how that came about.

    `tree` is None where the size is unknown; a bare `Symbol` where it is taken over as it is.
    """

    name: str
    size: int | None
    tree: Expr | None

    @property
    def computed(self) -> bool:
        """Whether there is arithmetic to show."""
        return self.tree is not None and not isinstance(self.tree, Symbol | Number)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The derivations of a layer on one input shape.

    `weights` have traced dimensions; `count` and `trainable` are the factored formulas (a `Number`
    0 where there are none); `sides` derive the output shape axis by axis.
    """

    layer: Layer
    input: Shape
    weights: tuple[Weight, ...]
    count: Expr
    trainable: Expr
    outputs: tuple[Shape, ...]
    sides: tuple[Side, ...]


def explain(layer: Layer, x: Shape) -> Explanation:
    """The derivations of *layer* on input *x*; `Refused` where it cannot run."""
    traced = layer.traced()
    outputs, weights = traced.resolve(trace_shape(traced, x))
    return Explanation(
        layer=layer,
        input=x,
        weights=weights,
        count=_counted(weights),
        trainable=_counted(w for w in weights if w.trainable),
        outputs=tuple(tuple(None if d is None else int(d) for d in o) for o in outputs),
        sides=_sides(layer, outputs[0]) if len(outputs) == 1 else (),
    )


def _counted(weights: Iterable[Weight]) -> Expr:
    parts: dict[str, list[tuple[int, ...]]] = {}
    for weight in weights:
        parts.setdefault(weight.part, []).append(_dims(weight))
    return counted_by_part(parts.values())


def _dims(weight: Weight) -> tuple[int, ...]:
    return tuple(d for d in weight.shape if d is not None)


def _sides(layer: Layer, output: Shape) -> tuple[Side, ...]:
    dims = output[1:]
    names = _side_names(layer, len(dims))
    return tuple(
        Side(name, None if d is None else int(d), None if d is None else expr(d))
        for name, d in zip(names, dims, strict=True)
    )


def _side_names(layer: Layer, rank: int) -> tuple[str, ...]:
    names = _NAMES.get(rank, tuple(f"axis {i + 1}" for i in range(rank)))
    first = getattr(layer, "data_format", None) == "channels_first"
    return (*names[-1:], *names[:-1]) if first else names
