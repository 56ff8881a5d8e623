"""Paints the rows of a comparison: a sign, the cells, and under them all what caused it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from designer.session.guard import guarded
from designer.ui.panels.compare_model import DELTA, NAME, CompareModel
from designer.ui.panels.row_model import LEFT, RIGHT, Index
from designer.ui.theme import Theme

INKS = {
    "same": "muted",
    "changed": "warning",
    "moved": "accent",
    "added": "ok",
    "removed": "error",
}
"""The colour of each kind; its sign says the same."""

_EDGE, _PAD, _SIGN, _LINE = 18, 6, 16, 24
_CUT = Qt.TextElideMode.ElideMiddle
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
_LONGEST = 600
_MOST_LINES = 4


class ComparePainter(QStyledItemDelegate):
    """Draws every cell itself. The cause runs through all cells of a row, each draws its part."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.restyle(theme)

    def restyle(self, theme: Theme) -> None:
        """Take over fonts and colours."""
        self._theme = theme
        self._font, self._bold = theme.font(), theme.font(weight=600)
        self._small = theme.font(12)
        self._metrics, self._small_metrics = QFontMetrics(self._font), QFontMetrics(self._small)

    @property
    def line(self) -> int:
        """The height of the cells without a cause."""
        return self._theme.px(_LINE)

    def height(self, cause: str, width: int) -> int:
        """The height of a row of that *width* with its *cause* wrapped under it."""
        if not cause:
            return self.line
        room = QRect(0, 0, self._room(width).width(), 10_000)
        needed = self._small_metrics.boundingRect(room, _WRAPPED, cause[:_LONGEST]).height()
        return self.line + self._text_height(needed) + self._theme.px(6)

    def _text_height(self, needed: int) -> int:
        return min(needed, self._small_metrics.lineSpacing() * _MOST_LINES)

    @property
    def usual(self) -> int:
        """The height of a row with two lines of cause, where rows are too many to be measured."""
        return self.line + 2 * self._small_metrics.lineSpacing() + self._theme.px(6)

    def _room(self, width: int) -> QRect:
        """Where a cause stands across a row of that *width*."""
        left, right = self._theme.px(_EDGE + _SIGN), self._theme.px(_EDGE)
        return QRect(left, 0, max(1, width - left - right), 0)

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, where = index.model(), QRect(option.rect)
        assert isinstance(model, CompareModel)
        painter.save()
        painter.setClipRect(where)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(where, self._theme.color("selection"))
        self._paint_across(painter, where, index, option.widget)
        where.setHeight(self.line)
        pad, edge = self._theme.px(_PAD), self._theme.px(_EDGE)
        where.adjust(pad, 0, -(edge if index.column() == DELTA else pad), 0)
        if index.column() == NAME:
            where.setLeft(where.left() + edge - pad)
            self._paint_sign(painter, where, index, model)
        if model.entry(index.row()).single:
            self._paint_cell(painter, where, index, model)
        painter.restore()

    def _paint_cell(
        self, painter: QPainter, where: QRect, index: Index, model: CompareModel
    ) -> None:
        differs = model.differs(index.row(), index.column())
        ink = INKS[model.kind(index.row())] if differs else _plain_ink(model, index)
        text = self.fitting(model.texts(index.row(), index.column()), where.width())
        painter.setFont(self._font)
        painter.setPen(self._theme.color(ink))
        painter.drawText(where, RIGHT if index.column() == DELTA else LEFT, text)

    def fitting(self, texts: Sequence[str], width: int) -> str:
        """The first of *texts* that has room; if none has, the last one, cut in its middle: names
        that are alike differ at their end."""
        told = [text[:_LONGEST] for text in texts]
        wide = self._metrics.horizontalAdvance
        whole = (text for text in told if wide(text) <= width)
        return next(whole, self._metrics.elidedText(told[-1], _CUT, width))

    def _paint_sign(
        self, painter: QPainter, where: QRect, index: Index, model: CompareModel
    ) -> None:
        painter.setFont(self._bold)
        painter.setPen(self._theme.color(INKS[model.kind(index.row())]))
        painter.drawText(where, LEFT, model.sign(index.row()))
        where.setLeft(where.left() + self._theme.px(_SIGN))

    def _paint_across(
        self, painter: QPainter, where: QRect, index: Index, view: QWidget | None
    ) -> None:
        """The part of the cause that falls into this cell: the clip leaves out the rest.

        Layers that are the same, of which there is no more to say, are named across the cells.
        """
        model = index.model()
        if not isinstance(view, QTableView) or not isinstance(model, CompareModel):
            return
        left = where.left() - view.columnViewportPosition(index.column())
        room = self._room(view.viewport().width()).translated(left, where.top())
        painter.setPen(self._theme.color("muted"))
        if not model.entry(index.row()).single:
            painter.setFont(self._font)
            room.setHeight(self.line)
            painter.drawText(room, LEFT, model.text(index.row(), NAME))
            return
        room.setTop(where.top() + self.line)
        room.setBottom(where.bottom())
        painter.setFont(self._small)
        painter.drawText(room, _WRAPPED, model.cause(index.row())[:_LONGEST])


def _plain_ink(model: CompareModel, index: Index) -> str:
    same = model.kind(index.row()) == "same"
    return "ink" if index.column() == NAME and not same else "muted"
