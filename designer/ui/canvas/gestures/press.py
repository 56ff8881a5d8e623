"""A press of the left button that may still become a click, a drag or a rubber band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication

from designer.ui.canvas.gestures.gesture import Gesture
from designer.ui.canvas.gestures.reorder import Reorder
from designer.ui.canvas.gestures.rubber_band import RubberBand

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Press(Gesture):
    """Selects a block at once, so that it can be dragged; what only a click means waits for it."""

    def __init__(self, view: ChainView, pos: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        self._view = view
        self._stage = view.session.stage
        self._start = QPoint(pos)
        self._modifiers = modifiers
        self._block = view.block_at(pos)
        self._link = view.link_at(pos)
        self._later = bool(modifiers & _CTRL) or self._is_selected()
        if not self._later:
            self._select()

    @property
    def _uid(self) -> int:
        assert self._block is not None
        return self._view.chain.report.design.chain[self._block].uid

    @property
    def _held(self) -> QPointF:
        """From the pointer to the corner of the block that it pressed."""
        assert self._block is not None
        corner = QPointF(0, self._view.chain.layout.top(self._block))
        return corner - self._view.mapToScene(self._start)

    def _is_selected(self) -> bool:
        return self._block is not None and self._uid in self._stage.selection.uids

    def _select(self) -> None:
        if self._block is None:
            return
        if self._modifiers & _SHIFT:
            self._view.verbs.go_to(self._block, extend=True)
        elif self._modifiers & _CTRL:
            self._view.verbs.toggle(self._block)
        else:
            self._stage.select((self._uid,))

    def move(self, pos: QPoint) -> Gesture:
        """Beyond a small distance it is a drag: of the selection, if that is what was pressed."""
        if (pos - self._start).manhattanLength() < QApplication.startDragDistance():
            return self
        if self._block is None:
            extend = bool(self._modifiers & (_CTRL | _SHIFT))
            return RubberBand(self._view, self._start, extend).move(pos)
        if self._block == 0:
            return self
        if not self._is_selected():
            self._stage.select((self._uid,))
        uids = [block.uid for block in self._view.verbs.layers]
        return Reorder(self._view, uids, self._uid, self._held, self._modifiers).move(pos)

    def release(self, pos: QPoint) -> None:
        """It was a click."""
        if self._block is not None:
            if self._later:
                self._select()
        elif self._link is not None:
            self._view.open_quick_insert(self._link)
        elif not self._modifiers & (_CTRL | _SHIFT):
            self._stage.select(())
