"""The settings that matter, edited on the block itself: every right value applies at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from designer.core.design import Block
from designer.core.fields import Field
from designer.core.kinds import Nested
from designer.core.layer import Layer, fields_of
from designer.core.places import places_of
from designer.core.problems import Problem
from designer.core.report import Report
from designer.session.guard import guarded
from designer.ui.canvas.popup import Popup
from designer.ui.panels.entry import Entry
from designer.ui.panels.fields import editor, typed
from designer.ui.plain import Label, tooltip
from designer.ui.pointing import point_at
from designer.words import problem_text

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView

_WIDTH = 330
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class InlineEditor(Popup):
    """Edits fields of one block. A wrong value stays with its reason, and the block as it was.

    Enter leaves; Escape takes back what was typed last, and leaves.
    """

    def __init__(self, view: ChainView, block: Block, fields: Iterable[Field]) -> None:
        super().__init__(view)
        self._uid = block.uid
        theme = view.look.theme
        grid = QGridLayout(self)
        grid.setContentsMargins(*(theme.px(n) for n in (12, 10, 12, 10)))
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(1, 1)
        self.rows = {field.name: InlineRow(self, block, field, grid) for field in fields}
        self.setFixedWidth(theme.px(_WIDTH))
        view.session.controller.report_changed.connect(self._follow)

    @classmethod
    def of_settings(cls, view: ChainView, block: Block) -> InlineEditor:
        """Edits what a block mentions, or its name if it has no settings."""
        return cls(view, block, main_fields(type(block.layer)) or _name_field(block))

    @classmethod
    def of_name(cls, view: ChainView, block: Block) -> InlineEditor:
        """Edits the name alone; while none is given, the automatic one shows through."""
        card = cls(view, block, _name_field(block))
        index = view.session.store.design.index(block.uid) or 0
        automatic = view.session.controller.report.names[index]
        card.rows["name"].edit.setProperty("placeholderText", automatic)
        return card

    @property
    def first(self) -> QWidget:
        """What takes the focus."""
        return next(iter(self.rows.values())).edit

    def set_field(self, name: str, value: Any) -> Problem | None:
        """Give a setting of the block another value."""
        return self.view.session.editor.set_field(self._uid, name, value)

    def focus_field(self, field: Field, value: Any, focused: bool) -> None:
        """The keyboard came to a setting, or left it."""
        session = self.view.session
        if focused:
            session.stage.focus_field(field.name)
        point_at(session, places_of(self._uid, field, value) if focused else ())

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        wrong = any(row.problem.text() for row in self.rows.values())
        if event.key() in _ENTER and not wrong:
            self.leave()
        else:
            if event.key() == Qt.Key.Key_Escape:
                for row in self.rows.values():
                    row.entry.take_back()
            super().keyPressEvent(event)

    @guarded
    def _follow(self, report: Report) -> None:
        """The design changed, perhaps elsewhere: show the values, or go with the block."""
        index = report.design.index(self._uid)
        if index is None:
            self.leave()
            return
        for row in self.rows.values():
            row.show_layer(report.design.chain[index].layer)


class InlineRow:
    """A field: its name, its editor, and what is wrong with the value."""

    def __init__(self, card: InlineEditor, block: Block, field: Field, grid: QGridLayout) -> None:
        self._card, self._field = card, field
        self.edit = editor(field)
        self.edit.setAccessibleName(field.name)
        self.edit.setToolTip(tooltip(field.help))
        self.problem = Label(role="error", parent=card)
        self.problem.setWordWrap(True)
        self.problem.hide()
        line = grid.rowCount()
        grid.addWidget(Label(field.name, parent=card), line, 0)
        grid.addWidget(self.edit, line, 1)
        grid.addWidget(self.problem, line + 1, 0, 1, 2)
        self.entry = Entry(self.edit, partial(card.set_field, field.name), self._tell)
        self.entry.show(getattr(block.layer, field.name), fresh=True)
        self.edit.focused.connect(self._focus_changed)

    def show_layer(self, layer: Layer) -> None:
        """Show the value of *layer*, unless that is what was typed here."""
        self.entry.show(getattr(layer, self._field.name))

    @guarded
    def _focus_changed(self, focused: bool) -> None:
        self._card.focus_field(self._field, self.entry.value, focused)

    def _tell(self, problem: Problem | None) -> None:
        self.problem.say(problem_text(problem) if problem else "")
        self.problem.setVisible(problem is not None)
        self.edit.setProperty("problem", problem is not None)
        self.edit.style().polish(self.edit)
        self._card.adjustSize()


def main_fields(cls: type[Layer]) -> list[Field]:
    """The fields that a block of type *cls* mentions, and those that Keras asks for."""
    plain = (field for field in fields_of(cls) if not isinstance(field.kind, Nested))
    return [field for field in plain if (field.brief or field.required) and typed(field)]


def _name_field(block: Block) -> list[Field]:
    return [field for field in fields_of(type(block.layer)) if field.name == "name"]
