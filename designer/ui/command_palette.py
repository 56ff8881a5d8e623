"""Ctrl+K: every command of the menus, found by typing a part of its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from designer.i18n import tr
from designer.session.guard import guarded
from designer.ui.actions import plain

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CommandPalette(QDialog):
    """A search field over the list of commands; Enter runs the marked one."""

    def __init__(self, parent: QWidget, actions: Sequence[QAction]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Commands"))
        self.resize(460, 380)
        self._actions = [a for a in actions if a.isEnabled()]
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Type a command"))
        self.search.setAccessibleName(tr("Command"))
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._run)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._run)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self._filter("")

    @guarded(safe=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and _moves(event):
            return self.list.event(event)
        return super().eventFilter(watched, event)

    @guarded
    def _filter(self, text: object) -> None:
        words = str(text).lower().split()
        self.list.clear()
        for action in self._actions:
            name = plain(action.text())
            if all(word in name.lower() for word in words):
                keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
                item = QListWidgetItem(f"{name}    {keys}" if keys else name)
                item.setData(Qt.ItemDataRole.UserRole, action.objectName())
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    @guarded
    def _run(self, _item: object = None) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        name = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        for action in self._actions:
            if action.objectName() == name:
                QTimer.singleShot(0, action.trigger)  # after this dialog has gone


def _moves(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() in _MOVES
