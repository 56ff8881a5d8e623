"""Every layer of the corpus as Keras 1 and Keras 2 spell it: read, it is the same layer.

The tables are those by which Keras 2.0.8 itself translates the calls of Keras 1, taken from
`keras/legacy/interfaces.py` and from the decorators of the layers there; the names of classes and
objects are those that the sources of Keras 1.1.1, 1.1.2, 1.2.2, 2.0.8, 2.2.4, 2.3.1, 2.6, 2.12 and
2.15 assign in their modules.
"""

from collections.abc import Callable
from typing import Any

from designer.core.files.faults import Unreadable
from designer.core.files.keras_layer import read_layer
from designer.core.layer import Layer

Config = dict[str, Any]
Cases = Callable[[str], list[dict[str, Any]]]

ORDER = {"dim_ordering": "data_format"}
RATE = {"p": "rate"}
BIAS = {
    "b_constraint": "bias_constraint",
    "b_regularizer": "bias_regularizer",
    "bias": "use_bias",
}
DENSE = {
    **BIAS,
    "W_constraint": "kernel_constraint",
    "W_regularizer": "kernel_regularizer",
    "init": "kernel_initializer",
}
WINDOW = {"border_mode": "padding", "nb_filter": "filters"}
CONV = {**DENSE, **WINDOW, **ORDER, "subsample": "strides"}
POOL = {**ORDER, "border_mode": "padding"}
RECURRENT = {
    "U_regularizer": "recurrent_regularizer",
    "W_regularizer": "kernel_regularizer",
    "b_regularizer": "bias_regularizer",
    "dropout_U": "recurrent_dropout",
    "dropout_W": "dropout",
    "init": "kernel_initializer",
    "inner_activation": "recurrent_activation",
    "inner_init": "recurrent_initializer",
}
UNITS = {**RECURRENT, "output_dim": "units"}
CONV_LSTM = {**RECURRENT, **WINDOW, **ORDER, "bias": "use_bias", "subsample": "strides"}
CONVERSIONS: dict[str, dict[str, str]] = {
    "AveragePooling1D": {"border_mode": "padding", "pool_length": "pool_size", "stride": "strides"},
    "AveragePooling2D": POOL,
    "AveragePooling3D": POOL,
    "BatchNormalization": {"beta_init": "beta_initializer", "gamma_init": "gamma_initializer"},
    "Conv1D": {**DENSE, **WINDOW, "filter_length": "kernel_size", "subsample_length": "strides"},
    "Conv2D": CONV,
    "Conv2DTranspose": CONV,
    "Conv3D": CONV,
    "ConvLSTM2D": CONV_LSTM,
    "Cropping2D": ORDER,
    "Cropping3D": ORDER,
    "Dense": {**DENSE, "output_dim": "units"},
    "Dropout": RATE,
    "Embedding": {
        "W_constraint": "embeddings_constraint",
        "W_regularizer": "embeddings_regularizer",
        "init": "embeddings_initializer",
    },
    "GRU": UNITS,
    "GaussianDropout": RATE,
    "GaussianNoise": {"sigma": "stddev"},
    "GlobalAveragePooling2D": ORDER,
    "GlobalAveragePooling3D": ORDER,
    "GlobalMaxPooling2D": ORDER,
    "GlobalMaxPooling3D": ORDER,
    "LSTM": UNITS,
    "MaxPooling1D": {"border_mode": "padding", "pool_length": "pool_size", "stride": "strides"},
    "MaxPooling2D": POOL,
    "MaxPooling3D": POOL,
    "PReLU": {"init": "alpha_initializer"},
    "SeparableConv2D": {**BIAS, **WINDOW, **ORDER, "subsample": "strides"},
    "SimpleRNN": UNITS,
    "SpatialDropout1D": RATE,
    "SpatialDropout2D": {**RATE, **ORDER},
    "SpatialDropout3D": {**RATE, **ORDER},
    "UpSampling1D": {"length": "size"},
    "UpSampling2D": ORDER,
    "UpSampling3D": ORDER,
    "ZeroPadding2D": ORDER,
    "ZeroPadding3D": ORDER,
}
ORDERS = {"channels_last": "tf", "channels_first": "th", None: "default"}
KERNELS = {2: ("nb_row", "nb_col"), 3: ("kernel_dim1", "kernel_dim2", "kernel_dim3")}
OLD_CLASSES = {
    "Conv1D": ("Convolution1D", "AtrousConvolution1D", "AtrousConv1D"),
    "Conv2D": ("Convolution2D", "AtrousConvolution2D", "AtrousConv2D"),
    "Conv2DTranspose": ("Deconvolution2D", "Deconv2D", "Convolution2DTranspose"),
    "Conv3D": ("Convolution3D",),
    "Conv3DTranspose": ("Deconvolution3D", "Deconv3D", "Convolution3DTranspose"),
    "SeparableConv2D": ("SeparableConvolution2D",),
    "BatchNormalization": ("BatchNormalizationV1", "BatchNormalizationV2"),
    "LSTM": ("LSTMV1", "LSTMV2"),
    "GRU": ("GRUV1", "GRUV2"),
    **{f"AveragePooling{n}D": (f"AvgPool{n}D",) for n in (1, 2, 3)},
    **{f"MaxPooling{n}D": (f"MaxPool{n}D",) for n in (1, 2, 3)},
    **{f"GlobalAveragePooling{n}D": (f"GlobalAvgPool{n}D",) for n in (1, 2, 3)},
    **{f"GlobalMaxPooling{n}D": (f"GlobalMaxPool{n}D",) for n in (1, 2, 3)},
}


def _keras_1(class_name: str, config: Config) -> Config:
    """The settings as Keras 1 calls them; one that it had no name for keeps its own."""
    old = {new: old for old, new in CONVERSIONS[class_name].items()}
    spelled = {old.get(key, key): _flat(value) for key, value in config.items()}
    if "dim_ordering" in spelled:
        spelled["dim_ordering"] = ORDERS.get(spelled["dim_ordering"], spelled["dim_ordering"])
    sizes = spelled.get("kernel_size")
    if "kernel_size" not in old and isinstance(sizes, list) and len(sizes) in KERNELS:
        spelled |= dict(zip(KERNELS[len(sizes)], spelled.pop("kernel_size"), strict=True))
    return spelled


def _flat(value: Any) -> Any:
    """Regularizers and constraints as Keras 1 writes them."""
    names = {"L1L2": "WeightRegularizer", "MaxNorm": "MaxNorm", "UnitNorm": "UnitNorm"}
    if not isinstance(value, dict) or value.get("class_name") not in names:
        return value
    settings = {"m" if k == "max_value" else k: v for k, v in value["config"].items()}
    return {"name": names[value["class_name"]], **settings}


def _keras_2(value: Any) -> Any:
    """What is written out without the modules that only Keras 3 writes."""
    if isinstance(value, list):
        return [_keras_2(part) for part in value]
    if not isinstance(value, dict):
        return value
    left = ("module", "registered_name", "build_config")
    return {key: _keras_2(part) for key, part in value.items() if key not in left}


def _read(class_name: str, config: Config, old: bool) -> Layer | tuple[str, ...]:
    """The layer, or the codes of what is wrong with it."""
    try:
        return read_layer(class_name, config, "layer", old)
    except Unreadable as unread:
        return tuple(sorted(fault.problem.code for fault in unread.faults))


def _comparable(layer: Any) -> Any:
    """Two objects that are written out are equal if class and settings are."""
    if not isinstance(layer, Layer):
        return layer
    return type(layer), [_keras_2(field.kind.to_json(value)) for field, value in layer.settings()]


def test_every_layer_of_the_corpus_in_the_spelling_of_keras_1(cases: Cases):
    seen = set[str]()
    for case in cases("layers"):
        name, config = case["class_name"], case["config"]
        if name not in CONVERSIONS:
            continue
        seen.add(name)
        if name == "GRU":  # Keras 1 has no reset_after, and what it has is False
            config = {"reset_after": False, **config}
        today = _comparable(_read(name, config, old=False))
        if "unknown_setting" in today:  # which an older reader passes over
            continue
        for class_name in (name, *OLD_CLASSES.get(name, ())):
            spelled = _keras_1(name, config)
            assert _comparable(_read(class_name, spelled, old=True)) == today, (class_name, spelled)
    assert seen == set(CONVERSIONS)


def test_every_layer_of_the_corpus_in_the_spelling_of_keras_2(cases: Cases):
    for case in cases("layers"):
        name, config = case["class_name"], case["config"]
        today = _comparable(_read(name, config, old=False))
        if "unknown_setting" in today:
            continue
        assert _comparable(_read(name, _keras_2(config), old=True)) == today, (name, config)
