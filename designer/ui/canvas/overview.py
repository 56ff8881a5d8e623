"""The whole chain from afar: one item paints every block that is seen, in batches of one colour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem

from designer.core.layer import Layer
from designer.core.report import Report
from designer.ui.canvas.item import Item
from designer.ui.canvas.layout import HEIGHT, PITCH, WIDTH, Layout, block_height
from designer.ui.canvas.lettering import line
from designer.ui.theme import Theme

_MOST = 100_001
_AROUND = QRectF(-20, -20, WIDTH + 40, _MOST * PITCH + 40)
_WAITING = 0.35
_NAMED = 0.16
"""The scale from which on the type of a layer can be read."""


class Overview(Item):
    """Stands in for the block items where they would be too small."""

    extent = _AROUND

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._report: Report | None = None
        self._layout = Layout(0)
        self._selected: frozenset[int] = frozenset()
        self._theme: Theme | None = None

    def show_chain(
        self, report: Report, layout: Layout, selected: frozenset[int], theme: Theme
    ) -> None:
        """Show *report* from now on."""
        self._report, self._layout = report, layout
        self._selected, self._theme = selected, theme
        self.update()

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        if self._report is None or self._theme is None:
            return
        seen = self._layout.visible(exposed.top(), exposed.bottom())
        places = {
            i: QRectF(0, self._layout.top(i), WIDTH, block_height(i))
            for i in seen
            if i not in self._layout.opened
        }
        paint_batches(painter, self._report, self._theme, places)
        chain = self._report.design.chain
        marked = [place for i, place in places.items() if chain[i].uid in self._selected]
        _outline(painter, marked, self._theme, "accent", 2)


def paint_batches(
    painter: QPainter, report: Report, theme: Theme, places: dict[int, QRectF]
) -> None:
    """Paint the blocks at *places*, by index, each colour once."""
    named = painter.worldTransform().m11() >= _NAMED
    if named:
        _fill(painter, list(places.values()), theme.color("surface"))
    for color, group in batches(report, theme, places):
        shown = [p.adjusted(0, 0, HEIGHT - WIDTH, 0) for p in group] if named else group
        _fill(painter, shown, color)
    if named:
        _outline(painter, list(places.values()), theme, "border", 1)
        for index, place in places.items():
            _name(painter, report.design.chain[index].layer, place, theme)
    broken = report.problem_row
    if broken is not None and broken.index in places:
        _outline(painter, [places[broken.index]], theme, "error", 2)


def batches(
    report: Report, theme: Theme, places: dict[int, QRectF]
) -> Iterator[tuple[QColor, list[QRectF]]]:
    """The *places* of blocks by colour: that of the family, pale for blocks that wait."""
    known = len(report.outcomes)
    groups: dict[tuple[str, bool], list[QRectF]] = defaultdict(list)
    for index, place in places.items():
        token = report.design.chain[index].layer.family.token
        groups[token, index < known].append(place)
    for (token, exact), group in groups.items():
        color = QColor(theme.color(token))
        color.setAlphaF(1.0 if exact else _WAITING)
        yield color, group


def _fill(painter: QPainter, places: list[QRectF], color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRects(places)


def _outline(
    painter: QPainter, places: list[QRectF], theme: Theme, token: str, width: float
) -> None:
    pen = QPen(theme.color(token), width)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRects(places)


def _name(painter: QPainter, layer: Layer, place: QRectF, theme: Theme) -> None:
    room = place.width() - HEIGHT - 24
    name = line(type(layer).__name__, 28, 600, room)
    name.paint(painter, place.left() + HEIGHT + 14, place.center().y() + 10, theme.color("ink"))
