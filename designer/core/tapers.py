"""How the ends of a frame of sound are faded: the windows of `scipy.signal.get_window` that need no
further number, by the names that it knows them by.

Each is symmetric. Places are counted from the middle: from -1 at the first number to 1 at the last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import acosh, cos, exp, pi, prod, sin

Taper = Callable[[float, int], float]
"""The number at a place of a window that has so many."""


def _cosines(amplitudes: Sequence[float], place: float, count: int) -> float:
    return sum(a * cos(k * pi * place) for k, a in enumerate(amplitudes))


def _box(place: float, count: int) -> float:
    return 1.0


def _bartlett(place: float, count: int) -> float:
    return 1 - abs(place)


def _triangle(place: float, count: int) -> float:
    return 1 - abs(place) * (count - 1) / (count + count % 2)


def _barthann(place: float, count: int) -> float:
    return 0.62 - 0.24 * abs(place) + 0.38 * cos(pi * place)


def _bohman(place: float, count: int) -> float:
    way = abs(place)
    return (1 - way) * cos(pi * way) + sin(pi * way) / pi


def _cosine(place: float, count: int) -> float:
    return cos(pi / 2 * place * (count - 1) / count)


def _exponential(place: float, count: int) -> float:
    return exp(-abs(place) * (count - 1) / 2)


def _lanczos(place: float, count: int) -> float:
    return sin(pi * place) / (pi * place) if place else 1.0


def _parzen(place: float, count: int) -> float:
    way = abs(place) * (count - 1) / count
    return 1 - 6 * way**2 + 6 * way**3 if abs(place) <= 0.5 else 2 * (1 - way) ** 3


def _tukey(place: float, count: int) -> float:
    """Flat in the middle half."""
    return (1 + cos(pi * max(2 * abs(place) - 1, 0))) / 2


def _taylor(place: float, count: int) -> float:
    """Side lobes of 30 decibels less, the next four of which are as high."""
    lobes, level = 4, (acosh(10 ** (30 / 20)) / pi) ** 2
    stretch = lobes**2 / (level + (lobes - 0.5) ** 2)

    def share(m: int) -> float:
        zeros = (1 - m * m / stretch / (level + (n - 0.5) ** 2) for n in range(1, lobes))
        others = (1 - m * m / (n * n) for n in range(1, lobes) if n != m)
        return (-1) ** (m + 1) * prod(zeros) / (2 * prod(others))

    def height(at: float) -> float:
        waves = (share(m) * cos(pi * m * at * (count - 1) / count) for m in range(1, lobes))
        return 1 + 2 * sum(waves)

    return height(place) / height(0)


_TAPERS: dict[str, Taper] = {
    "barthann brthan bth": _barthann,
    "bartlett bart brt": _bartlett,
    "blackman black blk": partial(_cosines, (0.42, 0.5, 0.08)),
    "blackmanharris blackharr bkh": partial(_cosines, (0.35875, 0.48829, 0.14128, 0.01168)),
    "bohman bman bmn": _bohman,
    "boxcar box ones rect rectangular": _box,
    "cosine halfcosine": _cosine,
    "exponential poisson": _exponential,
    "flattop flat flt": partial(
        _cosines, (0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368)
    ),
    "hamming hamm ham": partial(_cosines, (0.54, 0.46)),
    "hann han": partial(_cosines, (0.5, 0.5)),
    "lanczos sinc": _lanczos,
    "nuttall nutl nut": partial(_cosines, (0.3635819, 0.4891775, 0.1365995, 0.0106411)),
    "parzen parz par": _parzen,
    "taylor taylorwin": _taylor,
    "triangle triang tri": _triangle,
    "tukey tuk": _tukey,
}
_BY_NAME = {name: taper for names, taper in _TAPERS.items() for name in names.split()}
_ENDS = {"_symmetric": False, "_periodic": True}
"""Endings of a name that say whether the window is one that repeats."""

NAMES = tuple(_BY_NAME)


def plain_name(name: str) -> str:
    """*name* without the ending that says whether the window repeats."""
    return next((name.removesuffix(end) for end in _ENDS if name.endswith(end)), name)


def taper(name: str, length: int, periodic: bool) -> list[float]:
    """The numbers of a window. One that repeats lacks the last, which is the first again."""
    repeats = next((given for end, given in _ENDS.items() if name.endswith(end)), periodic)
    count = length + repeats
    at = _BY_NAME[plain_name(name)]
    return [at(2 * n / (count - 1) - 1, count) for n in range(length)] if length > 1 else [1.0]
