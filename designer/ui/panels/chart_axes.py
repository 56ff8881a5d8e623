"""The axes of the charts: a text at each row, and round numbers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from math import ceil
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from designer.ui.panels.measures import LINEAR, PARAMS, Charted, Scale
from designer.ui.theme import Theme

Ticks = list[tuple[float, list[float]]]


class Axis(pg.AxisItem):
    """An axis that can be told that its texts are others now."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.side = side

    def redraw(self) -> None:
        """pyqtgraph keeps the picture of an axis until its range changes."""
        self.picture = None
        self.update()


class RowAxis(Axis):
    """Writes a text at each row; where the rows are lower than a line of text, at some of them.

    The texts of *marked* rows have a background: beside the bars, where nobody takes it for one.
    """

    def __init__(self, side: str, theme: Theme, token: str, width: int) -> None:
        super().__init__(side)
        self.count = 0
        self.text: Callable[[int], str] = str
        self.marked: Collection[int] = ()
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
        self._fill, self._edge = theme.color("selection"), theme.color("accent")
        self._thick = theme.px(3)
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
        cut, middle = self._metrics.elidedText, Qt.TextElideMode.ElideMiddle
        return [cut(self.text(int(row)), middle, self._room) for row in values]

    def drawPicture(self, p: QPainter, axisSpec: Any, tickSpecs: Any, textSpecs: Any) -> None:
        """The backgrounds, and the texts over them."""
        p.save()
        for row in self.marked:
            place = self.background(row)
            p.fillRect(place, self._fill)
            place.setWidth(self._thick)
            p.fillRect(place, self._edge)
        p.restore()
        super().drawPicture(p, axisSpec, tickSpecs, textSpecs)

    def background(self, row: int) -> QRectF:
        """Where the background of a row is: nowhere, if the row is out of sight."""
        whole = QRectF(0, 0, self.size().width(), self.size().height())
        low, high = self.range
        high_row = whole.height() / ((low - high) or 1.0)
        top = (row - 0.5 - high) * high_row
        return QRectF(0, top, whole.width(), high_row).intersected(whole)


class LengthAxis(Axis):
    """Says what a length stands for, at round numbers as far apart as their texts need."""

    def __init__(self, theme: Theme, side: str = "bottom") -> None:
        super().__init__(side)
        self.charted: Charted = PARAMS
        self.scale_of: Scale = LINEAR
        self.setStyle(autoExpandTextSpace=False)
        self.dress(theme)

    def dress(self, theme: Theme) -> None:
        """Take over fonts and colours."""
        font = theme.font(12)
        self._metrics = QFontMetricsF(font)
        self._between = theme.px(16)
        beyond = theme.px(40)  # how far the text of the last tick may reach past the axis
        self.setStyle(tickFont=font, tickLength=-theme.px(4), hideOverlappingLabels=beyond)
        self.setPen(theme.color("border"))
        self.setTextPen(theme.color("muted"))
        if self.side == "bottom":
            self.setHeight(theme.px(26))

    def tickValues(self, minVal: float, maxVal: float, size: float) -> Ticks:
        """Round lengths between the two, with room for the text of each."""
        rough = (maxVal - minVal) * self._room(maxVal) / max(size, 1.0) or 1.0
        step = self.scale_of.step(self.charted, rough)
        return [(step, [n * step for n in range(ceil(minVal / step), int(maxVal / step) + 1)])]

    def _room(self, longest: float) -> float:
        widest = max(map(self._metrics.horizontalAdvance, self.tickStrings([longest, 0.0], 1, 1)))
        return widest + self._between

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """What the lengths *values* stand for; two that round to the same text say it once."""
        texts = [self.scale_of.tick(self.charted, length) for length in values]
        return ["" if text in texts[:i] else text for i, text in enumerate(texts)]


class SettingAxis(LengthAxis):
    """Says which values a setting has: round ones, and the first."""

    first = 0

    def tickValues(self, minVal: float, maxVal: float, size: float) -> Ticks:
        """Round values from the first on."""
        ((step, ticks),) = super().tickValues(minVal, maxVal, size)
        later = [tick for tick in ticks if tick >= self.first + step / 2]
        return [(step, [float(self.first), *later])]


class EndsAxis(LengthAxis):
    """Says what the least and the most is, exactly."""

    ends: Sequence[int] = ()

    def show_ends(self, values: Sequence[int]) -> None:
        """Write the least and the most of *values*, and take the width that it needs."""
        self.ends = sorted({min(values), max(values)}) if values else []
        texts = [self.charted.text(value) for value in self.ends]
        widest = max(map(self._metrics.horizontalAdvance, texts), default=0.0)
        self.setWidth(ceil(widest) + self._between)
        self.redraw()

    def tickValues(self, minVal: float, maxVal: float, size: float) -> Ticks:
        """The least and the most, as far as both have room."""
        apart = size * (self.ends[-1] - self.ends[0]) / (maxVal - minVal) if self.ends else 0.0
        shown = self.ends if apart > 1.2 * self._metrics.height() else self.ends[-1:]
        return [(1.0, [float(value) for value in shown])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """What they are."""
        texts = {float(value): self.charted.text(value) for value in self.ends}
        return [texts[value] for value in values]
