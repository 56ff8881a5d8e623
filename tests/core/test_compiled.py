"""What a compiled model is printed as, and that what it is compiled with is not lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.design import Design, new_design
from designer.core.export.summary_text import summary_text
from designer.core.files import design_file, keras_json
from designer.core.files.compiled import optimizer_of
from designer.core.files.faults import Unreadable
from designer.core.files.gate import design_of
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.optimizers import OPTIMIZERS
from tests.core.command_line import Run

SCHEDULE = {"class_name": "ExponentialDecay", "config": {"initial_learning_rate": 0.1}}


def small(compiled: dict[str, Any] | None = None) -> Design:
    """21 parameters: 3*4+4 and 4*1+1."""
    design = new_design(Dense(units=4), Dense(units=1), input=Input(batch_shape=(None, 3)))
    return Design(design.chain, compiled=compiled)


def by(name: str, **config: Any) -> dict[str, Any]:
    return {"class_name": name, "config": config}


def totals(design: Design, **wanted: Any) -> list[str]:
    return summary_text(analyse(design), **wanted).splitlines()[-4:]


@pytest.mark.parametrize(
    ("optimizer", "count"),
    [
        (by("Adam", use_ema=True, gradient_accumulation_steps=2), 86),
        (by("Adam", learning_rate=SCHEDULE), 43),
        (by("Lamb"), 44),
        (by("SGD", momentum=0.0), 2),
        (by("LossScaleOptimizer", inner_optimizer=by("SGD", momentum=0.5)), 27),
        (by("LossScaleOptimizer", inner_optimizer=by("Nadam")), 2 * 21 + 2 + 4),
        (by("Nadam"), 2 * 21 + 3),
        (by("RMSprop", momentum=0.1, centered=True), 3 * 21 + 2),
        ("adam", 44),
    ],
)
def test_a_compiled_model_is_printed_with_its_optimizer(optimizer: object, count: int):
    """The counts are what Keras 3.15.1 prints of this model as it comes back from its JSON."""
    found = optimizer_of({"optimizer": optimizer})
    assert totals(small(), optimizer=found) == [
        f" Total params: {21 + count} ({4 * (21 + count):.2f} B)",
        " Trainable params: 21 (84.00 B)",
        " Non-trainable params: 0 (0.00 B)",
        f" Optimizer params: {count} ({4 * count:.2f} B)",
    ]


def test_a_model_that_is_not_built_has_no_optimizer_yet():
    """As Keras 3.15.1: the variables are made once the model is built."""
    design = new_design(Dense(units=2), input=Input(batch_shape=None))
    assert totals(design, optimizer=OPTIMIZERS["adam"])[1:] == [
        " Total params: 0 (0.00 B)",
        " Trainable params: 0 (0.00 B)",
        " Non-trainable params: 0 (0.00 B)",
    ]


def test_keras_2_prints_a_compiled_model_as_any_other():
    assert summary_text(analyse(small()), "keras2.15", optimizer=OPTIMIZERS["adam"]) == (
        summary_text(analyse(small()), "keras2.15")
    )


@pytest.mark.parametrize(
    "optimizer", [by("Own"), by("Muon", exclude_layers=["dense"]), by("MultiOptimizer"), None, 3]
)
def test_an_optimizer_whose_variables_are_not_known_is_none(optimizer: object):
    assert optimizer_of({"optimizer": optimizer}) is None


def test_what_a_model_is_compiled_with_comes_back_from_every_file():
    compiled = {"optimizer": by("Own", learning_rate=0.5), "loss": "mse", "metrics": ["mae"]}
    design = small(compiled)
    data = design_file.write(design)
    assert json.loads(data)["version"] == 4
    assert design_of(data).compiled == compiled
    assert design_file.write(design_of(data)) == data
    assert design_of(keras_json.write(design).encode()).compiled == compiled
    assert json.loads(keras_json.write(design))["compile_config"] == compiled


def test_a_model_that_is_not_compiled_says_nothing_of_it():
    assert "compile_config" not in json.loads(keras_json.write(small()))
    about = json.loads(keras_json.write(small())) | {"compile_config": {}}  # as Keras writes it
    assert keras_json.read(about).compiled is None


def test_what_it_is_compiled_with_is_an_object():
    about = json.loads(design_file.write(small())) | {"compile_config": [1]}
    with pytest.raises(Unreadable) as unread:
        design_file.read(about)
    assert [(f.place, f.problem.code) for f in unread.value.faults] == [
        ("compile_config", "not_a_mapping")
    ]


def test_the_command_line_asks_for_an_optimizer(tmp_path: Path):
    path = tmp_path / "model.json"
    path.write_text(keras_json.write(small({"optimizer": by("Adam", use_ema=True)})))
    lines = {
        name: Run("summary", str(path), "--optimizer", name).out.splitlines()[-1]
        for name in ("sgd", "adam", "compiled")
    }
    assert lines == {
        "sgd": " Optimizer params: 2 (8.00 B)",
        "adam": " Optimizer params: 44 (176.00 B)",
        "compiled": " Optimizer params: 65 (260.00 B)",
    }
    assert Run("summary", str(path)).out.splitlines()[-1] == " Non-trainable params: 0 (0.00 B)"


@pytest.mark.parametrize(
    ("compiled", "told"),
    [
        (None, "the model is not compiled, so it is printed without an optimizer"),
        (
            {"optimizer": by("Own")},
            'what the optimizer "Own" keeps is not known here, so it is printed without it',
        ),
    ],
)
def test_an_optimizer_that_is_not_there_is_told(
    compiled: dict[str, Any] | None, told: str, tmp_path: Path
):
    path = tmp_path / "model.json"
    path.write_text(keras_json.write(small(compiled)))
    done = Run("summary", str(path), "--optimizer", "compiled")
    assert (done.status, done.told) == (0, [f"layer-designer: {path}: {told}"])
    assert done.out == Run("summary", str(path)).out
