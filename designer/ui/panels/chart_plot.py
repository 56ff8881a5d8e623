"""The plot under the charts: pyqtgraph's, with the gestures of a list instead of its own."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainterPath,
    QResizeEvent,
    QWheelEvent,
)

from designer.session.guard import guarded


class Bars(pg.BarGraphItem):
    """Bars of one colour, which are painted in one go."""

    def shape(self) -> QPainterPath:
        """The outline for the mouse; pyqtgraph's own takes seconds for 10,000 bars."""
        path = QPainterPath()
        path.addRect(self.boundingRect())
        return path


class Plot(pg.PlotWidget):
    """Tells where the pointer is and what it does there, in the units of the plot.

    `typed` and `wheeled` carry the events, which whoever uses one accepts.
    """

    pressed = Signal(object)
    dragged = Signal(object)
    released = Signal()
    pointed = Signal(object)
    wheeled = Signal(object)
    typed = Signal(object)
    resized = Signal()
    focused = Signal()

    def __init__(self, **axes: pg.AxisItem) -> None:
        super().__init__(axisItems=axes)
        self.setMouseTracking(True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        item = self.getPlotItem()
        assert item is not None, "a plot widget has one from the start"
        for side in ("left", "top", "right", "bottom"):
            item.showAxis(side, side in axes)
        item.hideButtons()
        item.setMenuEnabled(False)
        self._parts: Any = item.layout
        self.box: pg.ViewBox = item.getViewBox()
        self.box.setMouseEnabled(False, False)
        self.box.disableAutoRange()
        self.box.setDefaultPadding(0)

    def pad(self, top: int, right: int) -> None:
        """Leave room for the half of a text that stands beyond the last place of an axis."""
        self._parts.setContentsMargins(0, top, right, 0)

    def place_at(self, where: QPointF) -> QPointF:
        """What is drawn at a place in the widget, in the units of the plot."""
        return self.box.mapSceneToView(self.mapToScene(where.toPoint()))

    @guarded
    def mousePressEvent(self, ev: QMouseEvent) -> None:
        if ev.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self.place_at(ev.position()))

    @guarded
    def mouseReleaseEvent(self, ev: QMouseEvent) -> None:
        if ev.button() == Qt.MouseButton.LeftButton:
            self.released.emit()
        ev.accept()

    @guarded
    def mouseMoveEvent(self, ev: QMouseEvent) -> None:
        held = ev.buttons() & Qt.MouseButton.LeftButton
        (self.dragged if held else self.pointed).emit(self.place_at(ev.position()))

    @guarded
    def leaveEvent(self, ev: QEvent) -> None:
        self.pointed.emit(None)

    @guarded
    def wheelEvent(self, ev: QWheelEvent) -> None:
        ev.ignore()
        self.wheeled.emit(ev)

    @guarded
    def keyPressEvent(self, ev: QKeyEvent) -> None:
        ev.ignore()
        self.typed.emit(ev)

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit()

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()

    @guarded
    def resizeEvent(self, ev: QResizeEvent) -> None:
        super().resizeEvent(ev)
        self.resized.emit()
