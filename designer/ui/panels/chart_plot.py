"""The plot under the bar chart: pyqtgraph's, with the gestures of a list instead of its own."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainterPath, QResizeEvent, QWheelEvent

from designer.session.guard import guarded


class Bars(pg.BarGraphItem):
    """Bars of one colour, which are painted in one go."""

    def shape(self) -> QPainterPath:
        """The outline for the mouse; pyqtgraph's own takes seconds for 10,000 bars."""
        path = QPainterPath()
        path.addRect(self.boundingRect())
        return path


class Plot(pg.PlotWidget):
    """Tells which row is clicked and pointed at, and how far the wheel was turned."""

    clicked = Signal(object)
    pointed = Signal(object)
    wheeled = Signal(object)
    zoomed = Signal(object)
    resized = Signal()

    def __init__(self, **axes: pg.AxisItem) -> None:
        super().__init__(axisItems=axes)
        self.setMouseTracking(True)
        self.setFrameShape(self.Shape.NoFrame)
        item = self.getPlotItem()
        assert item is not None, "a plot widget has one from the start"
        item.showAxis("right")
        item.hideButtons()
        item.setMenuEnabled(False)
        self.box: pg.ViewBox = item.getViewBox()
        self.box.setMouseEnabled(False, False)
        self.box.disableAutoRange()
        self.box.invertY(True)
        self.box.setDefaultPadding(0)

    def row_at(self, where: QPointF) -> int:
        """The row at a place in the widget."""
        return round(self.box.mapSceneToView(self.mapToScene(where.toPoint())).y())

    @guarded
    def mousePressEvent(self, ev: QMouseEvent) -> None:
        if ev.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self.row_at(ev.position()))

    @guarded
    def mouseReleaseEvent(self, ev: QMouseEvent) -> None:
        ev.accept()

    @guarded
    def mouseMoveEvent(self, ev: QMouseEvent) -> None:
        self.pointed.emit(self.row_at(ev.position()))

    @guarded
    def leaveEvent(self, ev: QEvent) -> None:
        self.pointed.emit(None)

    @guarded
    def wheelEvent(self, ev: QWheelEvent) -> None:
        turned = ev.angleDelta().y() / 120
        zoom = ev.modifiers() & Qt.KeyboardModifier.ControlModifier
        (self.zoomed if zoom else self.wheeled).emit(turned)
        ev.accept()

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()

    @guarded
    def resizeEvent(self, ev: QResizeEvent) -> None:
        super().resizeEvent(ev)
        self.resized.emit()
