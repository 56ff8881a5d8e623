"""Lines of text on the canvas, shaped once for each text, size and width."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QStaticText,
)

from designer.core.value import Value
from designer.ui.parts import Span, clipped
from designer.ui.pointing import paint_light
from designer.ui.theme import Theme, load

_WIDEST = 100_000.0


class Outliner(QPainter):
    """Writes lines as outlines: into an SVG, for those without the font."""


class Line(Value):
    """A shaped line of text: how wide it is, and how far its baseline is below its top."""

    shaped: QStaticText
    font: QFont
    width: float
    ascent: float

    def paint(self, painter: QPainter, x: float, baseline: float, color: QColor) -> None:
        """Write the line from *x* on."""
        if isinstance(painter, Outliner):
            outlines = QPainterPath()
            outlines.addText(QPointF(x, baseline), self.font, self.shaped.text())
            painter.fillPath(outlines, color)
            return
        painter.setFont(self.font)
        painter.setPen(color)
        painter.drawStaticText(QPointF(x, baseline - self.ascent), self.shaped)


class Written(Value):
    """A line of text at its place: *x* is its left end and *baseline* its height."""

    line: Line
    x: float
    baseline: float

    def paint(
        self, painter: QPainter, color: QColor, theme: Theme, lit: Iterable[Span] = ()
    ) -> None:
        """Write it, the characters of *lit* on a light."""
        for span in lit:
            paint_light(painter, self._box(span), theme)
        self.line.paint(painter, self.x, self.baseline, color)

    def character_at(self, point: QPointF) -> int | None:
        """The character at *point*."""
        text = self.line.shaped.text()
        if not self._box((0, len(text))).contains(point):
            return None
        ends = (i for i in range(len(text)) if self._right(i + 1) > point.x())
        return next(ends, None)

    def _right(self, count: int) -> float:
        text = self.line.shaped.text()[:count]
        return self.x + QFontMetricsF(self.line.font).horizontalAdvance(text)

    def _box(self, span: Span) -> QRectF:
        start, end = clipped(span, len(self.line.shaped.text()))
        left, right = self._right(start), self._right(end)
        top, size = self.baseline - self.line.ascent, self.line.font.pixelSize()
        return QRectF(left - 1.5, top + size * 0.05, right - left + 3, size * 1.2)


@lru_cache(maxsize=8192)
def line(text: str, size: float, weight: int = 400, room: float = _WIDEST) -> Line:
    """*text* in one line of at most *room* pixels; what does not fit becomes an ellipsis."""
    font = _font(size, weight)
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(text)
    if width > room:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))
        width = metrics.horizontalAdvance(text)
    shaped = QStaticText(text)
    shaped.setTextFormat(Qt.TextFormat.PlainText)
    shaped.prepare(font=font)
    return Line(shaped, font, width, metrics.ascent())


@cache
def _font(size: float, weight: int) -> QFont:
    """The font at its own size, whatever the theme: the canvas is scaled as a whole.

    Hinting would fit the letters to the pixels of that size and space them badly in every other.
    """
    font = load("light").font(size, weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
