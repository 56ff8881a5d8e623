"""What the views share but the design does not hold: what is selected, in focus, and lit."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from designer.core.design import Design
from designer.core.places import Place, Setting
from designer.core.value import Value
from designer.session.store import Store

Term = frozenset[Place]
"""The numbers that are lit, each as the place where it was made; every view decides which of the
numbers that it shows were made there."""

NO_TERM: Term = frozenset()


class Selection(Value):
    """The selected blocks in the order of the chain, and the one that the panels explain."""

    uids: tuple[int, ...] = ()
    current: int | None = None


class Stage(QObject):
    """One selection for all views. It follows the design: what is deleted is not selected."""

    selection_changed = Signal(object)
    term_changed = Signal(object)
    field_changed = Signal(object)
    visited = Signal(object)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._design = store.design
        self.selection = Selection()
        self.term = NO_TERM
        self.field: str | None = None
        store.changed.connect(self._follow)

    def select(self, uids: Iterable[int], current: int | None = None) -> None:
        """Select the blocks *uids*; *current* is the one to explain, the last by default."""
        design = self._store.design
        chosen = tuple(design.chain[i].uid for i in design.indexes(uids))
        if current not in chosen:
            current = chosen[-1] if chosen else None
        selection = Selection(chosen, current)
        if selection != self.selection:
            self.selection = selection
            self.point_at(NO_TERM)
            self.focus_field(None)
            self.selection_changed.emit(selection)

    def select_row(self, index: int) -> None:
        """Select the block at *index* alone; an index outside the chain takes the nearest."""
        chain = self._store.design.chain
        self.select((chain[max(0, min(index, len(chain) - 1))].uid,))

    def select_all(self) -> None:
        """Select every layer; the input is not one."""
        self.select(b.uid for b in self._store.design.chain[1:])

    def point_at(self, term: Term) -> None:
        """Light the numbers made at the places of *term* wherever they stand, or none."""
        if term != self.term:
            self.term = term
            self.term_changed.emit(term)

    def focus_field(self, name: str | None) -> None:
        """The setting *name* of the explained block is the one that the person works on."""
        if name != self.field:
            self.field = name
            self.field_changed.emit(name)

    def visit(self, place: Place) -> None:
        """Go to where a number was made: the block is selected, a setting is in focus."""
        self.select((place.uid,))
        if isinstance(place, Setting):
            self.focus_field(place.name)
        self.visited.emit(place)

    @property
    def current_index(self) -> int | None:
        """Where the explained block stands in the chain."""
        uid = self.selection.current
        return None if uid is None else self._store.design.index(uid)

    @property
    def insert_index(self) -> int:
        """The gap where a new layer goes: after the selection, else at the end."""
        index = self.current_index
        return len(self._store.design.chain) if index is None else index + 1

    def _follow(self, design: Design) -> None:
        before, self._design = self._design, design
        if len(design.indexes(self.selection.uids)) == len(self.selection.uids):
            return
        gone = before.index(self.selection.current or 0)
        self.select(self.selection.uids, self.selection.current)
        same = before.chain[0].uid == design.chain[0].uid  # or another document was opened
        if same and gone and not self.selection.uids:
            self.select_row(max(1, gone - 1))
