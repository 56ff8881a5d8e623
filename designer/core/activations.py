"""The activation functions of Keras, and the field that takes one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from designer.core.fields import declare
from designer.core.kinds import Kind
from designer.core.problems import Refused

NAMES = (
    "linear",
    "relu",
    "sigmoid",
    "softmax",
    "tanh",
    "elu",
    "selu",
    "gelu",
    "silu",
    "swish",
    "leaky_relu",
    "relu6",
    "celu",
    "exponential",
    "glu",
    "hard_shrink",
    "hard_sigmoid",
    "hard_silu",
    "hard_swish",
    "hard_tanh",
    "log_sigmoid",
    "log_softmax",
    "mish",
    "soft_shrink",
    "softplus",
    "softsign",
    "sparse_plus",
    "sparse_sigmoid",
    "sparsemax",
    "squareplus",
    "tanh_shrink",
    "threshold",
)
"""What `keras.activations.get` takes, the common ones first."""


class ActivationName(Kind, kw_only=True):
    """The name of an activation function; a serialised object is kept as it is."""

    optional: bool = True
    quiet: object = "linear"

    def _check(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return cast("Mapping[str, Any]", value)
        if value in NAMES:
            return value
        raise Refused("not_an_option", value=value, options=NAMES)

    def show(self, value: Any) -> str:
        if isinstance(value, Mapping):
            about = cast("Mapping[str, Any]", value)
            name = about.get("config") if about.get("class_name") == "function" else None
            return str(name or about.get("class_name") or "custom")
        return str(value)


def activation(default: str | None = None, **about: Any) -> Any:
    """The function applied to what comes out; it has no parameters of its own."""
    about.setdefault("brief", "{}")
    about.setdefault("help", "The function applied to each output; it has no parameters.")
    return declare(ActivationName(), default, **about)
