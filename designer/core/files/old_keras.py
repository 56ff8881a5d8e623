"""How Keras 1 and 2, and the `.h5` of any Keras, call things: a table from their classes and
arguments to those of Keras 3.

Sources: `get_config` of the layers of Keras 1.2.2 and 2.15, and `keras/legacy/interfaces.py` of
Keras 2.2, which translates the calls of Keras 1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from designer.core.files.json_values import items, members

Config = dict[str, Any]

_CLASSES = {
    "AtrousConvolution1D": "Conv1D",
    "AtrousConvolution2D": "Conv2D",
    "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
    "Convolution1D": "Conv1D",
    "Convolution2D": "Conv2D",
    "Convolution2DTranspose": "Conv2DTranspose",
    "Convolution3D": "Conv3D",
    "Convolution3DTranspose": "Conv3DTranspose",
    "CuDNNGRU": "GRU",
    "Deconvolution2D": "Conv2DTranspose",
    "Deconvolution3D": "Conv3DTranspose",
    "GroupedQueryAttention": "GroupQueryAttention",
    "Model": "Functional",
    "SeparableConvolution1D": "SeparableConv1D",
    "SeparableConvolution2D": "SeparableConv2D",
    "ThresholdedReLU": "ReLU",
}

_ARGUMENTS = {
    "W_constraint": "kernel_constraint",
    "W_regularizer": "kernel_regularizer",
    "U_regularizer": "recurrent_regularizer",
    "atrous_rate": "dilation_rate",
    "b_constraint": "bias_constraint",
    "b_regularizer": "bias_regularizer",
    "beta_init": "beta_initializer",
    "bias": "use_bias",
    "border_mode": "padding",
    "dim_ordering": "data_format",
    "dropout_U": "recurrent_dropout",
    "dropout_W": "dropout",
    "filter_length": "kernel_size",
    "gamma_init": "gamma_initializer",
    "init": "kernel_initializer",
    "inner_activation": "recurrent_activation",
    "inner_init": "recurrent_initializer",
    "nb_filter": "filters",
    "p": "rate",
    "pool_length": "pool_size",
    "sigma": "stddev",
    "stride": "strides",
    "subsample": "strides",
    "subsample_length": "strides",
}

_UNITS = {"output_dim": "units"}
_TABLE = {
    "W_constraint": "embeddings_constraint",
    "W_regularizer": "embeddings_regularizer",
    "init": "embeddings_initializer",
    "dropout": "",
}
_ARGUMENTS_OF: dict[str, dict[str, str]] = {
    "Dense": _UNITS,
    "Embedding": _TABLE,
    "GRU": _UNITS,
    "InputLayer": {"input_dtype": "dtype"},
    "LSTM": _UNITS,
    "LeakyReLU": {"alpha": "negative_slope"},
    "PReLU": {"init": "alpha_initializer"},
    "ReLU": {"theta": "threshold"},
    "SeparableConv2D": {"init": "depthwise_initializer"},
    "SimpleRNN": _UNITS,
    "UpSampling1D": {"length": "size"},
}
"""Where an argument means something else than in other layers; an empty name drops it."""

_WORDS: dict[str, dict[object, object]] = {
    "activation": {"softmax_v2": "softmax"},
    "data_format": {"tf": "channels_last", "th": "channels_first", "default": None},
    "padding": {"half": "same"},
}
_KERNELS = (("nb_row", "nb_col"), ("kernel_dim1", "kernel_dim2", "kernel_dim3"))
_PLAIN_INITIALIZERS: dict[object, object] = {"zero": "zeros", "one": "ones"}
_RULES = {
    "WeightRegularizer": "L1L2",
    "L1L2Regularizer": "L1L2",
    "MaxNorm": "MaxNorm",
    "NonNeg": "NonNeg",
    "UnitNorm": "UnitNorm",
}
"""Regularizers and constraints, which Keras 1 wrote flat, with their class as `name`."""


def modern(class_name: object, config: object) -> tuple[object, object]:
    """The class name and the settings that Keras 3 would have for those of an older release."""
    given = members(config)
    if class_name == "Sequential" and not given:  # a bare list, up to 2.2.2
        given = {"layers": config}
    if not isinstance(class_name, str) or not given:
        return class_name, config
    name = _CLASSES.get(class_name, class_name)
    names = {**_ARGUMENTS, **_ARGUMENTS_OF.get(name, {})}
    found = {names.get(key, key): value for key, value in given.items()}
    found.pop("", None)
    for sides in _KERNELS:
        if all(side in given for side in sides):
            found["kernel_size"] = [given[side] for side in sides]
    settings = {key: _word(key, value) for key, value in found.items()}
    return name, _FINISH.get(name, _as_it_is)(class_name, settings)


def _word(key: str, value: Any) -> Any:
    words = _PLAIN_INITIALIZERS if key.endswith("_initializer") else _WORDS.get(key, {})
    if isinstance(value, str):
        return words.get(value, value)
    if key.endswith(("_regularizer", "_constraint")):
        return _rule(members(value)) or value
    return value


def _rule(about: Config) -> Config:
    name = _RULES.get(cast("str", about.get("name")))
    if name is None or "class_name" in about:
        return about
    del about["name"]
    if "m" in about:
        about["max_value"] = about.pop("m")
    return {"class_name": name, "config": about}


def _as_it_is(class_name: str, config: Config) -> Config:
    return config


def _gru(class_name: str, config: Config) -> Config:
    """Before Keras 2.3 there was one bias a gate, but for the one that runs on CuDNN."""
    return {"reset_after": class_name == "CuDNNGRU", **config}


def _lstm(class_name: str, config: Config) -> Config:
    if "forget_bias_init" in config:
        config["unit_forget_bias"] = config["forget_bias_init"] == "one"
    return config


def _normalization(class_name: str, config: Config) -> Config:
    """Keras 2 wrote the one axis as a list."""
    axes = items(config.get("axis"))
    if len(axes) == 1:
        config["axis"] = axes[0]
    return config


def _padding(class_name: str, config: Config) -> Config:
    """Keras 1 took top, bottom, left and right in a row."""
    sides = items(config.get("padding"))
    if len(sides) == 4:
        config["padding"] = [sides[:2], sides[2:]]
    return config


_FINISH: dict[str, Callable[[str, Config], Config]] = {
    "BatchNormalization": _normalization,
    "GRU": _gru,
    "GRUCell": _gru,
    "LSTM": _lstm,
    "ZeroPadding2D": _padding,
}
