"""A view that scrolls, zooms at a point, and has a grid of dots behind what it shows."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QNativeGestureEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsView, QWidget

from designer.session.guard import guarded
from designer.session.settings import Settings
from designer.ui.canvas.layout import GRID
from designer.ui.theme import Look

LEAST, MOST = 0.02, 4.0
STEP = 1.25
_NOTCH = 120
_DOT = 1.1
_TILES = 8
"""Dots to a side of the tile that is repeated, so that broken distances make whole pixels."""


class ZoomableView(QGraphicsView):
    """Shows its content, a rectangle of the scene: from its top on, centred from side to side."""

    def __init__(self, settings: Settings, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._look = look
        self._content = QRectF(0, 0, 1, 1)
        self._zoom = 1.0
        self.setViewport(QWidget())  # to know one that Qt made, the bindings load every widget
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)

    @property
    def zoom(self) -> float:
        """How much larger than the design things are, apart from the scale of the interface."""
        return self._zoom

    @property
    def pixels(self) -> float:
        """Pixels of the view for one of the scene."""
        return self.transform().m11()

    @property
    def seen(self) -> QRectF:
        """The part of the scene that is in view."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def set_content(self, content: QRectF) -> None:
        """What there is to show changes: stay where we are."""
        if content != self._content:
            self._content = content
            self._bound()

    def zoom_to(self, zoom: float, at: QPoint | None = None) -> None:
        """Zoom, keeping in place what is at the point *at* of the view, its middle by default."""
        if not math.isfinite(zoom):
            return
        self._zoom = max(LEAST, min(MOST, zoom))
        point = at or self.viewport().rect().center()
        kept = self.mapToScene(point)
        scale = self._zoom * self._look.theme.scale
        self.setTransform(QTransform.fromScale(scale, scale))
        self._bound()
        self.scroll_to(kept, point)
        self.view_changed()

    def scroll_to(self, point: QPointF, at: QPoint) -> None:
        """Bring *point* of the scene to the place *at* in the view, as far as there is room."""
        self.horizontalScrollBar().setValue(round(point.x() * self.pixels - at.x()))
        self.verticalScrollBar().setValue(round(point.y() * self.pixels - at.y()))

    def scroll_by(self, dx: int, dy: int) -> None:
        """Move what is shown by so many pixels to the left and up."""
        bars = (self.horizontalScrollBar(), dx), (self.verticalScrollBar(), dy)
        for bar, distance in bars:
            bar.setValue(bar.value() + distance)

    def home(self) -> None:
        """Show the top of the content."""
        top = QPointF(self._content.center().x(), self._content.top())
        self.scroll_to(top, QPoint(self.viewport().width() // 2, 0))

    def zoom_in(self) -> None:
        """Make everything one step larger."""
        self.zoom_to(self._zoom * STEP)

    def zoom_out(self) -> None:
        """Make everything one step smaller."""
        self.zoom_to(self._zoom / STEP)

    def zoom_reset(self) -> None:
        """Show everything at its own size."""
        self.zoom_to(1.0)

    def fit(self) -> None:
        """Show all of the content, no larger than it is."""
        room = self.viewport().size()
        scale = self._look.theme.scale
        fitting = (
            room.width() / (self._content.width() * scale),
            room.height() / (self._content.height() * scale),
        )
        self.zoom_to(min(1.0, *fitting))
        self.home()

    def view_changed(self) -> None:
        """Called whenever another part of the scene comes into view, or at another zoom."""

    def _bound(self) -> None:
        """Let the content be moved sideways until its edge is in the middle of the view."""
        aside = self.viewport().width() / 2 / self.pixels
        self.setSceneRect(self._content.adjusted(-aside, 0, aside, 0))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        middle = self._content.center().x()
        if event.oldSize().width() > 0:
            left = self.horizontalScrollBar().value()
            middle = (left + event.oldSize().width() / 2) / self.pixels
        super().resizeEvent(event)
        self._bound()
        self.horizontalScrollBar().setValue(
            round(middle * self.pixels - self.viewport().width() / 2)
        )
        self.view_changed()

    @guarded
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.view_changed()

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control != self._settings.get("wheel_zooms"):
            self.zoom_to(self._zoom * STEP ** (turned.y() / _NOTCH), event.position().toPoint())
        else:
            self._wheel(event)
        event.accept()

    def _wheel(self, event: QWheelEvent) -> None:
        moved, turned = event.pixelDelta(), event.angleDelta()
        if moved.isNull():
            notch = self.verticalScrollBar().singleStep() * 3
            moved = QPoint(turned.x() * notch // _NOTCH, turned.y() * notch // _NOTCH)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not moved.x():
            moved = moved.transposed()
        self.scroll_by(-moved.x(), -moved.y())

    @guarded(safe=False)
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and (
            event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom_to(self._zoom * (1 + event.value()), event.position().toPoint())
            return True
        return super().viewportEvent(event)

    @guarded
    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        theme = self._look.theme
        apart = GRID * self.pixels
        while apart < GRID / 2:
            apart *= 2
        painter.save()
        painter.resetTransform()
        corner = self.mapFromScene(QPointF(0, 0))
        colors = (theme.color(token).name() for token in ("border", "bg"))
        tile = _dots(apart, *colors, self.devicePixelRatioF())
        painter.drawTiledPixmap(self.viewport().rect(), tile, -corner)
        painter.restore()


@lru_cache(maxsize=32)
def _dots(apart: float, color: str, ground: str, density: float) -> QPixmap:
    side = round(apart * _TILES)
    tile = QPixmap(QSize(side, side) * density)
    tile.setDevicePixelRatio(density)
    tile.fill(QColor(ground))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    for row in range(_TILES):
        for column in range(_TILES):
            middle = QPointF((column + 0.5) * side / _TILES, (row + 0.5) * side / _TILES)
            painter.drawEllipse(middle, _DOT, _DOT)
    painter.end()
    return tile
