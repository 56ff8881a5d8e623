"""What an empty design shows: where the first layer goes, and how it gets there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from designer.i18n import tr
from designer.ui.canvas.blocks import RADIUS, paint_icon
from designer.ui.canvas.item import Item
from designer.ui.canvas.layout import GAP, INPUT_HEIGHT, WIDTH
from designer.ui.canvas.lettering import line
from designer.ui.theme import Theme

INVITED = 124
"""The room that the invitation takes below the link of the input."""

_PLACE = QRectF(0, INPUT_HEIGHT + GAP + 4, WIDTH, 96)


class Invitation(Item):
    """A place with a dashed border below the input."""

    extent = _PLACE.adjusted(-2, -2, 2, 2)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        painter.setPen(QPen(self.theme.color("strong_border"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(_PLACE, RADIUS, RADIUS)
        accent = self.theme.color("accent")
        paint_icon(painter, "plus", accent, WIDTH / 2 - 11, _PLACE.top() + 10, 22)
        self._write(painter, tr("Drag a layer here from the palette"), 14, 600, 52, "ink")
        self._write(painter, tr("or press Space and type its name"), 13, 400, 76, "muted")

    def _write(
        self, painter: QPainter, text: str, size: float, weight: int, down: float, token: str
    ) -> None:
        shaped = line(text, size, weight, WIDTH - 24)
        left = (WIDTH - shaped.width) / 2
        shaped.paint(painter, left, _PLACE.top() + down, self.theme.color(token))
