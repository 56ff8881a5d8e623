"""Moving what is seen, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt

from designer.ui.canvas.gestures.gesture import Gesture

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView


class Pan(Gesture):
    """The chain sticks to the pointer."""

    def __init__(self, view: ChainView, start: QPoint) -> None:
        self._view = view
        self._held = view.mapToScene(start)
        view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, pos: QPoint) -> Gesture:
        """Bring what is held to where the pointer is."""
        self._view.scroll_to(self._held, pos)
        return self

    def release(self, pos: QPoint) -> None:
        """Let go."""
        self._view.viewport().unsetCursor()

    def cancel(self) -> None:
        """Stay where we are."""
        self._view.viewport().unsetCursor()
