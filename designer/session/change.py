"""The only undo command: one design replaced by another, both computed beforehand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from designer.core.design import Design

MergeKey = tuple[tuple[int, ...], str]
"""Blocks and a field: consecutive edits of the same field are one step."""


class Change(QUndoCommand):
    """Swaps *before* for *after*; with a *key* it takes in the next change of the same key."""

    def __init__(
        self,
        swap: Callable[[Design], None],
        before: Design,
        after: Design,
        text: str,
        key: MergeKey | None = None,
    ) -> None:
        super().__init__(text)
        self._swap = swap
        self._before = before
        self._after = after
        self._key = key

    def id(self) -> int:
        """1 for changes that may merge, -1 for the others."""
        return -1 if self._key is None else 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in *other*, which was done right after, if it edits the same field."""
        if not isinstance(other, Change) or other._key != self._key:
            return False
        self._after = other._after
        self.setText(other.text())
        self.setObsolete(self._after == self._before)
        return True

    def redo(self) -> None:
        """Do it, the first time too."""
        self._swap(self._after)

    def undo(self) -> None:
        """Take it back."""
        self._swap(self._before)
