"""From the settings in a file to a layer, checked against its declaration, all faults at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import Any

from designer.core.fields import Field
from designer.core.files.faults import Fault, Unreadable, unreadable
from designer.core.layer import LAYERS, Layer, fields_of
from designer.core.problems import Problem, Refused

MOST_LAYERS = 100_000
"""As many layers as a file may hold."""

Take = Callable[[Field, Any, str], Any]
"""How a format makes the value of a field from what stands at a place in the file."""


def layer_type(class_name: object, place: str) -> type[Layer]:
    """The layer type of that name; a name is a key in our table and nothing else."""
    cls = LAYERS.get(class_name) if isinstance(class_name, str) else None
    if cls is None:
        raise unreadable("unknown_class", place, value=class_name)
    return cls


def build(
    cls: type[Layer],
    given: Mapping[str, Any],
    place: str,
    take: Take,
    ignored: Collection[str] | None = (),
    keys: Mapping[str, str] = {},
) -> Layer:
    """A layer of type *cls* with the settings *given* by field name.

    Settings that it does not have are faults, unless *ignored* (None: any). *keys* says how the
    file calls a field that has another name there.
    """
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    fields = _by_name(cls)
    for key, raw in given.items():
        where = f"{place}.{keys.get(key, key)}"
        field = fields.get(key)
        if field is None:
            if ignored is not None and key not in ignored:
                faults.append(Fault(where, Problem("unknown_setting", {"layer": cls.keras})))
            continue
        try:
            values[key] = take(field, raw, where)
        except Refused as refused:
            faults.append(Fault(where, refused.problem))
        except Unreadable as inner:
            faults.extend(inner.faults)
    missing = [f.name for f in fields.values() if f.required and f.name not in given]
    faults += [Fault(f"{place}.{keys.get(n, n)}", Problem("value_missing")) for n in missing]
    if faults:
        raise Unreadable(faults)
    return cls(**values)


@cache
def _by_name(cls: type[Layer]) -> dict[str, Field]:
    return {field.name: field for field in fields_of(cls)}


def collect(readers: Iterable[Callable[[], Layer]]) -> list[Layer]:
    """The layers that *readers* give, or `Unreadable` with the faults of all of them."""
    layers: list[Layer] = []
    faults: list[Fault] = []
    for reader in readers:
        try:
            layers.append(reader())
        except Unreadable as unread:
            faults.extend(unread.faults)
    if faults:
        raise Unreadable(faults)
    return layers


def check_names(layers: Iterable[Layer], place: Callable[[int], str]) -> None:
    """Refuse names that are given twice, as Keras does. *place* words an index."""
    first: dict[str, int] = {}
    faults: list[Fault] = []
    for i, layer in enumerate(layers):
        if layer.name is None:
            continue
        if first.setdefault(layer.name, i) != i:
            values = {"name": layer.name}
            faults.append(Fault(f"{place(i)}.name", Problem("duplicate_name", values)))
    if faults:
        raise Unreadable(faults)
