"""Activation functions as modules of PyTorch."""

from __future__ import annotations

from designer.core.export.source_code import Call
from designer.core.export.torch_places import NoEqual

_MODULES: dict[str, tuple[str, ...]] = {
    "celu": ("CELU",),
    "elu": ("ELU",),
    "gelu": ("GELU",),
    "hard_shrink": ("Hardshrink",),
    "hard_sigmoid": ("Hardsigmoid",),
    "hard_silu": ("Hardswish",),
    "hard_swish": ("Hardswish",),
    "hard_tanh": ("Hardtanh",),
    "leaky_relu": ("LeakyReLU", "0.2"),
    "log_sigmoid": ("LogSigmoid",),
    "mish": ("Mish",),
    "relu": ("ReLU",),
    "relu6": ("ReLU6",),
    "selu": ("SELU",),
    "sigmoid": ("Sigmoid",),
    "silu": ("SiLU",),
    "soft_shrink": ("Softshrink",),
    "softplus": ("Softplus",),
    "softsign": ("Softsign",),
    "swish": ("SiLU",),
    "tanh": ("Tanh",),
    "tanh_shrink": ("Tanhshrink",),
}
"""The modules and their arguments, where the defaults of Keras are others."""

_ALONG = {"softmax": "nn.Softmax", "log_softmax": "nn.LogSoftmax"}
"""Functions of a whole axis."""


def function(name: object, axis: int) -> Call | None:
    """The module of an activation, where *axis* is the last of Keras; None where there is none."""
    if name in (None, "linear"):
        return None
    if isinstance(name, str) and name in _ALONG:
        return Call(_ALONG[name], (f"dim={axis}",))
    if isinstance(name, str) and name in _MODULES:
        module, *arguments = _MODULES[name]
        return Call(f"nn.{module}", tuple(arguments))
    shown = name if isinstance(name, str) else "this"
    raise NoEqual(f"torch.nn has no module for the function {shown!r}")
