"""The keys of the canvas."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from designer.ui.canvas.verbs import Verbs

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView

_Combination = tuple[Qt.Key, Qt.KeyboardModifier]
_FAR = 1_000_000


class Keyboard:
    """Finds the verb for a key. A letter opens the quick insert, and so does a tap on Space."""

    def __init__(self, view: ChainView, verbs: Verbs) -> None:
        self._view = view
        self._verbs = verbs
        self._table = _table(verbs)

    def press(self, event: QKeyEvent) -> bool:
        """Whether the canvas has a use for this key."""
        pressed = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        verb = self._table.get((Qt.Key(event.key()), pressed))
        if verb is not None:
            verb()
            return True
        if event.key() == Qt.Key.Key_Escape:
            return self._verbs.leave()
        plain = pressed in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().isalpha():
            self._view.open_quick_insert(text=event.text())
            return True
        return False


def _table(verbs: Verbs) -> dict[_Combination, Callable[[], None]]:
    key, held = Qt.Key, Qt.KeyboardModifier
    none, shift, alt = held.NoModifier, held.ShiftModifier, held.AltModifier
    return {
        (key.Key_Up, none): partial(verbs.step, -1),
        (key.Key_Down, none): partial(verbs.step, 1),
        (key.Key_Up, shift): partial(verbs.step, -1, extend=True),
        (key.Key_Down, shift): partial(verbs.step, 1, extend=True),
        (key.Key_Home, none): partial(verbs.go_to, 0),
        (key.Key_End, none): partial(verbs.go_to, _FAR),
        (key.Key_Home, shift): partial(verbs.go_to, 0, extend=True),
        (key.Key_End, shift): partial(verbs.go_to, _FAR, extend=True),
        (key.Key_Up, alt): partial(verbs.move, -1),
        (key.Key_Down, alt): partial(verbs.move, 1),
        (key.Key_Delete, none): verbs.remove,
        (key.Key_Backspace, none): verbs.remove,
        (key.Key_F2, none): verbs.rename,
        (key.Key_Return, none): verbs.edit,
        (key.Key_Enter, none): verbs.edit,
    }
