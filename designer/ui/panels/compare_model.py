"""A comparison as the rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from designer.core.compare import Comparison, Kind
from designer.core.export.comparison_cells import (
    SIGNS,
    name_text,
    shapes_text,
    short_names,
    short_shapes,
)
from designer.core.units import grouped
from designer.core.value import Value
from designer.i18n import tr
from designer.session.guard import guarded
from designer.ui.panels.row_model import LEFT, RIGHT, Index
from designer.ui.plain import tooltip
from designer.words.comparison import line_text
from designer.words.differences import KINDS, delta_text

NAME, SHAPE, DELTA = range(3)
TITLES = (tr("Layer (type)"), tr("Output shape"))
DELTAS = {
    "params": tr("Params Δ"),
    "bytes": tr("Memory Δ"),
    "macs": tr("MACs Δ"),
    "activations": tr("Activations Δ"),
}


class Entry(Value):
    """A row of the table: the lines of the comparison from *start* to before *end*.

    There is more than one only where nothing differs.
    """

    start: int
    end: int

    @property
    def single(self) -> bool:
        """Whether it is one layer."""
        return self.end == self.start + 1


def entries(comparison: Comparison, everything: bool) -> Iterator[Entry]:
    """A row for each line that differs; those between are one row, unless *everything* is shown."""
    following = 0
    for index in (*comparison.different, len(comparison.pairs)):
        if everything:
            yield from (Entry(i, i + 1) for i in range(following, index))
        elif index > following:
            yield Entry(following, index)
        if index < len(comparison.pairs):
            yield Entry(index, index + 1)
        following = index + 1


class CompareModel(QAbstractTableModel):
    """The rows of a comparison. Their texts are made when they are looked at."""

    def __init__(
        self, comparison: Comparison, is_live: Callable[[int], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.comparison = comparison
        self.measure = "params"
        self._is_live = is_live
        self._entries: tuple[Entry, ...] = ()

    def show(self, comparison: Comparison, measure: str, everything: bool) -> None:
        """Take over *comparison*, with the differences of a *measure*."""
        self.beginResetModel()
        self.comparison, self.measure = comparison, measure
        self._entries = tuple(entries(comparison, everything))
        self.endResetModel()

    def entry(self, place: int) -> Entry:
        """The row at *place*."""
        return self._entries[place]

    def kind(self, place: int) -> Kind:
        """What happened to the layer at *place*."""
        return self.comparison.kind(self._entries[place].start)

    def uid(self, place: int) -> int | None:
        """The block at *place* in the design that is open; None where that does not have it."""
        return next(filter(self._is_live, self.key(place)), None)

    def key(self, place: int) -> tuple[int, ...]:
        """The blocks of the layer at *place*, by which it is found again; after, then before."""
        if not 0 <= place < len(self._entries) or not self._entries[place].single:
            return ()
        pair = self.comparison.pairs[self._entries[place].start]
        sides = ((self.comparison.after, pair.after), (self.comparison.before, pair.before))
        return tuple(r.design.chain[i].uid for r, i in sides if i is not None)

    def place_of(self, uid: int | None) -> int | None:
        """Where the block *uid* stands; None where it is not shown by itself."""
        if uid is None:
            return None
        return next((p for p in range(len(self._entries)) if uid in self.key(p)), None)

    def cause(self, place: int) -> str:
        """How the layer differs, and why; empty where it does not."""
        entry = self._entries[place]
        return line_text(self.comparison, entry.start) if entry.single else ""

    def text(self, place: int, column: int) -> str:
        """What stands in a cell."""
        entry = self._entries[place]
        if not entry.single:
            return self._equal(entry) if column == NAME else ""
        line = self.comparison.line(entry.start)
        if column == NAME:
            return short_names(line)[0]
        if column == SHAPE:
            return shapes_text(line)
        return delta_text(self.comparison.delta(entry.start, self.measure), self.measure)

    def texts(self, place: int, column: int) -> tuple[str, ...]:
        """What stands in a cell of one layer, and the same ever shorter."""
        line = self.comparison.line(self._entries[place].start)
        if column == DELTA:
            return (self.text(place, column),)
        return short_names(line) if column == NAME else short_shapes(line)

    def differs(self, place: int, column: int) -> bool:
        """Whether a cell says something that differs."""
        entry, kind = self._entries[place], self.kind(place)
        if kind in ("same", "added", "removed") or not entry.single:
            return kind != "same"
        line = self.comparison.line(entry.start)
        if column == NAME:
            return kind == "moved" or bool(line.altered) or line.replaced
        if column == SHAPE:
            return bool(line.before and line.after and line.before.outputs != line.after.outputs)
        return self.comparison.delta(entry.start, self.measure) != 0

    def _equal(self, entry: Entry) -> str:
        first, last = (name_text(self.comparison.line(i)) for i in (entry.start, entry.end - 1))
        texts = {"count": grouped(entry.end - entry.start), "first": first, "last": last}
        return tr("{count} layers, {first} to {last}").format(**texts)

    @guarded(safe=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._entries)

    @guarded(safe=0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(TITLES) + 1

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(place, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            text = self.text(place, column)
            return tooltip(text if column == NAME else self.cause(place) or text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(place) if column == NAME else self.text(place, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column == DELTA else LEFT
        return None

    def sign(self, place: int) -> str:
        """The mark of the row."""
        return SIGNS[self.kind(place)]

    def spoken(self, place: int) -> str:
        """The whole row, as it is read aloud."""
        parts = (self.text(place, NAME), KINDS[self.kind(place)], self.cause(place))
        return ", ".join(filter(None, parts))

    @guarded
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return DELTAS[self.measure] if section == DELTA else TITLES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section == DELTA else LEFT
        return None
