"""The axes of the bar chart: a text at each row, and round numbers below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from designer.ui.panels.measures import LINEAR, MEASURES, Measure, Scale
from designer.ui.theme import Theme

Ticks = list[tuple[float, list[float]]]


class RowAxis(pg.AxisItem):
    """Writes a text at each row; where the rows are lower than a line of text, at some of them."""

    def __init__(self, side: str, theme: Theme, token: str, width: int) -> None:
        super().__init__(side)
        self.count = 0
        self.text: Callable[[int], str] = str
        self._token, self._share = token, width
        self.setStyle(hideOverlappingLabels=False, tickAlpha=0, autoExpandTextSpace=False)
        self.setPen(None)
        self.dress(theme)

    def dress(self, theme: Theme) -> None:
        """Take over fonts and colours."""
        font = theme.font(12)
        self._metrics = QFontMetricsF(font)
        self._room = theme.px(self._share)
        self.setStyle(tickFont=font, tickTextOffset=theme.px(8))
        self.setTextPen(theme.color(self._token))
        self.setWidth(self._room + theme.px(12))

    def tickValues(self, minVal: float, maxVal: float, size: float) -> Ticks:
        """The rows in sight that get a text."""
        rows = max(abs(maxVal - minVal), 1e-9)
        step = max(1, ceil(self._metrics.height() * rows / max(size, 1.0)))
        first = max(0, ceil(min(minVal, maxVal) / step)) * step
        last = min(int(max(minVal, maxVal)), self.count - 1)
        return [(step, [float(row) for row in range(first, last + 1, step)])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """The texts of the rows *values*, cut to the room there is."""
        cut, right = self._metrics.elidedText, Qt.TextElideMode.ElideRight
        return [cut(self.text(int(row)), right, self._room) for row in values]


class LengthAxis(pg.AxisItem):
    """Says what a length stands for, at round numbers as far apart as their texts need."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("bottom")
        self.measure: Measure = MEASURES[0]
        self.scale_of: Scale = LINEAR
        self.dress(theme)

    def dress(self, theme: Theme) -> None:
        """Take over fonts and colours."""
        font = theme.font(12)
        self._room = QFontMetricsF(font).horizontalAdvance("0,000,000,000")
        beyond = theme.px(40)  # how far the text of the last tick may reach past the axis
        self.setStyle(tickFont=font, tickLength=-theme.px(4), hideOverlappingLabels=beyond)
        self.setPen(theme.color("border"))
        self.setTextPen(theme.color("muted"))
        self.setHeight(theme.px(26))

    def tickValues(self, minVal: float, maxVal: float, size: float) -> Ticks:
        """Round lengths between the two."""
        rough = (maxVal - minVal) * self._room / max(size, 1.0) or 1.0
        step = self.scale_of.step(self.measure, rough)
        return [(step, [n * step for n in range(ceil(minVal / step), int(maxVal / step) + 1)])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """What the lengths *values* stand for."""
        return [self.scale_of.tick(self.measure, length) for length in values]
