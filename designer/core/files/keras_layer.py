"""One layer between its Keras config and its declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, cast

from designer.core.expanded import opened
from designer.core.fields import Field
from designer.core.files.faults import Fault, Unreadable, unreadable
from designer.core.files.json_values import items, members
from designer.core.files.keras_functional import graph
from designer.core.files.keras_graph import chained
from designer.core.files.keras_objects import plain
from designer.core.files.old_keras import modern, without_equal
from designer.core.files.old_names import class_today
from designer.core.files.settings import build, layer_type
from designer.core.kinds import Anything, Nested
from designer.core.layer import LAYERS, Layer, is_layers
from designer.core.layer_list import LayerList
from designer.core.layers.attention_calls import Called, as_called
from designer.core.layers.nested import Functional
from designer.core.layers.unknown import Unknown, called, serialized, unknown
from designer.core.problems import Refused

_IGNORED = ("input_shape", "input_dim", "autocast")
"""What `Layer.__init__` takes without an effect on a layer inside a model."""

_PACKAGES = ("keras", "tf_keras", "tensorflow", "layer_designer")
"""Where the layers are that are known here; in the last those that a user defines."""

_OF_THE_GRAPH = ("inbound_nodes", "name")
"""What a functional model adds to a layer; it is written from the chain."""


def read_layer(class_name: object, config: object, place: str, old: bool = False) -> Layer:
    """The layer that Keras's *config* describes, or `Unreadable` with all its faults.

    Keras 3 refuses arguments that it does not know. *old* says that Keras 1 or 2 wrote it: names
    are translated then, and what Keras 3 has no more is passed over.
    """
    class_name, config = _today(class_name, config, old)
    cls = layer_type(class_name, place)
    if not isinstance(config, Mapping):
        raise unreadable("no_config", place)
    about = cast("Mapping[str, Any]", config)
    if cls is Functional:
        about = {**about, "layers": [item for _, item in chained(about, f"{place}.config").items]}
    try:
        given = cls.read_config(about)
    except Refused as refused:
        raise Unreadable((Fault(place, refused.problem),)) from refused

    inside = partial(_read_nested, old=old)
    take = partial(_take, inside=inside)
    return build(cls, given, place, take, ignored=None if old else _ignored(cls))


def _ignored(cls: type[Layer]) -> tuple[str, ...]:
    """A layer that takes no `trainable` has a constructor of its own, which takes nothing else."""
    return () if "trainable" in cls.lacks else _IGNORED


def read_item(item: Mapping[str, Any], place: str, old: bool = False) -> Layer:
    """The layer that Keras serialised as *item*; one of an unknown class is kept as it is."""
    class_name, config = item.get("class_name"), item.get("config")
    today = _today(class_name, config, old)[0]
    calls = items(item.get("inbound_nodes"))
    another = _is_another(item) or (old and without_equal(class_name, config))
    if not isinstance(today, str) or (today in LAYERS and not another):
        layer = read_layer(class_name, config, place, old)
        return as_called(layer, calls[0]) if calls and isinstance(layer, Called) else layer
    kept = {key: value for key, value in item.items() if key not in _OF_THE_GRAPH}
    try:
        return unknown(kept | (called(calls[0]) if calls else {}))
    except Refused as refused:
        raise Unreadable((Fault(place, refused.problem),)) from refused


def _today(class_name: object, config: object, old: bool) -> tuple[object, object]:
    """What Keras 3 has for the class and its settings."""
    if old:
        return modern(class_name, config)
    return class_today(class_name, old) if isinstance(class_name, str) else class_name, config


def _is_another(item: Mapping[str, Any]) -> bool:
    """Whether *item* is another class than the layer of that name.

    Keras finds a class by its module, and one of a user by the name that it was registered with
    (`serialization_lib`). `keras.ops.reshape` is written as a Reshape with other settings.
    """
    module = item.get("module")
    if isinstance(module, str) and module.partition(".")[0] not in _PACKAGES:
        return True
    registered = not isinstance(module, str) and item.get("registered_name") is not None
    return registered or "newshape" in members(item.get("config"))


def _take(field: Field, raw: Any, where: str, inside: Callable[[object, str], Layer]) -> Any:
    """The value of *field*, checked, from what Keras wrote at *where*; *inside* reads a layer."""
    if isinstance(field.kind, Nested) and raw is not None:
        raw = inside(raw, where)
    elif isinstance(field.kind, LayerList):
        raw = [inside(v, f"{where}[{i}]") for i, v in enumerate(items(raw))]
    elif isinstance(field.kind, Anything):
        raw = plain(raw)
    elif field.name == "activation" and field.default is None and raw == "linear":
        raw = None  # how Keras writes that there is none
    return field.kind.check(raw)


def _read_nested(raw: object, place: str, old: bool) -> Layer:
    if not isinstance(raw, Mapping):
        raise unreadable("not_a_layer", place, value=raw)
    return read_item(cast("Mapping[str, Any]", raw), place, old)


def write_layer(layer: Layer) -> dict[str, Any]:
    """The layer as Keras 3 serialises it; without a name, Keras gives it one."""
    if isinstance(layer, Unknown):
        return serialized(layer)
    if isinstance(layer, Functional):
        return _write_functional(layer)
    config: dict[str, Any] = {}
    for field, value in layer.settings():
        if field.name == "activity_regularizer" and value is None:
            continue  # not every constructor takes it, and none writes it unset
        if field.of_call:
            continue
        if isinstance(value, Layer):
            config[field.name] = write_layer(value)
        elif is_layers(value):
            config[field.name] = list(map(write_layer, value))
        else:
            config[field.name] = field.kind.to_json(value)
    return {
        "module": layer.module,
        "class_name": layer.keras,
        "config": config,
        "registered_name": None,
    }


def _write_functional(layer: Functional) -> dict[str, Any]:
    """A functional model inside a model; its layers have their names written out already."""
    report = opened(layer, None)
    assert report is not None, "it holds a chain"
    layers = [write_layer(block.layer) for block in report.design.chain]
    return graph(layer.name, report, layers, layer.trainable)
