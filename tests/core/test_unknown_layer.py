"""Layers of classes that nobody here knows: they keep what the file says, and wait for a change.

The expected names follow Keras's rule for names; the configs are what Keras writes for the layers
of a user, with `module` and `registered_name`.
"""

import json
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.design import Design
from designer.core.export.summary_text import summary_text
from designer.core.files import design_file, keras_json
from designer.core.files.faults import Unreadable
from designer.core.files.gate import design_of
from designer.core.fixes import fixes
from designer.core.layer import LAYERS
from designer.core.layers.unknown import Unknown
from designer.core.problems import Problem
from designer.words import problem_text

MINE = {
    "module": "attic.layers",
    "class_name": "CapsuleRouting",
    "config": {"name": "routing", "trainable": True, "dtype": "float32", "routes": [3, {"a": 1}]},
    "registered_name": "attic>CapsuleRouting",
    "build_config": {"input_shape": [None, 8]},
}


def model(*layers: dict[str, Any], module: str | None = "keras") -> bytes:
    start = {"class_name": "InputLayer", "config": {"batch_shape": [None, 8]}}
    about = {"class_name": "Sequential", "config": {"name": "s", "layers": [start, *layers]}}
    return json.dumps({**about, "module": module} if module else about).encode()


def dense(units: int) -> dict[str, Any]:
    return {"class_name": "Dense", "config": {"units": units}}


def written(design: Design) -> list[dict[str, Any]]:
    return json.loads(keras_json.write(design))["config"]["layers"]


def test_it_is_called_as_the_file_calls_it_and_the_rows_after_it_wait():
    design = design_of(model(dense(3), {**MINE, "config": {}}, dense(2)))
    report = analyse(design)
    assert [(r.name, r.type, r.params) for r in report.printed] == [
        ("dense", "Dense", 27),  # 8 * 3 + 3
        ("capsule_routing", "CapsuleRouting", None),
        ("dense_1", "Dense", None),
    ]
    assert report.printed[2].waits_for == "capsule_routing"
    assert "capsule_routing (CapsuleRouting)" in summary_text(report, width=100)
    row = report.problem_row
    assert row is not None
    assert row.problem is not None
    assert row.problem.code == "unknown_layer"
    assert problem_text(row.problem, row) == (
        '"CapsuleRouting" is not a layer that this program knows, so what comes out of it is not '
        "known either: remove it, or put a CustomLayer in its place, with its weights and its "
        "output."
    )
    assert [fix.code for fix in fixes(report, row)] == ["remove"]


def test_keras_json_passes_on_everything_that_the_file_says():
    design = design_of(model(MINE, dense(2)))
    assert written(design)[1] == MINE
    again = design_of(keras_json.write(design).encode())
    assert again == design


def test_our_format_keeps_it_too():
    design = design_of(model(MINE, dense(2)))
    data = design_file.write(design)
    assert design_of(data) == design
    assert b'{"layer": "CapsuleRouting", "module": "attic.layers", "config": {' in data


def test_it_can_be_renamed_and_frozen():
    design = design_of(model(MINE))
    block = design.chain[1]
    frozen = design.with_chain(
        (design.chain[0], block.with_layer(block.layer.replace(name="other", trainable=False)))
    )
    config = {**MINE["config"], "name": "other", "trainable": False}
    assert written(frozen)[1] == {**MINE, "config": config}
    assert design_of(design_file.write(frozen)) == frozen


def test_the_settings_of_an_old_layer_are_not_translated():
    config = {"name": "maxoutdense_1", "output_dim": 3, "nb_feature": 4, "init": "zero", "p": 1}
    item = {"class_name": "MaxoutDense", "config": config}
    design = design_of(model(item, module=None))
    layer = design.chain[1].layer
    assert isinstance(layer, Unknown)
    assert layer.serialized["config"] == {k: v for k, v in config.items() if k != "name"}
    assert layer.name is None  # Keras 1 gave the name


def test_one_inside_another_layer_is_kept_as_well():
    outer = {"class_name": "TimeDistributed", "config": {"layer": MINE}}
    design = design_of(model(outer))
    assert written(design)[1]["config"]["layer"] == MINE
    assert design_of(design_file.write(design)) == design


def test_a_misspelt_class_is_guessed():
    report = analyse(design_of(model({"class_name": "Dens", "config": {"units": 3}})))
    row = report.problem_row
    assert row is not None
    assert row.problem is not None
    assert problem_text(row.problem, row).endswith("Is Dense meant?")


@pytest.mark.parametrize(
    "other",
    [  # as Keras 3.15.1 writes a registered class, one of a script, one of a package, and ops
        {"class_name": "Dense", "module": None, "registered_name": "Mine>Dense", "config": {}},
        {"class_name": "Dropout", "module": None, "registered_name": "Dropout", "config": {}},
        {"class_name": "ReLU", "module": "mine.layers", "config": {}},
        {
            "class_name": "Reshape",
            "module": "keras.src.ops.numpy",
            "config": {"newshape": [-1, 48]},
        },
    ],
    ids=lambda other: other["class_name"],
)
def test_another_class_by_the_name_of_a_layer_is_not_taken_for_it(other: dict[str, Any]):
    design = design_of(model(other))
    row = analyse(design).problem_row
    assert row is not None
    assert row.problem == Problem("other_class", {"value": other["class_name"]})
    operation = other["module"] == "keras.src.ops.numpy"  # Keras refuses them `trainable`
    given = {"name": row.name} if operation else {"name": row.name, "trainable": True}
    assert written(design)[1] == {**other, "config": {**given, **other["config"]}}
    assert design_of(design_file.write(design)) == design


def test_the_package_of_a_class_in_an_hdf5_file_is_not_printed():
    """Keras 3.15.1 prints `scale (Scale)` for what it writes there as `Mine>Scale`."""
    design = design_of(model({"class_name": "Mine>Scale", "config": {}}, module=None))
    assert [(row.name, row.type) for row in analyse(design).printed] == [("scale", "Scale")]


@pytest.mark.parametrize("name", [None, 7, "", " ", "***", ["Dense"], "x" * 256])
def test_a_class_needs_a_name(name: object):
    with pytest.raises(Unreadable) as caught:
        design_of(model({"class_name": name, "config": {}}))
    assert [f.problem.code for f in caught.value.faults] == ["unknown_class"]


@pytest.mark.parametrize("config", [None, 3, "x", []])
def test_a_class_needs_settings(config: object):
    with pytest.raises(Unreadable) as caught:
        design_of(model({"class_name": "Mine", "config": config}))
    assert [f.problem.code for f in caught.value.faults] == ["not_a_mapping"]


def test_no_palette_offers_it():
    assert not [cls for cls in LAYERS.values() if issubclass(cls, Unknown)]


def tensor(source: str, *shape: int | None) -> dict[str, Any]:
    about = {"shape": list(shape), "dtype": "float32", "keras_history": [source, 0, 0]}
    return {"class_name": "__keras_tensor__", "config": about}


def operation(name: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
    """As Keras 3.15.1 writes `2.0 * x` and the like in a functional model."""
    return {
        "module": "keras.src.ops.numpy",
        "class_name": name,
        "config": {"name": name.lower()},
        "registered_name": name,
        "name": name.lower(),
        "inbound_nodes": [{"args": list(args), "kwargs": kwargs}],
    }


PART = {"class_name": "__slice__", "config": {"start": None, "stop": 2, "step": None}}


def test_the_constants_of_an_operation_are_passed_on():
    """`Dense(3)`, then `x * 2.0`, `1.0 - x`, `x[:, :2]` and `squeeze(x)` behind it.

    Shapes after an operation are open here; Keras goes by the names alone.
    """
    calls = [
        operation("Multiply", tensor("input_layer", None, 8), 2.0),
        operation("Subtract", 1.0, tensor("multiply")),
        operation("GetItem", tensor("subtract"), [PART, PART]),
        operation("Squeeze", tensor("getitem")),
        operation("Clip", tensor("squeeze"), x_min=0, x_max=[1, 2], mask=tensor("not_equal")),
    ]
    start = {
        "class_name": "InputLayer",
        "config": {"name": "input_layer", "batch_shape": [None, 8]},
        "name": "input_layer",
        "inbound_nodes": [],
    }
    config = {
        "name": "functional",
        "layers": [start, *calls],
        "input_layers": [["input_layer", 0, 0]],
        "output_layers": [["clip", 0, 0]],
    }
    about = {"class_name": "Functional", "module": "keras", "config": config}
    design = design_of(json.dumps(about).encode())
    calls[-1]["inbound_nodes"][0]["kwargs"].pop("mask")  # it stands beside the chain
    assert written(design)[1:] == calls
    again = design_of(design_file.write(design))
    assert again == design
    assert written(again)[1:] == calls
    assert design_file.write(design).count(b'"call"') == 4  # squeeze is called plainly
