"""As many widgets of one kind as there is to show: made once, then filled again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

W = TypeVar("W", bound=QWidget)
T = TypeVar("T")


class Pool(QWidget, Generic[W]):
    """Widgets below each other; those that are not needed are hidden and kept for next time."""

    def __init__(self, make: Callable[[], W], spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._made: list[W] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing)

    def fill(self, items: Sequence[T], show: Callable[[W, T], None]) -> None:
        """Show each of *items* in a widget of its own."""
        while len(self._made) < len(items):
            widget = self._make()
            self._made.append(widget)
            self._column.addWidget(widget)
        for number, widget in enumerate(self._made):
            if number < len(items):
                show(widget, items[number])
            widget.setVisible(number < len(items))
        self.setVisible(bool(items))

    def shown(self) -> Iterator[W]:
        """The widgets in use."""
        return (widget for widget in self._made if not widget.isHidden())
