"""A design as the object that Keras 3 serialises a model to."""

from __future__ import annotations

from typing import Any

from designer.core.analyse import analyse
from designer.core.design import Design
from designer.core.files.keras_layer import write_layer
from designer.core.layer import Layer, Shape
from designer.core.layers.input import Input
from designer.core.naming import model_name, spelled_out
from designer.core.report import Report


def model(design: Design) -> dict[str, Any]:
    """What `model.to_json()` would hold, for either kind of model."""
    report = analyse(design)
    given = [block.layer for block in design.chain]
    layers = [write_layer(layer) for layer in spelled_out(given)]
    plain = all(block.layer.called_plainly for block in design.chain)  # as sequential models call
    functional = design.kind == "functional" or not plain
    name = design.name or model_name("keras3", functional, given)
    if functional:
        return _functional(name, report, layers)
    return _sequential(name, design, layers)


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


def _functional(name: str, report: Report, layers: list[dict[str, Any]]) -> dict[str, Any]:
    for row, layer in zip(report.rows, layers, strict=True):
        layer["name"] = row.name
        layer["inbound_nodes"] = []
        if row.index:
            before = report.row(row.index - 1)
            tensor = _tensor(before.name, before.output, before.layer)
            layer["inbound_nodes"] = [{"args": row.layer.arguments(tensor), "kwargs": {}}]
    return {
        "module": "keras.src.models.functional",
        "class_name": "Functional",
        "config": {
            "name": name,
            "trainable": True,
            "layers": layers,
            "input_layers": [report.names[0], 0, 0],
            "output_layers": _ends(report),
        },
        "registered_name": "Functional",
    }


def _ends(report: Report) -> list[Any]:
    ends = [[report.names[-1], 0, i] for i in range(len(report.outputs) or 1)]
    return ends if len(ends) > 1 else ends[0]


def _tensor(source: str, shape: Shape | None, layer: Layer) -> dict[str, Any]:
    return {
        "class_name": "__keras_tensor__",
        "config": {
            "shape": list(shape or ()),
            "dtype": _computes_in(layer.dtype),
            "keras_history": [source, 0, 0],
        },
    }


def _computes_in(policy: object) -> str:
    return policy.removeprefix("mixed_") if isinstance(policy, str) else "float32"


def _input(design: Design) -> Input:
    start = design.chain[0].layer
    assert isinstance(start, Input), "a chain begins with its input"
    return start
