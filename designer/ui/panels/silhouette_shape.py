"""The outline of what flows through a chain: wide where many numbers flow, narrow where few do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from PySide6.QtGui import QColor, QLinearGradient, QPainterPath

SOFT = 0.36
"""How much of a column, on each side of a border, the outline takes to get wider or narrower."""

_BLEND = 0.2
"""The same for the colour."""


def widest(lengths: Sequence[float | None], step: int) -> list[float | None]:
    """The widest of every *step* lengths; None where none of them is known."""
    if step == 1:
        return list(lengths)
    groups = (lengths[i : i + step] for i in range(0, len(lengths), step))
    return [max((n for n in group if n is not None), default=None) for group in groups]


def runs(known: Sequence[bool]) -> Iterator[tuple[bool, range]]:
    """The unbroken runs in *known*: what they are, and where."""
    start = 0
    for value, members in groupby(known):
        end = start + sum(1 for _ in members)
        yield value, range(start, end)
        start = end


def silhouette(halves: Sequence[float | None], step: int) -> QPainterPath:
    """A closed outline for each run of known *halves*, which are half as wide as what flows.

    Column *i* stands for *step* rows and reaches from `i * step - 0.5` to as far as the next.
    """
    path = QPainterPath()
    for known, run in runs([half is not None for half in halves]):
        if known:
            _outline(path, [halves[i] or 0.0 for i in run], run.start * step - 0.5, step)
    return path


def _outline(path: QPainterPath, halves: list[float], left: float, step: int) -> None:
    right = left + len(halves) * step
    path.moveTo(left, -halves[0])
    _edge(path, halves, left, step, -1)
    path.lineTo(right, -halves[-1])
    path.lineTo(right, halves[-1])
    _edge(path, halves[::-1], right, -step, 1)
    path.lineTo(left, halves[0])
    path.closeSubpath()


def _edge(path: QPainterPath, halves: list[float], start: float, step: int, side: int) -> None:
    """One side of the outline, from *start* on; changes are curves that begin and end flat."""
    soft = SOFT * step
    for i, (before, after) in enumerate(pairwise(halves), start=1):
        x = start + i * step
        path.lineTo(x - soft, side * before)
        path.cubicTo(x, side * before, x, side * after, x + soft, side * after)


def blended(colors: Sequence[QColor], step: int) -> QLinearGradient:
    """The *colors* of the columns, each flowing into the next where they meet."""
    count = len(colors)
    gradient = QLinearGradient(-0.5, 0, count * step - 0.5, 0)
    gradient.setColorAt(0, colors[0])
    for i, (before, after) in enumerate(pairwise(colors), start=1):
        if before != after:
            gradient.setColorAt((i - _BLEND) / count, before)
            gradient.setColorAt((i + _BLEND) / count, after)
    gradient.setColorAt(1, colors[-1])
    return gradient
