"""Activation layers, as Keras 3.15.1 answers (with the ids of its cases)."""

from collections.abc import Callable
from typing import Any

import pytest

from designer.core.explain import explain
from designer.core.files.faults import Unreadable
from designer.core.layer import Layer, Shape
from designer.core.notation import symbolic

Make = Callable[..., Layer]


@pytest.mark.parametrize(
    ("shared", "x", "alpha", "formula"),
    [
        (None, (None, 5, 3), (5, 3), "t * c"),
        (None, (None,), (), "1"),
        ([1, 2], (None, None, None, 3), (1, 1, 3), "c"),
        (1, (None, 5, 3), (1, 3), "c"),
        # Keras takes 1 off and lets Python count: 0 is the last axis, -1 the one before
        ([0], (None, 6, 5, 3), (6, 5, 1), "h * w"),
        ([-1], (None, 6, 5, 3), (6, 1, 3), "h * c"),
    ],
)
def test_prelu(make: Make, shared: Any, x: Shape, alpha: Shape, formula: str):
    layer = make("PReLU", shared_axes=shared)
    explained = explain(layer, x)
    assert [(w.name, w.shape) for w in layer.resolve(x)[1]] == [("alpha", alpha)]
    assert explained.count.value == layer.at(x).params
    assert symbolic(explained.count) == formula


@pytest.mark.parametrize(
    ("shared", "x", "code"),
    [
        (None, (None, None, 3), "unknown_dimension"),
        ([1], (None, None, None), "unknown_dimension"),
        ([4], (None, 6, 5, 3), "no_such_axis"),
        ([1], (None,), "no_such_axis"),
    ],
)
def test_prelu_refuses(make: Make, shared: Any, x: Shape, code: str):
    problem = make("PReLU", shared_axes=shared).at(x).problem
    assert problem is not None
    assert problem.code == code


def test_prelu_says_what_it_learns(make: Make):
    each = "Each of the 15 places of the input has its own slope below zero: 1 number, 15 times."
    assert make("PReLU").meaning((None, 5, 3)) == each
    shared = "Negative numbers are multiplied by one of 3 learned slopes."
    assert make("PReLU", shared_axes=[1]).meaning((None, 5, 3)) == shared


@pytest.mark.parametrize(
    ("kind", "config"),
    [
        ("Activation", {"activation": None}),  # Activation-d6da3517f4
        ("ReLU", {"max_value": 6, "negative_slope": 0.1, "threshold": 0.5}),
        ("LeakyReLU", {"negative_slope": 0}),
        ("ELU", {"alpha": "x"}),  # Keras looks at it only when it runs
        ("Softmax", {"axis": [1, 9]}),  # Softmax-bb145482bd
    ],
)
def test_the_shape_stays_and_nothing_is_counted(make: Make, kind: str, config: dict[str, Any]):
    outcome = make(kind, **config).at((None, None, 3))
    assert (outcome.outputs, outcome.params) == (((None, None, 3),), 0)


@pytest.mark.parametrize(
    ("kind", "config"),
    [
        ("Activation", {}),
        ("Activation", {"activation": "nonesuch"}),  # Activation-0211c1ed1d
        ("ReLU", {"negative_slope": -0.1}),  # ReLU-38b5b36c17
        ("ReLU", {"threshold": None}),
        ("LeakyReLU", {"negative_slope": None}),
        ("PReLU", {"shared_axes": "12"}),
    ],
)
def test_settings_that_keras_refuses(make: Make, kind: str, config: dict[str, Any]):
    with pytest.raises(Unreadable):
        make(kind, **config)


def test_leaky_relu_still_takes_its_older_name(make: Make):
    assert make("LeakyReLU", alpha=0.2) == make("LeakyReLU", negative_slope=0.2)
