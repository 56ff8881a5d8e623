"""Scrolls while something is held at the upper or lower edge of the view."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer

from designer.session.guard import guarded

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView

_EDGE = 36
_FASTEST = 28
_EVERY_MS = 16


class EdgeScroll:
    """Calls *moved* with the position of the pointer whenever the chain has moved below it."""

    def __init__(self, view: ChainView, moved: Callable[[QPoint], object]) -> None:
        self._view = view
        self._moved = moved
        self._pos = QPoint()
        self._timer = QTimer(view)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._tick)

    def hold(self, pos: QPoint) -> None:
        """The pointer is at *pos* of the viewport."""
        self._pos = QPoint(pos)
        if self._speed() and not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Nothing is held any more."""
        self._timer.stop()

    def _speed(self) -> int:
        """Pixels a tick, upwards below zero; faster nearer to the edge, and none between."""
        height = self._view.viewport().height()
        edge = min(_EDGE, height // 4)
        above, below = edge - self._pos.y(), self._pos.y() - (height - edge)
        into = max(above, below, 0)
        speed = -(-min(into, edge) * _FASTEST // max(1, edge))
        return -speed if above > below else speed

    @guarded
    def _tick(self) -> None:
        bar = self._view.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + self._speed())
        if bar.value() == before:
            self._timer.stop()
        else:
            self._moved(self._pos)
