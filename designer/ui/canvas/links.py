"""The links between blocks: a line, and a pill with the shape that flows there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem

from designer.ui.canvas.face import Face, Mood
from designer.ui.canvas.item import Item
from designer.ui.canvas.layout import GAP, WIDTH
from designer.ui.canvas.lettering import Written, line
from designer.ui.parts import Span
from designer.ui.theme import Theme
from designer.ui.tiles import paint_plate

_MIDDLE = WIDTH / 2
_PILL, _PADDING, _WIDEST = 17.0, 11.0, WIDTH - 60.0
_PLUS = 20.0
_SOLID, _ROUND = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap
_GRAPHIC = QRectF(0, -1, WIDTH, GAP + 2)
_FADED = {"light": 0.5, "dark": 0.5, "high-contrast": 0.75}


def fade(theme: Theme, mood: Mood) -> float:
    """How strongly to paint what is in *mood*: what waits steps back."""
    return _FADED[theme.name] if mood is Mood.WAITING else 1.0


def flow_place(face: Face, clear: bool) -> Written:
    """The shape in its pill, the lower edge of the block being at the origin."""
    size = 12.0 if clear else 17.0
    text = line(face.flow, size, 400, _WIDEST)
    return Written(text, _MIDDLE - text.width / 2, GAP / 2 + size * 0.36)


def paint_link(
    painter: QPainter,
    face: Face,
    theme: Theme,
    clear: bool,
    last: bool,
    lit: tuple[Span, ...] = (),
) -> QRectF:
    """Paint the link below a block, whose lower edge is at the origin; where its pill is.

    *clear* says that small text can be read at this scale, *last* that no block follows; *lit* are
    the parts of the shape that are lit.
    """
    painter.setPen(QPen(theme.color("strong_border"), 1))
    crisp = _MIDDLE + 0.5
    painter.drawLine(QPointF(crisp, 0), QPointF(crisp, GAP / 2 if last else GAP))
    height = _PILL if clear else GAP - 1.0
    broken = face.mood is Mood.BROKEN
    text = flow_place(face, clear)
    width = max(text.line.width + 2 * _PADDING, height)
    pill = QRectF(_MIDDLE - width / 2, (GAP - height) / 2, width, height)
    outer = pill.adjusted(-0.5, -0.5, 0.5, 0.5)
    paint_plate(painter, outer, outer.height() / 2, theme, "error" if broken else "border")
    color = theme.color("error" if broken else "muted")
    before = painter.opacity()
    painter.setOpacity(before * fade(theme, face.mood))
    text.paint(painter, color, theme, lit)
    painter.setOpacity(before)
    return pill


def paint_plus(painter: QPainter, theme: Theme, x: float) -> None:
    """Paint the button that inserts a layer into a link, *x* being its left edge."""
    circle = QRectF(x, (GAP - _PLUS) / 2, _PLUS, _PLUS)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent"))
    painter.drawEllipse(circle)
    painter.setPen(QPen(theme.color("on_accent"), 2, _SOLID, _ROUND))
    middle, arm = circle.center(), _PLUS * 0.25
    painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
    painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))


class LinkItem(Item):
    """The link below a block item, which carries it along."""

    extent = _GRAPHIC

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self._shown: tuple[Face, Theme, bool, bool, tuple[Span, ...]] | None = None
        self.pointed = False

    def show_flow(
        self, face: Face, theme: Theme, clear: bool, last: bool, lit: tuple[Span, ...]
    ) -> None:
        """Show what flows out of *face*."""
        shown = (face, theme, clear, last, lit)
        if shown != self._shown:
            self._shown = shown
            self.update()

    def point(self, pointed: bool) -> None:
        """Offer to insert a layer here while the pointer is over the link."""
        if pointed != self.pointed:
            self.pointed = pointed
            self.update()

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        if self._shown is None:
            return
        pill = paint_link(painter, *self._shown)
        if self.pointed:
            paint_plus(painter, self._shown[1], pill.right() + 6)
