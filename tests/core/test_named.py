"""Names that Keras takes and refuses: every verdict is that of Keras 3.15.1, asked with
`Dense(3, **{setting: name})` and, for an input, `InputLayer((3,), dtype=name)`."""

import json
from typing import Any

import pytest

from designer.core.files.faults import Fault, Unreadable
from designer.core.files.gate import design_of
from designer.core.files.keras_layer import read_layer
from designer.core.layer import fields_of
from designer.core.layers.dense import Dense
from designer.core.problems import Problem, Refused
from designer.words import fault_text, problem_text

TAKEN = {
    "kernel_initializer": [
        None,
        "zero",
        "Zeros",
        "normal",
        "IdentityInitializer",
        "glorot_uniform",
    ],
    "kernel_regularizer": [None, "L1", "l1l2", "orthogonal_regularizer"],
    "activity_regularizer": ["l1l2", "L1L2"],
    "kernel_constraint": ["NonNeg", "max_norm"],
    "activation": [None, "relu", "sparse_plus"],
    "dtype": [
        None,
        "mixed_float16",
        "bfloat16",
        "complex64",
        "uint32",
    ],
}
REFUSED: dict[str, list[Any]] = {
    "kernel_initializer": ["glorot_unform", "GLOROT_UNIFORM", "", 3],
    "kernel_regularizer": ["l3", "", 0.1],
    "kernel_constraint": ["nonneg", ""],
    "activation": ["rellu"],
    "dtype": [
        "floot32",
        "FLOAT32",
        "float",
        "half",
        "int8",
        "int4",
        "float8_e4m3fn",
        "mixed_int8",
        "",
    ],
}
"""What Keras refuses when it makes the layer."""


@pytest.mark.parametrize(("setting", "name"), [(s, n) for s in TAKEN for n in TAKEN[s]])
def test_names_that_keras_takes(setting: str, name: Any):
    assert getattr(_dense({setting: name}), setting) == name


@pytest.mark.parametrize(("setting", "name"), [(s, n) for s in REFUSED for n in REFUSED[s]])
def test_names_that_keras_refuses(setting: str, name: Any):
    with pytest.raises(Unreadable) as caught:
        _dense({setting: name})
    (fault,) = caught.value.faults
    assert (fault.place, fault.problem.code) == (f"layer.{setting}", "not_an_option")


def _dense(settings: dict[str, Any]) -> Any:
    return read_layer("Dense", {"units": 3, **settings}, "layer")


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("int8", True),
        ("float8_e4m3fn", True),
        ("string", True),
        ("mixed_float16", False),
        ("float", False),
        ("half", False),
    ],
)
def test_what_comes_into_a_model_has_a_dtype_of_its_own(name: str, taken: bool):
    config = {"batch_shape": [None, 3], "dtype": name}
    if taken:
        assert read_layer("InputLayer", config, "layer").dtype == name
    else:
        with pytest.raises(Unreadable):
            read_layer("InputLayer", config, "layer")


def test_what_may_be_of_a_user_is_kept():
    custom = {"class_name": "Mine", "config": {"gain": 2}, "registered_name": "lab>Mine"}
    for value in (custom, "lab>Mine"):
        assert _dense({"kernel_initializer": value}).kernel_initializer == value


@pytest.mark.parametrize(
    ("setting", "name", "near"),
    [
        ("kernel_initializer", "glorot_unform", "glorot_uniform"),
        ("kernel_regularizer", "l1_l2", "l1l2"),
        ("kernel_constraint", "nonneg", "non_neg"),
        ("activation", "rellu", "relu"),
        ("dtype", "floot32", "float32"),
    ],
)
def test_the_sentence_has_the_name_that_is_meant(setting: str, name: str, near: str):
    with pytest.raises(Unreadable) as caught:
        _dense({setting: name})
    text = fault_text(caught.value.faults[0])
    assert f'"{name}" is not one of ' in text
    assert text.endswith(f"Is {near} meant?")


def test_what_is_quantized_is_refused_at_every_door():
    """In a Keras file, in a design and where it is typed: it would be counted wrongly."""
    name = "int8_from_float32"
    problem = Problem("quantized", {"value": "int8"})
    with pytest.raises(Unreadable) as caught:
        _dense({"dtype": name})
    assert caught.value.faults == (Fault("layer.dtype", problem),)

    design = {
        "format": "layer-designer",
        "version": 1,
        "kind": "sequential",
        "chain": [
            {"layer": "InputLayer", "batch_shape": [None, 8]},
            {"layer": "Dense", "units": 3, "dtype": name},
        ],
    }
    with pytest.raises(Unreadable) as caught:
        design_of(json.dumps(design).encode())
    assert caught.value.faults == (Fault("chain[1].dtype", problem),)

    field = next(field for field in fields_of(Dense) if field.name == "dtype")
    with pytest.raises(Refused) as refused:
        field.kind.parse(name)
    assert refused.value.problem == problem
    assert problem_text(problem).endswith("take the precision that it had before quantize().")
