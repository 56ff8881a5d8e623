"""The real Keras loads the archives that are written: equal rows, and weights like its own."""

from collections import Counter
from importlib import import_module
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.files.keras_archive_write import archive
from designer.core.files.keras_layer import read_layer
from designer.core.layer import Layer, Shape
from designer.core.layers.audio import STFTSpectrogram
from designer.core.layers.custom import CustomLayer
from designer.core.layers.dense import Dense, Embedding
from designer.core.layers.input import Input
from designer.core.layers.spectral import SpectralNormalization
from designer.core.layers.wrappers import TimeDistributed
from designer.core.report import Report

from .corpus import cases, examples, models

keras: Any = import_module("keras")

_MOST = 300_000
"""Parameters of a model; larger ones take long and show nothing else."""

_LONG = 25_000_000
"""Parameters that are drawn twice: by Keras as well."""

_EACH = 2
"""Cases of each class of layers."""

_NOT_LOADED = ("Equalization", "STFTSpectrogram", "CustomLayer")
"""Keras cannot load its own archive of the first; the second wants SciPy for nearly all cases on
file, so that others are below; the third is not known to it."""

_FIXED = ("bias", "beta", "gamma", "moving_mean", "moving_variance", "mean", "variance", "scale")
"""Weights that nearly always begin with given numbers; all do in the cases here."""

_FEWEST = 30
"""Fewer numbers tell nothing of how they were drawn."""


EXAMPLES = examples(
    lambda report: not any(isinstance(row.layer, CustomLayer) for row in report.rows)
)
DRAWN = [example for example in EXAMPLES if example.values[0].total < _LONG]


def spectrograms() -> list[Any]:
    """One of each mode, with frames of even and of odd length."""
    modes = ("log", "real", "imag", "stft")
    made = [STFTSpectrogram(mode=mode, window=None, frame_length=61) for mode in modes]
    made += [
        STFTSpectrogram(window=[n / 64 for n in range(64)], frame_length=64, scaling=scaling)
        for scaling in ("density", "spectrum", None)
    ]
    reports = [alone(layer, (None, 1000, 2)) for layer in made]
    return [pytest.param(report, id=f"spectrogram-{i}") for i, report in enumerate(reports)]


def wrapped() -> list[Any]:
    """Wrappers that measure the weights of a layer, around one another."""
    twice = SpectralNormalization(layer=SpectralNormalization(layer=Dense(units=3)))
    adapted = SpectralNormalization(layer=Dense(units=3, lora_rank=2))
    table = SpectralNormalization(layer=Embedding(input_dim=7, output_dim=3))
    reports = [
        alone(SpectralNormalization(layer=twice), (None, 4)),
        alone(SpectralNormalization(layer=adapted), (None, 4)),
        alone(SpectralNormalization(layer=table), (None, 5)),
        alone(TimeDistributed(layer=twice), (None, 6, 4)),
    ]
    return [pytest.param(report, id=f"wrapped-{i}") for i, report in enumerate(reports)]


def alone(layer: Layer, shape: Shape) -> Report:
    report = analyse(new_design(layer, input=Input(batch_shape=shape)))
    assert report.complete
    return report


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
    with path.open("wb") as file:
        file.writelines(archive(report).pieces)
    keras.utils.clear_session(free_memory=False)
    return keras.saving.load_model(path)


@pytest.mark.parametrize(
    "report", [*EXAMPLES, *models(_MOST), *layers(), *spectrograms(), *wrapped()]
)
def test_keras_loads_it(report: Report, tmp_path: Path):
    model = loaded(report, tmp_path)
    theirs = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    assert [(v.name, type(v).__name__, v.count_params()) for v in theirs] == [
        (row.name, type(v).__name__, row.params)
        for row, v in zip(report.rows[1:], theirs, strict=True)
    ]
    assert model.count_params() == report.total
    assert [tuple(output.shape) for output in model.outputs] == list(report.outputs)


@pytest.mark.parametrize("report", [*DRAWN, *layers(), *wrapped()])
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


@pytest.mark.parametrize("report", spectrograms())
def test_spectrograms_begin_with_the_waves_of_keras(report: Report, tmp_path: Path):
    """Keras works them out in 32 bits, where the angles of fast waves are off a little."""
    model = loaded(report, tmp_path)
    fresh = keras.models.model_from_json(model.to_json())
    for ours, theirs in zip(model.get_weights(), fresh.get_weights(), strict=True):
        assert ours.shape == theirs.shape
        assert abs(ours - theirs).max() < 3e-4
