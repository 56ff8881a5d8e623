"""The windows with which a layer gets from one size to another, the usual ones first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from designer.core.layer import Dim
from designer.core.problems import Refused
from designer.core.windows import places

Settings = dict[str, Any]

_WIDEST = 64
_SIDES = (3, 5, 7, 1, 2, 4, 11, 9, 6, 8, 10)
"""Windows that are tried where the count does not tell, and the order of the likeliest."""


def exact(number: int, divisor: int) -> int | None:
    """*number* divided by *divisor* where that is a whole number of at least 1."""
    if divisor < 1 or number < divisor or number % divisor:
        return None
    return number // divisor


def usual(rank: int) -> Iterator[tuple[int, ...]]:
    """Windows that are often met, all sides equal."""
    return ((side,) * rank for side in _SIDES)


def windows(cells: int, rank: int) -> Iterator[tuple[int, ...]]:
    """The windows of so many cells: the one with equal sides first."""
    side = round(cells ** (1 / rank))
    if side**rank == cells:
        yield (side,) * rank
    if rank > 1:
        for first in range(1, min(cells, _WIDEST) + 1):
            if cells % first == 0:
                for rest in windows(cells // first, rank - 1):
                    if (first, *rest) != (side,) * rank:
                        yield (first, *rest)


def ratios(large: Dim, small: Dim) -> list[int]:
    """Steps that make *small* of *large*, the likeliest first."""
    if not large or not small:
        return [1]
    near = large // small
    steps = dict.fromkeys((near, near + 1, near - 1, *range(2, 9)))
    return [step for step in steps if step >= 1]


def ways(large: Sequence[Dim], small: Sequence[Dim], window: Sequence[int]) -> Iterator[Settings]:
    """How a *window* moves and reaches over the edge where it makes *small* of *large*.

    One cell alone never reaches over the edge.
    """
    for move in moves(large, small, window):
        if set(window) == {1} and move["padding"] == "same":
            continue
        spread = move.get("dilation_rate", (1,) * len(window))
        try:
            found = places(large, window, move["strides"], move["padding"], spread)
        except Refused:
            continue
        if found == tuple(small):
            yield move


def moves(large: Sequence[Dim], small: Sequence[Dim], window: Sequence[int]) -> Iterator[Settings]:
    """How a *window* may move and reach over the edge; not all of it fits."""
    rank = len(large)
    known = [(a, b) for a, b in zip(large, small, strict=True) if a and b]
    for step in dict.fromkeys((1, *(ratios(*known[0]) if known else ()))):
        for padding in ("valid", "same"):
            yield {"strides": (step,) * rank, "padding": padding}
    yield from _dilated(large, small, window)
    each = [ratios(a, b)[:3] for a, b in zip(large, small, strict=True)]
    for steps in product(*each):
        for padding in ("valid", "same"):
            yield {"strides": steps, "padding": padding}


def _dilated(
    large: Sequence[Dim], small: Sequence[Dim], window: Sequence[int]
) -> Iterator[Settings]:
    """One step at a time, with cells further apart; nothing where they lie side by side."""
    a, b, side, rank = large[0] or 0, small[0] or 0, window[0], len(large)
    spread = exact(a - b, side - 1)
    if spread is not None and spread > 1:
        yield {"dilation_rate": (spread,) * rank, "strides": (1,) * rank, "padding": "valid"}


def pools(large: Sequence[Dim], small: Sequence[Dim]) -> Iterator[Settings]:
    """Windows of pooling: those that do not overlap first."""
    rank = len(large)
    each = [ratios(a, b) for a, b in zip(large, small, strict=True)]
    whole = large if None not in large else ()
    likely = [(step,) * rank for step in each[0]]
    for size in (*likely, *product(*(steps[:3] for steps in each)), *([whole] if whole else [])):
        for padding in ("valid", "same"):
            yield {"pool_size": tuple(size), "padding": padding}
    for side in (3, 2, 1, 4, 5, 6, 7, 8):
        for move in moves(large, small, (side,) * rank):
            if "dilation_rate" not in move:
                yield {"pool_size": (side,) * rank, **move}
