"""Why a number is what it is: the derivations of one layer, built when somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from designer.core.formula import counted_by_part, weight_by_weight
from designer.core.layer import Layer, Shape, Weight, trace_shape
from designer.core.symbolic import Expr, Number, Symbol, expr
from designer.core.value import Value

_NAMES = {
    1: ("features",),
    2: ("steps", "channels"),
    3: ("height", "width", "channels"),
    4: ("depth", "height", "width", "channels"),
}


_KNOWN = "_explained"


class Side(Value):
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


class Form(Value):
    """One way to write the count of the parameters, and of those that are trained."""

    count: Expr
    trainable: Expr


class Explanation(Value):
    """The derivations of a layer on one input shape, each made when it is asked for.

    `traced` and `came` are the same as `layer` and `input`, but for numbers that remember where
    they come from; `weights` and `results` have such numbers as well.
    """

    layer: Layer
    input: Shape
    traced: Layer
    came: Shape
    weights: tuple[Weight, ...]
    results: tuple[Shape, ...]

    @property
    def count(self) -> Expr:
        """The factored formula of the count; `Number(0)` where there are no weights."""
        return self.factored.count

    @property
    def trainable(self) -> Expr:
        """The same for what is trained."""
        return self.factored.trainable

    @cached_property
    def factored(self) -> Form:
        """What all weights share, once: `(k_h * k_w * c_in + 1) * filters`."""
        return self._form(_counted)

    @cached_property
    def by_weight(self) -> Form:
        """A product for each weight: `k_h * k_w * c_in * filters + filters`."""
        return self._form(lambda weights: weight_by_weight(map(_dims, weights)))

    def _form(self, write: Callable[[Sequence[Weight]], Expr]) -> Form:
        trained = tuple(w for w in self.weights if w.trainable)
        whole = write(self.weights)
        return Form(whole, whole if len(trained) == len(self.weights) else write(trained))

    @cached_property
    def outputs(self) -> tuple[Shape, ...]:
        """The shapes that come out."""
        return tuple(tuple(None if d is None else int(d) for d in o) for o in self.results)

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """How the one shape that comes out is made, axis by axis; nothing where there are more."""
        return _sides(self.layer, self.results[0]) if len(self.results) == 1 else ()


def explain(layer: Layer, x: Shape) -> Explanation:
    """The derivations of *layer* on input *x*; `Refused` where it cannot run.

    A layer remembers the last ones, as several views explain it and the layers after it.
    """
    known: Explanation | None = layer.__dict__.get(_KNOWN)
    if known is not None and known.input == x:
        return known
    traced = layer.traced()
    came = trace_shape(traced, x)
    results, weights = traced.resolve(came)
    found = Explanation(layer, x, traced, came, weights, results)
    layer.__dict__[_KNOWN] = found
    return found


def _counted(weights: Iterable[Weight]) -> Expr:
    parts: dict[str, list[tuple[int, ...]]] = {}
    for weight in weights:
        parts.setdefault(weight.part, []).append(_dims(weight))
    return counted_by_part(parts.values())


def _dims(weight: Weight) -> tuple[int, ...]:
    return tuple(d for d in weight.shape if d is not None)


def _sides(layer: Layer, output: Shape) -> tuple[Side, ...]:
    dims = output[1:]
    names = side_names(layer, len(dims))
    return tuple(
        Side(name, None if d is None else int(d), None if d is None else expr(d))
        for name, d in zip(names, dims, strict=True)
    )


def side_names(layer: Layer, rank: int) -> tuple[str, ...]:
    """The names of the axes of an output of *layer*, without the batch."""
    names = _NAMES.get(rank, tuple(f"axis {i + 1}" for i in range(rank)))
    first = getattr(layer, "data_format", None) == "channels_first"
    return (*names[-1:], *names[:-1]) if first else names
