"""The names by which Keras takes initializers, regularizers, constraints and precisions.

Source: `keras.src.initializers`, `regularizers`, `constraints` and `dtype_policies` of Keras 3.15.
An object that is written out, and a name with the package that it was registered under, may be one
of a user: both are kept as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from designer.core.files.json_values import members
from designer.core.kinds import Real
from designer.core.problems import Refused

Rule = Callable[[Any], Any]

INITIALIZERS = (
    "glorot_uniform",
    "glorot_normal",
    "he_uniform",
    "he_normal",
    "lecun_uniform",
    "lecun_normal",
    "zeros",
    "ones",
    "random_uniform",
    "random_normal",
    "truncated_normal",
    "orthogonal",
    "identity",
    "variance_scaling",
    "stft",
    "uniform",
    "normal",
    "zero",
    "one",
)
_INITIALIZERS = ("IdentityInitializer", "OrthogonalInitializer", "STFT", "STFTInitializer")
REGULARIZERS = ("l1", "l2", "l1l2", "orthogonal_regularizer")
_REGULARIZERS = ("L1", "L2", "L1L2", "OrthogonalRegularizer")
CONSTRAINTS = ("max_norm", "min_max_norm", "non_neg", "unit_norm")
_MIXED = ("mixed_float16", "mixed_bfloat16")
_FLOATS = ("float32", "float16", "bfloat16", "float64")
_QUANTIZED = ("int8", "int4", "float8", "gptq", "awq")
_STORED = ("float8_e4m3fn", "float8_e5m2")
_OTHERS = (
    "bool",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "int16",
    "int32",
    "int64",
    "int",
    "string",
    "complex64",
    "complex128",
)


def _camel(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.title().replace("_", "") for name in names)


def _one_of(names: tuple[str, ...], *also: str) -> Rule:
    """A rule that takes one of the *names*, and what is *also* one; it tells of the names.

    An object that is written out is more than an empty mapping.
    """
    known = {*names, *also}

    def rule(value: Any) -> Any:
        match value:
            case str():
                fits = value in known or ">" in value
            case Mapping():
                fits = bool(cast("Mapping[str, Any]", value))
            case _:
                fits = value is None
        if not fits:
            raise Refused("not_an_option", value=cast("object", value), options=names)
        return cast("object", value)

    return rule


def precision(value: Any) -> Any:
    """The dtype of a layer: one precision, or two that are mixed.

    What `Model.quantize` makes of a layer has other weights: such a policy is refused, whether it
    is named ("int8_from_float32"), written out, or one of several in a `DTypePolicyMap`.
    """
    about = members(members(value).get("config"))
    parts = (value, about.get("default_policy"), *members(about.get("policy_map")).values())
    for mode in filter(None, map(_mode, parts)):
        raise Refused("quantized", value=mode)
    return _DTYPE(value)


def _mode(policy: object) -> object:
    """The way in which *policy* quantizes, such as "int8"; None if it does not."""
    if not isinstance(policy, str):
        return members(members(policy).get("config")).get("mode")
    mode, source, _ = policy.partition("_from_")
    return mode if source and mode.partition("/")[0] in _QUANTIZED else None


def stored(value: Any) -> Any:
    """The dtype of an input: of the numbers that come in."""
    return _STORED_DTYPE(value)


def regularizer(value: Any) -> Any:
    """A penalty; the factors of one that is written out are numbers that are not below 0."""
    found = _REGULARIZER(value)
    about = members(found)
    if about.get("class_name") not in (*REGULARIZERS, *_REGULARIZERS):
        return found
    for key, factor in members(about.get("config")).items():
        if key in ("l1", "l2", "factor"):
            Real(low=0, optional=key != "factor").check(factor)
    return found


_REGULARIZER = _one_of(REGULARIZERS, *_camel(REGULARIZERS), *_REGULARIZERS)
_DTYPE = _one_of((*_FLOATS, *_MIXED), *_OTHERS)
_STORED_DTYPE = _one_of((*_FLOATS, "int32", "uint8"), *_OTHERS, *_STORED, "int8")

_RULES: Mapping[str, Rule] = {
    "initializer": _one_of(INITIALIZERS, *_camel(INITIALIZERS), *_INITIALIZERS),
    "regularizer": regularizer,
    "constraint": _one_of(CONSTRAINTS, *_camel(CONSTRAINTS)),
    "dtype": precision,
}


_HELPS = {
    "initializer": "How the {} begins, such as glorot_uniform, he_normal, zeros or ones.",
    "regularizer": "A penalty on the {} in training: l1, l2 or l1l2; empty: none.",
    "constraint": "What the {} is kept to in training: max_norm, non_neg, unit_norm; empty: none.",
}
_KERNELS = ("recurrent", "depthwise", "pointwise")


def help_for(setting: str) -> str:
    """What a *setting* such as `kernel_initializer` is for; empty where its name does not say."""
    weight, _, kind = setting.rpartition("_")
    named = f"{weight} kernel" if weight in _KERNELS else weight.replace("_", " ")
    return _HELPS.get(kind, "").format(named)


def rule_for(setting: str) -> Rule | None:
    """What Keras asks of a *setting* that ends in `_initializer`, say; None if that is nothing."""
    kind = setting.rpartition("_")[2]
    return None if setting == "reverse_dtype" else _RULES.get(kind)
