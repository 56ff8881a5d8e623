"""The editor of a layer inside a wrapper: its type, and a form of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from designer.core.fields import Field
from designer.core.layer import LAYERS, Layer, fields_of
from designer.core.problems import Problem, Refused
from designer.session.guard import guarded
from designer.ui.panels.choice_field import ChoiceField

if TYPE_CHECKING:
    from designer.ui.panels.field_row import Commit
    from designer.ui.panels.form import LayerForm


class NestedField(QWidget):
    """Edits the inner layer of a wrapper. *make_form* builds the form for a type of layer."""

    edited = Signal(object)
    refused = Signal(object)

    def __init__(
        self,
        wrapper: type[Layer],
        field: Field,
        make_form: Callable[[type[Layer], Commit], LayerForm],
    ) -> None:
        super().__init__()
        self._make_form = make_form
        self._inner: Layer | None = None
        self.form: LayerForm | None = None
        self.type = ChoiceField(field.kind, tuple(choices(wrapper, field)))
        self.type.edited.connect(self._type_chosen)
        self.focused = self.type.focused
        self.type.setAccessibleName(field.name)
        self.setFocusProxy(self.type)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.type)

    def show_value(self, value: Layer | None) -> None:
        """Show the inner layer *value* that came from elsewhere, or that there is none."""
        before, self._inner = self._inner, value
        self.type.show_value(value)
        if type(value) is not type(before):
            self._replace_form(value)
        if self.form and value:
            self.form.show_layer(value, fresh=True)

    def _replace_form(self, value: Layer | None) -> None:
        if self.form:
            self._layout.removeWidget(self.form)
            self.form.deleteLater()
        self.form = self._make_form(type(value), self._commit) if value else None
        if self.form:
            self._layout.addWidget(self.form)

    @guarded
    def _type_chosen(self, value: Layer | None) -> None:
        if type(value) is not type(self._inner):
            self.show_value(value)
            self.edited.emit(value)

    def _commit(self, name: str, value: Any) -> Problem | None:
        assert self._inner is not None
        kind = next(f.kind for f in fields_of(type(self._inner)) if f.name == name)
        try:
            self._inner = self._inner.replace(**{name: kind.check(value)})
        except Refused as refused:
            return refused.problem
        self.edited.emit(self._inner)
        return None


def choices(wrapper: type[Layer], field: Field) -> Iterator[Layer]:
    """A layer of every type that *wrapper* takes in *field*, with its default settings."""
    for name in sorted(LAYERS):
        inner = LAYERS[name]()
        try:
            wrapper(**{field.name: field.kind.check(inner)}).check()
        except Refused:
            continue
        yield inner
