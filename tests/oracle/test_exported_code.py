"""The exported code is run by the real Keras and PyTorch, and counts and shapes are compared."""

from importlib import import_module
from math import prod
from typing import Any

import pytest

from designer.check.comparison import foreign
from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.export.keras_code import keras_code
from designer.core.export.torch_code import torch_code
from designer.core.export.torch_places import Layout, moved
from designer.core.freezing import with_trainable
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.nested import Functional, Sequential
from designer.core.layers.pooling import MaxPooling2D
from designer.core.layers.reshaping import Flatten
from designer.core.report import Report
from designer.words import problem_text

from .corpus import examples, models

keras: Any = import_module("keras")
torch: Any = import_module("torch")

_MOST = 2_000_000
"""Parameters of a model; larger ones take long to build and show nothing else."""


def nested() -> Report:
    """Models of both kinds inside one another, one of them frozen: 40 + 6,770 + 33 + 8."""
    encoder = Functional(
        layers=(Input(), Conv2D(filters=4, activation="relu"), MaxPooling2D()), name="encoder"
    )
    head = Functional(layers=(Input(batch_shape=(None, 10)), Dense(units=3)))
    head = with_trainable(head, False)
    inside = Sequential(layers=(Flatten(), Dense(units=10), head))
    report = analyse(new_design(encoder, inside, Dense(units=2)))
    assert (report.total, report.trainable) == (40 + 6_770 + 33 + 8, 40 + 6_770 + 8)
    return report


MODELS = [
    *examples(lambda report: foreign(report) is None),
    *models(_MOST),
    pytest.param(nested(), id="nested"),
]


def run(code: str) -> Any:
    """What the exported code calls `model`."""
    names: dict[str, Any] = {}
    exec(compile(code, "exported", "exec"), names)
    return names["model"]


def ours(report: Report) -> list[Any]:
    return [(row.name, [list(o) for o in row.outputs], row.params) for row in report.rows[1:]]


def theirs(model: Any) -> list[Any]:
    found: list[Any] = []
    for layer in model.layers:
        if not isinstance(layer, keras.layers.InputLayer):
            made = layer.output if isinstance(layer.output, list | tuple) else [layer.output]
            found.append((layer.name, [list(o.shape) for o in made], layer.count_params()))
    return found


@pytest.mark.parametrize("report", MODELS)
def test_keras_builds_the_same_model(report: Report):
    keras.utils.clear_session(free_memory=False)
    model = run(keras_code(report, problem_text))
    assert theirs(model) == ours(report)
    assert sum(prod(w.shape) for w in model.trainable_weights) == report.trainable


@pytest.mark.parametrize("report", MODELS)
def test_pytorch_counts_and_shapes_the_same(report: Report):
    code = torch_code(report, problem_text)
    with torch.device("meta"):  # shapes are worked out, nothing is computed
        model = run(code).eval()
    if "no equal layer" in code:
        return
    _flows(model, report)
    parameters = sum(p.numel() for p in model.parameters())
    assert parameters + _averages(model) == report.total
    learned = sum(p.numel() for p in model.parameters() if p.requires_grad)
    assert learned == report.trainable


def _flows(model: Any, report: Report) -> None:
    """The shape that comes out, where every size that comes in is known."""
    came, (goes,) = report.row(0).output, report.outputs
    assert came is not None
    if None in came[1:] or len(report.design.chain) == 1:
        return
    first = next(row for row in report.rows[1:])
    numbers = torch.long if first.type == "Embedding" else torch.float32
    batch = came[0] or 2
    layouts = [moved((batch, *came[1:]), layout) for layout in Layout]
    shape = layouts[_begins_moved(report)]
    made = model(torch.empty(shape, dtype=numbers, device="meta"))
    assert tuple(made.shape) in [moved((batch, *goes[1:]), layout) for layout in Layout]


def _begins_moved(report: Report) -> bool:
    """Whether the exported code says that channels come first."""
    return "channels first, right after" in torch_code(report, problem_text)


def _averages(model: Any) -> int:
    """What Keras counts as non-trainable weights of batch normalization."""
    return sum(b.numel() for name, b in model.named_buffers() if name.count("running"))
