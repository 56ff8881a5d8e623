"""What a hand does on the canvas: one class for each gesture, behind one handler."""

from designer.ui.canvas.gestures.handler import Gestures

__all__ = ["Gestures"]
