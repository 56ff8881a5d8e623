"""Resizing: rows and columns added, cut off, or repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, cast

from designer.core.families import RESHAPING
from designer.core.fields import declare, integer, sizes
from designer.core.kinds import Kind, Sizes, Text
from designer.core.layer import Dim, Layer, Shape, base, layer
from designer.core.layers.spatial import Spatial
from designer.core.problems import Problem, Refused
from designer.core.windows import AXIS_NAMES, data_format, join, split

Pair = tuple[int, int]
Ends = Pair | tuple[Pair, ...]
"""Whole numbers for the two ends of each spatial axis; a single axis has the pair itself."""

_ENDS = {
    1: ("_start", "_end"),
    2: ("_top", "_bottom", "_left", "_right"),
    3: ("_front", "_back", "_top", "_bottom", "_left", "_right"),
}
_PAIR = Sizes(2, low=0)


def _pairs(ends: Ends) -> tuple[Pair, ...]:
    return cast("tuple[Pair, ...]", (ends,) if isinstance(ends[0], int) else ends)


class Margins(Kind):
    """Ends for *rank* axes. One number stands for all, and one for an axis for both its ends.

    Typed axis by axis: "1×2", or "0, 1 × 2, 2" where the ends of an axis differ.
    """

    rank: int = 1

    def _check(self, value: Any) -> Ends:
        if self.rank == 1:
            return _PAIR.check(value)
        many = isinstance(value, list | tuple)
        given = cast("Sequence[Any]", value if many else (value,) * self.rank)
        if len(given) != self.rank:
            raise Refused("wrong_length", value=value, length=self.rank)
        return tuple(_PAIR.check(axis) for axis in given)

    def _read(self, text: str) -> Any:
        text = re.sub(r"[)\]]\s*,\s*[(\[]", "×", text).strip("()[] ")
        axes = [_typed(axis) for axis in re.split(r"[x×;]", text)]
        return axes if len(axes) > 1 else axes[0]

    def show(self, value: Any) -> str:
        pairs = _pairs(value)
        if len({end for pair in pairs for end in pair}) == 1:
            return str(pairs[0][0])
        if self.rank > 1 and all(a == b for a, b in pairs):
            return "×".join(str(a) for a, _ in pairs)
        return " × ".join(f"{a}, {b}" for a, b in pairs)

    def to_json(self, value: Any) -> Any:
        return list(value) if self.rank == 1 else [list(pair) for pair in value]

    def suffixes(self, value: Any) -> tuple[str, ...]:
        return _ENDS[self.rank]


def _typed(axis: str) -> Any:
    parts = re.split(r"[\s,]+", axis.strip())
    numbers = [int(p) if re.fullmatch(r"-?\d{1,18}", p) else p for p in parts]
    return numbers if len(numbers) > 1 else numbers[0]


def _ends(word: str, done: str, default: Ends) -> Any:
    """What is *done* at the ends of an axis, in one *word*."""
    about = f"{done} at the two ends of each axis; one number stands for all."
    kind = Margins(len(_pairs(default)))
    return declare(kind, default, symbol=word, brief=f"{word} {{}}", help=about)


_padding = partial(_ends, "pad", "Zeros added")
_cropping = partial(_ends, "crop", "Cells cut off")


@base
class Padding(Spatial):
    """Zeros around the spatial axes."""

    why_none = "Padding only adds zeros around the edge; it learns nothing."

    padding: Ends
    data_format: str | None = data_format()

    def output_shape(self, x: Shape) -> Shape:
        ends = _pairs(self.padding)
        first = 2 if self.channels_first else 1
        last = first + len(ends)
        if len(x) < last:
            raise Refused("wrong_rank", input=x, ranks=self.ranks)
        padded = zip(x[first:last], ends, strict=True)
        sides = (None if n is None else n + a + b for n, (a, b) in padded)
        return (*x[:first], *sides, *x[last:])


@layer(RESHAPING, aliases=("pad", "border", "margin"), icon="frame")
class ZeroPadding1D(Padding):
    """Adds zeros before and after a sequence."""

    ranks = (3,)
    padding: Ends = _padding((1, 1))


@layer(RESHAPING, aliases=("pad", "border", "margin"), icon="frame")
class ZeroPadding2D(Padding):
    """Adds rows and columns of zeros around an image."""

    ranks = (4,)
    padding: Ends = _padding(((1, 1), (1, 1)))


@layer(RESHAPING, aliases=("pad", "border", "margin"), icon="frame")
class ZeroPadding3D(Padding):
    """Adds zeros on all sides of a volume or a film."""

    ranks = (5,)
    padding: Ends = _padding(((1, 1), (1, 1), (1, 1)))


@base
class Cropping(Spatial):
    """Cells cut off along the spatial axes."""

    why_none = "Cropping only cuts off the edge; it learns nothing."

    cropping: Ends

    def output_shape(self, x: Shape) -> Shape:
        spatial, channels = split(x, self.channels_first)
        ends = _pairs(self.cropping)
        names = AXIS_NAMES[len(ends)]
        for name, n, (a, b) in zip(names, spatial, ends, strict=True):
            if n is not None and n - a - b <= 0:
                raise Refused("crop_too_large", input=x, axis=name, size=n, cropping=(a, b))
        sides = [None if n is None else n - a - b for n, (a, b) in zip(spatial, ends, strict=True)]
        return join(x[0], sides, channels, self.channels_first)

    def outputs_uncalled(self, x: Shape) -> tuple[Shape, ...]:
        """Keras does not see that there are more axes than it takes."""
        (rank,) = self.ranks
        if len(x) < rank:
            raise Refused("wrong_rank", input=x, ranks=self.ranks)
        return self.outputs(x[:rank])

    def remedies(self, x: Shape, problem: Problem) -> Iterator[Layer]:
        """Less cut off, in the same proportion, so that something is left."""
        if problem.code != "crop_too_large":
            return
        spatial, _ = split(x, self.channels_first)
        both = zip(spatial, _pairs(self.cropping), strict=True)
        first, *others = (_leaving_one(n, ends) for n, ends in both)
        yield self.replace(cropping=(first, *others) if others else first)


def _leaving_one(size: Dim, ends: Pair) -> Pair:
    a, b = ends
    if size is None or size < 1 or size > a + b:
        return ends
    return (size - 1) * a // (a + b), (size - 1) * b // (a + b)


@layer(RESHAPING, aliases=("trim", "cut"), icon="crop")
class Cropping1D(Cropping):
    """Cuts steps off the start and the end of a sequence."""

    ranks = (3,)
    cropping: Ends = _cropping((1, 1))


@layer(RESHAPING, aliases=("trim", "cut"), icon="crop")
class Cropping2D(Cropping):
    """Cuts rows and columns off the edges of an image."""

    ranks = (4,)
    cropping: Ends = _cropping(((0, 0), (0, 0)))
    data_format: str | None = data_format()


@layer(RESHAPING, aliases=("trim", "cut"), icon="crop")
class Cropping3D(Cropping):
    """Cuts cells off all sides of a volume or a film."""

    ranks = (5,)
    cropping: Ends = _cropping(((1, 1), (1, 1), (1, 1)))
    data_format: str | None = data_format()


def _factors(rank: int) -> Any:
    about = "How many times each cell is repeated along each axis."
    return sizes(default=(2,) * rank, symbol="size", brief="by {}", help=about)


@base
class UpSampling(Spatial):
    """Cells repeated along the spatial axes."""

    why_none = "Upsampling only repeats what comes in; it learns nothing."

    @property
    def factors(self) -> tuple[int, ...]:
        """How many times longer each spatial axis becomes."""
        raise NotImplementedError

    def output_shape(self, x: Shape) -> Shape:
        spatial, channels = split(x, self.channels_first)
        grown = [
            None if n is None else n * times for n, times in zip(spatial, self.factors, strict=True)
        ]
        return join(x[0], grown, channels, self.channels_first)

    def outputs_uncalled(self, x: Shape) -> tuple[Shape, ...]:
        """Keras does not see that there are more axes than it takes."""
        (rank,) = self.ranks
        if len(x) < rank:
            raise Refused("wrong_rank", input=x, ranks=self.ranks)
        return self.outputs(x[:rank])


@layer(RESHAPING, aliases=("upscale", "enlarge", "repeat"), icon="expand")
class UpSampling1D(UpSampling):
    """Makes a sequence longer by repeating its steps."""

    ranks = (3,)
    size: int = integer(
        default=2,
        strict=True,
        symbol="size",
        brief="by {}",
        help="How many times each step is repeated.",
    )

    @property
    def factors(self) -> tuple[int, ...]:
        return (self.size,)


@base
class Enlarging(UpSampling):
    """With a factor for each axis."""

    size: tuple[int, ...]
    data_format: str | None = data_format()

    @property
    def factors(self) -> tuple[int, ...]:
        return self.size


@layer(RESHAPING, aliases=("upscale", "enlarge", "resize", "repeat"), icon="expand")
class UpSampling2D(Enlarging):
    """Makes an image larger by repeating its rows and columns, or with cells in between."""

    why_none = "Cells are repeated, or computed from those beside them; nothing is learned."
    ranks = (4,)
    size: tuple[int, ...] = _factors(2)
    interpolation: str = declare(
        Text(optional=False, quiet="nearest"),
        "nearest",
        more=True,
        brief="{}",
        help="How new cells are filled: nearest, bilinear, bicubic, lanczos3 or lanczos5.",
    )


@layer(RESHAPING, aliases=("upscale", "enlarge", "repeat"), icon="expand")
class UpSampling3D(Enlarging):
    """Makes a volume or a film larger by repeating its cells."""

    ranks = (5,)
    size: tuple[int, ...] = _factors(3)
