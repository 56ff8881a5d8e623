"""A line of text for a value; where it is made of numbers, the arrow keys step them."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from designer.core.kinds import Kind
from designer.core.problems import Refused
from designer.core.shared import SEVERAL
from designer.session.guard import guarded
from designer.ui.panels.stepping import Place, number_at, numbers_in, stepped
from designer.ui.panels.value_field import ValueField

_STEPS = {Qt.Key.Key_Up: True, Qt.Key.Key_Down: False}
_WITH_STEPS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class LineField(ValueField, QLineEdit):
    """Edits a value of *kind*.

    Undo takes back the typing in the field first; with nothing to take back it goes to the window.
    """

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.textEdited.connect(self._read)

    def show_value(self, value: object) -> None:
        """Write *value* as a person would; nothing, if it is none or there are several."""
        self.setText("" if value in (None, SEVERAL) else self._kind.show(value))
        self.setCursorPosition(0)

    @guarded
    def _read(self, text: str) -> None:
        try:
            value = self._kind.parse(text)
        except Refused as refused:
            self.refused.emit(refused.problem)
        else:
            self.edited.emit(value)

    @guarded(safe=False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._is_for_the_window(event):
            event.ignore()
            return False
        return super().event(event)

    def _is_for_the_window(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
        redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
        return undo or redo


class NumberField(LineField):
    """A line of numbers. `entered` carries the order of the one that the cursor stands on, or None
    where several are selected.
    """

    entered = Signal(object)

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self.cursorPositionChanged.connect(self._cursor_moved)
        self.selectionChanged.connect(self._cursor_moved)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS and not event.modifiers() & ~_WITH_STEPS:
            by_power = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._step(_STEPS[Qt.Key(event.key())], by_power)
        else:
            super().keyPressEvent(event)

    def select_number(self, index: int) -> None:
        """Select the number of order *index*, to be typed over."""
        found = numbers_in(self.text())
        if found:
            place = found[min(index, len(found) - 1)]
            self.setSelection(place.start, len(place.text))

    def _step(self, up: bool, by_power: bool) -> None:
        """Step the number under the cursor, or the selected ones, if the result is right."""
        places = self._numbers()
        after = self.text()
        for place in reversed(places):
            after = place.put(stepped(place.text, up, by_power), after)
        if places and self._accepts(after):
            first, last = places[0].start, places[-1].start + len(places[-1].text)
            rest = len(self.text()) - last
            self.setSelection(first, last - first)
            self.insert(after[first : len(after) - rest])
            if len(places) > 1:
                self.setSelection(first, len(after) - rest - first)

    def _numbers(self) -> list[Place]:
        """The numbers that are selected, or else the one under the cursor."""
        start, end = self.selectionStart(), self.selectionEnd()
        found = [p for p in numbers_in(self.text()) if start <= p.start < end]
        if len(found) > 1:
            return found
        place = number_at(self.text(), self.cursorPosition())
        return [place] if place else []

    def _accepts(self, text: str) -> bool:
        try:
            self._kind.parse(text)
        except Refused:
            return False
        return True

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._cursor_moved()

    @guarded
    def _cursor_moved(self, *_: int) -> None:
        if self.hasFocus():
            places = self._numbers()
            order = places[0].index if places else 0
            self.entered.emit(order if len(places) < 2 else None)
