"""What was assumed of a layer, because the numbers that it was read from do not tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from designer.core.layer import Layer
from designer.core.value import Value

KINDS = (
    *("settings", "input", "with_input", "not_printed", "unfit"),
    *("model", "unknown", "total", "trained"),
)
"""What can be assumed.

settings: others print the same. input: the shape that comes into the chain. with_input: settings
that hang together with such a shape. not_printed: a setting that no summary shows. unfit: nothing
was found that gives what is printed, so all settings are the default ones. model: the layer stands
for a model, of which only the count and what comes out is known. unknown: the same for a
class that is not known. total: what the rows say, though what was opened has another total than
the one that is printed. trained: all layers are, though fewer parameters than theirs are printed
as trainable.
"""


class Assumption(Value):
    """One thing that was assumed, as values: the words for it are elsewhere.

    *kind* is one of `KINDS`; *fields* are the settings that it is about (none: all of them);
    *told* is what was assumed, as people type it: "kernel_size 3×3"; *count* the arithmetic that
    makes it likely: "640 = (3 * 3 * 1 + 1) * 64"; *others* are settings that fit just as well.
    *inside* is the way to the layer that it is about, where a block holds that: its number among
    the layers inside, from 0, and so on inwards.
    """

    kind: str
    fields: tuple[str, ...] = ()
    told: str = ""
    count: str = ""
    others: tuple[str, ...] = ()
    inside: tuple[int, ...] = ()

    def about(self, layer: Layer) -> Layer | None:
        """The layer that it is about: *layer*, or one inside; None where that is not."""
        for place in self.inside:
            held = layer.inner()
            if not 0 <= place < len(held):
                return None
            layer = held[place]
        return layer


Assumptions = tuple[Assumption, ...]


def held_at(place: int, assumed: Assumptions) -> Iterable[Assumption]:
    """What was assumed of a layer, told by whatever holds it at *place*."""
    return (a.replace(inside=(place, *a.inside)) for a in assumed)


def taken_from(place: int, assumed: Assumptions) -> Assumptions:
    """What was *assumed* of the layer at *place* inside, told by that layer."""
    return tuple(a.replace(inside=a.inside[1:]) for a in assumed if a.inside[:1] == (place,))


def still_open(assumed: Assumptions, before: Layer, after: Layer) -> Assumptions:
    """Those of the assumptions about a layer that hold on to what it is *after* an edit.

    Whoever changes a setting has decided it.
    """
    return tuple(a for a in assumed if not _decided(a, a.about(before), a.about(after)))


def _decided(assumption: Assumption, before: Layer | None, after: Layer | None) -> bool:
    def value(layer: Layer | None, name: str) -> Any:
        return getattr(layer, name, None)

    if type(before) is not type(after):
        return True
    if not assumption.fields:
        return before != after
    return any(value(before, name) != value(after, name) for name in assumption.fields)
