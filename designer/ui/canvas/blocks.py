"""The blocks of the chain: how one is painted, and the item that shows it."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem

from designer.core.value import Value
from designer.ui import icons
from designer.ui.canvas.face import Face, Mood
from designer.ui.canvas.item import Item
from designer.ui.canvas.layout import HEIGHT, WIDTH
from designer.ui.canvas.lettering import Written, line
from designer.ui.canvas.links import LinkItem, fade
from designer.ui.parts import Span
from designer.ui.theme import Theme
from designer.ui.tiles import density, paint_plate, paint_tile

RADIUS = 12.0
CLEAR = 0.62
"""The scale from which on everything in a block can be read; below it shows less, larger."""

_INSET, _TILE, _TEXT, _RIGHT = 12.0, 26.0, 50.0, WIDTH - 13.0
_OUTLINE = 2.5
_BAR = 3.0
_HALO = 3.0
_GRAPHIC = QRectF(-6, -6, WIDTH + 12, HEIGHT + 13)


def paint_block(
    painter: QPainter,
    face: Face,
    theme: Theme,
    height: float,
    clear: bool,
    lit: tuple[Span, ...] = (),
) -> None:
    """Paint a block at the origin; *clear* says that small text can be read at this scale, and
    *lit* are the parts of its settings that are lit.
    """
    _paint_card(painter, theme, height, face.mood)
    before = painter.opacity()
    painter.setOpacity(before * fade(theme, face.mood))
    side = _TILE if clear else _TILE * 1.4
    left = QRectF(_INSET, (height - side) / 2, side, side)
    paint_tile(painter, left, theme, face.cls)
    if clear:
        _paint_texts(painter, face, theme, height, lit)
    else:
        _paint_large(painter, face, theme, height)
    painter.setOpacity(before)


def _paint_card(painter: QPainter, theme: Theme, height: float, mood: Mood) -> None:
    """The empty card: with a shadow, with a red border and a halo, or flat while it waits."""
    card = QRectF(0.5, 0.5, WIDTH - 1, height - 1)
    painter.setPen(Qt.PenStyle.NoPen)
    if mood is Mood.BROKEN:
        halo = QColor(theme.color("error"))
        halo.setAlpha(38)
        painter.setBrush(halo)
        around = card.adjusted(-_HALO, -_HALO, _HALO, _HALO)
        painter.drawRoundedRect(around, RADIUS + _HALO, RADIUS + _HALO)
    elif mood is Mood.FINE:
        painter.fillPath(_shadow(height), QColor(0, 0, 0, 14))
    border, width = ("error", 1.5) if mood is Mood.BROKEN else ("border", 1.0)
    outside = width / 2  # as a pen has it, half of the border lies outside
    outer = card.adjusted(-outside, -outside, outside, outside)
    paint_plate(painter, outer, RADIUS + outside, theme, border, width)


@cache
def _shadow(height: float) -> QPainterPath:
    """The rims of two cards that lie a little lower, as the rest of them is never seen."""
    card, rims = QPainterPath(), QPainterPath()
    card.addRoundedRect(QRectF(0.5, 0.5, WIDTH - 1, height - 1), RADIUS, RADIUS)
    rims.setFillRule(Qt.FillRule.WindingFill)
    for lower in (1.0, 2.0):
        rims.addPath(card.translated(0, lower) - card)
    return rims


def paint_outline(painter: QPainter, theme: Theme, height: float) -> None:
    """Paint the mark of the selection around a block at the origin."""
    painter.setPen(QPen(theme.color("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    around = QRectF(0.5, 0.5, WIDTH - 1, height - 1).adjusted(
        -_OUTLINE, -_OUTLINE, _OUTLINE, _OUTLINE
    )
    painter.drawRoundedRect(around, RADIUS + _OUTLINE, RADIUS + _OUTLINE)


def detail_place(face: Face) -> Written:
    """The line of settings in a block at the origin."""
    return Written(line(face.detail, 12, 400, _RIGHT - _TEXT), _TEXT, 37.0)


def _paint_texts(
    painter: QPainter, face: Face, theme: Theme, height: float, lit: tuple[Span, ...]
) -> None:
    baseline = 21.0 if height == HEIGHT else 18.5
    right = _paint_count(painter, face, theme, baseline, 14)
    title = line(face.title, 14, 600, right - _TEXT)
    title.paint(painter, _TEXT, baseline, theme.color("ink"))
    after = _TEXT + title.width + 8
    name = line(face.name, 13, 400, right - after)
    name.paint(painter, after, baseline, theme.color("muted"))
    if height == HEIGHT:
        color = theme.color("error" if face.mood is Mood.BROKEN else "muted")
        detail_place(face).paint(painter, color, theme, lit)
    _paint_bar(painter, face, theme, height - (10 if height == HEIGHT else 11.5))


def _paint_large(painter: QPainter, face: Face, theme: Theme, height: float) -> None:
    baseline = height / 2 + 7.5
    right = _paint_count(painter, face, theme, baseline, 21)
    color = "error" if face.mood is Mood.BROKEN else "ink"
    left = _TEXT + _TILE * 0.4
    line(face.title, 21, 600, right - left).paint(painter, left, baseline, theme.color(color))


def _paint_count(
    painter: QPainter, face: Face, theme: Theme, baseline: float, size: float
) -> float:
    """Paint the parameter count, and before it a lock if the block is frozen, a question mark if
    something was assumed, and a sign if there is a warning; where the room for text ends.
    """
    count = line(face.count, size, 600, 180)
    count.paint(painter, _RIGHT - count.width, baseline, theme.color("ink"))
    right = _RIGHT - count.width - 10
    for there, name, color in (
        (face.frozen, "lock", "muted"),
        (face.assumed, "circle-question-mark", "accent"),
        (face.warned, "triangle-alert", "warning"),
    ):
        if there:
            paint_icon(painter, name, theme.color(color), right - size, baseline - size + 2, size)
            right -= size + 8
    return right


def _paint_bar(painter: QPainter, face: Face, theme: Theme, top: float) -> None:
    if face.share is None:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("border"))
    whole = QRectF(_TEXT, top, _RIGHT - _TEXT, _BAR)
    painter.drawRoundedRect(whole, _BAR / 2, _BAR / 2)
    if face.share:
        whole.setWidth(max(_BAR, whole.width() * face.share))
        painter.setBrush(theme.color(face.cls.family.token))
        painter.drawRoundedRect(whole, _BAR / 2, _BAR / 2)


def paint_icon(
    painter: QPainter, name: str, color: QColor, x: float, y: float, size: float
) -> None:
    """Paint a line icon as sharply as the scale of *painter* allows."""
    picture = icons.pixmap(name, color, round(size), density(painter))
    painter.drawPixmap(QPointF(x, y), picture)


class Shown(Value):
    """A block as it stands in the chain."""

    face: Face
    height: float
    selected: bool
    last: bool
    lit_settings: tuple[Span, ...] = ()
    lit_sizes: tuple[Span, ...] = ()


class BlockItem(Item):
    """Shows one row at a time, with the link below it."""

    extent = _GRAPHIC

    def __init__(self) -> None:
        super().__init__()
        self._looks: tuple[Shown, Theme, bool] | None = None
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.index = 0
        self.link = LinkItem(self)

    @property
    def shown(self) -> Shown | None:
        """What the item shows now."""
        return self._looks[0] if self._looks else None

    def show_row(self, shown: Shown, theme: Theme, clear: bool) -> None:
        """Show the block at its place in the chain, and what flows out of it."""
        looks = (shown, theme, clear)
        if looks != self._looks:
            self._looks = looks
            self.setZValue(shown.selected)  # above the links of its neighbours
            self.update()
        self.link.setPos(0, shown.height)
        self.link.show_flow(shown.face, theme, clear, shown.last, shown.lit_sizes)

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        if self._looks is None:
            return
        shown, theme, clear = self._looks
        paint_block(painter, shown.face, theme, shown.height, clear, shown.lit_settings)
        if shown.selected:
            paint_outline(painter, theme, shown.height)
