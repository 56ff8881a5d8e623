"""Names and settings of Keras 1 and 2 that became more than another name, and names that an older
release finds without more.

Sources: the preprocessors of `keras/legacy/interfaces.py` and the classes of `legacy/layers.py` in
Keras 2.0.8, and what the modules of Keras 1.1.1, 1.1.2, 1.2.2, 2.0.8, 2.2.4, 2.3.1, 2.6, 2.12 and
2.15 assign.
"""

from typing import Any

import pytest

from designer.core.files.keras_layer import read_item, read_layer
from designer.core.layer import LAYERS
from designer.core.layers.unknown import Unknown
from designer.words import problem_text

Config = dict[str, Any]

CONV_1 = {"nb_filter": 4, "nb_row": 3, "nb_col": 5}
CALLS: list[tuple[str, Config, str, Config]] = [
    ("LSTM", {"output_dim": 3, "forget_bias_init": "one"}, "LSTM", {"units": 3}),
    ("LSTM", {"output_dim": 3, "consume_less": "gpu"}, "LSTM", {"units": 3}),
    (
        "ConvLSTM2D",
        {**CONV_1, "forget_bias_init": "zero"},
        "ConvLSTM2D",
        {"filters": 4, "kernel_size": [3, 5], "unit_forget_bias": False},
    ),
    (
        "Embedding",
        {"input_dim": 5, "output_dim": 3, "dropout": 0.2, "input_length": 7},
        "Embedding",
        {"input_dim": 5, "output_dim": 3},
    ),
    (
        "SeparableConvolution2D",
        {**CONV_1, "init": "he_normal"},
        "SeparableConv2D",
        {
            "filters": 4,
            "kernel_size": [3, 5],
            "depthwise_initializer": "he_normal",
            "pointwise_initializer": "he_normal",
        },
    ),
    (
        "Deconvolution2D",
        {**CONV_1, "output_shape": [None, 14, 16, 4]},
        "Conv2DTranspose",
        {"filters": 4, "kernel_size": [3, 5]},
    ),
    (
        "AtrousConvolution2D",
        {**CONV_1, "atrous_rate": [2, 2]},
        "Conv2D",
        {"filters": 4, "kernel_size": [3, 5], "dilation_rate": [2, 2]},
    ),
    ("BatchNormalization", {"mode": 0, "axis": 1}, "BatchNormalization", {"axis": 1}),
    (
        "SyncBatchNormalization",
        {"axis": [3]},
        "BatchNormalization",
        {"axis": 3, "synchronized": True},
    ),
    (
        "ZeroPadding2D",
        {"padding": {"top_pad": 1, "left_pad": 2}},
        "ZeroPadding2D",
        {"padding": [[1, 0], [2, 0]]},
    ),
    ("ZeroPadding2D", {"padding": [1, 2, 3, 4]}, "ZeroPadding2D", {"padding": [[1, 2], [3, 4]]}),
    (
        "ZeroPadding1D",
        {"padding": {"left_pad": 1, "right_pad": 2}},
        "ZeroPadding1D",
        {"padding": [1, 2]},
    ),
    (
        "TimeDistributedDense",
        {"output_dim": 3, "bias": False, "name": "steps", "input_length": None},
        "TimeDistributed",
        {
            "name": "steps",
            "layer": {"class_name": "Dense", "config": {"units": 3, "use_bias": False}},
        },
    ),
    ("ThresholdedReLU", {"theta": 1.5}, "ReLU", {"threshold": 1.5}),
    ("CuDNNGRU", {"units": 3}, "GRU", {"units": 3, "reset_after": True}),
    ("GRU", {"units": 3}, "GRU", {"units": 3, "reset_after": False}),
]


@pytest.mark.parametrize(("name", "config", "today", "settings"), CALLS)
def test_what_is_more_than_another_name(name: str, config: Config, today: str, settings: Config):
    assert read_layer(name, config, "layer", old=True) == read_layer(today, settings, "layer")


BOTH = {"class_name": "L1L2", "config": {"l1": 0.01, "l2": 0.01}}
NOTHING = {"class_name": "Constant", "config": {"value": 0}}
RADIAL = {"class_name": "RadialConstraint", "config": {}}
BY_NAME: dict[str, dict[str, Any]] = {
    "bias_regularizer": {
        "l1": "l1",  # 0.01 in every release
        "l2": "l2",
        "L1": "L1",
        "L2": "L2",
        "l1l2": BOTH,  # Keras 1
        "l1_l2": BOTH,  # Keras 2
        "L1L2": "L1L2",  # the class: 0 and 0 in every release
        "activity_l1": "l1",
        "activity_l2": "l2",
        "activity_l1l2": BOTH,
        "WeightRegularizer": "L1L2",
        "ActivityRegularizer": "L1L2",
        "L1L2Regularizer": "L1L2",
        "Regularizer": None,
        "orthogonal_regularizer": "orthogonal_regularizer",
        "OrthogonalRegularizer": "OrthogonalRegularizer",
    },
    "bias_constraint": {
        "maxnorm": "max_norm",  # 2 along axis 0 in every release
        "max_norm": "max_norm",
        "MaxNorm": "MaxNorm",
        "nonneg": "non_neg",
        "non_neg": "non_neg",
        "NonNeg": "NonNeg",
        "unitnorm": "unit_norm",
        "unit_norm": "unit_norm",
        "UnitNorm": "UnitNorm",
        "min_max_norm": "min_max_norm",
        "MinMaxNorm": "MinMaxNorm",
        "radial_constraint": RADIAL,
        "RadialConstraint": RADIAL,
        "Constraint": None,
    },
    "bias_initializer": {
        **{name: name for name in ("uniform", "normal", "lecun_uniform", "lecun_normal")},
        **{name: name for name in ("glorot_normal", "glorot_uniform", "he_normal", "he_uniform")},
        **{name: name for name in ("orthogonal", "identity", "zeros", "ones", "truncated_normal")},
        **{name: name for name in ("random_uniform", "random_normal", "variance_scaling")},
        **{name: name for name in ("Zeros", "Ones", "RandomNormal", "RandomUniform", "HeNormal")},
        **{name: name for name in ("TruncatedNormal", "VarianceScaling", "Orthogonal", "Identity")},
        **{name: name for name in ("GlorotUniform", "GlorotNormal", "LecunNormal", "HeUniform")},
        **{f"{name}V2": name for name in ("GlorotUniform", "Zeros", "Identity", "he_normal")},
        "zero": "zeros",
        "one": "ones",
        "constant": NOTHING,
        "Constant": NOTHING,
        "ConstantV2": NOTHING,
    },
}
"""What the releases find by name, with the arguments that they have by default."""


@pytest.mark.parametrize(
    ("setting", "name"), [(setting, name) for setting in BY_NAME for name in BY_NAME[setting]]
)
def test_what_older_releases_find_by_name(setting: str, name: str):
    config = {"units": 3, setting: name}
    assert (
        getattr(read_layer("Dense", config, "layer", old=True), setting) == BY_NAME[setting][name]
    )


WRITTEN: list[tuple[str, Config, Config]] = [
    (
        "activity_regularizer",
        {"name": "ActivityRegularizer", "l1": 0.0, "l2": 0.5},
        {"class_name": "L1L2", "config": {"l1": 0.0, "l2": 0.5}},
    ),
    (
        "kernel_constraint",
        {"name": "MaxNorm", "m": 3, "axis": 0},
        {"class_name": "MaxNorm", "config": {"max_value": 3, "axis": 0}},
    ),
    (
        "kernel_constraint",
        {"name": "MinMaxNorm", "low": 0.5, "high": 2.0, "rate": 1.0, "axis": 0},
        {
            "class_name": "MinMaxNorm",
            "config": {"min_value": 0.5, "max_value": 2.0, "rate": 1.0, "axis": 0},
        },
    ),
    ("kernel_constraint", {"name": "NonNeg"}, {"class_name": "NonNeg", "config": {}}),
    (
        "kernel_regularizer",
        {"class_name": "l1_l2", "config": {"l2": 0.5}},
        {"class_name": "L1L2", "config": {"l1": 0.01, "l2": 0.5}},
    ),
    (
        "kernel_initializer",
        {"class_name": "RandomNormalV2", "config": {"stddev": 0.5}},
        {"class_name": "RandomNormal", "config": {"stddev": 0.5}},
    ),
]


@pytest.mark.parametrize(("setting", "value", "today"), WRITTEN)
def test_what_older_releases_write_out(setting: str, value: Config, today: Config):
    config = {"units": 3, setting: value}
    assert getattr(read_layer("Dense", config, "layer", old=True), setting) == today


DROPPED = ["MaxoutDense", "Highway", "LocallyConnected1D", "LocallyConnected2D", "SReLU"]
DROPPED += ["CuDNNLSTM", "ParametricSoftplus", "RandomHeight", "RandomWidth", "Merge"]


@pytest.mark.parametrize("name", DROPPED)
def test_what_keras_3_has_no_more_is_kept_and_told(name: str):
    """`keras.layers` of 3.15.1 has none of them."""
    layer = read_item({"class_name": name, "config": {"name": "x", "units": 3}}, "layer", old=True)
    problem = layer.at((None, 8, 8, 3)).problem
    assert isinstance(layer, Unknown)
    assert problem is not None
    assert problem_text(problem) == (
        f'"{name}" is a layer of older releases that Keras 3 has no more, and what comes out of it '
        "is not computed here: remove it, or replace it by layers that do the same."
    )


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("BatchNormalization", {"mode": 1}),  # each sample for itself
        ("BatchNormalization", {"mode": 2}),  # each batch for itself, also in use
        ("LSTM", {"output_dim": 3, "time_major": True}),  # steps before the batch
    ],
)
def test_what_a_layer_of_that_name_does_no_more_is_kept_too(name: str, settings: Config):
    layer = read_item({"class_name": name, "config": settings}, "layer", old=True)
    problem = layer.at((None, 8, 3)).problem
    assert isinstance(layer, Unknown)
    assert problem is not None
    assert problem.code == "other_class"


EXPORTED = {
    f"{way}Pool{n}D": f"{way}Pooling{n}D" for way in ("Max", "GlobalMax") for n in (1, 2, 3)
}
EXPORTED |= {f"AvgPool{n}D": f"AveragePooling{n}D" for n in (1, 2, 3)}
EXPORTED |= {f"GlobalAvgPool{n}D": f"GlobalAveragePooling{n}D" for n in (1, 2, 3)}
EXPORTED |= {f"Convolution{n}D": f"Conv{n}D" for n in (1, 2, 3)}


@pytest.mark.parametrize("name", EXPORTED)
def test_second_names_that_keras_3_has_as_well(name: str):
    """`keras_export` gives them to the classes of 3.15.1."""
    today = EXPORTED[name]
    settings = {"filters": 2, "kernel_size": 3} if "Conv" in name else {"pool_size": 2}
    settings = {} if "Global" in name else settings
    item = {"module": "keras.layers", "class_name": name, "config": settings}
    assert read_item(item, "layer") == LAYERS[today](**_checked(today, settings))


def _checked(name: str, settings: Config) -> Config:
    layer = read_layer(name, settings, "layer")
    return {key: getattr(layer, key) for key in settings}
