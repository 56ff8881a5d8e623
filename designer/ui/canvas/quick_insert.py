"""A small search box: type what you mean, Enter puts it into the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from designer.core.layer import Layer
from designer.core.search import find
from designer.i18n import tr
from designer.session.guard import guarded
from designer.ui.canvas.popup import Popup
from designer.ui.plain import Label
from designer.ui.theme import Theme
from designer.ui.tiles import paint_tile
from designer.words.search import nothing_found_text

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView

Index = QModelIndex | QPersistentModelIndex
_CLASS = Qt.ItemDataRole.UserRole
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_WIDTH, _HEIGHT, _SMALL = 400, 300, 12
_BESIDE, _AROUND, _NAME = 42, 8, 20
"""Lengths in a row: beside and around the text, and the height of the name."""


class QuickInsert(Popup):
    """Lists what is found, what can run there first, and inserts the marked one at *gap*."""

    def __init__(self, view: ChainView, gap: int) -> None:
        super().__init__(view)
        self._gap = gap
        theme = view.look.theme
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Insert a layer…"))
        self.search.setAccessibleName(tr("Layer to insert"))
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._insert)
        self.search.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Layers found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Row(view, self.list))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._insert)
        self.nothing = Label("", "quiet")
        self.nothing.setWordWrap(True)
        QVBoxLayout(self.list.viewport()).addWidget(
            self.nothing, alignment=Qt.AlignmentFlag.AlignTop
        )
        column = QVBoxLayout(self)
        margin = theme.px(8)
        room = view.viewport().size() - QSize(2 * margin, 5 * margin)
        below = room.height() - self.search.sizeHint().height()
        self.list.setFixedHeight(min(theme.px(_HEIGHT), below))
        self.setFixedWidth(min(theme.px(_WIDTH), room.width()))
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(margin)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self._find("")
        view.session.store.changed.connect(self._design_changed)

    @guarded(safe=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = watched is self.search and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)

    @guarded
    def _find(self, text: str) -> None:
        self.list.clear()
        for cls in sorted(find(text), key=lambda cls: not self._first(cls, text)):
            item = QListWidgetItem(cls.__name__, self.list)
            item.setData(_CLASS, cls)
        self.list.setCurrentRow(0)
        self.nothing.say(nothing_found_text(text))
        self.nothing.setVisible(not self.list.count())

    def _first(self, cls: type[Layer], text: str) -> bool:
        """Whether *cls* comes before the others: it is what was typed, or it can run here."""
        report = self.view.session.controller.report
        before = report.row(self._gap - 1).output
        return cls.__name__.lower() == text.lower() or not before or not cls().at(before).problem

    @guarded
    def _insert(self, _item: object = None) -> None:
        item = self.list.currentItem()
        if item is not None:
            cls: type[Layer] = item.data(_CLASS)
            self.view.verbs.tell(self.view.session.editor.insert(self._gap, [cls()]))

    @guarded
    def _design_changed(self, _design: object) -> None:
        """The layer is in, or the gap is no longer where it was."""
        self.leave()


class _Row(QStyledItemDelegate):
    """A layer type: its tile, its name, and what it is for."""

    def __init__(self, view: ChainView, rows: QListWidget) -> None:
        super().__init__(view)
        self._view = view
        self._list = rows

    @guarded(safe=QSize(100, 40))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._view.look.theme
        width = self._list.viewport().width() - theme.px(_BESIDE + _AROUND)
        lines = QFontMetrics(theme.font(_SMALL)).boundingRect(
            QRect(0, 0, width, 0), Qt.TextFlag.TextWordWrap, _purpose(index)
        )
        return QSize(100, theme.px(_NAME + _AROUND) + lines.height())

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._view.look.theme
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        cls: type[Layer] = index.data(_CLASS)
        px = theme.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            _card(painter, rect, theme, "selection")
        elif state & QStyle.StateFlag.State_MouseOver:
            _card(painter, rect, theme, "hover")
        side = theme.px(24)
        left = QPointF(rect.left() + theme.px(8), rect.center().y() - side / 2 + 0.5)
        paint_tile(painter, QRectF(left, QSizeF(side, side)), theme, cls)
        text = rect.adjusted(px(_BESIDE), px(_AROUND // 2), -px(_AROUND), 0)
        painter.setFont(theme.font(13, 600))
        painter.setPen(theme.color("ink"))
        painter.drawText(text, Qt.AlignmentFlag.AlignTop, cls.__name__)
        painter.setFont(theme.font(_SMALL))
        painter.setPen(theme.color("muted"))
        painter.drawText(
            text.adjusted(0, px(_NAME), 0, 0), Qt.TextFlag.TextWordWrap, _purpose(index)
        )
        painter.restore()


def _purpose(index: Index) -> str:
    """What the layer type at *index* is for."""
    cls: type[Layer] = index.data(_CLASS)
    return tr((cls.__doc__ or "").partition("\n")[0])


def _card(painter: QPainter, rect: QRect, theme: Theme, token: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(token))
    painter.drawRoundedRect(QRectF(rect), theme.px(6), theme.px(6))
