"""What several layers have in common: the settings that can be edited in all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

from designer.core.fields import Field
from designer.core.kinds import Nested
from designer.core.layer import Layer, fields_of
from designer.core.layer_list import LayerList


class Several(Enum):
    """Stands for the value of a setting that is not the same in all layers."""

    VALUES = "several"


SEVERAL = Several.VALUES


def shared_fields(layers: Iterable[Layer]) -> tuple[Field, ...]:
    """The settings that all *layers* have: of the same name, for the same kind of value.

    A name belongs to one layer only, and a layer inside is edited for itself.
    """
    classes = dict.fromkeys(type(layer) for layer in layers)
    kinds = [{field.name: field.kind for field in fields_of(cls)} for cls in classes]
    return tuple(
        field
        for cls in [*classes][:1]
        for field in fields_of(cls)
        if field.name != "name"
        and not isinstance(field.kind, Nested | LayerList)
        and all(field.name in others and others[field.name] == field.kind for others in kinds)
    )


def shared_value(layers: Sequence[Layer], name: str) -> Any:
    """The value of the setting *name* in all *layers*, or `SEVERAL`."""
    first = getattr(layers[0], name)
    values = (getattr(layer, name) for layer in layers)
    same = all(value == first and type(value) is type(first) for value in values)
    return first if same else SEVERAL
