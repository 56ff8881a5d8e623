"""A formula with every piece in its place: painted into any QPainter, and asked what is where."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTransform

from designer.core.value import Value
from designer.ui.maths.glyphs import ASCENT, DESCENT, Style, draw
from designer.ui.maths.pieces import Piece
from designer.ui.theme import Theme

_RADIUS, _INSET, _OUTLINE = 0.2, 0.05, 0.08


class Placed(Value):
    """A piece at its place: the left end of its baseline, and its width with the space around."""

    piece: Piece
    x: float
    y: float
    width: float


Rows = tuple[tuple[Placed, ...], ...]


class Picture(Value):
    """The pieces in *rows*, drawn *shrunk* times as large as the style says, to fit its width."""

    style: Style
    rows: Rows
    shrunk: float
    width: float
    height: float

    @property
    def hits(self) -> Iterator[tuple[str, QRectF]]:
        """Each term in reading order, with the rectangle that it fills."""
        shrink = QTransform.fromScale(self.shrunk, self.shrunk)
        for placed in self._placed():
            if placed.piece.term:
                yield placed.piece.term, shrink.mapRect(self._box((placed,)))

    @property
    def terms(self) -> tuple[str, ...]:
        """Each term once, in the order in which it is first written."""
        return tuple(dict.fromkeys(term for term, _ in self.hits))

    def term_at(self, point: QPointF) -> str | None:
        """The term under *point*."""
        return next((term for term, box in self.hits if box.contains(point)), None)

    def paint(self, painter: QPainter, at: QPointF, theme: Theme, lit: Container[str] = ()) -> None:
        """Paint with the upper left corner *at*, the terms *lit* standing out."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(at)
        painter.scale(self.shrunk, self.shrunk)
        if self.style.tinted:
            painter.setPen(Qt.PenStyle.NoPen)
            for row in self.rows:
                self._paint_backgrounds(painter, row, theme)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent"), max(2.0, self.style.size * _OUTLINE)))
        for placed in self._placed():
            if placed.piece.term is not None and placed.piece.term in lit:
                self._paint_rounded(painter, (placed,))
        painter.setPen(theme.color("ink"))
        for placed in self._placed():
            draw(painter, placed.piece, QPointF(placed.x, placed.y), self.style)
        painter.restore()

    def _placed(self) -> Iterator[Placed]:
        return (placed for row in self.rows for placed in row)

    def _paint_backgrounds(self, painter: QPainter, row: Sequence[Placed], theme: Theme) -> None:
        for tint, run in groupby(row, key=lambda placed: placed.piece.tint):
            if tint:
                painter.setBrush(theme.color(tint))
                self._paint_rounded(painter, tuple(run))

    def _paint_rounded(self, painter: QPainter, run: Sequence[Placed]) -> None:
        radius = _RADIUS * self.style.size
        painter.drawRoundedRect(self._box(run), radius, radius)

    def _box(self, run: Sequence[Placed]) -> QRectF:
        em, first, last = self.style.size, run[0], run[-1]
        height = (ASCENT + DESCENT - 2 * _INSET) * em
        top = first.y - (ASCENT - _INSET) * em
        return QRectF(first.x, top, last.x + last.width - first.x, height)
