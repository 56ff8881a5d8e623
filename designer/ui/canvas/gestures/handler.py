"""Starts and ends the gestures: all mouse events and modifier keys of the canvas come here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from designer.session.guard import guarded
from designer.ui.canvas.gestures.gesture import Gesture
from designer.ui.canvas.gestures.pan import Pan
from designer.ui.canvas.gestures.press import Press
from designer.ui.canvas.gestures.space_bar import SpaceBar

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView

_MODIFIERS = {
    Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
    Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
    Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
}


class Gestures:
    """At most one gesture at a time. A change of the design from elsewhere ends it."""

    def __init__(self, view: ChainView) -> None:
        self._view = view
        self._gesture: Gesture | None = None
        self._space_held = False
        SpaceBar(view, self._hold_space)
        view.session.store.changed.connect(self._design_changed)

    @property
    def busy(self) -> bool:
        """Whether a button is held in the canvas."""
        return self._gesture is not None

    def press(self, event: QMouseEvent) -> None:
        """A button was pressed."""
        pos, button = event.position().toPoint(), event.button()
        self.cancel()
        self._view.point_at(None)
        left = button == Qt.MouseButton.LeftButton
        if button == Qt.MouseButton.MiddleButton or (left and self._space_held):
            self._space_held = False
            self._gesture = Pan(self._view, pos)
        elif left:
            self._gesture = Press(self._view, pos, event.modifiers())

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved; without a gesture, a link under it offers to insert."""
        pos = event.position().toPoint()
        if self._gesture is not None:
            self._gesture = self._gesture.move(pos)
        else:
            self._view.point_at(self._view.link_at(pos))
            self._view.lights.move(pos)

    def release(self, event: QMouseEvent) -> None:
        """The button was released."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.release(event.position().toPoint())

    def cancel(self) -> bool:
        """Whether there was a gesture to take back."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()
        return gesture is not None

    def key(self, event: QKeyEvent, down: bool) -> bool:
        """Whether a key belongs to a gesture: Escape, the modifiers, and Space to pan.

        Space opens the quick insert when it is let go, unless it was used to pan.
        """
        key = Qt.Key(event.key())
        if self._gesture is not None and key in _MODIFIERS:
            others = event.modifiers() & ~_MODIFIERS[key]
            self._gesture.hold(others | _MODIFIERS[key] if down else others)
            return True
        if key == Qt.Key.Key_Escape and down:
            return self.cancel()
        if key == Qt.Key.Key_Space and not event.modifiers():
            self._space(event, down)
            return True
        return False

    def leave(self) -> None:
        """The keyboard has gone elsewhere."""
        self._space_held = False

    def _hold_space(self, held: bool) -> None:
        self._space_held = held

    def _space(self, event: QKeyEvent, down: bool) -> None:
        if event.isAutoRepeat():
            return
        tapped = self._space_held and not down and not self.busy
        self._space_held = down and not self.busy
        if tapped:
            self._view.open_quick_insert()

    @guarded
    def _design_changed(self, _design: object) -> None:
        self.cancel()
