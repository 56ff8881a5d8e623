"""Paints the rows of the palette: headings with a count, layer types and examples as cards."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from designer.core.layer import Layer
from designer.session.guard import guarded
from designer.ui import icons
from designer.ui.panels.shelves import Index, Shelf, entry, purpose
from designer.ui.theme import Look, Theme
from designer.ui.tiles import paint_dot, paint_tile

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_MARGIN, _TILE, _TEXT = 12, 20, 36


class ShelfPainter(QStyledItemDelegate):
    """Draws an entry; what a search found says what it is for in a second line."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    @guarded(safe=QSize(100, 30))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._look.theme
        if isinstance(entry(index), Shelf):
            return QSize(theme.px(120), theme.px(32))
        return QSize(theme.px(120), theme.px(52 if _found(index) else 36))

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._look.theme, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        about = entry(index)
        if isinstance(about, Shelf):
            _heading(painter, theme, rect, about, _state(option))
        else:
            card = rect.adjusted(theme.px(_MARGIN), 0, -theme.px(_MARGIN), -theme.px(4))
            _card(painter, theme, card, _state(option))
            _content(painter, theme, card, index)
        painter.restore()

    def paint_nothing_found(self, painter: QPainter, where: QRect, text: str) -> None:
        """Say with *text* that no layer is meant by what was searched for."""
        theme = self._look.theme
        margin = theme.px(_MARGIN)
        painter.setFont(theme.font(13))
        painter.setPen(theme.color("muted"))
        room = where.adjusted(margin, theme.px(4), -margin, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, text)

    def drag_pixmap(self, cls: type[Layer], dpr: float) -> QPixmap:
        """The tile that is the pointer on the way to the canvas, where the whole block is shown."""
        theme = self._look.theme
        side = theme.px(_TILE + 8)
        picture = QPixmap(QSize(side, side) * dpr)
        picture.setDevicePixelRatio(dpr)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_tile(painter, QRectF(0, 0, side, side), theme, cls)
        painter.end()
        return picture


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    return option.state


def _found(index: Index) -> bool:
    return not index.parent().isValid()


def _heading(
    painter: QPainter, theme: Theme, rect: QRect, shelf: Shelf, state: QStyle.StateFlag
) -> None:
    middle = rect.center().y() + theme.px(2)
    side = theme.px(8)
    if shelf.token:
        dot = QRectF(rect.left() + theme.px(14), middle - side / 2, side, side)
        paint_dot(painter, dot, theme, shelf.token)
    focused = state & QStyle.StateFlag.State_HasFocus
    painter.setPen(theme.color("accent" if focused else "muted"))
    painter.setFont(theme.font(12, 600))
    line = rect.adjusted(theme.px(_TEXT), theme.px(4), -theme.px(_MARGIN + 2), 0)
    painter.drawText(line, _LEFT, shelf.title)
    painter.setFont(theme.font(12))
    painter.drawText(line, _RIGHT, str(shelf.count))
    if not state & QStyle.StateFlag.State_Open:
        arrow = icons.pixmap("chevron-right", theme.color("muted"), theme.px(12), _dpr(painter))
        after = QFontMetrics(theme.font(12, 600)).horizontalAdvance(shelf.title) + theme.px(4)
        painter.drawPixmap(QPointF(line.left() + after, middle - theme.px(6)), arrow)


def _card(painter: QPainter, theme: Theme, card: QRect, state: QStyle.StateFlag) -> None:
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    under = bool(state & QStyle.StateFlag.State_MouseOver)
    fill = "selection" if chosen else "hover" if under else "surface2"
    edge = "accent" if chosen else "strong_border" if under else "border"
    painter.setPen(QPen(theme.color(edge), 1))
    painter.setBrush(theme.color(fill))
    radius = theme.px(8)
    painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _content(painter: QPainter, theme: Theme, card: QRect, index: Index) -> None:
    about = entry(index)
    side = theme.px(_TILE)
    tile = QRectF(card.left() + theme.px(8), card.center().y() - side / 2 + 0.5, side, side)
    text = card.adjusted(theme.px(_TEXT), 0, -theme.px(8), 0)
    if isinstance(about, type):
        paint_tile(painter, tile, theme, about)
        if _found(index) and card.height() > theme.px(40):
            half = card.height() // 2
            _line(painter, theme, text.adjusted(0, half, 0, -theme.px(6)), purpose(about), "muted")
            text = text.adjusted(0, theme.px(6), 0, -half)
    else:
        picture = icons.pixmap("file-text", theme.color("muted"), side, _dpr(painter))
        painter.drawPixmap(tile.topLeft(), picture)
    _line(painter, theme, text, str(index.data()), "ink")


def _line(painter: QPainter, theme: Theme, where: QRect, text: str, token: str) -> None:
    font = theme.font(13 if token == "ink" else 12)
    painter.setFont(font)
    painter.setPen(theme.color(token))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, where.width())
    painter.drawText(where, _LEFT, shown)


def _dpr(painter: QPainter) -> float:
    device = painter.device()
    return device.devicePixelRatioF() if device else 1.0
