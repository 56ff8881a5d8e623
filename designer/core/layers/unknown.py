"""A layer of a class that this program does not know: kept as it is, and passed on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from designer.core.cleaning import clean_name
from designer.core.families import UNKNOWN
from designer.core.fields import declare
from designer.core.kinds import Anything
from designer.core.layer import LAYERS, Layer, Shape, base
from designer.core.problems import Refused


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
    """*layer* as Keras is to read it."""
    named = {} if layer.name is None else {"name": layer.name}
    config = {**named, "trainable": layer.trainable, **layer.serialized["config"]}
    return {**layer.serialized, "config": config}
