"""Dragging blocks to another place in the chain; with Ctrl, copies of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt

from designer.ui.canvas.gestures.cargo import Blocks
from designer.ui.canvas.gestures.edge_scroll import EdgeScroll
from designer.ui.canvas.gestures.gesture import Gesture
from designer.ui.canvas.gestures.opening import Opening

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView


class Reorder(Gesture):
    """Carries the blocks *uids*, of which *grabbed* is under the pointer, *held* away from it."""

    def __init__(
        self,
        view: ChainView,
        uids: Sequence[int],
        grabbed: int,
        held: QPointF,
        modifiers: Qt.KeyboardModifier,
    ) -> None:
        self._cargo = Blocks(view.session.editor, uids)
        self._cargo.adding = _copies(modifiers)
        self._opening = Opening(view, self._cargo, held)
        self._edge = EdgeScroll(view, self._opening.hover)
        self._opening.open(self._cargo.gap(view.session.store.design.index(grabbed) or 1))

    def move(self, pos: QPoint) -> Gesture:
        """The blocks follow the pointer."""
        self._opening.hover(pos)
        self._edge.hold(pos)
        return self

    def hold(self, modifiers: Qt.KeyboardModifier) -> None:
        """Ctrl makes copies from now on, until it is let go."""
        if self._cargo.adding == _copies(modifiers):
            return
        gap = self._opening.gap
        index = None if gap is None else self._cargo.index(gap)
        self._cargo.adding = _copies(modifiers)
        if index is not None:
            self._opening.open(self._cargo.gap(index))

    def release(self, pos: QPoint) -> None:
        """Put the blocks down."""
        self._edge.stop()
        self._opening.drop()

    def cancel(self) -> None:
        """Put the blocks back."""
        self._edge.stop()
        self._opening.close()


def _copies(modifiers: Qt.KeyboardModifier) -> bool:
    return bool(modifiers & Qt.KeyboardModifier.ControlModifier)
