"""An axis with the labels that matter most, as many as have room beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from designer.core.value import Value
from designer.ui.panels.chart_axes import Axis
from designer.ui.theme import Theme

_GAP = 10
_TICK = 4
_WIDEST = 150
_FLAGS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip


class Place(Value):
    """A label that found room: which one, the point it speaks of, and where it stands."""

    index: int
    at: float
    left: float
    width: float
    line: int

    def covers(self, x: float, gap: float) -> bool:
        """Whether *x* is on the label or closer to it than *gap*."""
        return self.left - gap < x < self.left + self.width + gap


def placed(
    wanted: Iterable[tuple[float, float]], room: float, lines: int, gap: float
) -> list[Place]:
    """Where labels go, the first ones first: *wanted* has the point and the width of each.

    No two touch, and the thread from a label down to its point runs through no other.
    """
    found: list[Place] = []
    for index, (at, width) in enumerate(wanted):
        left = max(0.0, min(at - width / 2, room - width))
        if width > room or not 0 <= at <= room:
            continue
        for line in range(lines):
            place = Place(index, at, left, width, line)
            if all(_apart(place, other, gap) for other in found):
                found.append(place)
                break
    return found


def _apart(a: Place, b: Place, gap: float) -> bool:
    if a.line == b.line:
        return a.left + a.width + gap <= b.left or b.left + b.width + gap <= a.left
    near, far = (a, b) if a.line < b.line else (b, a)
    return not near.covers(far.at, gap / 4)


class LabelAxis(Axis):
    """Writes labels below or above a plot, in one or more lines."""

    def __init__(self, side: str, theme: Theme, token: str, lines: int = 1) -> None:
        super().__init__(side)
        self.labels: Sequence[tuple[float, str]] = ()
        self._token, self._lines = token, lines
        self.setStyle(autoExpandTextSpace=False)
        self.dress(theme)

    def dress(self, theme: Theme) -> None:
        """Take over fonts and colours."""
        self._font = theme.font(12)
        self._metrics = QFontMetricsF(self._font)
        self._gap, self._tick, self._widest = (theme.px(n) for n in (_GAP, _TICK, _WIDEST))
        self.setStyle(tickFont=self._font)
        self.setPen(theme.color("border"))
        self.setTextPen(theme.color(self._token))
        self.setHeight(ceil(self._tick + self._lines * self._metrics.height()) + 2)

    def places(self) -> list[tuple[str, Place]]:
        """The labels that are shown, and where."""
        low, high = self.range
        room = self.mapRectFromParent(self.geometry()).width()
        texts = [self._cut(text) for _, text in self.labels]
        points = [(at - low) / ((high - low) or 1) * room for at, _ in self.labels]
        widths = map(self._metrics.horizontalAdvance, texts)
        found = placed(zip(points, widths, strict=True), room, self._lines, self._gap)
        return [(texts[place.index], place) for place in found]

    def generateDrawSpecs(self, p: QPainter) -> Any:
        """What pyqtgraph paints: the line of the axis, the threads, the texts."""
        p.setFont(self._font)
        bounds = self.mapRectFromParent(self.geometry())
        edge = bounds.bottom() if self.side == "top" else bounds.top()
        away, height = -1 if self.side == "top" else 1, self._metrics.height()
        threads: list[tuple[QPen, QPointF, QPointF]] = []
        texts: list[tuple[QRectF, Any, str]] = []
        for text, place in self.places():
            start = self._tick + place.line * height
            x, left = bounds.left() + place.at, bounds.left() + place.left
            threads.append((self.pen(), QPointF(x, edge), QPointF(x, edge + away * start)))
            near = QPointF(left, edge + away * start)
            far = QPointF(left + place.width, edge + away * (start + height))
            texts.append((QRectF(near, far).normalized(), _FLAGS, text))
        none = QPen(Qt.PenStyle.NoPen)
        return (none, bounds.topLeft(), bounds.topRight()), threads, texts

    def _cut(self, text: str) -> str:
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, self._widest)
