"""The table of rows in the summary and in the memory panel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from designer.core.places import Place
from designer.core.report import Report
from designer.session.clipboard import to_mime
from designer.session.guard import guarded
from designer.session.session import Session
from designer.session.stage import Selection, Term
from designer.ui.panels.linked_selection import LinkedSelection
from designer.ui.panels.row_model import Column, RowModel
from designer.ui.panels.row_painter import RowPainter
from designer.ui.panels.table import Resize, Table
from designer.ui.parts import part_at
from designer.ui.pointing import point_at
from designer.ui.theme import Look, Theme

_WIDTH = 540
"""How wide the table is designed to be."""


class RowTable(Table):
    """Shows the *columns* of the report. Its rows are of one height, so 10,000 cost what 10 do."""

    def __init__(
        self, session: Session, look: Look, columns: Sequence[Column], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.rows = RowModel(columns, session.controller.report, self)
        self._linked = LinkedSelection(self.rows, session.stage)
        self.theme = look.theme
        self._painter = RowPainter(look.theme)
        self._pointed: tuple[Place, ...] = ()
        self.setModel(self.rows)
        self.setSelectionModel(self._linked)
        self.setItemDelegate(self._painter)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.horizontalHeader().setSectionResizeMode(Resize.Interactive)
        self.horizontalHeader().setSectionResizeMode(0, Resize.Stretch)
        self.setMouseTracking(True)
        session.stage.term_changed.connect(self._light)
        self.restyle(look.theme)

    def show_report(self, report: Report) -> None:
        """Show *report* where the person looks, and paint only the rows that read differently."""
        places = self._in_sight()
        before = [self.rows.cells(place) for place in places]
        self.rows.show(report)
        for place, cells in zip(places, before, strict=True):
            if place < self.rows.rowCount() and self.rows.cells(place) != cells:
                top, height = self.rowViewportPosition(place), self.rowHeight(place)
                self.viewport().update(0, top, self.viewport().width(), height)
        self._linked.follow(self._session.stage.selection)

    def _in_sight(self) -> range:
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if first < 0:
            return range(0)
        return range(first, (last if last >= 0 else self.rows.rowCount() - 1) + 1)

    def show_selection(self, selection: Selection) -> None:
        """Mark what is selected and bring its current row into sight."""
        current = self._linked.follow(selection)
        if current.isValid():
            self.scrollTo(current)

    def restyle(self, theme: Theme) -> None:
        """Take over the sizes of *theme*."""
        self.theme = theme
        self._painter.restyle(theme)
        self.horizontalHeader().setFont(theme.font(12))
        self.verticalHeader().setMinimumSectionSize(theme.px(24))
        self.verticalHeader().setDefaultSectionSize(theme.px(24))
        self.share_room()

    def share_room(self) -> None:
        """Give each column its width; only another one has the table painted again."""
        for place, column in enumerate(self.rows.columns):
            if column.width:
                self.setColumnWidth(place, self.share(place))

    def share(self, place: int) -> int:
        """The width of a column, or its part of a table that is narrower than designed."""
        width = self.rows.columns[place].width
        return min(self.theme.px(width), self.viewport().width() * width // _WIDTH)

    def needed(self, place: int, text: str) -> int:
        """How wide a column must be to show *text*, at the edge too, and its title."""
        return max(self._painter.needed(text), self.horizontalHeader().sectionSizeHint(place))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_room()

    # numbers that light up, and light others up

    @guarded
    def _light(self, term: Term) -> None:
        self._painter.term = term
        self.viewport().update()

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(self._places(event.position().toPoint()))

    @guarded(safe=False)
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point_at(())
        return super().viewportEvent(event)

    def _point_at(self, places: tuple[Place, ...]) -> None:
        if places != self._pointed:
            self._pointed = places
            point_at(self._session, places)

    def _places(self, pos: QPoint) -> tuple[Place, ...]:
        """The places of the number at *pos* of the viewport."""
        index = self.indexAt(pos)
        if not index.isValid():
            return ()
        column, row = self.rows.columns[index.column()], self.rows.row(index.row())
        text, cell = column.text(row, self.rows.report), self.visualRect(index)
        x = pos.x() - self._painter.room(cell, last=False).left()
        ends = (i for i in range(len(text)) if x >= 0 and self._painter.width(text[: i + 1]) > x)
        part = part_at(column.parts(row), next(ends, -1))
        return part.places if part else ()

    def copy(self) -> None:
        """Put the selected rows on the clipboard: as text, and as layers for this program."""
        chosen = self._session.stage.selection.uids
        design = self.rows.report.design
        blocks = [design.chain[i] for i in design.indexes(chosen)]
        if blocks:
            data = to_mime(design, blocks)
            data.setText("\n".join(map(self._line, self.rows.places(chosen))))
            QGuiApplication.clipboard().setMimeData(data)

    def _line(self, place: int) -> str:
        """The cells of a row that are shown, separated by tabs."""
        shown = (i for i in range(self.rows.columnCount()) if not self.isColumnHidden(i))
        return "\t".join(self.rows.index(place, i).data() for i in shown)

    @guarded(safe=False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _is_copy(event):
            event.accept()
            return True
        return super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_copy(event):
            self.copy()
        else:
            super().keyPressEvent(event)


def _is_copy(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy)
