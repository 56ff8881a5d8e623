"""The names by which Keras finds layers, initializers, regularizers and constraints, and what has
the name today.

Sources: the aliases in `keras/layers` of Keras 1.1.1 to 2.15 and those that Keras 3.15 exports;
what `get` of `initializations` or `initializers`, `regularizers` and `constraints` finds there by
name, with the arguments that it has by default.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from designer.core.files.json_values import members

_EXPORTED = {
    **{f"AvgPool{n}D": f"AveragePooling{n}D" for n in (1, 2, 3)},
    **{f"Convolution{n}D": f"Conv{n}D" for n in (1, 2, 3)},
    **{f"Convolution{n}DTranspose": f"Conv{n}DTranspose" for n in (1, 2, 3)},
    **{f"GlobalAvgPool{n}D": f"GlobalAveragePooling{n}D" for n in (1, 2, 3)},
    **{f"GlobalMaxPool{n}D": f"GlobalMaxPooling{n}D" for n in (1, 2, 3)},
    **{f"MaxPool{n}D": f"MaxPooling{n}D" for n in (1, 2, 3)},
    **{f"SeparableConvolution{n}D": f"SeparableConv{n}D" for n in (1, 2)},
    "GroupedQueryAttention": "GroupQueryAttention",
}
"""What Keras 3 still exports under a second name."""

_CLASSES = {
    **_EXPORTED,
    **{f"AtrousConv{n}D": f"Conv{n}D" for n in (1, 2)},
    **{f"AtrousConvolution{n}D": f"Conv{n}D" for n in (1, 2)},
    **{f"Deconv{n}D": f"Conv{n}DTranspose" for n in (2, 3)},
    **{f"Deconvolution{n}D": f"Conv{n}DTranspose" for n in (2, 3)},
    **{f"{name}V{n}": name for n in (1, 2) for name in ("GRU", "GRUCell", "LSTM", "LSTMCell")},
    **{f"BatchNormalizationV{n}": "BatchNormalization" for n in (1, 2)},
    "CuDNNGRU": "GRU",
    "Model": "Functional",
    "SyncBatchNormalization": "BatchNormalization",
    "ThresholdedReLU": "ReLU",
    "TimeDistributedDense": "TimeDistributed",
}


def class_today(name: str, old: bool) -> str:
    """The name of the class that *name* means; *old* says that Keras 1 or 2 wrote it."""
    return (_CLASSES if old else _EXPORTED).get(name, name)


def older_names(name: str) -> tuple[str, ...]:
    """What the class that is *name* today has been called, and is still."""
    return tuple(old for old, today in _CLASSES.items() if today == name)


def _object(name: str, **config: Any) -> dict[str, Any]:
    return {"class_name": name, "config": config}


_BOTH = _object("L1L2", l1=0.01, l2=0.01)
_DRAWN = (
    *("glorot_normal", "glorot_uniform", "he_normal", "he_uniform"),
    *("lecun_normal", "lecun_uniform"),
)
_CLASSES_OF_INITIALIZERS = (
    *("Identity", "Ones", "Orthogonal", "RandomNormal", "RandomUniform", "TruncatedNormal"),
    *("VarianceScaling", "Zeros", *(name.title().replace("_", "") for name in _DRAWN)),
)

_OBJECTS: Mapping[str, Mapping[str, Any]] = {
    "initializer": {
        **{f"{name}V2": name for name in (*_DRAWN, *_CLASSES_OF_INITIALIZERS)},
        **dict.fromkeys(("constant", "Constant", "ConstantV2"), _object("Constant", value=0)),
        "one": "ones",
        "zero": "zeros",
    },
    "regularizer": {
        **dict.fromkeys(("l1l2", "l1_l2", "activity_l1l2"), _BOTH),
        **dict.fromkeys(("L1L2Regularizer", "WeightRegularizer", "ActivityRegularizer"), "L1L2"),
        "Regularizer": None,  # adds nothing to the loss
        "activity_l1": "l1",
        "activity_l2": "l2",
    },
    "constraint": {
        **dict.fromkeys(("radial_constraint", "RadialConstraint"), _object("RadialConstraint")),
        "Constraint": None,  # constrains nothing
        "maxnorm": "max_norm",
        "nonneg": "non_neg",
        "unitnorm": "unit_norm",
    },
}
"""Today's name or object, where a bare name means another one or has other defaults today. Keras 3
dropped the radial constraint: it is kept like one of a user."""

_FLAT = {
    "WeightRegularizer": "L1L2",
    "ActivityRegularizer": "L1L2",
    "L1L2Regularizer": "L1L2",
    "MaxNorm": "MaxNorm",
    "MinMaxNorm": "MinMaxNorm",
    "NonNeg": "NonNeg",
    "UnitNorm": "UnitNorm",
}
"""Regularizers and constraints, which Keras 1 wrote flat, with their class as `name`."""
_FLAT_ARGUMENTS = {"m": "max_value", "low": "min_value", "high": "max_value"}


def object_today(setting: str, value: Any) -> Any:
    """What Keras 3 calls the object that an older one knows as *value* in a *setting* such as
    `kernel_initializer`."""
    kind = setting.rpartition("_")[2]
    if kind not in _OBJECTS:
        return value
    names = _OBJECTS[kind]
    if isinstance(value, str):
        return names.get(value, value)
    about = members(value)
    return _written_out(about, names) if about else value


def _written_out(about: dict[str, Any], names: Mapping[str, Any]) -> dict[str, Any]:
    name, class_name = about.get("name"), about.get("class_name")
    if isinstance(class_name, str):
        today = names.get(class_name, class_name)
        if isinstance(today, str):
            return {**about, "class_name": today}
        known = members(today)
        return {
            **about,
            **known,
            "config": {**members(known.get("config")), **members(about.get("config"))},
        }
    if not isinstance(name, str) or name not in _FLAT:
        return about
    settings = {_FLAT_ARGUMENTS.get(k, k): v for k, v in about.items() if k != "name"}
    return _object(_FLAT[name], **settings)
