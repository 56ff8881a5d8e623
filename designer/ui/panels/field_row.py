"""One setting in a form: its name, its editor, what it is for, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from designer.core.fields import Field
from designer.core.problems import Problem
from designer.session.guard import guarded
from designer.ui.panels.bounds import bounds
from designer.ui.panels.choice_field import FlagField
from designer.ui.panels.fields import Editor
from designer.ui.panels.line_field import LineField, NumberField
from designer.ui.panels.nested_field import NestedField
from designer.ui.plain import Label
from designer.ui.theme import Look
from designer.words import problem_text

Commit = Callable[[str, Any], Problem | None]
"""Gives the setting of a name another value; the problem where that cannot be."""

Point = Callable[[str | None], None]
"""Lights a term of the formula wherever it stands, or none."""

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
    """Keeps a wrong value with its reason, while the design keeps the last right one."""

    def __init__(
        self, field: Field, edit: Editor, look: Look, commit: Commit, point: Point
    ) -> None:
        super().__init__()
        self.field = field
        self.edit = edit
        self.problem = Label(role="error")
        self._value: Any = None
        self._symbols: Sequence[str] = ()
        self._lit = False
        self._look, self._commit, self._point = look, commit, point
        self._name = Label(field.name.replace("_", f"_{_BREAK}"))
        self._help = Label(" ".join(filter(None, (field.help, bounds(field.kind)))), "quiet")
        self._place()
        edit.edited.connect(self._edited)
        edit.refused.connect(self._tell)
        if isinstance(edit, LineField):
            edit.editingFinished.connect(self._tidy)
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

    def show_value(self, value: Any, symbols: Sequence[str], fresh: bool) -> None:
        """Show the design's *value*. What is being typed stays, unless the row is *fresh*."""
        self._symbols = symbols
        if fresh or value != self._value or type(value) is not type(self._value):
            self._value = value
            self.edit.show_value(value)
            self._tell(None)

    def light(self, term: str | None) -> None:
        """Show that the formula's *term* comes from here, if it does."""
        self._lit = term is not None and term in self._symbols
        self.update()
        if isinstance(self.edit, NestedField) and self.edit.form:
            self.edit.form.light(term)

    @guarded
    def _edited(self, value: Any) -> None:
        before, self._value = self._value, value
        problem = self._commit(self.field.name, value)
        if problem:
            self._value = before
        self._tell(problem)

    @guarded
    def _tell(self, problem: Problem | None) -> None:
        self.problem.say(problem_text(problem) if problem else "")
        self.problem.setVisible(problem is not None)
        self._help.setVisible(problem is None and bool(self._help.text()))
        if bool(self.edit.property("problem")) is not (problem is not None):
            self.edit.setProperty("problem", problem is not None)
            self.edit.style().polish(self.edit)

    @guarded
    def _tidy(self) -> None:
        """Once somebody has finished, a right value is written as everywhere else."""
        if not self.problem.text():
            self.edit.show_value(self._value)

    @guarded
    def _entered(self, place: int) -> None:
        if self._symbols:
            self._point(self._symbols[min(place, len(self._symbols) - 1)])

    @guarded
    def enterEvent(self, event: QEnterEvent) -> None:
        self._point(self._symbols[0] if self._symbols else None)

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._lit:
            theme = self._look.theme
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.color("accent"))
            painter.setBrush(theme.color("selection"))
            radius = theme.px(6)
            frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, radius, radius)
