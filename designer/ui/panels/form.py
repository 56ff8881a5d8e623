"""The form of a layer type, made from what the layer declares."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from designer.core.fields import Field
from designer.core.kinds import Nested
from designer.core.layer import Layer, fields_of
from designer.core.places import Setting
from designer.core.shared import shared_value
from designer.i18n import tr
from designer.session.guard import guarded
from designer.ui.icons import icon
from designer.ui.panels.field_row import Attention, Commit, FieldRow
from designer.ui.panels.fields import Editor, editor
from designer.ui.panels.nested_field import NestedField
from designer.ui.theme import Look, Theme


class LayerForm(QWidget):
    """Edits settings of layers of type *cls*: those that matter, and under "More" the rest.

    By default it edits all settings of one layer, else the *fields* that several layers share.
    """

    def __init__(
        self,
        cls: type[Layer],
        look: Look,
        commit: Commit,
        watch: Attention,
        mark: str = "",
        fields: Sequence[Field] | None = None,
        place: str = "",
    ) -> None:
        """*mark* is that of the symbols of a layer inside another, and *place* where it is."""
        super().__init__()
        self._mark, self._place = mark, place
        self._cls = cls
        self._fields = fields_of(cls) if fields is None else fields
        self._look, self._commit, self._watch = look, commit, watch
        self._layers: Sequence[Layer] = ()
        self._later = [field for field in self._fields if field.more]
        self.rows: dict[str, FieldRow] = {}
        self._rows, self._others = QVBoxLayout(), QVBoxLayout()
        self._add(_in_order(f for f in self._fields if not f.more), self._rows)
        self.more = QToolButton()
        self.more.setCheckable(True)
        self.more.setAutoRaise(True)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setText(tr("More"))
        self.more.clicked.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._rows)
        layout.addWidget(self.more)
        layout.addLayout(self._others)
        self.more.setVisible(bool(self._later))
        self.restyle(look.theme)

    def show_layer(self, layer: Layer, fresh: bool = False, automatic: str = "") -> None:
        """Show the settings of *layer*; *fresh* forgets what was typed for another layer.

        *automatic* is the name that it has while none is given.
        """
        self.show_layers((layer,), fresh)
        if "name" in self.rows:
            self.rows["name"].edit.setProperty("placeholderText", automatic)

    def show_layers(self, layers: Sequence[Layer], fresh: bool = False) -> None:
        """Show what *layers* have in common, and where there are several values."""
        self._layers = layers
        self._fill(self.rows, fresh)

    def _fill(self, names: Iterable[str], fresh: bool) -> None:
        for name in names:
            self.rows[name].show_value(shared_value(self._layers, name), fresh)

    def light(self, settings: Collection[Setting]) -> None:
        """Mark the *settings* whose numbers are lit."""
        for row in self.rows.values():
            row.light(settings)

    def go_to(self, setting: Setting) -> bool:
        """Put the keyboard on a number in *setting*; False where it is not in this form."""
        if setting.mark == self._mark and setting.name in (f.name for f in self._fields):
            if setting.name not in self.rows or self.rows[setting.name].isHidden():
                self.more.click()
            self.rows[setting.name].go_to(setting.index)
            return True
        inner = [r.edit.form for r in self.rows.values() if isinstance(r.edit, NestedField)]
        return any(form.go_to(setting) for form in inner if form)

    def restyle(self, theme: Theme) -> None:
        """Take over sizes and colours."""
        for row in self.rows.values():
            row.restyle()
        arrow = "chevron-down" if self.more.isChecked() else "chevron-right"
        self.more.setIcon(icon(arrow, theme.color("muted"), theme.px(16)))

    def _add(self, fields: Iterable[Field], where: QVBoxLayout) -> None:
        for field in fields:
            edit = self._editor(field)
            mark = self._mark_of(field)
            row = FieldRow(field, edit, self._look, self._commit, self._watch, mark)
            self.rows[field.name] = row
            where.addWidget(row)

    def _mark_of(self, field: Field) -> str:
        """What tells *field* from one of that name in a layer around: what stands in formulas and
        on blocks has the mark of the symbols, the rest is told apart by its place."""
        shown_elsewhere = field.symbol or field.brief
        return self._mark if shown_elsewhere else self._mark + self._place

    def _editor(self, field: Field) -> Editor:
        if isinstance(field.kind, Nested):
            return NestedField(self._cls, field, partial(self._inner_form, field))
        return editor(field)

    def _inner_form(self, field: Field, cls: type[Layer], commit: Commit) -> LayerForm:
        mark, place = self._mark + field.symbol, f"{self._place}.{field.name}"
        return LayerForm(cls, self._look, commit, self._watch, mark, place=place)

    @guarded
    def _open(self) -> None:
        """The fields under "More" are made when somebody wants to see them."""
        new = [field for field in self._later if field.name not in self.rows]
        self._add(new, self._others)
        for field in self._later:
            self.rows[field.name].setVisible(self.more.isChecked())
        self._fill((field.name for field in new), fresh=True)
        self.restyle(self._look.theme)


def _in_order(fields: Iterable[Field]) -> list[Field]:
    """The name first, the switch that freezes the layer last."""
    return sorted(fields, key=lambda f: (f.name == "trainable", f.name != "name"))
