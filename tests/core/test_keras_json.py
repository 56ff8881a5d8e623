"""Model JSON of Keras 3, read and written; of older releases in test_old_keras.py.

That every model and chain on file opens with Keras's own rows is tested in test_oracle.py.
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
from designer.core.files.gate import design_of
from designer.core.files.keras_objects import plain
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.recurrent import LSTM
from designer.core.layers.wrappers import Bidirectional

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


def keras3(*layers: Config, **config: Any) -> Config:
    return {
        "module": "keras",
        "class_name": "Sequential",
        "config": {"name": "sequential", "layers": list(layers), **config},
    }


def test_what_keras_3_does_not_know_is_refused():
    model = keras3(layer("Dense", units=3, output_dim=4))
    assert fault(model)[:2] == ("config.layers[0].output_dim", "unknown_setting")
    assert fault(keras3({"class_name": 7, "config": {}}))[:2] == (
        "config.layers[0]",
        "unknown_class",
    )
    assert fault(keras3(layer("Dense", units=0)))[:2] == ("config.layers[0].units", "too_small")
    assert fault(keras3({"class_name": "Dense"}))[:2] == ("config.layers[0]", "no_config")
    inside = layer("Functional", name="encoder", layers=[])
    assert fault(keras3(inside))[:2] == (
        "config.layers[0].config.input_layers",
        "several_inputs",
    )


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


@pytest.mark.parametrize(
    ("dtype", "mode"),
    [  # as Keras 3.15.1 writes them after `model.quantize`
        ({"class_name": "QuantizedDTypePolicy", "config": {"mode": "int8"}}, "int8"),
        ({"class_name": "Int4DTypePolicy", "config": {"mode": "int4/128"}}, "int4/128"),
        ("float8_from_float32", "float8"),
        (
            {
                "class_name": "DTypePolicyMap",
                "config": {
                    "default_policy": "float32",
                    "policy_map": {"dense": "int8_from_float32"},
                },
            },
            "int8",
        ),
    ],
)
def test_a_quantized_layer_is_refused_not_miscounted(dtype: object, mode: str):
    start = layer("InputLayer", batch_shape=[None, 8])
    found = fault(keras3(start, layer("Dense", units=16, dtype=dtype)))
    assert found == ("config.layers[1].dtype", "quantized", {"value": mode})


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
    scaled = {"scale": 1.0, "mode": "fan_avg", "distribution": "uniform", "seed": None}
    assert plain({"class_name": "VarianceScaling", "config": scaled}) == "glorot_uniform"
    assert plain({"class_name": "Ones", "config": {}}) == "ones"
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
        written, given = ours["config"]["layers"], theirs["config"]["layers"]
        if given[0]["class_name"] == "Functional":  # its input is told to the model around it
            written = written[1:]
        for mine, keras in zip(written, given, strict=True):
            assert _sources(mine) == _sources(keras), case["id"]
            compared += _settings_compared(mine, keras, case["id"])
    assert compared > 50_000


def _settings_compared(mine: Config, keras: Config, case: str) -> int:
    """How many settings were compared. What comes into a model inside follows from the chain."""
    assert mine["class_name"] == keras["class_name"], case
    compared = 0
    for key, value in keras["config"].items():
        if mine["class_name"] in ("Sequential", "Functional") and key == "layers":
            inside = [about for about in value if about["class_name"] != "InputLayer"]
            written = [v for v in mine["config"]["layers"] if v["class_name"] != "InputLayer"]
            pairs = zip(written, inside, strict=True)
            compared += sum(_settings_compared(*pair, case) for pair in pairs)
        elif key == "dtype" and mine["class_name"] in ("Sequential", "Functional"):
            assert key not in mine["config"], case  # of no effect: the layers inside have theirs
        elif key not in ("backward_layer", "build_input_shape"):  # the former is a mirror image
            got = _spoken(mine["config"].get(key))
            assert got == _spoken(value), (case, mine["class_name"], key)
            compared += 1
    return compared


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
