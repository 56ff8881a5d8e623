"""The table of a comparison: one current row, which is the layer that all views explain."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from designer.core.compare import Comparison
from designer.session.guard import guarded
from designer.session.session import Session
from designer.session.stage import Selection
from designer.ui.panels.compare_model import DELTA, NAME, SHAPE, CompareModel
from designer.ui.panels.compare_painter import ComparePainter
from designer.ui.panels.row_model import Index
from designer.ui.panels.table import Resize, Table
from designer.ui.theme import Look, Theme

_WIDTHS = {SHAPE: (0.36, 210), DELTA: (0.3, 120)}
"""The part of the table that a column takes, and what is enough for it."""
_MEASURED = 300
"""So many rows get the height that their text needs; more are of one height."""


class CompareTable(Table):
    """Shows the lines of a comparison. What is selected here is selected in all views, and back.

    A layer that is gone can be the current row as well; the views then stay as they are.
    """

    def __init__(
        self, session: Session, look: Look, comparison: Comparison, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.rows = CompareModel(comparison, self._is_live, self)
        self._theme = look.theme
        self._painter = ComparePainter(look.theme)
        self.setModel(self.rows)
        self.setItemDelegate(self._painter)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionResizeMode(Resize.Fixed)
        self.horizontalHeader().setSectionResizeMode(NAME, Resize.Stretch)
        self.restyle(look.theme)

    def show_comparison(self, comparison: Comparison, measure: str, everything: bool) -> None:
        """Show *comparison* where the person looks."""
        key, at = self.rows.key(self.currentIndex().row()), self.verticalScrollBar().value()
        self.rows.show(comparison, measure, everything)
        self._measure_rows()
        place = next((p for p in map(self.rows.place_of, key) if p is not None), None)
        if place is not None and self.rows.uid(place) is None:
            self.setCurrentIndex(self.rows.index(place, NAME))
        else:
            self.follow(self._session.stage.selection)
        self.verticalScrollBar().setValue(at)

    def show_selection(self, selection: Selection) -> None:
        """Mark the layer that is selected elsewhere, and bring it into sight."""
        if self.follow(selection):
            self.scrollTo(self.currentIndex())

    def follow(self, selection: Selection) -> bool:
        """Mark the layer that is selected; whether it has a row."""
        if selection.current == self.rows.uid(self.currentIndex().row()):
            return selection.current is not None
        place = self.rows.place_of(selection.current)
        here = self.currentIndex()
        if place is None and here.isValid() and self.rows.uid(here.row()) is None:
            return False  # a layer that is gone stays marked
        self.setCurrentIndex(QModelIndex() if place is None else self.rows.index(place, NAME))
        if place is None:
            self.clearSelection()
        return place is not None

    def restyle(self, theme: Theme) -> None:
        """Take over the sizes of *theme*."""
        self._theme = theme
        self._painter.restyle(theme)
        self.horizontalHeader().setFont(theme.font(12))
        self.verticalHeader().setMinimumSectionSize(self._painter.line)
        self._share_room()

    @guarded
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        uid = self.rows.uid(current.row())
        if uid is not None and uid != self._session.stage.selection.current:
            self._session.stage.select([uid])

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _is_live(self, uid: int) -> bool:
        return self._session.store.design.index(uid) is not None

    def _share_room(self) -> None:
        """Give each column what is enough for it, or its part of a table that is narrow."""
        px, room = self._theme.px, self.viewport().width()
        for place, (part, enough) in _WIDTHS.items():
            self.setColumnWidth(place, min(px(enough), round(room * part)))
        self._measure_rows()

    def _measure_rows(self) -> None:
        """Give each row the height of its text, where there are not too many to read them all."""
        header, count = self.verticalHeader(), self.rows.rowCount()
        header.setDefaultSectionSize(self._painter.usual)
        if count <= _MEASURED:
            width = self.viewport().width()
            for place in range(count):
                self.setRowHeight(place, self._painter.height(self.rows.cause(place), width))
