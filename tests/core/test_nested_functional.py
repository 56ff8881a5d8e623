"""Functional models inside models. What Keras prints of them is compared in `test_oracle`."""

import json
from dataclasses import replace
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.design import Design, new_design
from designer.core.expanded import expanded, opened
from designer.core.export.summary_text import summary_text
from designer.core.files import design_file, keras_json
from designer.core.files.faults import Unreadable
from designer.core.files.gate import design_of
from designer.core.fixes import fixes
from designer.core.freezing import with_trainable
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.nested import Functional, Sequential
from designer.core.layers.pooling import MaxPooling2D
from designer.core.layers.reshaping import Flatten
from designer.core.naming import model_name, names
from designer.core.packing import unpack
from designer.words import problem_short, problem_text

Config = dict[str, Any]

ENCODER = Functional(
    layers=(Input(batch_shape=(None, 28, 28)), Flatten(), Dense(units=30)), name="encoder"
)
"""784 * 30 + 30 = 23,550 parameters, by hand."""


def autoencoder(start: tuple[int | None, ...] = (None, 28, 28)) -> Design:
    return new_design(ENCODER, Dense(units=784), input=Input(batch_shape=start))


def test_it_counts_what_is_inside_and_shows_its_own_input():
    report = analyse(replace(autoencoder(), kind="functional"))
    shown = [(depth, row.name, row.type, row.params) for depth, row in expanded(report)]
    assert shown == [
        (0, "input_layer", "InputLayer", 0),
        (0, "encoder", "Functional", 23_550),
        (1, "input_layer_1", "InputLayer", 0),
        (1, "flatten", "Flatten", 0),
        (1, "dense", "Dense", 23_550),
        (0, "dense_1", "Dense", 24_304),
    ]


def test_it_takes_what_fits_its_own_input_and_nothing_else():
    assert ENCODER.at((7, 28, 28)).outputs == ((7, 30),)
    assert ENCODER.at((None, None, 28)).outputs == ((None, 30),)  # built for 28x28 already
    report = analyse(autoencoder((None, 32, 32)))
    row = report.problem_row
    assert row is not None
    assert row.problem is not None
    assert problem_text(row.problem, row) == (
        "The model takes (None, 28, 28) at its own input, and (None, 32, 32) comes in: the sizes "
        "must be equal."
    )
    assert problem_short(row.problem) == "takes (None, 28, 28)"
    fix = fixes(report, row)[0]
    assert analyse(fix.design).complete
    inner = fix.design.chain[1].layer
    assert isinstance(inner, Functional)
    assert inner.start == Input(batch_shape=(None, 32, 32))


def test_what_would_help_a_layer_inside_is_offered():
    pooled = ENCODER.replace(layers=(*ENCODER.layers, MaxPooling2D(), Dense(units=2)))
    report = analyse(new_design(pooled, input=Input(batch_shape=(None, 28, 28))))
    row = report.problem_row
    assert row is not None
    assert row.problem is not None
    assert problem_short(row.problem) == "MaxPooling2D inside: takes 4 axes, not 2"


def test_it_opens_into_its_layers_without_its_input():
    whole = autoencoder()
    design, blocks = unpack(whole, {block.uid for block in whole.chain})
    assert [block.layer.keras for block in blocks] == ["Flatten", "Dense"]
    assert [block.layer.keras for block in design.chain] == [
        "InputLayer",
        "Flatten",
        "Dense",
        "Dense",
    ]


@pytest.mark.parametrize("kind", ["sequential", "functional"])
def test_files_give_it_back(kind: Any):
    inside = Sequential(layers=(ENCODER.replace(name=None), Dense(units=4)))
    design = new_design(inside, ENCODER, input=Input(batch_shape=(None, 28, 28)))
    design = replace(design, kind=kind)
    assert design_of(design_file.write(design)) == design
    assert design_of(keras_json.write(design).encode()) == design
    written = json.loads(keras_json.write(design))["config"]["layers"][2]
    assert written["class_name"] == "Functional"
    assert written["config"]["input_layers"][1:] == [0, 0]
    frozen = new_design(with_trainable(ENCODER, False), input=Input(batch_shape=(None, 28, 28)))
    report = opened(frozen.chain[1].layer, None)
    assert report is not None
    assert report.trainable == 0
    about = json.loads(keras_json.write(frozen))["config"]["layers"][1]["config"]
    assert about["trainable"] is False
    assert about["layers"][2]["config"]["trainable"] is False


def old(class_name: str, name: str, source: str | None, **config: Any) -> Config:
    nodes = [[[source, 0, 0]]] if source else []
    about = {"class_name": class_name, "config": {"name": name, **config}, "name": name}
    return {**about, "inbound_nodes": nodes}


def test_models_of_keras_1_and_2_inside_one_another():
    """As `to_json` of Keras 1.2 and 2.2 writes them: the class is `Model`, without modules."""
    chain = [
        old("InputLayer", "input_1", None, batch_input_shape=[None, 10], dtype="float32"),
        old("Dense", "dense_1", "input_1", output_dim=4, activation="relu"),
    ]
    inside = {"layers": chain, "input_layers": [["input_1", 0, 0]]}
    inside["output_layers"] = [["dense_1", 0, 0]]
    layers = [
        old("InputLayer", "input_2", None, batch_input_shape=[None, 10], dtype="float32"),
        old("Model", "encoder", "input_2", **inside),
        old("Dense", "dense_2", "encoder", output_dim=3),
    ]
    config = {"name": "model_1", "layers": layers, "input_layers": [["input_2", 0, 0]]}
    config["output_layers"] = [["dense_2", 0, 0]]
    text = json.dumps({"class_name": "Model", "keras_version": "1.2.2", "config": config})
    report = analyse(design_of(text.encode()))
    rows = [(row.name, row.type, row.params) for row in report.printed]
    # 10 * 4 + 4 and 4 * 3 + 3
    assert [(kind, count) for _, kind, count in rows] == [
        ("InputLayer", 0),
        ("Functional", 44),
        ("Dense", 15),
    ]
    assert "encoder (Model)" in summary_text(report, "keras2.2")
    assert "encoder (Functional)" in summary_text(report, "keras2.15")

    within = {"class_name": "Sequential", "config": [dict(layers[1], inbound_nodes=[])]}
    bare = design_of(json.dumps(within).encode())
    assert bare.chain[0].layer == Input(batch_shape=(None, 10))
    assert analyse(bare).total == 44


def test_a_branch_inside_is_named_with_its_place():
    graph = json.loads(keras_json.write(replace(autoencoder(), kind="functional")))
    inner = graph["config"]["layers"][1]["config"]
    inner["layers"].append(json.loads(json.dumps(inner["layers"][2])))
    inner["layers"][3]["name"] = inner["layers"][3]["config"]["name"] = "other"
    with pytest.raises(Unreadable) as caught:
        design_of(json.dumps(graph).encode())
    fault = caught.value.faults[0]
    assert (fault.place, fault.problem.code, fault.problem.values["name"]) == (
        "config.layers[1].config.layers[1]",
        "branches",
        "flatten",
    )


def test_names_count_on_through_models_of_both_kinds():
    bare = ENCODER.replace(name=None)
    assert list(names([Input(), bare, bare], "keras3")) == [
        "input_layer",
        "functional",
        "functional_1",
    ]
    assert list(names([Input(), bare], "keras2")) == ["input_1", "model"]
    # Keras builds the model around it last
    assert model_name("keras3", True, [bare]) == "functional_1"
    assert model_name("keras2", True, [bare]) == "model_1"
    assert model_name("keras3", False, [bare]) == "sequential"
