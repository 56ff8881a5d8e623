"""The space bar, held over the canvas while the keyboard belongs to something else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from designer.session.guard import guarded

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class SpaceBar(QObject):
    """Listens to whatever has the keyboard, unless somebody writes there, and takes nothing away.

    A button that was pressed by Space lets go of it without a click once a drag begins, as the
    press of the mouse takes the keyboard from it.
    """

    def __init__(self, view: ChainView, hold: Callable[[bool], None]) -> None:
        super().__init__(view)
        self._view = view
        self._hold = hold
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    @guarded
    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None and isValid(old):
            old.removeEventFilter(self)
        if now is self._view:
            return
        self._hold(False)
        if now is not None and not _is_written_in(now):
            now.installEventFilter(self)

    @guarded(safe=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _KEYS and isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            plain = event.key() == Qt.Key.Key_Space and not event.modifiers()
            pressed = event.type() == QEvent.Type.KeyPress
            self._hold(plain and pressed and self._view.viewport().underMouse())
        return False


def _is_written_in(widget: QWidget) -> bool:
    from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QTextEdit

    return isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox))
