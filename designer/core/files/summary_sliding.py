"""The settings of layers with windows that may stand behind a row of a printed summary."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from designer.core.files.summary_wanted import BOTH, Wanted
from designer.core.files.summary_windows import Settings, exact, moves, pools, windows


def convolution(wanted: Wanted) -> Iterator[Settings]:
    """Filters and windows of a convolution, with groups last."""
    for (about, large, c, small, f), use_bias in product(wanted.sides(), BOTH):
        weights = wanted.params - use_bias * f
        groups = (1, c, *range(2, min(c, 64)))
        for group in groups if c else ():
            cells = exact(weights, (c // group) * f) if not c % group and not f % group else None
            for window in windows(cells, wanted.rank) if cells else ():
                for move in moves(large, small, window):
                    yield {
                        "filters": f,
                        "kernel_size": window,
                        "use_bias": use_bias,
                        "groups": group,
                        **about,
                        **move,
                    }


def transposed(wanted: Wanted) -> Iterator[Settings]:
    """Filters and windows of a convolution backwards."""
    for (about, large, c, small, f), use_bias in product(wanted.sides(), BOTH):
        cells = exact(wanted.params - use_bias * f, c * f)
        for window in windows(cells, wanted.rank) if cells else ():
            common = {"filters": f, "kernel_size": window, "use_bias": use_bias, **about}
            for move in moves(small, large, window):
                yield {**common, **move}
                yield {**common, **move, "output_padding": (0,) * wanted.rank}
                yield {**common, **move, "output_padding": (1,) * wanted.rank}


def depthwise(wanted: Wanted) -> Iterator[Settings]:
    """Windows of a convolution channel by channel."""
    for (about, large, c, small, f), use_bias in product(wanted.sides(), BOTH):
        cells = exact(wanted.params - use_bias * f, f)
        for window in windows(cells, wanted.rank) if cells and c else ():
            for move in moves(large, small, window):
                many = {"depth_multiplier": exact(f, c) or 1, "use_bias": use_bias}
                yield {"kernel_size": window, **many, **about, **move}


def separable(wanted: Wanted) -> Iterator[Settings]:
    """Windows and filters of a convolution in two steps."""
    for side, use_bias, each in product(wanted.sides(), BOTH, range(1, 9)):
        about, large, c, small, f = side
        cells = exact(wanted.params - use_bias * f - each * c * f, c * each)
        for window in windows(cells, wanted.rank) if cells else ():
            many = {"filters": f, "depth_multiplier": each, "use_bias": use_bias}
            for move in moves(large, small, window):
                yield {"kernel_size": window, **many, **about, **move}


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
