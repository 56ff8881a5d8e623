"""Every answer of Keras that is on file, against ours: verdicts, shapes, weights, rows, totals.

The expected values are Keras 3.15.1's own, see `tests/data/README.md`.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.design import Design
from designer.core.families import ATTENTION, CELLS
from designer.core.files.faults import Unreadable
from designer.core.files.gate import design_of
from designer.core.files.keras_layer import read_layer
from designer.core.graph import Node, expanded_nodes, nodes
from designer.core.layer import LAYERS, Layer, Shape
from designer.core.layers.input import Input
from designer.core.report import Report, Row

Case = dict[str, Any]
Cases = Callable[[str], list[Case]]
Compared = Callable[[str, int], None]

PROMISED = """
InputLayer Dense Embedding Activation ReLU LeakyReLU PReLU ELU Softmax Flatten Reshape
Permute RepeatVector Dropout SpatialDropout1D SpatialDropout2D SpatialDropout3D
GaussianNoise GaussianDropout AlphaDropout Conv1D Conv2D Conv3D Conv1DTranspose
Conv2DTranspose Conv3DTranspose SeparableConv1D SeparableConv2D DepthwiseConv1D
DepthwiseConv2D MaxPooling1D MaxPooling2D MaxPooling3D AveragePooling1D AveragePooling2D
AveragePooling3D GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D
GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D ZeroPadding1D
ZeroPadding2D ZeroPadding3D Cropping1D Cropping2D Cropping3D UpSampling1D UpSampling2D
UpSampling3D BatchNormalization LayerNormalization SimpleRNN LSTM GRU Bidirectional
TimeDistributed
"""
"""The layers that the first release has to have."""

OURS = ("CustomLayer", "Sequential", "Functional")
"""What Keras has not, and models: those are compared as parts of whole models."""

ALONE = sorted(n for n in set(LAYERS) - set(OURS) if LAYERS[n].family not in (CELLS, ATTENTION))
"""The layers that take one input by themselves: cells go into others, attention takes several."""

MASKS = ("NotEqual", "Any")
"""Operations that a functional model shows beside the chain; they are no layers."""


def test_every_promised_layer_is_there_and_has_cases(cases: Cases):
    on_file = {case["class_name"] for case in _alone(cases)}
    assert set(PROMISED.split()) <= set(ALONE) == on_file


@pytest.mark.parametrize("name", ALONE)
def test_layers_agree(name: str, cases: Cases, compared: Compared):
    mine = [case for case in _alone(cases) if case["class_name"] == name]
    known = [case for case in mine if set(_layer_classes(case["config"])) <= set(LAYERS)]
    wrong = [
        (case["id"], case["args"], case["input_shape"], "Keras", expected, "here", found)
        for case in known
        if (expected := _expected(case)) != (found := _answer(case, expected))
    ]
    assert not wrong, wrong
    for case in mine:
        if case not in known:  # a wrapper around a layer that is not there yet says so
            assert _answer(case, None) == "refused", case["id"]
    compared(name, len(known))


def _alone(cases: Cases) -> list[Case]:
    """The cases of single layers; some of those run on TensorFlow alone."""
    return [*cases("layers"), *cases("layers_tf_only")]


def _expected(case: Case) -> object:
    """What Keras says of the *case*: output shapes and weights, or "refused", or "accepted".

    A few cases have two answers. Where the back ends of Keras differ, the one that takes the layer
    counts, as a design is bound to none. Where only the constructor refuses, reading the same
    config counts, as that is what is done here; no shape is on file then.
    """
    if "backend_dependent" in case:
        answer = case["backend_dependent"]["tensorflow"]
        return [answer["output_shape"]], answer["params_total"]
    if case.get("from_config_accepts"):
        return "accepted"
    if "error" in case:
        return "refused"
    weights = [(w["name"], w["shape"], w["trainable"]) for w in case["weights"]]
    return list(_flat(case["output_shape"])), weights


def _flat(shapes: list[Any]) -> Iterator[list[Any]]:
    """One shape or several; the states of stacked cells come in lists, but are printed in a row."""
    if any(isinstance(part, list) for part in shapes):
        for part in shapes:
            yield from _flat(part)
    else:
        yield shapes


def _answer(case: Case, expected: object) -> object:
    """What we say of the *case*, as far as Keras's answer goes.

    Of a layer by itself that is frozen, Keras says that none of its weights is trained; a model
    asks each weight.
    """
    try:
        layer = read_layer(case["class_name"], _config(case), "layer")
    except Unreadable:
        return "refused"
    outcome = layer.at(_input_shape(case, layer))
    if outcome.problem:
        return "refused"
    outputs = [list(shape) for shape in outcome.outputs]
    _, weights = layer.resolve(_input_shape(case, layer))
    counted = outcome.params, outcome.trainable
    assert counted == (
        sum(w.count for w in weights),
        sum(w.count for w in weights if w.trainable),
    )
    match expected:
        case "accepted":
            return "accepted"
        case (_, int()):
            return outputs, outcome.params
        case _:
            return outputs, [
                (w.name, list(w.shape), w.trainable and layer.trainable) for w in weights
            ]


def _config(case: Case) -> Case:
    """The config of the *case*.

    Arguments that the constructor of an input refused are laid over a config that has a shape
    already, which would be refused for that; so they are read by themselves.
    """
    overlaid = case["class_name"] == "InputLayer" and case.get("config_is_overlay")
    return case["args"] if overlaid and case["args"] else case["config"]


def _input_shape(case: Case, layer: Layer) -> Shape:
    if isinstance(layer, Input):
        assert layer.batch_shape is not None
        return layer.batch_shape
    return tuple(case["input_shape"])


def _layer_classes(value: Any) -> Iterator[str]:
    """The classes of all layers, nested models and operations that are described in *value*."""
    if isinstance(value, dict):
        module = str(value.get("module"))
        if module == "keras.layers" or module.startswith("keras.src."):
            yield value["class_name"]
        elif module == "keras" and value["class_name"] == "Sequential":
            yield "Sequential"
        for part in value.values():
            yield from _layer_classes(part)
    elif isinstance(value, list):
        for part in value:
            yield from _layer_classes(part)


def _chains(name: str, cases: Cases) -> list[Case]:
    """The models of a file that consist of known layers alone."""
    known = {*LAYERS, *MASKS}
    return [
        case
        for case in cases(name)
        if set(_layer_classes(json.loads(case["keras_json"])["config"])) <= known
    ]


def _design(case: Case) -> Design:
    return design_of(case["keras_json"].encode())


def _shown(row: Row | Node) -> Case:
    shapes = [list(shape) for shape in row.outputs]
    told = {
        "name": row.name,
        "class_name": row.type,
        "output_shape": (shapes[0] if len(shapes) == 1 else shapes) or None,
    }
    if isinstance(row, Node):
        if row.row is None:
            return {**told, "params": 0, "is_op": True}
        row = row.row
    return {**told, "params": row.params}


def _totals(report: Report) -> Case:
    return {
        "total": report.total,
        "trainable": report.trainable,
        "non_trainable": report.non_trainable,
        "total_bytes": report.bytes,
        "trainable_bytes": report.trainable_bytes,
    }


def _disagrees(case: Case) -> object:
    """What differs from Keras in a model that it takes, or None."""
    report = analyse(_design(case))
    rows, expected = [_shown(node) for node in nodes(report)], case["rows"]
    if not case.get("built", True):
        expected = [_unbuilt(case, row) for row in expected]
    totals = _totals(report)
    if case.get("rows_expanded") and rows == expected and _opens(expected):
        rows = [
            {**_shown(row), "depth": depth} for depth, row in expanded_nodes(report, nodes(report))
        ]
        inside = case["rows_expanded"]
        tops = iter(expected)  # in these, an output shape may stand that is not on file
        expected = [row if "depth" in row else {"depth": 0, **next(tops)} for row in inside]
    if rows == expected and all(case[key] in (value, None) for key, value in totals.items()):
        return None
    return case["id"], list(zip(expected, rows, strict=False)), totals


def _opens(rows: list[Case]) -> bool:
    """Whether all of these rows are told by Keras, or one of them holds a chain."""
    return all(row["params"] is not None for row in rows)


def _unbuilt(case: Case, row: Case) -> Case:
    """A row of a model without an input shape: Keras counts nothing, and prints 0 where nothing
    ever comes. A functional model has an input of its own, so it is counted, and its summary shows
    what it gives: what its last layer does."""
    if row["class_name"] == "Functional":
        return {**row, "output_shape": case["rows_expanded"][-1]["output_shape"]}
    return {**row, "params": None}


@pytest.mark.parametrize("name", ["models", "random_chains"])
def test_whole_models_agree(name: str, cases: Cases, compared: Compared):
    taken = [case for case in _chains(name, cases) if case.get("valid", True)]
    wrong = [found for case in taken if (found := _disagrees(case)) is not None]
    assert not wrong, wrong
    compared(name.replace("_", " "), len(taken))


def test_refused_chains_agree(cases: Cases, compared: Compared):
    refused = [case for case in _chains("random_chains", cases) if not case["valid"]]
    wrong = [case["id"] for case in refused if _stops(case) != _should_stop(case)]
    assert not wrong, wrong
    compared("refused chains", len(refused))


def _should_stop(case: Case) -> object:
    """Keras counts the layers after the input from 0; the chain has its input at 0."""
    return case["error"]["layer_index"] + 1, case["rows_before"]


def _stops(case: Case) -> object:
    """At which layer we stop, and the rows before it."""
    try:
        report = analyse(_design(case))
    except Unreadable as unreadable:  # the constructor refuses, so the file does
        places = {fault.place.partition("]")[0] for fault in unreadable.faults}
        (place,) = places
        index = int(place.removeprefix("config.layers["))
        about = json.loads(case["keras_json"])
        del about["config"]["layers"][index:]
        report = analyse(design_of(json.dumps(about).encode()))
        return index, [_shown(row) for row in report.printed]
    stopped = report.problem_row
    assert stopped is not None, case["id"]
    before = [_shown(row) for row in report.printed if row.index < stopped.index]
    assert all(row.waits_for == stopped.name for row in report.rows[stopped.index + 1 :])
    return stopped.index, before
