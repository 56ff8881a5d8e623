"""What optimizers keep and what saved files hold, asked of the real Keras."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.demand import SET, demand, keeps
from designer.core.design import new_design
from designer.core.export.keras_code import keras_code
from designer.core.files.compiled import optimizer_of
from designer.core.files.keras_json import read, write
from designer.core.layer import LAYERS, Layer
from designer.core.layers.activation import PReLU
from designer.core.layers.attention import MultiHeadAttention
from designer.core.layers.convolution import Conv2D, SeparableConv2D
from designer.core.layers.dense import Dense, Embedding
from designer.core.layers.input import Input
from designer.core.layers.nested import Sequential
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.pooling import GlobalAveragePooling1D
from designer.core.layers.recurrent import GRU, LSTM
from designer.core.layers.regularization import Dropout
from designer.core.layers.reshaping import Flatten
from designer.core.layers.wrappers import Bidirectional
from designer.core.optimizers import OPTIMIZERS
from designer.core.report import Report
from designer.core.units import grouped, memory
from designer.words import problem_text

keras: Any = import_module("keras")
h5py: Any = import_module("h5py")
numpy: Any = import_module("numpy")

_HEAD, _LAYER = 12_000, 8_000
"""What a saved file takes beside the numbers: at most so many bytes, and so many a layer."""

MADE: dict[str, Any] = {
    "sgd": lambda o: o.SGD(),
    "sgd_momentum": lambda o: o.SGD(momentum=0.9),
    "rmsprop": lambda o: o.RMSprop(),
    "rmsprop_momentum": lambda o: o.RMSprop(momentum=0.9),
    "rmsprop_centered": lambda o: o.RMSprop(momentum=0.9, centered=True),
    "adam": lambda o: o.Adam(),
    "amsgrad": lambda o: o.Adam(amsgrad=True),
    "adamw": lambda o: o.AdamW(),
    "adamax": lambda o: o.Adamax(),
    "nadam": lambda o: o.Nadam(),
    "adagrad": lambda o: o.Adagrad(),
    "adadelta": lambda o: o.Adadelta(),
    "adafactor": lambda o: o.Adafactor(),
    "ftrl": lambda o: o.Ftrl(),
    "lamb": lambda o: o.Lamb(),
    "lion": lambda o: o.Lion(),
    "muon": lambda o: o.Muon(),
    "schedule_free_adamw": lambda o: o.ScheduleFreeAdamW(),
}


def images() -> Report:
    layers = (
        Conv2D(filters=4),
        BatchNormalization(),
        SeparableConv2D(filters=3, trainable=False),
        PReLU(),
        Flatten(),
        Sequential(layers=(Dense(units=10), Dropout())),
        Dense(units=5, use_bias=False),
    )
    return analyse(new_design(*layers, input=Input(batch_shape=(None, 8, 8, 3))))


def texts() -> Report:
    layers = (
        Embedding(input_dim=50, output_dim=8),
        MultiHeadAttention(num_heads=2, key_dim=3),
        Bidirectional(layer=LSTM(units=4, return_sequences=True)),
        GRU(units=3, return_sequences=True),
        GlobalAveragePooling1D(),
        Dense(units=2, name="after_embedding"),
    )
    return analyse(new_design(*layers, input=Input(batch_shape=(None, 7))))


def small() -> Report:
    return analyse(new_design(Dense(units=1), input=Input(batch_shape=(None, 3))))


def halves() -> Report:
    """Every layer says a precision of its own."""
    layers = (
        Dense(units=8, dtype="float16"),
        Dense(units=8, dtype="mixed_bfloat16"),
        Dense(units=8, dtype="float64"),
        Dense(units=2),
    )
    return analyse(new_design(*layers, input=Input(batch_shape=(None, 3))))


REPORTS = {made.__name__: made() for made in (images, texts, small, halves)}
reports = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


def build(report: Report) -> Any:
    """The model that the exported code makes."""
    keras.utils.clear_session(free_memory=False)
    names: dict[str, Any] = {}
    exec(compile(keras_code(report, problem_text), "exported", "exec"), names)
    return names["model"]


def printed(model: Any) -> str:
    """The line of the summary about the optimizer."""
    lines: list[str] = []
    model.summary(print_fn=lambda text, **_: lines.append(text))
    found = re.search(r"Optimizer params: (.*)", "\n".join(lines))
    assert found is not None
    return found.group(1).strip()


@pytest.mark.parametrize("code", OPTIMIZERS)
@reports
def test_optimizer_params(report: Report, code: str):
    model = build(report)
    model.compile(MADE[code](keras.optimizers), "mse")
    model.optimizer.build(model.trainable_variables)
    kept = demand(report, SET, OPTIMIZERS[code]).optimizer
    assert printed(model) == f"{grouped(kept.count)} ({memory(kept.bytes)})"


COMPILED: dict[str, Any] = {
    "averages": lambda o: o.Adam(use_ema=True, gradient_accumulation_steps=2),
    "schedule": lambda o: o.Nadam(o.schedules.ExponentialDecay(0.1, 100, 0.9), use_ema=True),
    "centered": lambda o: o.RMSprop(centered=True),
    "scaled_nadam": lambda o: o.LossScaleOptimizer(o.Nadam()),
    "scaled_adafactor": lambda o: o.LossScaleOptimizer(o.Adafactor()),
    "scaled_muon": lambda o: o.LossScaleOptimizer(o.Muon(exclude_embeddings=False)),
}


@pytest.mark.parametrize("made", [*MADE.values(), *COMPILED.values()], ids=[*MADE, *COMPILED])
@reports
def test_a_compiled_model_comes_with_its_optimizer(report: Report, made: Any):
    """What Keras writes of it is printed as Keras prints it once it has read that again, and so
    does Keras with what is written here."""
    model = build(report)
    model.compile(made(keras.optimizers), "mse")
    ours = read(json.loads(model.to_json()))
    again = keras.models.model_from_json(write(ours))
    found = optimizer_of(ours.compiled)
    assert found is not None
    kept = keeps(analyse(ours), found)
    assert printed(again) == f"{grouped(kept.count)} ({memory(kept.bytes)})"


def test_with_mixed_precision_the_loss_is_scaled():
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_float16")
    try:
        model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
        model.compile("adam", "mse")
        model.optimizer.build(model.trainable_variables)
        told = printed(model)
    finally:
        keras.config.set_dtype_policy(before)
    kept = demand(small(), "mixed_float16", OPTIMIZERS["adam"]).optimizer
    assert told == f"{grouped(kept.count)} ({memory(kept.bytes)})"


@reports
def test_weights_and_gradients_are_as_wide_as_keras_makes_them(report: Report):
    needs = demand(report, SET, OPTIMIZERS["adam"])
    model = build(report)
    assert sum(_bytes(v) for v in model.weights) == needs.weights
    assert sum(_bytes(v) for v in model.trainable_weights) == needs.gradients


def _bytes(variable: Any) -> int:
    return variable.value.numel() * variable.value.element_size()


@reports
def test_a_saved_file_holds_the_weights_and_little_else(report: Report, tmp_path: Path):
    model = build(report)
    needs = demand(report, SET, OPTIMIZERS["adam"])
    alone, whole = tmp_path / "w.weights.h5", tmp_path / "m.keras"
    model.save_weights(alone)
    model.save(whole)
    assert _stored(alone) == needs.weights
    most = needs.weights + _HEAD + _LAYER * report.layer_count
    assert needs.weights < alone.stat().st_size <= most
    assert needs.weights < whole.stat().st_size <= most + _LAYER * report.layer_count


@reports
def test_a_file_saved_in_training_holds_the_optimizer_too(report: Report, tmp_path: Path):
    model = build(report)
    model.compile("adam", "mse")
    model.optimizer.build(model.trainable_variables)
    needs = demand(report, SET, OPTIMIZERS["adam"])
    path = tmp_path / "w.weights.h5"
    model.save_weights(path)
    assert _stored(path) == needs.weights + needs.optimizer.bytes


def _stored(path: Path) -> int:
    """The bytes of all arrays in a file."""
    sizes: list[int] = []

    def add(_name: str, found: Any) -> None:
        if isinstance(found, h5py.Dataset):
            sizes.append(found.id.get_storage_size())

    with h5py.File(path) as file:
        file.visititems(add)
    return sum(sizes)


def _idle() -> list[type[Layer]]:
    return sorted({cls for cls in LAYERS.values() if cls.idle}, key=lambda cls: cls.keras)


@pytest.mark.parametrize("cls", _idle(), ids=lambda cls: cls.keras)
def test_what_is_said_to_be_idle_gives_back_what_came_in(cls: type[Layer]):
    axes = cls.ranks[0] if cls.ranks else 4
    shape = (2, *(4,) * (axes - 2), 3)
    model = build(analyse(new_design(cls(), input=Input(batch_shape=shape))))
    numbers = numpy.random.default_rng(1).random(shape, dtype="float32")
    assert (model.predict(numbers, batch_size=2, verbose=0) == numbers).all()
