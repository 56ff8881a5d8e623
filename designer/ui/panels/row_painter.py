"""Paints the cells of a table of rows: a dot, the name and its type; texts; and bars of shares."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from designer.core.report import Row
from designer.session.guard import guarded
from designer.ui.panels.row_model import LEFT, Index, RowModel
from designer.ui.theme import Look, Theme
from designer.ui.tiles import paint_dot

_SIDE, _GAP = 8, 7
_EDGE = 18


class RowPainter(QStyledItemDelegate):
    """Draws every cell itself, which for a table in view costs a third of what the style takes."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, model = self._look.theme, index.model()
        assert isinstance(model, RowModel)
        where: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(where, theme.color("selection"))
        row, column = model.row(index.row()), model.columns[index.column()]
        end = where.right() >= _width(option) - 1
        where = where.adjusted(theme.px(6), 0, -theme.px(_EDGE if end else 6), 0)
        if index.column() == 0:
            _name(painter, theme, where.adjusted(theme.px(_EDGE - 6), 0, 0, 0), row)
        else:
            if column.share:
                share = column.share(row, model.report)
                _bar(painter, theme, where, share, row.layer.family.token)
            painter.setPen(theme.color(column.ink(row)))
            _write(painter, theme, where, column.text(row, model.report), column.align)


def _width(option: QStyleOptionViewItem) -> int:
    view = option.widget
    return view.viewport().width() if isinstance(view, QTableView) else 0


def _name(painter: QPainter, theme: Theme, where: QRect, row: Row) -> None:
    side = theme.px(_SIDE)
    dot = QRectF(where.left(), where.center().y() - side / 2 + 0.5, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_dot(painter, dot, theme, row.layer.family.token)
    painter.restore()
    where = where.adjusted(side + theme.px(_GAP), 0, 0, 0)
    painter.setPen(theme.color("ink"))
    taken = _write(painter, theme, where, row.name + " ", LEFT)
    painter.setPen(theme.color("muted"))
    _write(painter, theme, where.adjusted(taken, 0, 0, 0), f"({row.type})", LEFT)


def _write(
    painter: QPainter, theme: Theme, where: QRect, text: str, align: Qt.AlignmentFlag
) -> int:
    """Write *text*, cut to fit; how wide it has become."""
    font = theme.font(13)
    painter.setFont(font)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text[:300], Qt.TextElideMode.ElideRight, where.width())
    painter.drawText(where, align, shown)
    return metrics.horizontalAdvance(shown)


def _bar(painter: QPainter, theme: Theme, where: QRect, share: float, token: str) -> None:
    """Paint *share* as a bar; the room at its right is for the text."""
    height, text = theme.px(6), theme.px(56)
    track = QRectF(where.left(), where.center().y() - height / 2, where.width() - text, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("border"))
    painter.drawRoundedRect(track, height / 2, height / 2)
    if share > 0:
        track.setWidth(max(height, track.width() * share))
        painter.setBrush(theme.color(token))
        painter.drawRoundedRect(track, height / 2, height / 2)
    painter.restore()
