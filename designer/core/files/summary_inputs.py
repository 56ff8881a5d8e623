"""What may have come into the first layer of a printed summary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice, product
from math import isqrt, prod

from designer.core.files.summary_plainness import unusual_sides
from designer.core.files.summary_rows import PrintedRow
from designer.core.files.summary_windows import exact, usual
from designer.core.layer import Shape
from designer.core.windows import join, split

_FOR_EACH = 300
"""As many shapes as are tried for each count that may be meant."""

_CHANNELS = (1, 3)
_GATES = {"LSTM": (4, 0), "GRU": (3, 1), "SimpleRNN": (1, 0)}
"""How many times the weights stand in the count, and how many biases a unit has besides one."""


def inputs(type_name: str, row: PrintedRow) -> Iterator[Shape]:
    """Shapes to try. The last one is what comes out, as most layers leave the shape alone."""
    if not row.outputs:
        return
    out = row.outputs[0]
    if len(out) > 1:
        for pattern, propose in _BY_NAME.items():
            if re.fullmatch(pattern, type_name):
                for count in row.counts or (0,):
                    yield from islice(propose(type_name, out, count), _FOR_EACH)
    yield out


def _dense(name: str, out: Shape, params: int) -> Iterator[Shape]:
    units = out[-1] or 0
    for weights in (params - units, params):
        size = exact(weights, units)
        if size:
            yield (*out[:-1], size)


def _embedding(name: str, out: Shape, params: int) -> Iterator[Shape]:
    yield out[:-1]


def _recurrent(name: str, out: Shape, params: int) -> Iterator[Shape]:
    names, both = ((name,), 1) if name in _GATES else (tuple(_GATES), 2)
    batch, *_, width = out
    steps, last = out[1] if len(out) > 2 else None, width or 0
    for kind, units in product(names, dict.fromkeys((last // both, last))):
        gates, more = _GATES[kind]
        each = exact(params, both * gates * units) or 0
        for taken in (units + 1 + more, units + 1, units):
            if each > taken:
                yield (batch, steps, each - taken)


def _convolution(name: str, out: Shape, params: int) -> Iterator[Shape]:
    """The channels follow from the window, and the sides from how it moves."""
    rank = len(out) - 2
    orders = (False, True) if rank > 0 else ()
    for first, use_bias, window in product(orders, (True, False), usual(rank)):
        small, filters = split(out, first)
        f, cells = filters or 0, window[0] ** rank
        c = exact(params - use_bias * f, cells + f if name.startswith("Separable") else cells * f)
        for sides in _sides(small, window[0]) if c else ():
            yield join(out[0], sides, c, first)


def _sides(out: Shape, window: int) -> Iterator[Shape]:
    """The sides before a window moved over them."""
    for step, valid in ((1, True), (1, False), (2, False), (2, True), (4, True), (3, False)):
        yield tuple(n and _side(n, step, window if valid else 0) for n in out)


def _side(n: int, step: int, window: int) -> int:
    """The most usual of the sides before the *window*; 0 says that it reaches over the edge."""
    if not window:
        return n * step
    least = (n - 1) * step + window
    return min(range(least, least + step), key=lambda side: unusual_sides((side,)))


def _transposed(name: str, out: Shape, params: int) -> Iterator[Shape]:
    f = out[-1] or 0
    for use_bias, window, step in product((True, False), usual(len(out) - 2), (1, 2, 3, 4)):
        c = exact(params - use_bias * f, window[0] ** len(window) * f) if window else None
        for span in (0, max(window[0], step) - step) if c else ():
            sides = [n and max((n - span) // step, 1) for n in out[1:-1]]
            yield (out[0], *sides, c)


def _normalized(name: str, out: Shape, params: int) -> Iterator[Shape]:
    for propose in (_convolution, _dense):
        yield from propose("", out, params - (out[-1] or 0))


def _depthwise(name: str, out: Shape, params: int) -> Iterator[Shape]:
    for window in (3, 5, 7, 1):
        for sides in _sides(out[1:-1], window):
            yield (out[0], *sides, out[-1])


def _doubled(name: str, out: Shape, params: int) -> Iterator[Shape]:
    for factor in (2, 3, 4):
        yield (out[0], *(n and n * factor for n in out[1:-1]), out[-1])


def _halved(name: str, out: Shape, params: int) -> Iterator[Shape]:
    for factor in (2, 3, 4):
        yield (out[0], *(n and n // factor for n in out[1:-1]), out[-1])


def _pooled(name: str, out: Shape, params: int) -> Iterator[Shape]:
    rank = int(name[-2])
    yield (out[0], *(7,) * rank, out[-1])
    yield (out[0], out[1], *(7,) * rank)


def _flatten(name: str, out: Shape, params: int) -> Iterator[Shape]:
    size = out[1] or 0
    for channels in (*_CHANNELS, 4):
        side = isqrt(size // channels)
        if size and side * side * channels == size:
            yield (out[0], side, side, channels) if channels > 1 else (out[0], side, side)


def _reshape(name: str, out: Shape, params: int) -> Iterator[Shape]:
    sizes = [n for n in out[1:] if n is not None]
    if len(sizes) == len(out) - 1:
        yield (out[0], prod(sizes))


def _repeat(name: str, out: Shape, params: int) -> Iterator[Shape]:
    yield (out[0], *out[2:])


def _permute(name: str, out: Shape, params: int) -> Iterator[Shape]:
    yield (out[0], *reversed(out[1:]))


def _padded(name: str, out: Shape, params: int) -> Iterator[Shape]:
    for more in (1, 2, 3):
        yield (out[0], *(n and max(n - 2 * more, 1) for n in out[1:-1]), out[-1])


def _cropped(name: str, out: Shape, params: int) -> Iterator[Shape]:
    yield (out[0], *(n and n + 2 for n in out[1:-1]), out[-1])


def _at_each_step(name: str, out: Shape, params: int) -> Iterator[Shape]:
    inside = (out[0], *out[2:])
    for propose in (_dense, _convolution) if len(inside) > 1 else ():
        for shape in propose("", inside, params):
            yield (out[0], out[1], *shape[1:])


def _in_time(name: str, out: Shape, params: int) -> Iterator[Shape]:
    """4 gates of f maps, each from a window over the input and one over the state."""
    rank, f = int(name[-2]), out[-1] or 0
    steps = out[1] if len(out) == rank + 3 else 10
    maps = exact(params, 4 * f) or 0
    for window in usual(rank):
        c = (exact(maps - 1, window[0] ** rank) or 0) - f
        for sides in _sides(out[-1 - rank : -1], window[0]) if c > 0 else ():
            yield (out[0], steps, *sides, c)


_Propose = Callable[[str, Shape, int], Iterator[Shape]]

_BY_NAME: dict[str, _Propose] = {
    "Dense|EinsumDense": _dense,
    "Embedding|ReversibleEmbedding": _embedding,
    "LSTM|GRU|SimpleRNN|Bidirectional": _recurrent,
    r"Conv[123]D|SeparableConv[12]D": _convolution,
    r"Conv[123]DTranspose": _transposed,
    r"DepthwiseConv[12]D": _depthwise,
    r"(Max|Average)Pooling[123]D": _doubled,
    r"UpSampling[123]D": _halved,
    r"Global(Max|Average)Pooling[123]D": _pooled,
    "Flatten": _flatten,
    "Reshape": _reshape,
    "RepeatVector": _repeat,
    "Permute": _permute,
    r"ZeroPadding[123]D": _padded,
    r"Cropping[123]D": _cropped,
    "TimeDistributed": _at_each_step,
    r"ConvLSTM[123]D": _in_time,
    "SpectralNormalization": _normalized,
}
