"""How Keras 1 and 2, and the `.h5` of any Keras, call things: a table from their classes and
arguments to those of Keras 3.

The names of classes and of what a setting may hold are in `old_names`.

Sources: `get_config` of the layers of Keras 1.2.2 and 2.15, and `keras/legacy/interfaces.py` of
Keras 2.2, which translates the calls of Keras 1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from designer.core.files.json_values import items, members
from designer.core.files.old_names import class_today, object_today
from designer.core.layer import LAYERS, fields_of

Config = dict[str, Any]

_OUTSIDE = ("name", "trainable", "batch_input_shape", "input_dtype")
"""What a layer with one inside says of itself."""

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
    "SimpleRNN": _UNITS,
    "TimeDistributed": _UNITS,
    "UpSampling1D": {"length": "size"},
}
"""Where an argument means something else than in other layers; an empty name drops it."""

_WORDS: dict[str, dict[object, object]] = {
    "activation": {"softmax_v2": "softmax"},
    "data_format": {"tf": "channels_last", "th": "channels_first", "default": None},
    "padding": {"half": "same"},
}
_KERNELS = (("nb_row", "nb_col"), ("kernel_dim1", "kernel_dim2", "kernel_dim3"))
_SET_SO = (
    *("BatchNormalization", "RNN", "SimpleRNN", "GRU", "LSTM"),
    *("ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"),
)
_GONE: dict[str, tuple[object, ...]] = {"mode": (None, 0), "time_major": (None, False)}
"""Settings that Keras 3 has no more, with the values that mean what it does: a BatchNormalization
with statistics of all data, and recurrent layers into which the batch comes first."""


def modern(class_name: object, config: object) -> tuple[object, object]:
    """The class name and the settings that Keras 3 would have for those of an older release."""
    given = members(config)
    if class_name == "Sequential" and not given:  # a bare list, up to 2.2.2
        given = {"layers": config}
    if not isinstance(class_name, str) or not given:
        return class_name, config
    name = class_today(class_name, old=True)
    names = {**_ARGUMENTS, **_ARGUMENTS_OF.get(name, {})}
    own = {field.name for field in fields_of(LAYERS[name])} if name in LAYERS else ()
    found = {key if key in own else names.get(key, key): value for key, value in given.items()}
    found.pop("", None)
    for sides in _KERNELS:
        if all(side in given for side in sides):
            found["kernel_size"] = [given[side] for side in sides]
    settings = {key: _word(key, value) for key, value in found.items()}
    return name, _FINISH.get(name, _as_it_is)(class_name, settings)


def without_equal(class_name: object, config: object) -> bool:
    """Whether Keras 3 has no layer that does what this one did, though it has one of that name."""
    given = members(config)
    return class_today(str(class_name), old=True) in _SET_SO and any(
        given.get(key) not in same for key, same in _GONE.items()
    )


def _word(key: str, value: Any) -> Any:
    words = _WORDS.get(key, {})
    if isinstance(value, str) and value in words:
        return words[value]
    return object_today(key, value)


def _as_it_is(class_name: str, config: Config) -> Config:
    return config


def _gru(class_name: str, config: Config) -> Config:
    """Before Keras 2.3 there was one bias a gate, but for the one that runs on CuDNN."""
    return {"reset_after": class_name == "CuDNNGRU", **config}


def _forgetting(class_name: str, config: Config) -> Config:
    if "forget_bias_init" in config:
        config["unit_forget_bias"] = config["forget_bias_init"] == "one"
    return config


def _separable(class_name: str, config: Config) -> Config:
    """Keras 1 drew both kernels alike."""
    if "kernel_initializer" in config and "depthwise_initializer" not in config:
        both = config["kernel_initializer"]
        config |= {"depthwise_initializer": both, "pointwise_initializer": both}
    return config


def _every_step(class_name: str, config: Config) -> Config:
    """A Dense for each step was a layer of its own."""
    if class_name == "TimeDistributed":
        return config
    outside = {key: config.pop(key) for key in _OUTSIDE if key in config}
    return {**outside, "layer": {"class_name": "Dense", "config": config}}


def _normalization(class_name: str, config: Config) -> Config:
    """Keras 2 wrote the one axis as a list."""
    if class_name == "SyncBatchNormalization":
        config["synchronized"] = True
    axes = items(config.get("axis"))
    if len(axes) == 1:
        config["axis"] = axes[0]
    return config


_SIDES = (("left_pad", "right_pad"), ("top_pad", "bottom_pad", "left_pad", "right_pad"))


def _padding(class_name: str, config: Config) -> Config:
    """Keras 1 took the sides by name, or top, bottom, left and right in a row."""
    named = members(config.get("padding"))
    sides = items(config.get("padding"))
    if named:
        sides = [named.get(side, 0) for side in _SIDES[class_name == "ZeroPadding2D"]]
        config["padding"] = sides
    if len(sides) == 4:
        config["padding"] = [sides[:2], sides[2:]]
    return config


_FINISH: dict[str, Callable[[str, Config], Config]] = {
    "BatchNormalization": _normalization,
    "ConvLSTM2D": _forgetting,
    "GRU": _gru,
    "GRUCell": _gru,
    "LSTM": _forgetting,
    "SeparableConv2D": _separable,
    "TimeDistributed": _every_step,
    "ZeroPadding1D": _padding,
    "ZeroPadding2D": _padding,
}
