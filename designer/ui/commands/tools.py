"""The Tools menu: what the program does with the help of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session

if TYPE_CHECKING:
    from designer.ui.keras_check import KerasCheck

_MOST_LINES = 12


class ToolCommands:
    """The comparison with Keras."""

    def __init__(self, window: QMainWindow, session: Session) -> None:
        self._window = window
        self._session = session
        self._asked: KerasCheck | None = None

    @guarded
    def check_keras(self) -> None:
        """Compare every row with the Keras that is installed, and tell when it has answered."""
        if self._asked is not None:
            self._session.notices.tell(tr("Keras has been asked already"))
            return
        from designer.ui.keras_check import KerasCheck  # only who checks waits for it

        self._session.notices.tell(tr("Asking Keras…"))
        self._session.notices.wait_for(tr("Asking Keras…"))
        self._asked = KerasCheck(self._session.controller.report, self._window)
        self._asked.told.connect(self._show)
        self._asked.ask()

    @guarded
    def _show(self, text: str) -> None:
        if self._asked is not None:
            self._asked.deleteLater()
        self._asked = None
        self._session.notices.wait_for("")
        first, *others = text.splitlines()
        self._session.notices.tell(first[:1].upper() + first[1:])
        from designer.ui.message import Message

        box = Message(first[:1].upper() + first[1:], self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(tr("Check against Keras"))
        box.setInformativeText("\n".join(others[:_MOST_LINES]))
        if len(others) > _MOST_LINES:
            box.setDetailedText(text)
        box.open()
