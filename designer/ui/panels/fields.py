"""Which editor a setting gets. Each has `edited`, `refused` and `show_value`."""

from __future__ import annotations

from designer.core.activations import NAMES, ActivationName
from designer.core.fields import Field
from designer.core.kinds import Anything, Choice, Flag, Text
from designer.core.layer_list import LayerList
from designer.ui.panels.choice_field import ChoiceField, FlagField
from designer.ui.panels.line_field import LineField, NumberField
from designer.ui.panels.nested_field import NestedField

_WORDS = (Text, Anything, LayerList)

Editor = LineField | ChoiceField | FlagField | NestedField


def editor(field: Field) -> LineField | ChoiceField | FlagField:
    """An editor for the values of *field*; a layer inside a layer needs a `NestedField`."""
    kind = field.kind
    if isinstance(kind, Flag):
        return FlagField()
    if isinstance(kind, Choice):
        return ChoiceField(kind, kind.options)
    if isinstance(kind, ActivationName):
        return ChoiceField(kind, NAMES)
    if not typed(field):
        shown = LineField(kind)
        shown.setReadOnly(True)
        return shown
    return LineField(kind) if isinstance(kind, _WORDS) else NumberField(kind)


def typed(field: Field) -> bool:
    """Whether values of *field* are written here, and not only shown."""
    return not isinstance(field.kind, LayerList) or field.kind.typed
