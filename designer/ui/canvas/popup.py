"""A card over the canvas that goes away with Escape, or when something else is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QWidget

from designer.session.guard import guarded

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView


class Popup(QFrame):
    """A child of the canvas, so that it works the same on every platform."""

    def __init__(self, view: ChainView) -> None:
        super().__init__(view)
        self.view = view
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(view.look.theme.px(28))
        shadow.setOffset(0, view.look.theme.px(6))
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        _app().focusChanged.connect(self._focus_changed)

    def open_beside(self, place: QRect, focus: QWidget) -> None:
        """Show the card below *place* of the view, or where there is room, with the *focus*."""
        self.adjustSize()
        margin = self.view.look.theme.px(8)
        room = self.view.viewport().rect().adjusted(margin, margin, -margin, -margin)
        self.resize(self.size().boundedTo(room.size()))
        top = place.bottom() + margin
        if top + self.height() > room.bottom() and place.top() - margin - self.height() > 0:
            top = place.top() - margin - self.height()
        left = max(room.left(), min(place.left(), room.right() - self.width()))
        self.move(left, max(room.top(), min(top, room.bottom() - self.height())))
        self.show()
        self.raise_()
        _app().installEventFilter(self)  # not everything that is clicked takes the focus
        focus.setFocus(Qt.FocusReason.TabFocusReason)  # which selects what is written there

    def leave(self) -> None:
        """Close the card and go back to the canvas."""
        self.view.setFocus(Qt.FocusReason.PopupFocusReason)
        self.close()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()

    @guarded(safe=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            self._used(watched)
        return super().eventFilter(watched, event)

    @guarded
    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None:
            self._used(now)

    def _used(self, widget: QWidget) -> None:
        if not self._holds(widget) and self.isVisible():
            self.close()

    def _holds(self, widget: QWidget) -> bool:
        inside: QWidget | None = widget
        while inside is not None and inside is not self:
            inside = inside.parentWidget()
        return inside is self


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
