"""A layer of a class that this program does not know: kept as it is, and passed on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from designer.core.cleaning import clean_name
from designer.core.dropped import DROPPED
from designer.core.families import UNKNOWN
from designer.core.fields import declare
from designer.core.kinds import Anything
from designer.core.layer import LAYERS, Layer, Shape, base
from designer.core.layers.attention_calls import Called
from designer.core.problems import Refused

CALL = "call"
"""What a layer that is kept has beside its settings: what it is called with, if not plainly."""

_OPEN = {"class_name": "__keras_tensor__"}
_OPERATIONS = "keras.src.ops."


def check_serialized(value: Any) -> dict[str, Any]:
    """What Keras writes of a layer: its class by name, and its settings."""
    about = dict(cast("Mapping[str, Any]", value)) if isinstance(value, Mapping) else {}
    name = about.get("class_name")
    if not isinstance(name, str) or clean_name(name) != name or not re.search(r"\w", name):
        raise Refused("unknown_class", value=name)
    if not isinstance(about.get("config"), Mapping):
        raise Refused("not_a_mapping", value=about.get("config"))
    return about


@base
class Unknown(Layer):
    """Stands for a layer of a class that this program does not know.

    It is called as the file calls it. What comes out of it and how many parameters it has is not
    known, so the layers after it wait. It is on no shelf: only files bring it.
    """

    family = UNKNOWN
    icon = UNKNOWN.icon
    lacks = ("dtype", "activity_regularizer")

    serialized: Any = declare(
        Anything(rule=check_serialized),
        {"class_name": "Unknown", "config": {}},
        required=True,
        more=True,
        help="The layer as the file describes it; it is written like this again.",
    )

    @property
    def keras(self) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]
        """The class name; here the layers of one type have many."""
        return self.serialized["class_name"].rpartition(">")[2]  # "package>Name" in a `.h5`

    def output_shape(self, x: Shape) -> Shape:
        if self.keras in LAYERS:
            raise Refused("other_class", value=self.keras)
        if self.keras in DROPPED:
            raise Refused("dropped_layer", value=self.keras)
        raise Refused("unknown_layer", value=self.keras)


def unknown(serialized: Mapping[str, Any]) -> Unknown:
    """The layer that stands for *serialized*, a layer as Keras writes it; or `Refused`."""
    about = check_serialized(serialized)
    config = dict(about["config"])
    name, trainable = config.pop("name", None), config.pop("trainable", True) is not False
    return Unknown(
        serialized={**about, "config": config},
        name=clean_name(name) or None if isinstance(name, str) else None,
        trainable=trainable,
    )


def serialized(layer: Unknown) -> dict[str, Any]:
    """*layer* as Keras is to read it. An operation takes no `trainable`."""
    about = {key: value for key, value in layer.serialized.items() if key != CALL}
    named = {} if layer.name is None else {"name": layer.name}
    operation = str(about.get("module")).startswith(_OPERATIONS)
    trained = {} if operation else {"trainable": layer.trainable}
    return {**about, "config": {**named, **trained, **about["config"]}}


def called(node: Any) -> dict[str, Any]:
    """What of the *node* of a graph goes with the layer: the constants of its call, if any.

    The tensor that comes in is left open. Masks stand beside the chain.
    """
    if not isinstance(node, Mapping):
        return {}
    about = cast("Mapping[str, Any]", node)
    kwargs = {k: v for k, v in dict(about.get("kwargs") or {}).items() if k != "mask"}
    call = {"args": about.get("args"), "kwargs": kwargs}
    kept = _replaced(call, _OPEN)
    return {} if kept == {"args": [_OPEN], "kwargs": {}} else {CALL: kept}


def call_of(layer: Unknown) -> dict[str, Any]:
    """The same of a *layer* that was read; nothing where it is called plainly."""
    return {key: value for key, value in layer.serialized.items() if key == CALL}


def call_with(layer: Layer, tensor: Any) -> dict[str, Any]:
    """How Keras calls *layer* with the *tensor* that comes in."""
    call = layer.serialized.get(CALL) if isinstance(layer, Unknown) else None
    if call is None:
        kwargs = layer.keywords() if isinstance(layer, Called) else {}
        return {"args": layer.arguments(tensor), "kwargs": kwargs}
    return _replaced(call, tensor)


def _replaced(value: Any, tensor: Any) -> Any:
    """*value* with *tensor* in place of each tensor in it."""
    if isinstance(value, Mapping):
        about = cast("Mapping[str, Any]", value)
        if about.get("class_name") == _OPEN["class_name"]:
            return tensor
        return {key: _replaced(part, tensor) for key, part in about.items()}
    if isinstance(value, (list, tuple)):
        return [_replaced(part, tensor) for part in cast("Sequence[Any]", value)]
    return value
