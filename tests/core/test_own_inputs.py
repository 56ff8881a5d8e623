"""Models inside a model that have an input of their own, and models that are frozen.

The expected rows and shapes are what Keras 3.15.1 prints of the same models.
"""

import json
from typing import Any

from designer.core.analyse import analyse
from designer.core.expanded import expanded
from designer.core.export.summary_text import summary_text
from designer.core.files.gate import design_of
from designer.core.files.keras_json import write
from designer.core.files.keras_layer import write_layer
from designer.core.layer import Shape
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.nested import Sequential
from designer.core.layers.pooling import GlobalAveragePooling2D
from designer.core.layers.reshaping import Flatten
from designer.core.report import Report

Config = dict[str, Any]
POOL = Sequential(
    layers=(Input(batch_shape=(None, None, None, 3)), GlobalAveragePooling2D(), Dense(units=2))
)


def start(*shape: int | None) -> Config:
    return {"class_name": "InputLayer", "config": {"batch_shape": list(shape)}}


def dense(units: int, **config: Any) -> Config:
    return {"class_name": "Dense", "config": {"units": units, **config}}


def sequential(*layers: Config, **config: Any) -> Config:
    about = {"name": "sequential", "layers": list(layers), **config}
    return {"module": "keras", "class_name": "Sequential", "config": about}


def report_of(model: Config) -> Report:
    return analyse(design_of(json.dumps(model).encode()))


def test_a_built_model_keeps_its_open_sizes_and_gives_what_comes():
    outer: Shape = (4, 32, 32, 3)
    report = report_of(sequential(start(*outer), write_layer(POOL)))
    rows = [(depth, row.outputs) for depth, row in expanded(report)]
    assert rows == [(0, ((4, 2),)), (1, ((None, 3),)), (1, ((None, 2),))]


def test_weights_are_those_of_the_models_own_input():
    flat = Sequential(layers=(Input(batch_shape=(None, 28, 28)), Flatten(), Dense(units=30)))
    assert flat.at((None, None, 28)).outputs == ((None, 30),)
    assert flat.at((None, None, 28)).params == 23_550
    refused = flat.at((None, 30, 28)).problem
    assert refused is not None
    assert refused.code == "other_input"


def test_an_input_that_follows_from_the_chain_is_not_kept():
    inner = sequential(start(None, 8), dense(3), name="inner")
    design = report_of(sequential(start(None, 8), inner)).design
    assert isinstance(design.chain[1].layer, Sequential)
    assert design.chain[1].layer.layers == (Dense(units=3),)
    kept = report_of(sequential(start(4, 8), inner)).design
    assert isinstance(kept.chain[1].layer, Sequential)
    assert kept.chain[1].layer.layers == (Input(batch_shape=(None, 8)), Dense(units=3))
    again = design_of(write(kept).encode())
    assert [block.layer for block in again.chain] == [block.layer for block in kept.chain]


def test_built_models_in_a_model_that_is_not():
    inner = sequential(start(None, 3), dense(2), name="inner")
    report = report_of(sequential(dense(3), inner))
    assert [(row.params, row.outputs) for row in report.printed] == [(None, ()), (8, ((None, 2),))]
    square = sequential(start(None, 3), dense(3), name="inner")
    assert report_of(sequential(dense(3), square)).total == 12  # its output is its input, too
    assert (report.total, report.bytes) == (8, 32)
    rows = [line.split("│") for line in summary_text(report).splitlines() if "│" in line]
    assert [(row[2].strip(), row[3].strip()) for row in rows] == [
        ("?", "0 (unbuilt)"),
        ("(None, 2)", "8"),
    ]


def test_a_model_that_holds_a_single_built_one_takes_its_input():
    inner = sequential(start(None, 12), dense(2), name="inner")
    assert report_of(sequential(inner)).design.chain[0].layer == Input(batch_shape=(None, 12))


def test_a_functional_model_that_is_frozen_by_itself_trains_nothing():
    """Inside another model its own layers say what is trained, as the setter of the functional one
    is called before it has any: `Functional.__init__` of Keras 3.15.1."""
    tensor = {
        "class_name": "__keras_tensor__",
        "config": {"shape": [None, 8], "dtype": "float32", "keras_history": ["in", 0, 0]},
    }
    functional = {
        "module": "keras.src.models.functional",
        "class_name": "Functional",
        "config": {
            "name": "encoder",
            "trainable": False,
            "layers": [
                {**start(None, 8), "name": "in", "inbound_nodes": []},
                {
                    **dense(3, name="d", trainable=True),
                    "name": "d",
                    "inbound_nodes": [{"args": [tensor], "kwargs": {}}],
                },
            ],
            "input_layers": [["in", 0, 0]],
            "output_layers": [["d", 0, 0]],
        },
    }
    alone = report_of(functional)
    assert (alone.total, alone.trainable) == (27, 0)
    inside = report_of(sequential(start(None, 8), functional, dense(1)))
    assert (inside.total, inside.trainable) == (31, 31)
    assert [line.split("│")[4].strip() for line in shown_trainable(inside)] == [*"N-YY"]


def shown_trainable(report: Report) -> list[str]:
    text = summary_text(report, show_trainable=True, expand_nested=True, columns=120)
    return [line for line in text.splitlines() if "│" in line]
