"""Reshaping: the same numbers in another order or another frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod
from typing import Any, cast

from designer.core.families import RESHAPING
from designer.core.fields import declare, integer
from designer.core.kinds import Wholes
from designer.core.layer import Dim, Layer, Shape, layer
from designer.core.layers.spatial import Spatial
from designer.core.problems import Problem, Refused
from designer.core.symbolic import exactly
from designer.core.windows import data_format


@layer(RESHAPING, aliases=("vector", "unroll", "one axis"), icon="wrap-text")
class Flatten(Spatial):
    """Lays all numbers of an example out in one row."""

    why_none = "Flatten only lays the numbers out in one row; it learns nothing."

    data_format: str | None = data_format()

    def output_shape(self, x: Shape) -> Shape:
        return (x[0], _numbers(x[1:]))


class TargetShape(Wholes, kw_only=True):
    """A shape without the batch, in which one size may be -1: whatever is left."""

    low: int | None = -1
    unknown: bool = True

    def _check(self, value: Any) -> tuple[int | None, ...]:
        shape = super()._check(value)
        if shape.count(-1) > 1:
            raise Refused("two_left_open", value=shape)
        return shape


@layer(RESHAPING, aliases=("view", "resize", "unflatten"), icon="shapes")
class Reshape(Layer):
    """Puts the same numbers into another shape."""

    built_at_once = True
    why_none = "Reshape only puts the numbers into another shape; it learns nothing."

    target_shape: Shape = declare(
        TargetShape(),
        (-1,),
        required=True,
        symbol="target",
        brief="to {}",
        help="The new shape without the batch; one size may be -1, which is then worked out.",
    )

    @classmethod
    def read_config(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Keras takes whatever is not an integer in the target for an unknown size."""
        found = dict(config)
        target = found.get("target_shape")
        if isinstance(target, list | tuple):
            given = cast("tuple[Any, ...]", target)
            found["target_shape"] = [d if isinstance(d, int) else None for d in given]
        return found

    def output_shape(self, x: Shape) -> Shape:
        there, target = _numbers(x[1:]), self.target_shape
        if there is None or None in target:
            return (x[0], *(None if d == -1 else d for d in target))
        fixed = _numbers(tuple(d for d in target if d != -1))
        assert fixed is not None, "the target has no unknown size here"
        if -1 not in target:
            if there != fixed:
                raise Refused("reshape_size", input=x, target=target, numbers=there, asked=fixed)
            return (x[0], *target)
        if fixed == 0 or there % fixed:
            raise Refused("reshape_rest", input=x, target=target, numbers=there, fixed=fixed)
        return (x[0], *(exactly(there, fixed) if d == -1 else d for d in target))

    def remedies(self, x: Shape, problem: Problem) -> Iterator[Layer]:
        """One size left open, or a smaller one that divides."""
        there = _numbers(x[1:])
        for i, size in enumerate(self.target_shape):
            others = _numbers(tuple(d for j, d in enumerate(self.target_shape) if j != i))
            if not there or not others or not size or there % others:
                continue
            rest = -1 if others > 0 else _divisor(there // -others, size)
            yield self.replace(
                target_shape=(*self.target_shape[:i], rest, *self.target_shape[i + 1 :])
            )
        yield self.replace(target_shape=(-1,))


def _numbers(shape: Shape) -> Dim:
    """How many numbers a *shape* holds; None if one of its sizes is unknown."""
    return None if None in shape else prod(cast("tuple[int, ...]", shape))


def _divisor(number: int, most: int) -> int:
    """The largest divisor of *number* that is at most *most*."""
    return next(d for d in range(most, 0, -1) if number % d == 0)


class Permutation(Wholes, kw_only=True):
    """The axes in a new order, each once, counted from 1."""

    def _check(self, value: Any) -> tuple[int | None, ...]:
        order = super()._check(value)
        if sorted(d or 0 for d in order) != list(range(1, len(order) + 1)):
            raise Refused("not_a_permutation", value=order)
        return order


@layer(RESHAPING, aliases=("transpose", "swap axes", "reorder"), icon="move-3d")
class Permute(Layer):
    """Puts the axes into another order."""

    why_none = "Permute only puts the axes into another order; it learns nothing."

    dims: tuple[int, ...] = declare(
        Permutation(),
        (2, 1),
        required=True,
        brief="order {}",
        help="The axes in their new order, counted from 1; the batch stays first.",
    )

    def output_shape(self, x: Shape) -> Shape:
        if len(x) != len(self.dims) + 1:
            raise Refused("wrong_rank", input=x, ranks=(len(self.dims) + 1,))
        return (x[0], *(x[d] for d in self.dims))

    def outputs_uncalled(self, x: Shape) -> tuple[Shape, ...]:
        """The axes that are not named fall away."""
        return self.outputs(x[: len(self.dims) + 1])

    def remedies(self, x: Shape, problem: Problem) -> Iterator[Layer]:
        """The same order for as many axes as there are."""
        present = tuple(d for d in self.dims if d < len(x))
        yield self.replace(dims=(*present, *range(len(present) + 1, len(x))))


@layer(RESHAPING, aliases=("copy", "tile", "decoder"), icon="copy")
class RepeatVector(Layer):
    """Repeats a vector, once for each step of a sequence."""

    ranks = (2,)
    why_none = "RepeatVector only repeats what comes in; it learns nothing."

    n: int = integer(
        default=2,
        required=True,
        strict=True,
        symbol="n",
        brief="{} times",
        help="How many times the vector is repeated.",
    )

    def axes(self, rank: int) -> tuple[str, ...]:
        return ("c",) * rank

    def output_shape(self, x: Shape) -> Shape:
        return (x[0], self.n, x[1])
