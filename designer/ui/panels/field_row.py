"""One setting in a form: its name, its editor, what it is for, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from designer.core.fields import Field
from designer.core.places import Setting, places_of
from designer.core.problems import Problem
from designer.core.shared import SEVERAL
from designer.core.value import Value
from designer.i18n import tr
from designer.session.guard import guarded
from designer.ui.panels.bounds import bounds
from designer.ui.panels.choice_field import FlagField
from designer.ui.panels.entry import Entry
from designer.ui.panels.fields import Editor
from designer.ui.panels.line_field import LineField, NumberField
from designer.ui.panels.nested_field import NestedField
from designer.ui.panels.stepping import numbers_in
from designer.ui.plain import Label
from designer.ui.theme import Look
from designer.words import problem_text

Commit = Callable[[str, Any], Problem | None]
"""Gives the setting of a name another value; the problem where that cannot be."""


class Spot(Value):
    """What a person points at in a form: all numbers of a setting, or the one of order *index*.

    *mark* tells which layer inside the layer has the setting.
    """

    field: Field
    value: Any
    mark: str
    index: int | None = None

    def places(self, uid: int) -> tuple[Setting, ...]:
        """The places of the numbers in the block *uid*."""
        places = places_of(uid, self.field, self.value, self.mark)
        return places if self.index is None else places[self.index : self.index + 1]


class Attention(Protocol):
    """Follows where in a form somebody is."""

    def point(self, spot: Spot | None) -> None:
        """The pointer came to *spot*, or left."""

    def focus(self, spot: Spot | None) -> None:
        """The keyboard came to *spot*, or left."""


_NAME_WIDTH = 132
_BREAK = "\u200b"

Places = tuple[tuple[int, int, int, int], ...]
# Row, column, height and width in the grid of the name, the editor, the help and the problem.
_BELOW: Places = ((0, 0, 1, 1), (0, 1, 1, 2), (2, 1, 1, 2), (1, 1, 1, 2))
_PLACES: dict[type[QWidget], Places] = {
    FlagField: ((0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 1, 1, 2)),
    NestedField: ((0, 0, 1, 1), (2, 0, 1, 3), (0, 1, 1, 2), (1, 1, 1, 2)),
}


class FieldRow(QWidget):
    """Keeps a wrong value with its reason, while the design keeps the last right one.

    Escape takes the editing back.
    """

    def __init__(
        self,
        field: Field,
        edit: Editor,
        look: Look,
        commit: Commit,
        watch: Attention,
        mark: str = "",
    ) -> None:
        super().__init__()
        self.field = field
        self.edit = edit
        self.problem = Label(role="error")
        self._mark = mark
        self.lit = False
        self._look, self._watch = look, watch
        self._entry = Entry(edit, partial(commit, field.name), self._tell)
        self._name = Label(field.name.replace("_", f"_{_BREAK}"))
        self._help = Label(" ".join(filter(None, (field.help, bounds(field.kind)))), "quiet")
        self._place()
        edit.focused.connect(self._focus_changed)
        if isinstance(edit, NumberField):
            edit.entered.connect(self._entered)

    def _place(self) -> None:
        self.edit.setAccessibleName(self.field.name)
        self.edit.setAccessibleDescription(self._help.text())
        self._name.setBuddy(self.edit)
        self._name.setWordWrap(True)
        self._grid = grid = QGridLayout(self)
        grid.setColumnStretch(2, 1)
        parts = (self._name, self.edit, self._help, self.problem)
        for part, place in zip(parts, _PLACES.get(type(self.edit), _BELOW), strict=True):
            grid.addWidget(part, *place)
        for text in (self._help, self.problem):
            text.setWordWrap(True)
            text.setVisible(bool(text.text()))
        self.restyle()

    def restyle(self) -> None:
        """Take over the sizes of the theme."""
        theme = self._look.theme
        self._grid.setContentsMargins(*(theme.px(n) for n in (6, 5, 6, 5)))
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(2))
        self._name.setFixedWidth(theme.px(_NAME_WIDTH))
        self._help.setFont(theme.font(12))
        self.problem.setFont(theme.font(12))

    def show_value(self, value: Any, fresh: bool) -> None:
        """Show the design's *value*. What is being typed stays, unless the row is *fresh*."""
        self._hint(value is SEVERAL)
        self._entry.show(value, fresh)

    @property
    def _value(self) -> Any:
        return self._entry.value

    def _hint(self, several: bool) -> None:
        """Say in an empty line that it stands for several values, and no longer if it does not."""
        if isinstance(self.edit, LineField) and several is not (self._value is SEVERAL):
            self.edit.setPlaceholderText(tr("several values") if several else "")

    def light(self, settings: Collection[Setting]) -> None:
        """Show that one of the lit *settings* is this one, if it is."""
        lit = any((s.name, s.mark) == (self.field.name, self._mark) for s in settings)
        if lit != self.lit:
            self.lit = lit
            self.update()
        if isinstance(self.edit, NestedField) and self.edit.form:
            self.edit.form.light(settings)

    def go_to(self, index: int) -> None:
        """Put the keyboard here, on the number of order *index*."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.edit, NumberField):
            self.edit.select_number(index - self._unwritten)

    @property
    def _unwritten(self) -> int:
        """How many numbers of the value come before those that are written: an open batch."""
        if not isinstance(self.edit, NumberField) or not isinstance(self._value, tuple):
            return 0
        count = len(self.field.kind.suffixes(self._value))
        return max(0, count - len(numbers_in(self.edit.text())))

    def _tell(self, problem: Problem | None) -> None:
        self.problem.say(problem_text(problem) if problem else "")
        self.problem.setVisible(problem is not None)
        self._help.setVisible(problem is None and bool(self._help.text()))
        if bool(self.edit.property("problem")) is not (problem is not None):
            self.edit.setProperty("problem", problem is not None)
            self.edit.style().polish(self.edit)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self._entry.take_back():
            super().keyPressEvent(event)

    def _spot(self) -> Spot:
        return Spot(self.field, self._value, self._mark)

    @guarded
    def _focus_changed(self, focused: bool) -> None:
        self._watch.focus(self._spot() if focused else None)

    @guarded
    def _entered(self, place: int | None) -> None:
        index = None if place is None or self._for_all else place + self._unwritten
        self._watch.focus(self._spot().replace(index=index))

    @property
    def _for_all(self) -> bool:
        """Whether one number is written for all of the value: 3 for 3x3."""
        sizes = isinstance(self._value, tuple) and None not in self._value
        return sizes and len(numbers_in(self.edit.property("text"))) == 1

    @guarded
    def enterEvent(self, event: QEnterEvent) -> None:
        self._watch.point(self._spot())

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        self._watch.point(None)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.lit:
            theme = self._look.theme
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.color("accent"))
            painter.setBrush(theme.color("selection"))
            radius = theme.px(6)
            frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, radius, radius)
