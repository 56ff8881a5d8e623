"""Drags that come from elsewhere: a layer type from the palette, or layers of another window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer
from PySide6.QtGui import QDropEvent

from designer.core.files.faults import Unreadable
from designer.core.layer import LAYERS, Layer
from designer.session.clipboard import LAYERS as SEVERAL
from designer.session.clipboard import from_mime
from designer.session.guard import guarded
from designer.ui.canvas.gestures.cargo import NewLayers
from designer.ui.canvas.gestures.edge_scroll import EdgeScroll
from designer.ui.canvas.gestures.opening import Opening
from designer.ui.mime import LAYER_TYPE, carried_type
from designer.words import fault_text

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView


class Drop:
    """Follows a drag over the canvas. What cannot be put into a chain is left to the window."""

    def __init__(self, view: ChainView) -> None:
        self._view = view
        self._opening: Opening | None = None
        self._edge = EdgeScroll(view, self._hover)

    def enter(self, event: QDropEvent) -> None:
        """Something is dragged into the view."""
        self._view.gestures.cancel()
        layers = self._layers(event.mimeData())
        if layers:
            self._opening = Opening(self._view, NewLayers(self._view.session.editor, layers))
        self.move(event)

    def move(self, event: QDropEvent) -> None:
        """It moves over the view."""
        if self._opening is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        pos = event.position().toPoint()
        self._hover(pos)
        self._edge.hold(pos)

    def leave(self) -> None:
        """It leaves the view, or Escape was pressed."""
        self._edge.stop()
        if self._opening is not None:
            self._opening.close()
            self._opening = None

    def drop(self, event: QDropEvent) -> None:
        """It is let go: the design changes as soon as the drag is over."""
        self.move(event)
        self._edge.stop()
        opening, self._opening = self._opening, None
        if opening is not None:
            QTimer.singleShot(0, self._view, guarded(lambda: opening.drop()))

    def _hover(self, pos: QPoint) -> None:
        if self._opening is not None:
            self._opening.hover(pos)

    def _layers(self, data: QMimeData) -> list[Layer]:
        if data.hasFormat(LAYER_TYPE):
            cls = LAYERS.get(carried_type(data))
            return [] if cls is None else [cls()]
        if not data.hasFormat(SEVERAL):
            return []
        try:
            return [block.layer for block in from_mime(data)]
        except Unreadable as error:
            self._view.session.notices.tell(fault_text(error.faults[0]))
            return []
