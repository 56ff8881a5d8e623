"""What the palette lists: layer types by family, the examples, and what a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from designer.core.files.faults import Unreadable
from designer.core.files.gate import read_design
from designer.core.layer import Layer
from designer.core.search import find
from designer.core.value import Value
from designer.i18n import tr
from designer.paths import resource
from designer.ui.plain import tooltip

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
_USABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class Shelf(Value):
    """A heading: its title, how many entries stand under it, the token of its colour, and whether
    it is closed at first."""

    title: str
    count: int
    token: str = ""
    closed: bool = False


class Example(Value):
    """A bundled design that can be opened."""

    path: Path


Entry = Shelf | Example | type[Layer]


def purpose(cls: type[Layer]) -> str:
    """What a layer type is for, in its own words."""
    return (cls.__doc__ or "").partition("\n")[0]


@cache
def title(path: Path) -> str:
    """What the design at *path* calls itself; the name of the file where it says nothing."""
    try:
        return read_design(path).title or path.stem
    except Unreadable:
        return path.stem


class Shelves(QStandardItemModel):
    """The tree of shelves; while something is searched for, the flat list of what was found."""

    def show_all(self) -> None:
        """List every layer type by family, then the examples."""
        self.clear()
        for family, members in groupby(find(""), key=lambda cls: cls.family):
            types = list(members)
            shelf = _shelf(Shelf(family.title, len(types), family.token, family.closed))
            shelf.appendRows([_type(cls) for cls in types])
            self.appendRow(shelf)
        paths = sorted(resource("examples").glob("*.design"))
        if paths:
            shelf = _shelf(Shelf(tr("Examples"), len(paths)))
            shelf.appendRows([_example(path) for path in paths])
            self.appendRow(shelf)

    def show_found(self, found: Sequence[type[Layer]]) -> None:
        """List the layer types *found*, the best first."""
        self.clear()
        for cls in found:
            self.appendRow(_type(cls))

    def examples(self) -> list[QStandardItem]:
        """The items of the examples, if they are listed."""
        shelves = (self.item(row) for row in range(self.rowCount()))
        items = (shelf.child(row) for shelf in shelves for row in range(shelf.rowCount()))
        return [item for item in items if isinstance(item.data(ENTRY), Example)]


def entry(index: Index) -> Entry | None:
    """What stands at *index*."""
    return index.data(ENTRY)


def _shelf(about: Shelf) -> QStandardItem:
    item = _item(about.title, about)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return item


def _type(cls: type[Layer]) -> QStandardItem:
    item = _item(cls.keras, cls)
    also = tr("Also called: {names}").format(names=", ".join(cls.aliases)) if cls.aliases else ""
    item.setToolTip(tooltip(purpose(cls)) + tooltip(also))
    item.setData(purpose(cls), Qt.ItemDataRole.AccessibleDescriptionRole)
    item.setFlags(_USABLE | Qt.ItemFlag.ItemIsDragEnabled)
    return item


def _example(path: Path) -> QStandardItem:
    item = _item(path.stem, Example(path))
    item.setFlags(_USABLE)
    return item


def _item(text: str, about: Entry) -> QStandardItem:
    item = QStandardItem(text)
    item.setData(about, ENTRY)
    return item
