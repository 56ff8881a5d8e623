"""A design as the object that Keras 3 serialises a model to."""

from __future__ import annotations

from typing import Any

from designer.core.analyse import analyse
from designer.core.design import Design
from designer.core.files.keras_functional import graph
from designer.core.files.keras_layer import write_layer
from designer.core.layers.input import Input
from designer.core.naming import model_name, spelled_out


def model(design: Design) -> dict[str, Any]:
    """What `model.to_json()` would hold, for either kind of model."""
    report = analyse(design)
    given = [block.layer for block in design.chain]
    layers = [write_layer(layer) for layer in spelled_out(given)]
    name = design.name or model_name("keras3", design.functional, given)
    made = graph(name, report, layers) if design.functional else _sequential(name, design, layers)
    return made | ({"compile_config": design.compiled} if design.compiled else {})


def _sequential(name: str, design: Design, layers: list[dict[str, Any]]) -> dict[str, Any]:
    start = _input(design)
    config: dict[str, Any] = {
        "name": name,
        "trainable": True,
        "dtype": "float32",
        "layers": layers if start.batch_shape is not None else layers[1:],
    }
    if start.batch_shape is not None:
        config["build_input_shape"] = list(start.batch_shape)
    return {
        "module": "keras",
        "class_name": "Sequential",
        "config": config,
        "registered_name": None,
    }


def _input(design: Design) -> Input:
    start = design.chain[0].layer
    assert isinstance(start, Input), "a chain begins with its input"
    return start
