"""Which settings of two layers differ, those of the layers inside them too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from designer.core.fields import Field
from designer.core.layer import Layer, fields_of, is_layers
from designer.core.value import Value


class Altered(Value):
    """A setting that has another value. *name* is the field's; of a layer inside, "layer.units"."""

    name: str
    field: Field
    before: Any
    after: Any

    @property
    def top(self) -> str:
        """The field of the outermost layer that the setting belongs to."""
        return self.name.partition(".")[0]

    @property
    def texts(self) -> tuple[str, str]:
        """Both values as a person would type them."""
        return self.field.kind.show(self.before), self.field.kind.show(self.after)


def altered(before: Layer, after: Layer, within: str = "") -> Iterator[Altered]:
    """The settings that differ between two layers of the same type."""
    if before is after:
        return
    for field in fields_of(type(before)):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new:
            yield from _differing(field, old, new, within + field.name)


def _differing(field: Field, old: Any, new: Any, name: str) -> Iterator[Altered]:
    """A list of layers of the same types is compared layer by layer, as a single layer is."""
    if isinstance(old, Layer) and type(old) is type(new):
        yield from altered(old, new, f"{name}.")
    elif is_layers(old) and is_layers(new) and list(map(type, old)) == list(map(type, new)):
        for place, (a, b) in enumerate(zip(old, new, strict=True), start=1):
            yield from altered(a, b, f"{name}.{place}.")
    else:
        yield Altered(name, field, old, new)
