"""The rows of a report as a table: what the summary and the memory panel have in common."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from designer.core.report import Report, Row
from designer.core.value import Value
from designer.session.guard import guarded
from designer.ui.parts import Part
from designer.ui.plain import tooltip

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Column(Value):
    """A column: its title, the text and the colour token of a cell, and how wide it begins.

    The first column takes the room that is left. A `share`, 0 to 1, is painted as a bar. `parts`
    are the numbers in the text that can be lit.
    """

    title: str
    text: Callable[[Row, Report], str]
    ink: Callable[[Row], str] = lambda row: "muted" if row.params is None else "ink"
    align: Qt.AlignmentFlag = LEFT
    width: int = 0
    share: Callable[[Row, Report], float] | None = None
    tip: Callable[[Row], str] = lambda row: ""
    parts: Callable[[Row], Sequence[Part]] = lambda row: ()


class RowModel(QAbstractTableModel):
    """A table row for every printed row of the report. Cells are made when they are painted."""

    def __init__(
        self, columns: Sequence[Column], report: Report, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self.report = report
        self._count = len(report.printed)

    def show(self, report: Report) -> None:
        """Take over *report*. Rows are places: they come and go at the end, and all may differ."""
        before, after = self._count, len(report.printed)
        self.report = report
        if after > before:
            self.beginInsertRows(QModelIndex(), before, after - 1)
            self._count = after
            self.endInsertRows()
        elif after < before:
            self.beginRemoveRows(QModelIndex(), after, before - 1)
            self._count = after
            self.endRemoveRows()

    def row(self, place: int) -> Row:
        """The row of the report at *place* in the table."""
        return self.report.printed[place]

    def uid(self, place: int) -> int | None:
        """The identity of the block at *place*; None outside the table."""
        first = len(self.report.design.chain) - self._count
        return self.report.design.chain[first + place].uid if 0 <= place < self._count else None

    def cells(self, place: int) -> list[tuple[str, str]]:
        """What a row reads like: the text and the ink of each cell."""
        row = self.row(place)
        return [(column.text(row, self.report), column.ink(row)) for column in self.columns]

    def places(self, uids: Collection[int]) -> list[int]:
        """Where those of the blocks *uids* that are in the table stand, ascending."""
        design = self.report.design
        first = len(design.chain) - self._count
        return [i - first for i in design.indexes(uids) if i >= first]

    @guarded(safe=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._count

    @guarded(safe=0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[index.column()].text(self.row(index.row()), self.report)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[index.column()].align
        if role == Qt.ItemDataRole.ToolTipRole:
            column, row = self.columns[index.column()], self.row(index.row())
            return tooltip(column.tip(row) or column.text(row, self.report))
        return None

    @guarded
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].align
        return None
