"""Model JSON of Keras 1 and 2: what `get_config` of 1.1.1, 2.2.4 and 2.15 writes."""

import json
from typing import Any

from designer.core.analyse import analyse
from designer.core.design import Design, new_design
from designer.core.files.gate import design_of, read_design
from designer.core.layers.activation import ReLU
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.recurrent import LSTM
from designer.core.layers.wrappers import Bidirectional
from designer.paths import resource

Config = dict[str, Any]


def read(model: Config) -> Design:
    return design_of(json.dumps(model).encode())


def layer(class_name: str, **config: Any) -> Config:
    return {"class_name": class_name, "config": config}


def rows(design: Design) -> list[tuple[str, str, int | None]]:
    return [(row.name, row.type, row.params) for row in analyse(design).printed]


# Keras 1


def keras1(*layers: Config) -> Config:
    return {"class_name": "Sequential", "keras_version": "1.1.1", "config": list(layers)}


DENSE_1: Config = {
    "trainable": True,
    "init": "glorot_uniform",
    "activation": "linear",
    "W_regularizer": None,
    "b_regularizer": None,
    "activity_regularizer": None,
    "W_constraint": None,
    "b_constraint": None,
    "bias": True,
    "input_dim": None,
}
CONVOLUTION_1: Config = {
    **{k: v for k, v in DENSE_1.items() if k != "input_dim"},
    "nb_row": 5,
    "nb_col": 5,
    "border_mode": "valid",
    "subsample": [1, 1],
    "dim_ordering": "tf",
}
POOLING_1: Config = {
    "trainable": True,
    "pool_size": [2, 2],
    "strides": [2, 2],
    "border_mode": "valid",
    "dim_ordering": "tf",
}


def test_a_network_of_keras_1_is_the_one_of_the_source_page():
    """Example H, whose page runs Keras 1.1.1, as that release writes it."""
    start = {"batch_input_shape": [None, 28, 28, 1], "input_dtype": "float32"}
    model = keras1(
        layer("Convolution2D", **CONVOLUTION_1, nb_filter=32, name="convolution2d_1", **start),
        layer("Activation", trainable=True, activation="relu", name="activation_1"),
        layer("MaxPooling2D", **POOLING_1, name="maxpooling2d_1"),
        layer("Convolution2D", **CONVOLUTION_1, nb_filter=64, name="convolution2d_2"),
        layer("Activation", trainable=True, activation="relu", name="activation_2"),
        layer("MaxPooling2D", **POOLING_1, name="maxpooling2d_2"),
        layer("Dropout", trainable=True, p=0.25, name="dropout_1"),
        layer("Flatten", trainable=True, name="flatten_1"),
        layer("Dense", **DENSE_1, output_dim=100, name="dense_1"),
        layer("Activation", trainable=True, activation="relu", name="activation_3"),
        layer("Dropout", trainable=True, p=0.5, name="dropout_2"),
        layer("Dense", **DENSE_1, output_dim=2, name="dense_2"),
        layer("Activation", trainable=True, activation="softmax", name="activation_4"),
    )
    page = read_design(resource("examples", "h-two-convolutions.design"))
    design = read(model)
    assert [row.outputs for row in analyse(design).rows] == [
        row.outputs for row in analyse(page).rows
    ]
    assert rows(design) == rows(page)  # the names of Keras 1 come back by themselves
    assert analyse(design).names_in("keras1")[1:4] == (
        "convolution2d_1",
        "activation_1",
        "maxpooling2d_1",
    )


def test_channels_first_and_all_sides_of_a_window():
    start = {"batch_input_shape": [None, 3, 32, 64]}
    config = {**CONVOLUTION_1, "dim_ordering": "th", "nb_row": 3, "subsample": [2, 1]}
    design = read(keras1(layer("Convolution2D", **config, nb_filter=8, name="a", **start)))
    assert design.chain[1].layer == Conv2D(
        filters=8,
        kernel_size=(3, 5),
        strides=(2, 1),
        data_format="channels_first",
    ).replace(name="a")
    volume = {"kernel_dim1": 2, "kernel_dim2": 3, "kernel_dim3": 4, "nb_filter": 2}
    start = {"batch_input_shape": [None, 9, 9, 9, 1]}
    design = read(keras1(layer("Convolution3D", **volume, dim_ordering="tf", **start)))
    assert analyse(design).outputs == ((None, 8, 7, 6, 2),)


def test_recurrent_layers_of_keras_1():
    config = {
        "output_dim": 256,
        "init": "glorot_uniform",
        "inner_init": "orthogonal",
        "forget_bias_init": "one",
        "activation": "tanh",
        "inner_activation": "hard_sigmoid",
        "W_regularizer": {"name": "WeightRegularizer", "l1": 0.0, "l2": 0.01},
        "U_regularizer": None,
        "b_regularizer": None,
        "dropout_W": 0.1,
        "dropout_U": 0.2,
        "return_sequences": False,
        "go_backwards": False,
        "stateful": False,
        "unroll": False,
        "consume_less": "cpu",
        "input_dim": 99,
        "input_length": None,
        "batch_input_shape": [None, 20, 99],
        "name": "lstm_1",
    }
    design = read(keras1(layer("LSTM", **config)))
    assert design.chain[1].layer == LSTM(
        units=256,
        recurrent_activation="hard_sigmoid",
        dropout=0.1,
        recurrent_dropout=0.2,
        kernel_regularizer={"class_name": "L1L2", "config": {"l1": 0.0, "l2": 0.01}},
    )
    del config["forget_bias_init"]
    # one bias a gate, as before reset_after: 3 * (99 + 256 + 1) * 256
    assert analyse(read(keras1(layer("GRU", **config)))).total == 273_408


def test_an_embedding_of_keras_1_keeps_its_output_dim():
    start = {"batch_input_shape": [None, 34], "input_dtype": "int32"}
    config = {"input_dim": 50, "output_dim": 8, "init": "uniform", "dropout": 0.0}
    design = read(keras1(layer("Embedding", **config, W_regularizer=None, **start)))
    assert rows(design) == [("embedding", "Embedding", 400)]


# Keras 2

GLOROT_2: Config = {
    "class_name": "VarianceScaling",
    "config": {"scale": 1.0, "mode": "fan_avg", "distribution": "uniform", "seed": None},
}


def test_the_bare_list_of_layers_up_to_keras_2_2_2():
    config = {"units": 10, "activation": "softmax", "kernel_initializer": GLOROT_2}
    first = layer("Dense", name="dense_1", **config, batch_input_shape=[None, 784])
    design = read({"class_name": "Sequential", "config": [first], "keras_version": "2.0.8"})
    assert design == new_design(
        Dense(units=10, activation="softmax"), input=Input(batch_shape=(None, 784))
    )


def test_what_only_keras_2_writes_is_understood():
    """BatchNormalization with its axis in a list, LeakyReLU with alpha, two dead arguments."""
    model = {
        "class_name": "Sequential",
        "config": {
            "name": "sequential",
            "layers": [
                layer(
                    "InputLayer", batch_input_shape=[None, 8, 8, 3], dtype="float32", ragged=False
                ),
                layer("BatchNormalization", name="batch_normalization", axis=[3], fused=True),
                layer("LeakyReLU", name="leaky_re_lu", alpha=0.3),
                layer("ThresholdedReLU", name="thresholded_re_lu", theta=1.5),
                layer("CuDNNGRU", units=2, name="cu_dnngru"),
            ],
        },
        "keras_version": "2.11.0",
        "backend": "tensorflow",
    }
    design = read(model)
    norm, leaky, threshold, gru = (block.layer for block in design.chain[1:])
    values = {f.name: v for f, v in [*norm.settings(), *leaky.settings(), *gru.settings()]}
    assert values["axis"] in (3, (3,))
    assert values["negative_slope"] == 0.3
    assert values["reset_after"] is True
    assert threshold == ReLU(threshold=1.5).replace(name="thresholded_re_lu")
    assert design.name is None


def test_bidirectional_of_keras_2_loses_its_automatic_inner_name():
    inner = layer("LSTM", name="lstm_1", units=64, implementation=0)
    both = layer(
        "Bidirectional",
        name="bidirectional_1",
        layer=inner,
        merge_mode="concat",
        batch_input_shape=[None, 34, 128],
    )
    last = layer("LSTM", name="lstm_2", units=3)
    design = read({"class_name": "Sequential", "config": [both, last]})
    assert design.chain[1].layer == Bidirectional(layer=LSTM(units=64))
    assert design.chain[2].layer == LSTM(units=3)
    assert analyse(design).names_in("keras2.2")[1:] == ("bidirectional_1", "lstm_2")
