"""Preprocessing: numbers and categories brought into the form that a network likes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import prod
from typing import Any, cast

from designer.core.axes import Axes, size_along
from designer.core.families import PREPROCESSING
from designer.core.fields import choice, declare, flag, integer, kept
from designer.core.figures import ANY_WHOLE, FigureList, Figures, figure
from designer.core.kinds import whole
from designer.core.layer import Layer, Shape, Weight, layer
from designer.core.layers.lookup import with_newer_mode
from designer.core.phrases import some
from designer.core.problems import Refused


@layer(PREPROCESSING, aliases=("scale", "divide by 255", "normalize"), icon="ruler")
class Rescaling(Layer):
    """Multiplies every number by a factor and adds an offset, such as 1/255 for pixels."""

    keeps_mask = True
    why_none = "The factor and the offset are given; nothing is learned."

    scale: Any = declare(
        Figures(many=True),
        1 / 255,
        required=True,
        brief="times {}",
        help="What numbers are multiplied by.",
    )
    offset: Any = declare(
        Figures(many=True, quiet=0.0), 0.0, brief="plus {}", help="What is added after that."
    )


def _extent(value: object) -> tuple[int, ...]:
    """The sizes of nested lists, as `numpy.shape` has them; those of a number are ()."""
    if isinstance(value, list | tuple):
        parts = tuple(cast("Sequence[object]", value))
        inside = {_extent(part) for part in parts}
        if len(inside) > 1:
            raise Refused("ragged", value=parts)
        return (len(parts), *(inside.pop() if inside else ()))
    if not isinstance(value, int | float):
        raise Refused("not_a_number", value=value)
    return ()


@layer(PREPROCESSING, aliases=("standardize", "z-score", "mean", "adapt"), icon="gauge")
class Normalization(Layer):
    """Brings each feature to mean 0 and deviation 1, as measured before training."""

    keeps_mask = True
    why_none = "The mean and the variance are given, so there is nothing to keep."

    axis: tuple[int, ...] | None = declare(
        Axes(optional=True, quiet=(-1,)),
        (-1,),
        brief="axis {}",
        help="The axis, or the axes, whose places are measured apart; empty: all numbers together.",
    )
    mean: Any = figure(many=True, help="The mean, if it is known; else adapt() measures it.")
    variance: Any = figure(
        many=True, help="The variance, if it is known; else adapt() measures it."
    )
    invert: bool = flag(default=False, brief="inverted", help="Takes the normalization back.")

    def check(self) -> None:
        if (self.mean is None) != (self.variance is None):
            raise Refused("mean_or_variance")
        if self.mean is None:
            return
        mean, variance = _extent(self.mean), _extent(self.variance)
        if mean != variance:
            raise Refused("mean_and_variance", mean=mean, variance=variance)
        if len(mean) > len(self.axis or ()):
            raise Refused("mean_axes", mean=mean, axis=self.axis or ())

    def axes(self, rank: int) -> tuple[str, ...]:
        return (*super().axes(rank)[:-1], "c")[:rank]

    def _kept(self, x: Shape) -> Shape:
        """The sizes of the axes that are measured apart, in their order."""
        for axis in self.axis or ():
            if size_along(axis, x) is None:
                raise Refused("unknown_axis", input=x, axis=axis)
        return tuple(x[place] for place in sorted(axis % len(x) for axis in self.axis or ()))

    def _check_once(self, x: Shape) -> None:
        """Refuse an axis that is named twice, which Keras only notices where its size is not 1."""
        named = [axis % len(x) for axis in self.axis or ()]
        for axis in named:
            if named.count(axis) > 1 and x[axis] != 1:
                raise Refused("axis_twice", axis=axis)

    def weights(self, x: Shape) -> Iterator[Weight]:
        sizes = self._kept(x)
        if self.mean is None:
            self._check_once(x)
            yield Weight("mean", sizes, trainable=False)
            yield Weight("variance", sizes, trainable=False)
            yield Weight("count", (), trainable=False, width=4)  # int32
            return
        given = _extent(self.mean)
        for size, there in zip(reversed(given), reversed(sizes), strict=False):
            if size not in (1, there):
                raise Refused("mean_size", mean=given, sizes=sizes)

    def meaning(self, x: Shape) -> str:
        if self.mean is not None:
            return ""
        places = prod(d for d in self._kept(x) if d is not None)
        return (
            f"A mean and a variance for {some(places, 'place')}, and how many numbers they were "
            "measured on; adapt() measures them, training leaves them alone."
        )


def _one_hot(x: Shape, depth: int) -> Shape:
    """A row of *depth* zeros with a one, for each number; an axis of size 1 makes room."""
    return (*x[:-1], depth) if x[-1] == 1 and len(x) > 1 else (*x, depth)


@layer(PREPROCESSING, aliases=("one-hot", "multi-hot", "bag of words", "to_categorical"))
class CategoryEncoding(Layer):
    """Turns whole numbers that stand for categories into rows of zeros and ones."""

    why_none = "The rows follow from the numbers that come in; nothing is learned."

    num_tokens: int = integer(
        default=10,
        required=True,
        symbol="num_tokens",
        brief="{} categories",
        help="How many categories there are.",
    )
    output_mode: str = choice(
        "multi_hot",
        "one_hot",
        "count",
        default="multi_hot",
        brief="{}",
        help="A row for each number (one_hot), or one for all: which occur, or how often.",
    )
    sparse: bool = flag(default=False, more=True, help="Gives a sparse tensor.")

    @classmethod
    def read_config(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        return with_newer_mode(config)

    def output_shape(self, x: Shape) -> Shape:
        if self.output_mode == "one_hot":
            return _one_hot(x, self.num_tokens)
        return (*x[:-1], self.num_tokens)


@layer(PREPROCESSING, aliases=("bins", "buckets", "histogram", "quantize"), icon="chart-column")
class Discretization(Layer):
    """Sorts numbers into bins and gives the number of the bin."""

    why_none = "The bins are given, or measured before training; nothing is learned."
    lacks = ("trainable", "activity_regularizer")

    bin_boundaries: Any = declare(
        FigureList(), None, help="Where one bin ends and the next begins."
    )
    num_bins: int | None = integer(
        default=None,
        low=0,
        optional=True,
        symbol="num_bins",
        brief="{} bins",
        help="So many bins, whose boundaries adapt() measures.",
    )
    epsilon: Any = figure(default=0.01, help="How exactly they are measured.")
    output_mode: str = choice(
        "int",
        "one_hot",
        "multi_hot",
        "count",
        default="int",
        brief="{}",
        help="The number of the bin (int), a row for each number (one_hot), or one for all.",
    )
    sparse: bool = flag(default=False, more=True, help="Gives a sparse tensor.")

    def check(self) -> None:
        if self.num_bins is None and self.bin_boundaries is None:
            raise Refused("no_bins")
        if self.sparse and self.output_mode == "int":
            raise Refused("sparse_numbers")

    @property
    def bins(self) -> int:
        """How many bins there are."""
        given: Any = self.bin_boundaries
        if given is None:
            assert self.num_bins is not None, "the bins are given in one of two ways"
            return self.num_bins
        if not isinstance(given, list | tuple):
            raise Refused("not_a_list", value=given)
        return len(cast("Sequence[object]", given)) + 1

    def output_shape(self, x: Shape) -> Shape:
        if self.output_mode == "int":
            return x
        if self.output_mode == "one_hot":
            return _one_hot(x, self.bins)
        return (x[0], *x[2:], self.bins) if len(x) > 1 else (self.bins,)


def _salt(value: Any) -> Any:
    """A whole number, or two in a list, as the constructor of `Hashing` asks for."""
    if isinstance(value, list | tuple):
        parts = cast("Sequence[Any]", value)
        if len(parts) != 2:
            raise Refused("wrong_length", value=parts, length=2)
        return list(parts)
    return value if value is None else whole(value, low=None, strict=False)


@layer(PREPROCESSING, aliases=("hash", "buckets", "feature hashing", "categories"))
class Hashing(Layer):
    """Turns words or numbers into the number of a bin, without a vocabulary."""

    why_none = "The bin follows from what comes in by a fixed function; nothing is learned."

    num_bins: int = integer(
        default=100,
        required=True,
        symbol="num_bins",
        brief="{} bins",
        help="How many bins there are; the more, the fewer words share one.",
    )
    output_mode: str = choice(
        "int",
        "one_hot",
        "multi_hot",
        "count",
        default="int",
        brief="{}",
        help="The number of the bin (int), or a row of zeros and ones for what is in one.",
    )
    mask_value: Any = kept(help="What stands for nothing; it goes into bin 0.")
    salt: Any = figure(
        check=_salt, part=ANY_WHOLE, many=True, help="Other numbers give other bins."
    )
    sparse: bool = flag(default=False, more=True, help="Gives a sparse tensor.")
    dtype: Any = kept(default=None, help="The precision of outputs; empty: what suits them.")

    def check(self) -> None:
        numbers = self.output_mode == "int"
        if self.sparse and numbers:
            raise Refused("sparse_numbers")
        if numbers and self.dtype is not None and self.policy not in ("int32", "int64"):
            raise Refused("not_an_option", value=self.policy, options=("int32", "int64"))

    def output_shape(self, x: Shape) -> Shape:
        return x if self.output_mode == "int" else (*x[:-1], self.num_bins)
