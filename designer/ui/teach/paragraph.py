"""Text on a slide: laid out in a width, and then asked for its size."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter

from designer.ui.prose import Span, height, lay_out


class Paragraph:
    """*spans* in lines of at most *room*; nothing takes no height."""

    def __init__(self, spans: tuple[Span, ...], font: QFont, color: QColor, room: float) -> None:
        self._layout = lay_out(spans, font, room)
        self._color = color
        self._empty = not any(text for text, _ in spans)

    @property
    def width(self) -> float:
        """The width of the longest line."""
        lines = range(self._layout.lineCount())
        return max((self._layout.lineAt(i).naturalTextWidth() for i in lines), default=0.0)

    @property
    def height(self) -> float:
        """The height of all lines."""
        return 0.0 if self._empty else height(self._layout)

    @property
    def baseline(self) -> float:
        """How far the first line stands below the top."""
        line = self._layout.lineAt(0)
        return line.y() + line.ascent() if self._layout.lineCount() else 0.0

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Paint with the upper left corner *at*."""
        painter.setPen(self._color)
        self._layout.draw(painter, at)
