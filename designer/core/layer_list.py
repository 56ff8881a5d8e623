"""Several layers inside one: the kind of setting that holds them, and the field for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from designer.core.fields import declare
from designer.core.kinds import Kind
from designer.core.layer import Layer
from designer.core.problems import Refused


class LayerList(Kind, kw_only=True):
    """Layers one after the other. Reading and writing them is the business of the file formats.

    Where they are `typed`, it is as they are called in Python: "Resizing(8, 8), Rescaling(2.0)".
    """

    typed: bool = True

    def _check(self, value: Any) -> tuple[Layer, ...]:
        if not isinstance(value, list | tuple):
            raise Refused("not_a_list", value=value)
        layers = cast("Sequence[Layer]", value)
        if not layers:
            raise Refused("value_missing")
        return tuple(layers)

    def _read(self, text: str) -> Any:
        from designer.core.layer_calls import read_calls  # only who types such a list needs it

        return read_calls(text)

    def show(self, value: Any) -> str:
        if not self.typed:
            return ", ".join(layer.keras for layer in value)
        from designer.core.layer_calls import show_calls

        return show_calls(value)


def layer_list(*, default: tuple[Layer, ...], typed: bool = True, **about: Any) -> Any:
    """Several layers, as pipelines and stacks take them."""
    return declare(LayerList(typed=typed), default, **about)
