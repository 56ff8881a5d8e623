"""What was meant by a class that nobody knows, where its name is nearly that of a layer."""

from __future__ import annotations

from typing import Any

from designer.core.fields import Field
from designer.core.files.faults import Fault, Unreadable
from designer.core.files.keras_layer import read_layer
from designer.core.layer import LAYERS, Layer, fields_of
from designer.core.layers.unknown import Unknown
from designer.core.nearest import nearest_class


def meant(layer: Unknown) -> Layer | None:
    """The known layer that *layer* may be, with those of its settings that fit; else None."""
    name = nearest_class(layer.keras)
    if name is None:
        return None
    fields = {field.name: field for field in fields_of(LAYERS[name])}
    config = dict(layer.serialized["config"])
    for _ in range(2):  # a setting that is needed may be one of those that do not fit
        try:
            found = read_layer(name, config, "")
            return found.replace(name=layer.name, trainable=layer.trainable)
        except Unreadable as unread:
            config = _without(config, unread.faults, fields)
    return None


def _without(
    config: dict[str, Any], faults: tuple[Fault, ...], fields: dict[str, Field]
) -> dict[str, Any]:
    """The settings without those that are at fault; what is needed gets its default."""
    wrong = {fault.place.removeprefix(".").replace("[", ".").partition(".")[0] for fault in faults}
    kept = {key: value for key, value in config.items() if key not in wrong}
    needed = (field for field in fields.values() if field.required and field.name not in kept)
    return kept | {field.name: field.kind.to_json(field.default) for field in needed}
