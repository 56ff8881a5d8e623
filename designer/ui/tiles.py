"""The coloured tile with an icon that stands for a layer type wherever it is listed."""

from math import ceil, hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from designer.core.layer import Layer
from designer.ui import icons
from designer.ui.theme import Theme

_RADIUS = 0.27
_ICON = 0.6


def paint_tile(painter: QPainter, where: QRectF, theme: Theme, cls: type[Layer]) -> None:
    """Paint the tile of *cls*: its icon on the colour of its family."""
    radius = where.width() * _RADIUS
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(cls.family.token))
    painter.drawRoundedRect(where, radius, radius)
    side = round(where.width() * _ICON)
    picture = icons.pixmap(cls.icon, theme.color("on_accent"), side, density(painter))
    corner = where.center() - QPointF(side / 2, side / 2)
    painter.drawPixmap(QPointF(round(corner.x()), round(corner.y())), picture)


def density(painter: QPainter) -> float:
    """How many pixels of the device one of *painter* is, in steps that few pictures serve."""
    device = painter.device()
    scale = painter.worldTransform()
    pixels = (device.devicePixelRatioF() if device else 1.0) * hypot(scale.m11(), scale.m12())
    return max(1, ceil(pixels * 4)) / 4


def paint_dot(painter: QPainter, where: QRectF, theme: Theme, token: str) -> None:
    """Paint the small mark of the family colour *token*."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(token))
    painter.drawRoundedRect(where, where.width() * 0.3, where.width() * 0.3)


def paint_plate(
    painter: QPainter, outer: QRectF, radius: float, theme: Theme, border: str, width: float = 1.0
) -> None:
    """Paint a rounded surface with a border inside *outer*. To fill the one over the other takes a
    quarter of the time of an outline with a pen.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(border))
    painter.drawRoundedRect(outer, radius, radius)
    inner = outer.adjusted(width, width, -width, -width)
    painter.setBrush(theme.color("surface"))
    painter.drawRoundedRect(inner, radius - width, radius - width)
