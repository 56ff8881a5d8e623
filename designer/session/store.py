"""Holds the design. It changes by changes only, so everything can be undone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from designer.core.design import Design, new_design
from designer.session.change import Change, MergeKey


class Store(QObject):
    """The current design and its history. `changed` carries each new `Design`."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._design = new_design()
        self.undo_stack = QUndoStack(self)

    @property
    def design(self) -> Design:
        """The design as it is now."""
        return self._design

    def commit(self, after: Design, text: str, key: MergeKey | None = None) -> None:
        """Make *after* the design, as one step called *text*; nothing if it is the same design."""
        if after is not self._design:
            self.undo_stack.push(Change(self._swap, self._design, after, text, key))

    def look(self, design: Design) -> None:
        """Show another part of the same whole, which is no step of the history."""
        self._swap(design)

    def reset(self, design: Design) -> None:
        """Begin anew with *design* and an empty history."""
        self.undo_stack.clear()
        self._swap(design)

    def _swap(self, design: Design) -> None:
        self._design = design
        self.changed.emit(design)
