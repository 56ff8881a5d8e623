"""The selection of a table of rows, tied to the one selection that all views share."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex

from designer.session.guard import guarded
from designer.session.stage import Selection, Stage
from designer.ui.panels.row_model import RowModel

_Flag = QItemSelectionModel.SelectionFlag


class LinkedSelection(QItemSelectionModel):
    """Tells the stage what a person selects in the table, and follows what is selected elsewhere.

    Qt sends every gesture through `select`; what comes from the stage goes around it.
    """

    def __init__(self, model: RowModel, stage: Stage) -> None:
        super().__init__(model)
        self._rows = model
        self._stage = stage

    @guarded
    def select(
        self,
        where: QItemSelection | QModelIndex | QPersistentModelIndex,
        command: QItemSelectionModel.SelectionFlag,
    ) -> None:
        """What a person selects."""
        super().select(where, command)  # pyright: ignore[reportArgumentType, reportCallIssue]
        if command != _Flag.NoUpdate:
            self._stage.select(self._uids(), self._rows.uid(self.currentIndex().row()))

    def follow(self, selection: Selection) -> QModelIndex:
        """Select what the stage has selected; the place of its current row, if it has one here."""
        chosen = QItemSelection()
        wanted, last = self._rows.places(selection.uids), self._rows.columnCount() - 1
        for top, bottom in runs(wanted):
            chosen.select(self._rows.index(top, 0), self._rows.index(bottom, last))
        super().select(chosen, _Flag.ClearAndSelect)
        current = self._current(wanted, selection.current)
        super().setCurrentIndex(current, _Flag.NoUpdate)
        return current

    def _current(self, wanted: Iterable[int], uid: int | None) -> QModelIndex:
        at = next((row for row in wanted if self._rows.uid(row) == uid), -1)
        return self._rows.index(at, 0)

    def _uids(self) -> list[int]:
        parts = self.selection().toList()
        rows = sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})
        return [uid for uid in map(self._rows.uid, rows) if uid is not None]


def runs(rows: Collection[int]) -> Iterable[tuple[int, int]]:
    """The unbroken runs in ascending *rows*, first and last: 1, 2, 3, 7 gives (1, 3), (7, 7)."""
    for _, run in groupby(enumerate(rows), key=lambda place: place[1] - place[0]):
        members = [row for _, row in run]
        yield members[0], members[-1]
