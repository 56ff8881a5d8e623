"""The settings of layers with windows that may stand behind a row of a printed summary.

The plainest come first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

from designer.core.files.summary_plainness import unusual
from designer.core.files.summary_wanted import BOTH, Wanted
from designer.core.files.summary_windows import Settings, exact, moves, pools, ways, windows
from designer.core.layer import Shape


def convolution(wanted: Wanted) -> Iterator[Settings]:
    """Filters and windows of a convolution."""
    return _plainest(_convolutions(wanted), ways)


def transposed(wanted: Wanted) -> Iterator[Settings]:
    """Filters and windows of a convolution backwards."""
    return _plainest(_transposed(wanted), _backwards)


def depthwise(wanted: Wanted) -> Iterator[Settings]:
    """Windows of a convolution channel by channel."""
    return _plainest(_depthwise(wanted), ways)


def separable(wanted: Wanted) -> Iterator[Settings]:
    """Windows and filters of a convolution in two steps."""
    return _plainest(_separable(wanted), ways)


_Choice = tuple[Settings, Shape, Shape]
"""Settings that give the count, and the spatial axes that come in and go out."""

_Moves = Callable[[Shape, Shape, Sequence[int]], Iterator[Settings]]


def _plainest(choices: Iterable[_Choice], moves: _Moves) -> Iterator[Settings]:
    """The plainest of the *choices* first, each with the ways in which its window may move."""
    for settings, large, small in sorted(choices, key=lambda choice: unusual(choice[0])):
        for move in moves(large, small, settings["kernel_size"]):
            yield {**settings, **move}


def _convolutions(wanted: Wanted) -> Iterator[_Choice]:
    for (about, large, c, small, f), use_bias in product(wanted.sides(), BOTH):
        weights = wanted.params - use_bias * f
        for group in (1, c, *range(2, min(c, 64))) if c else ():
            cells = exact(weights, (c // group) * f) if not c % group and not f % group else None
            for window in windows(cells, wanted.rank) if cells else ():
                settings = {"filters": f, "kernel_size": window, "use_bias": use_bias}
                yield {**settings, "groups": group, **about}, large, small


def _transposed(wanted: Wanted) -> Iterator[_Choice]:
    for (about, large, c, small, f), use_bias in product(wanted.sides(), BOTH):
        cells = exact(wanted.params - use_bias * f, c * f)
        for window in windows(cells, wanted.rank) if cells else ():
            settings = {"filters": f, "kernel_size": window, "use_bias": use_bias}
            yield {**settings, **about}, large, small


def _backwards(large: Shape, small: Shape, window: Sequence[int]) -> Iterator[Settings]:
    for move in moves(small, large, window):
        yield move
        yield {**move, "output_padding": (0,) * len(window)}
        yield {**move, "output_padding": (1,) * len(window)}


def _depthwise(wanted: Wanted) -> Iterator[_Choice]:
    for (about, large, c, small, f), use_bias in product(wanted.sides(), BOTH):
        many = exact(f, c)
        cells = exact(wanted.params - use_bias * f, f)
        for window in windows(cells, wanted.rank) if cells and many else ():
            settings = {"kernel_size": window, "depth_multiplier": many, "use_bias": use_bias}
            yield {**settings, **about}, large, small


def _separable(wanted: Wanted) -> Iterator[_Choice]:
    for side, use_bias, each in product(wanted.sides(), BOTH, range(1, 9)):
        about, large, c, small, f = side
        cells = exact(wanted.params - use_bias * f - each * c * f, c * each)
        for window in windows(cells, wanted.rank) if cells else ():
            settings = {"filters": f, "kernel_size": window, "use_bias": use_bias}
            yield {**settings, "depth_multiplier": each, **about}, large, small


def pooling(wanted: Wanted) -> Iterator[Settings]:
    """Windows of pooling."""
    for about, large, _, small, _ in wanted.sides():
        for window in pools(large, small):
            yield {**window, **about}


def global_pooling(wanted: Wanted) -> Iterator[Settings]:
    """Whether the axes stay, and where the channels are."""
    for keepdims, order in product((False, True), ("channels_last", "channels_first")):
        yield {"keepdims": keepdims, "data_format": order}


def adaptive(wanted: Wanted) -> Iterator[Settings]:
    """The sizes that are pooled to."""
    for about, _, _, small, _ in wanted.sides():
        yield {"output_size": small, **about}
