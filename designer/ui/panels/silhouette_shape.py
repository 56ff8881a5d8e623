"""The outline of what flows through a chain: wide where many numbers flow, narrow where few do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QLinearGradient, QPainterPath, QPolygonF

SOFT = 0.36
"""How much of a column, on each side of a border, the outline takes to get wider or narrower."""

_BENDS, _POINTS = 12, 400
"""Of how many lines such a change is drawn, and how many there are in all, on either side."""

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
            row = [halves[i] or 0.0 for i in run]
            path.addPolygon(_outline(row, run.start * step - 0.5, step))
            path.closeSubpath()
    return path


def _outline(halves: list[float], left: float, step: int) -> QPolygonF:
    """Straight lines that are short enough to look round. Qt takes twenty times as long to paint
    the same in curves."""
    bends = max(1, min(_BENDS, _POINTS // len(halves)))
    edge = [(left, halves[0])]
    for i, (before, after) in enumerate(pairwise(halves), start=1):
        x = left + i * step
        for bend in range(bends + 1):
            t = bend / bends
            eased = t * t * (3 - 2 * t)
            edge.append((x + SOFT * step * (2 * t - 1), before + (after - before) * eased))
    edge.append((left + len(halves) * step, halves[-1]))
    above = [QPointF(x, -half) for x, half in edge]
    return QPolygonF(above + [QPointF(x, half) for x, half in reversed(edge)])


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
