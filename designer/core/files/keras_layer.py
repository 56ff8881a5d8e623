"""One layer between its Keras config and its declaration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from designer.core.files.faults import Fault, Unreadable, unreadable
from designer.core.kinds import Nested
from designer.core.layer import LAYERS, Layer, fields_of
from designer.core.problems import Refused

_IGNORED = {"batch_input_shape", "batch_shape", "input_shape", "input_dim", "input_length"}
"""What Keras takes for any layer, or once took, without an effect on a layer inside a model."""


def read_layer(class_name: object, config: object, place: str, lenient: bool = False) -> Layer:
    """The layer that Keras's *config* describes, or `Unreadable` with all its faults.

    Keras 3 refuses arguments that it does not know; *lenient* passes over them, for older files.
    """
    cls = LAYERS.get(class_name) if isinstance(class_name, str) else None
    if cls is None:
        raise unreadable("unknown_class", place, value=class_name)
    if not isinstance(config, Mapping):
        raise unreadable("no_config", place)
    try:
        given = cls.read_config(cast("Mapping[str, Any]", config))
    except Refused as refused:
        raise Unreadable((Fault(place, refused.problem),)) from refused
    return _build(cls, given, place, lenient)


def _build(cls: type[Layer], given: dict[str, Any], place: str, lenient: bool) -> Layer:
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    for field in fields_of(cls):
        where = f"{place}.{field.name}"
        try:
            if field.name in given:
                raw = given.pop(field.name)
                if isinstance(field.kind, Nested) and raw is not None:
                    raw = read_nested(raw, where, lenient)
                values[field.name] = field.kind.check(raw)
            elif field.required:
                raise Refused("value_missing")
        except Refused as refused:
            faults.append(Fault(where, refused.problem))
        except Unreadable as inner:
            faults.extend(inner.faults)
    if not lenient:
        unknown = [key for key in given if key not in _IGNORED]
        faults += [Fault(f"{place}.{key}", Refused("unknown_setting").problem) for key in unknown]
    if faults:
        raise Unreadable(faults)
    return cls(**values)


def read_nested(raw: object, place: str, lenient: bool) -> Layer:
    """The layer inside a wrapper: `{"class_name": ..., "config": {...}}`."""
    if not isinstance(raw, Mapping):
        raise unreadable("not_a_layer", place, value=raw)
    about = cast("Mapping[str, Any]", raw)
    return read_layer(about.get("class_name"), about.get("config"), place, lenient)


def write_layer(layer: Layer) -> dict[str, Any]:
    """The layer as Keras 3 serialises it; the name must have been filled in."""
    config: dict[str, Any] = {}
    for field, value in layer.settings():
        if field.name == "activity_regularizer" and value is None:
            continue  # not every constructor takes it, and none writes it unset
        if isinstance(value, Layer):
            config[field.name] = write_layer(value)
        else:
            config[field.name] = field.kind.to_json(value)
    return {
        "module": "keras.layers",
        "class_name": layer.keras,
        "config": config,
        "registered_name": None,
    }
