"""Keras model JSON of all three generations, read and written.

That every model and chain on file opens with Keras's own rows is tested in test_oracle.py. The
files of Keras 1 and 2 here have what `get_config` of 1.1.1, 2.2.4 and 2.15 writes.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.design import Design, new_design
from designer.core.files import keras_json
from designer.core.files.faults import Unreadable
from designer.core.files.gate import design_of, read_design
from designer.core.files.keras_objects import plain
from designer.core.layer import LAYERS
from designer.core.layers.activation import ReLU
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.recurrent import LSTM
from designer.core.layers.wrappers import Bidirectional
from designer.paths import resource

Cases = Callable[[str], list[dict[str, Any]]]
Config = dict[str, Any]


def read(model: Config) -> Design:
    return design_of(json.dumps(model).encode())


def fault(model: Config) -> tuple[str, str, dict[str, object]]:
    with pytest.raises(Unreadable) as caught:
        read(model)
    (only,) = caught.value.faults
    return only.place, only.problem.code, dict(only.problem.values)


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

ONES: Config = {"class_name": "Ones", "config": {}}
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


def graph2(*layers: tuple[Config, list[str]], ends: tuple[str, ...]) -> Config:
    """A functional model as Keras 2 writes it: a class, a name, and where each call takes from."""
    described: list[Config] = []
    for about, sources in layers:
        nodes = [[[source, 0, 0, {}] for source in sources]] if sources else []
        described.append({**about, "name": about["config"]["name"], "inbound_nodes": nodes})
    starts = [about["config"]["name"] for about, sources in layers if not sources]
    return {
        "class_name": "Model",
        "keras_version": "2.3.1",
        "config": {
            "name": "model_1",
            "layers": described,
            "input_layers": [[name, 0, 0] for name in starts],
            "output_layers": [[name, 0, 0] for name in ends],
        },
    }


START = layer("InputLayer", name="input_1", batch_input_shape=[None, 4])
A = layer("Dense", name="a", units=4)
B = layer("Dense", name="b", units=4)
C = layer("Dense", name="c", units=4)


def test_a_functional_chain_is_put_in_order():
    design = read(graph2((B, ["a"]), (START, []), (A, ["input_1"]), ends=("b",)))
    found = [("input_layer", "InputLayer", 0), ("a", "Dense", 20), ("b", "Dense", 20)]
    assert rows(design) == found  # input_1 is the automatic name of Keras 2
    assert design.kind == "functional"
    assert design.name is None


@pytest.mark.parametrize(
    ("model", "place", "code", "names"),
    [
        (
            graph2((START, []), (A, ["input_1"]), (B, ["a"]), (C, ["a"]), ends=("c",)),
            "config.layers[1]",
            "branches",
            {"name": "a", "names": ("b", "c")},
        ),
        (
            graph2((START, []), (A, ["input_1"]), (B, ["a", "input_1"]), ends=("b",)),
            "config.layers[2]",
            "merges",
            {"name": "b", "names": ("a", "input_1")},
        ),
        (
            graph2((START, []), (A, []), (B, ["a"]), ends=("b",)),
            "config.input_layers",
            "several_inputs",
            {"names": ("input_1", "a")},
        ),
        (
            graph2((START, []), (A, ["input_1"]), (B, ["a"]), ends=("b", "a")),
            "config.output_layers",
            "several_outputs",
            {"names": ("a", "b")},
        ),
        (
            graph2((START, []), (A, ["b"]), (B, ["a"]), ends=("b",)),
            "config.layers[1]",
            "not_connected",
            {"name": "a"},
        ),
        (
            graph2((START, []), (A, ["input_1"]), (A, ["input_1"]), ends=("a",)),
            "config.layers[2]",
            "duplicate_name",
            {"name": "a"},
        ),
    ],
    ids=["branches", "merges", "several inputs", "several outputs", "a loop", "one name twice"],
)
def test_what_is_no_chain_is_refused_with_the_name_of_the_layer(
    model: Config, place: str, code: str, names: dict[str, object]
):
    assert fault(model) == (place, code, names)


def test_a_layer_that_is_used_twice_is_refused():
    model = graph2((START, []), (A, ["input_1"]), ends=("a",))
    model["config"]["layers"][1]["inbound_nodes"].append([["a", 0, 0, {}]])
    assert fault(model) == ("config.layers[1]", "shared_layer", {"name": "a", "count": 2})


# Keras 3


def keras3(*layers: Config, **config: Any) -> Config:
    return {
        "module": "keras",
        "class_name": "Sequential",
        "config": {"name": "sequential", "layers": list(layers), **config},
    }


def test_masks_beside_a_functional_chain_are_left_out(cases: Cases):
    """Keras 3 computes them with operations (rule 21 of the oracle); rows are those of a
    Sequential, which are the functional ones without operations and input."""
    found = 0
    for case in cases("models"):
        if case["kind"] != "functional" or "NotEqual" not in case["keras_json"]:
            continue
        classes = {
            item["class_name"] for item in json.loads(case["keras_json"])["config"]["layers"]
        }
        if not classes <= {*LAYERS, "NotEqual", "Any"}:
            continue
        design = design_of(case["keras_json"].encode())
        beside = ("NotEqual", "Any", "InputLayer")
        layers = [row for row in case["rows"] if row["class_name"] not in beside]
        assert [(r["name"], r["class_name"], r["params"]) for r in layers] == rows(design)
        assert analyse(design).total == case["total"]
        found += 1
    assert found >= 5


def test_what_keras_3_does_not_know_is_refused():
    model = keras3(layer("Dense", units=3, output_dim=4))
    assert fault(model)[:2] == ("config.layers[0].output_dim", "unknown_setting")
    assert fault(keras3(layer("Dens", units=3)))[:2] == ("config.layers[0]", "unknown_class")
    assert fault(keras3(layer("Dense", units=0)))[:2] == ("config.layers[0].units", "too_small")
    assert fault(keras3({"class_name": "Dense"}))[:2] == ("config.layers[0]", "no_config")
    inside = layer("Sequential", name="encoder", layers=[])
    place, code, values = fault(keras3(inside))
    assert (place, code, values["name"]) == ("config.layers[0]", "nested_model", "encoder")


def test_names_are_unique_and_without_slashes():
    twice = keras3(layer("Flatten", name="x"), layer("Flatten", name="x"))
    assert fault(twice)[:2] == ("config.layers[1].name", "duplicate_name")
    assert fault(keras3(layer("Flatten", name="a/b")))[1] == "slash_in_name"


@pytest.mark.parametrize("config", [None, [], {"name": "m"}, {"layers": 3}, "text"])
def test_a_model_without_layers_is_refused_or_empty(config: object):
    model = {"module": "keras", "class_name": "Sequential", "config": config}
    if config == []:
        assert len(read(model).chain) == 1
    else:
        assert fault(model)[1] == "no_layers"


def test_only_sequential_and_functional_models():
    model = {"module": "my", "class_name": "MyModel", "config": {"layers": []}}
    assert fault(model) == ("class_name", "unknown_model", {"value": "MyModel"})


def test_without_an_input_the_shape_stays_open_unless_the_model_was_built():
    assert read(keras3(layer("Flatten"))).chain[0].layer == Input(batch_shape=None)
    built = keras3(layer("Flatten"), build_input_shape=[None, 2, 3])
    assert read(built).chain[0].layer == Input(batch_shape=(None, 2, 3))
    built = {**keras3(layer("Flatten")), "build_config": {"input_shape": [None, 5]}}
    assert read(built).chain[0].layer == Input(batch_shape=(None, 5))


def test_automatic_names_are_forgotten_and_given_ones_kept():
    first, second = layer("Dense", units=1, name="dense"), layer("Dense", units=1, name="dense_1")
    names = [b.layer.name for b in read(keras3(first, second)).chain]
    assert names == [None, None, None]
    turned = read(keras3(second, first))
    assert [b.layer.name for b in turned.chain] == [None, "dense_1", None]
    assert [name for name, *_ in rows(turned)] == ["dense_1", "dense"]
    assert read(keras3(first, name="sequential_3")).name == "sequential_3"


def test_what_keras_writes_in_full_becomes_short():
    full = {
        "module": "keras.initializers",
        "class_name": "GlorotUniform",
        "config": {"seed": None, "input_axes": None, "output_axes": None},
        "registered_name": None,
    }
    assert plain(full) == "glorot_uniform"
    seeded = {**full, "config": {"seed": 7}}
    assert plain(seeded) == seeded
    assert plain(GLOROT_2) == "glorot_uniform"
    assert plain(ONES) == "ones"
    assert plain({"class_name": "DTypePolicy", "config": {"name": "bfloat16"}}) == "bfloat16"
    assert plain([1, "two"]) == [1, "two"]


# writing


def _spoken(value: Any) -> Any:
    """A setting as both ways of writing it would say it."""
    if isinstance(value, dict) and isinstance(value.get("config"), dict):
        short = plain(value)
        if not isinstance(short, str) and "name" in value["config"]:
            said = {k: _spoken(v) for k, v in value["config"].items() if k != "name"}
            return {k: v for k, v in said.items() if v is not None}
        return short
    if isinstance(value, list) and len(value) == 1:
        return _spoken(value[0])
    return None if value == "linear" else value


def _sources(described: Config) -> list[Any]:
    """The tensors that a layer takes in; masks are passed by keyword."""
    return [node["args"] for node in described.get("inbound_nodes", ())]


@pytest.mark.slow
def test_what_is_written_says_what_keras_wrote(cases: Cases):
    """Each setting that Keras has in its own JSON of a model, in ours with the same value."""
    compared = 0
    for case in [*cases("models"), *cases("random_chains")]:
        theirs = json.loads(case["keras_json"])
        try:
            design = read(theirs)
        except Unreadable:
            continue
        ours = json.loads(keras_json.write(design))
        if "NotEqual" in case["keras_json"]:
            continue
        assert ours["class_name"] == theirs["class_name"]
        assert ours["config"]["name"] == theirs["config"]["name"]
        for mine, keras in zip(ours["config"]["layers"], theirs["config"]["layers"], strict=True):
            assert mine["class_name"] == keras["class_name"], case["id"]
            assert _sources(mine) == _sources(keras), case["id"]
            for key, value in keras["config"].items():
                if key != "backward_layer":  # ours says that it is the mirror image
                    got = _spoken(mine["config"].get(key))
                    assert got == _spoken(value), (case["id"], mine["class_name"], key)
                    compared += 1
    assert compared > 50_000


@pytest.mark.parametrize("kind", ["sequential", "functional"])
def test_what_is_written_reads_back(kind: Any):
    design = new_design(
        Conv2D(filters=4, activation="relu"),
        Conv2D(filters=4).replace(name="second"),
        Bidirectional(layer=LSTM(units=2)),
        input=Input(batch_shape=(None, 8, 8, 1)),
    )
    design = replace(design, kind=kind, name="mine")
    assert read(json.loads(keras_json.write(design))) == design


def test_without_a_shape_no_input_is_written():
    design = new_design(Dense(units=3), input=Input(batch_shape=None))
    written = json.loads(keras_json.write(design))
    assert [item["class_name"] for item in written["config"]["layers"]] == ["Dense"]
    assert read(written) == design
