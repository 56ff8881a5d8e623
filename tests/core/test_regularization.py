"""Dropout and noise, as Keras 3.15.1 answers (with the ids of its cases)."""

from collections.abc import Callable
from typing import Any

import pytest

from designer.core.files.faults import Unreadable
from designer.core.files.keras_layer import write_layer
from designer.core.layer import Layer

Make = Callable[..., Layer]


@pytest.mark.parametrize(
    ("kind", "config"),
    [
        ("Dropout", {"rate": 1}),
        ("Dropout", {"rate": True}),  # 0 <= True <= 1
        ("Dropout", {"rate": 0.3, "noise_shape": [None, 1]}),
        ("AlphaDropout", {"rate": 0.2, "noise_shape": "any"}),  # this one does not look at it
        ("GaussianNoise", {"stddev": 0}),
        ("SpatialDropout1D", {"rate": 1.0}),
    ],
)
def test_the_shape_stays_and_nothing_is_counted(make: Make, kind: str, config: dict[str, Any]):
    outcome = make(kind, **config).at((None, None, 3))
    assert (outcome.outputs, outcome.params) == (((None, None, 3),), 0)


@pytest.mark.parametrize(
    ("kind", "config"),
    [
        ("Dropout", {}),
        ("Dropout", {"rate": 1.5}),
        ("Dropout", {"rate": "0.5"}),
        ("Dropout", {"rate": 0.5, "noise_shape": [0, 1]}),
        ("Dropout", {"rate": 0.5, "noise_shape": "x"}),
        ("GaussianNoise", {"stddev": 2.0}),  # Keras 2 took it
        ("SpatialDropout2D", {"rate": 0.5, "trainable": True}),  # its constructor is its own
        ("ActivityRegularization", {"l1": -1.0}),
    ],
)
def test_settings_that_keras_refuses(make: Make, kind: str, config: dict[str, Any]):
    with pytest.raises(Unreadable):
        make(kind, **config)


def test_spatial_dropout_needs_its_number_of_axes(make: Make):
    problem = make("SpatialDropout2D", rate=0.3).at((None, 6, 5)).problem
    assert problem is not None
    assert problem.code == "wrong_rank"
    assert problem.values == {"input": (None, 6, 5), "ranks": (4,), "takes": ("h", "w", "c")}


def test_spatial_dropout_writes_what_its_constructor_takes(make: Make):
    config = write_layer(make("SpatialDropout2D", rate=0.3, name="drop"))["config"]
    assert set(config) == {"rate", "seed", "name", "dtype", "data_format"}


def test_the_block_says_how_much(make: Make):
    assert make("Dropout", rate=0.25).mentions() == ("rate 0.25",)
