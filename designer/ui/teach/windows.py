"""The window that one output looks at, and the line from it to that output."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from designer.core.layer import Layer
from designer.ui.teach.figures import Figure, Solid, paint_solid
from designer.ui.theme import Theme

TOKEN = "activation"
"""The family whose colour stands out among the others."""

_LEAST, _INSET, _DOT, _THIN, _ARC = 0.24, 0.2, 10, 0.12, 70
_OPACITY = 0.75


def has_window(figure: Figure | None, window: tuple[int, ...]) -> bool:
    """Whether *window* can be shown in *figure*."""
    return figure is not None and bool(window) and len(figure.cells) == len(window)


def window_in(figure: Figure, window: tuple[int, ...], layer: Layer) -> Solid:
    """The part of *figure* under *window*: all channels deep, or one where each has its own."""
    solid = figure.place
    if len(window) == 1:
        covered = figure.solids[1 : 1 + window[0]] or figure.solids[:1]
        return Solid(covered[0].face.united(covered[-1].face), solid.depth)
    parts = [
        1.0 if cells is None or cells < 1 else max(_LEAST, min(1.0, size / cells))
        for size, cells in zip(window[-2:], figure.cells[-2:], strict=True)
    ]
    height, width = solid.face.height() * parts[0], solid.face.width() * parts[1]
    x = min(_INSET * solid.face.width(), solid.face.width() - width)
    y = min(_INSET * solid.face.height(), solid.face.height() - height)
    face = QRectF(solid.face.x() + x, solid.face.y() + y, width, height)
    return Solid(face, solid.depth if _mixes(layer) else solid.depth * _THIN)


def _mixes(layer: Layer) -> bool:
    return hasattr(layer, "kernel_size") and not hasattr(layer, "depth_multiplier")


def paint_window(painter: QPainter, solid: Solid, theme: Theme) -> None:
    """Paint the window that covers *solid*."""
    color = theme.color(TOKEN)
    painter.save()
    painter.setPen(QPen(color, theme.scale * 3, j=Qt.PenJoinStyle.RoundJoin))
    painter.setOpacity(_OPACITY)
    paint_solid(painter, solid, color, theme.color("bg"))
    painter.restore()


def paint_line(painter: QPainter, start: QPointF, end: QPointF, theme: Theme) -> None:
    """Paint the dashed line from the window to the cell that it gives."""
    path = QPainterPath(start)
    middle = (start + end) / 2
    path.quadTo(QPointF(middle.x(), min(start.y(), end.y()) - theme.px(_ARC)), end)
    painter.save()
    painter.setPen(QPen(theme.color(TOKEN), theme.scale * 2, Qt.PenStyle.DashLine))
    painter.drawPath(path)
    half = theme.px(_DOT) / 2
    painter.fillRect(QRectF(end.x() - half, end.y() - half, 2 * half, 2 * half), theme.color(TOKEN))
    painter.restore()
