"""The canvas for screen readers: a list, with an item for each block of the chain."""

# The stubs forget that Qt takes none for "there is no such interface".
# pyright: reportIncompatibleMethodOverride=false

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from designer.session.guard import guarded
from designer.ui.canvas.spoken import spoken

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView

_NOWHERE = -1


class BlockEntry(QAccessibleInterface):
    """The block at *index* as an item of the list."""

    def __init__(self, view: ChainView, index: int) -> None:
        super().__init__()
        self._view = view
        self.index = index

    @guarded(safe=False)
    def isValid(self) -> bool:
        return self.index < len(self._view.chain.report.rows)

    @guarded
    def object(self) -> QObject | None:
        return None

    @guarded(safe=QAccessible.Role.ListItem)
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    @guarded(safe="")
    def text(self, what: QAccessible.Text) -> str:
        named = what == QAccessible.Text.Name and self.isValid()
        if not named:
            return ""
        warnings = self._view.session.warnings.at(self.index)
        return spoken(self._view.chain.report, self.index, warnings)

    @guarded
    def setText(self, what: QAccessible.Text, text: str) -> None:
        """A reader does not rename layers."""

    @guarded(safe=QRect())
    def rect(self) -> QRect:
        place = self._view.place_of(self.index)
        return QRect(self._view.viewport().mapToGlobal(place.topLeft()), place.size())

    @guarded
    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._view)

    @guarded(safe=0)
    def childCount(self) -> int:
        return 0

    @guarded
    def child(self, index: int) -> QAccessibleInterface | None:
        return None

    @guarded
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        return None

    @guarded(safe=_NOWHERE)
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return _NOWHERE

    @guarded(safe=QAccessible.State())
    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        chain, selection = self._view.chain.report.design.chain, self._view.session.stage.selection
        uid = chain[self.index].uid if self.isValid() else None
        state.selectable = state.focusable = True  # pyright: ignore[reportAttributeAccessIssue]
        state.selected = uid in selection.uids  # pyright: ignore[reportAttributeAccessIssue]
        state.focused = uid == selection.current  # pyright: ignore[reportAttributeAccessIssue]
        return state


class BlockList(QAccessibleWidget):
    """The canvas: its blocks first, then the widgets in its corners."""

    def __init__(self, view: ChainView) -> None:
        super().__init__(view, QAccessible.Role.List)
        self._view = view
        self._entries: dict[int, BlockEntry] = {}

    @property
    def _rows(self) -> int:
        return len(self._view.chain.report.rows)

    def entry(self, index: int) -> BlockEntry:
        """The item of the block at *index*."""
        return self._entries.setdefault(index, BlockEntry(self._view, index))

    @guarded(safe=0)
    def childCount(self) -> int:
        return self._rows + super().childCount()

    @guarded
    def child(self, index: int) -> QAccessibleInterface | None:
        return self.entry(index) if index < self._rows else super().child(index - self._rows)

    @guarded(safe=_NOWHERE)
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if isinstance(child, BlockEntry):
            return child.index
        index = super().indexOfChild(child)
        return index if index == _NOWHERE else index + self._rows

    @guarded
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        point = self._view.viewport().mapFromGlobal(QPoint(x, y))
        index = self._view.block_at(point)
        return super().childAt(x, y) if index is None else self.entry(index)

    @guarded
    def focusChild(self) -> QAccessibleInterface | None:
        index = self._view.session.stage.current_index
        return None if index is None else self.entry(index)


@cache
def make_accessible() -> None:
    """Let Qt know how the canvas speaks; once for the program."""
    QAccessible.installFactory(_list_of)


@guarded
def _list_of(_class_name: str, widget: QObject | None) -> QAccessibleInterface | None:
    from designer.ui.canvas.view import ChainView

    if not isinstance(widget, ChainView):
        return None
    widget.spoken_list = BlockList(widget)  # it lives as long as the canvas
    return widget.spoken_list


def announce(view: ChainView, index: int) -> None:
    """Tell those who listen that the block at *index* is the current one now."""
    if QAccessible.isActive():
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(index)
        QAccessible.updateAccessibility(event)
