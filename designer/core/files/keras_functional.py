"""A chain as the graph that Keras 3 serialises a functional model to."""

from __future__ import annotations

from typing import Any

from designer.core.layer import Layer, Shape
from designer.core.layers.unknown import call_with
from designer.core.report import Report


def graph(
    name: str | None, report: Report, layers: list[dict[str, Any]], trainable: bool = True
) -> dict[str, Any]:
    """The model of the *layers*, which are serialised already and called as in *report*."""
    for row, layer in zip(report.rows, layers, strict=True):
        layer["name"] = row.name
        layer["inbound_nodes"] = []
        if row.index:
            before = report.row(row.index - 1)
            tensor = _tensor(before.name, row.input, before.layer)
            layer["inbound_nodes"] = [call_with(row.layer, tensor)]
    return {
        "module": "keras.src.models.functional",
        "class_name": "Functional",
        "config": {
            "name": name,
            "trainable": trainable,
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
