"""What the editors of a value have in common: what they tell whoever made them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent

from designer.session.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as Mixed
else:
    Mixed = object  # the bindings allow one class of Qt among the bases


class ValueField(Mixed):
    """To be mixed into a widget: `edited` carries a right value and `refused` a problem."""

    edited = Signal(object)
    refused = Signal(object)
    focused = Signal(object)
    """True when the keyboard comes, False when it goes elsewhere."""

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)
