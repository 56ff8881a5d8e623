"""What a hand does with a mouse, and `QTest` only by halves."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def click_twice(widget: QWidget, at: QPoint) -> None:
    """Click twice at the same place, and let go, which `mouseDClick` does not: the button would
    be down in every later move, whichever test makes it."""
    QTest.mouseDClick(widget, _LEFT, _NONE, at)
    QTest.mouseRelease(widget, _LEFT, _NONE, at)
