"""What every gesture of the mouse is: from the press of a button to its release."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt


class Gesture:
    """A gesture in progress; positions are in pixels of the viewport."""

    def move(self, pos: QPoint) -> Gesture:
        """The pointer moved; the gesture that it is from now on."""
        return self

    def hold(self, modifiers: Qt.KeyboardModifier) -> None:
        """Other modifier keys are held now."""

    def release(self, pos: QPoint) -> None:
        """The button was released: do it."""

    def cancel(self) -> None:
        """Leave everything as it was."""
