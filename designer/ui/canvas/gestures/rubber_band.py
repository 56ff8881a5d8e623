"""Selecting what a rectangle touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF

from designer.ui.canvas.gestures.edge_scroll import EdgeScroll
from designer.ui.canvas.gestures.gesture import Gesture

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView


class RubberBand(Gesture):
    """Spans a rectangle from where the button was pressed; *extend* keeps what was selected."""

    def __init__(self, view: ChainView, start: QPoint, extend: bool) -> None:
        self._view = view
        self._stage = view.session.stage
        self._before = self._stage.selection
        self._kept = set(self._before.uids) if extend else set[int]()
        self._corner = view.mapToScene(start)
        self._edge = EdgeScroll(view, self._span)

    def move(self, pos: QPoint) -> Gesture:
        """The opposite corner follows the pointer."""
        self._span(pos)
        self._edge.hold(pos)
        return self

    def release(self, pos: QPoint) -> None:
        """What is selected stays."""
        self._edge.stop()
        self._view.chain.lasso.setVisible(False)

    def cancel(self) -> None:
        """Select what was selected before."""
        self.release(QPoint())
        self._stage.select(self._before.uids, self._before.current)

    def _span(self, pos: QPoint) -> None:
        area = QRectF(self._corner, self._view.mapToScene(pos)).normalized()
        self._view.chain.lasso.setRect(area)
        self._view.chain.lasso.setVisible(True)
        touched = self._view.chain.layout.blocks_in(
            area.left(), area.top(), area.right(), area.bottom()
        )
        chain = self._view.chain.report.design.chain
        self._stage.select(self._kept | {chain[i].uid for i in touched})
