"""The real Keras loads the archives that are written: equal rows, and weights like its own."""

from collections import Counter
from importlib import import_module
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.files.keras_archive_write import MOST, archive
from designer.core.files.keras_layer import read_layer
from designer.core.layers.custom import CustomLayer
from designer.core.layers.input import Input
from designer.core.report import Report

from .corpus import cases, examples, models

keras: Any = import_module("keras")

_MOST = 300_000
"""Parameters of a model; larger ones take long and show nothing else."""

_EACH = 2
"""Cases of each class of layers."""

_NOT_LOADED = ("Equalization", "STFTSpectrogram", "CustomLayer")
"""Keras cannot load its own archive of the first; the second has weights that Keras computes."""


_FIXED = ("bias", "beta", "gamma", "moving_mean", "moving_variance", "mean", "variance", "scale")
"""Weights that nearly always begin with given numbers; all do in the cases here."""

_FEWEST = 30
"""Fewer numbers tell nothing of how they were drawn."""


EXAMPLES = examples(
    lambda report: (
        report.total < MOST and not any(isinstance(row.layer, CustomLayer) for row in report.rows)
    )
)


def layers() -> list[Any]:
    """Some cases of every layer, each as a chain of its own."""
    found: list[Any] = []
    counts: Counter[str] = Counter()
    for case in cases("layers"):
        name = case["class_name"]
        if "error" in case or counts[name] >= _EACH or name in ("InputLayer", *_NOT_LOADED):
            continue
        layer = read_layer(name, case["config"], "layer")
        start = Input(batch_shape=tuple(case["input_shape"]))
        report = analyse(new_design(layer, input=start))
        if report.complete:
            counts[name] += 1
            found.append(pytest.param(report, id=f"{name}-{counts[name]}"))
    return found


def loaded(report: Report, folder: Path) -> Any:
    path = folder / "model.keras"
    path.write_bytes(archive(report))
    keras.utils.clear_session(free_memory=False)
    return keras.saving.load_model(path)


@pytest.mark.parametrize("report", [*EXAMPLES, *models(_MOST), *layers()])
def test_keras_loads_it(report: Report, tmp_path: Path):
    model = loaded(report, tmp_path)
    theirs = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    assert [(v.name, type(v).__name__, v.count_params()) for v in theirs] == [
        (row.name, type(v).__name__, row.params)
        for row, v in zip(report.rows[1:], theirs, strict=True)
    ]
    assert model.count_params() == report.total
    assert [tuple(output.shape) for output in model.outputs] == list(report.outputs)


@pytest.mark.parametrize("report", [*EXAMPLES, *layers()])
def test_the_weights_are_spread_as_those_of_keras(report: Report, tmp_path: Path):
    """Against the same model as Keras itself draws it."""
    model = loaded(report, tmp_path)
    fresh = keras.models.model_from_json(model.to_json())
    for ours, theirs in zip(model.weights, fresh.weights, strict=True):
        a, b = (keras.ops.convert_to_numpy(w).astype("float64") for w in (ours, theirs))
        assert a.shape == b.shape
        if ours.name in _FIXED:
            assert (a == b).all(), ours.path
        if "seed" in ours.path or a.size < _FEWEST:
            continue
        # a deviation is known as well as there are numbers to take it from
        near = 4 / sqrt(a.size) * max(float(b.std()), float(a.std())) + 1e-6
        assert abs(float(a.std() - b.std())) <= near, ours.path
        assert abs(float(a.mean() - b.mean())) <= 2 * near, ours.path
