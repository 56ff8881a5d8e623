"""Pooling. The cases are those of Keras 3.15.1, some with the id of the case."""

from collections.abc import Callable
from typing import Any

import pytest

from designer.core.explain import explain
from designer.core.files.faults import Unreadable
from designer.core.layer import Layer, Shape
from designer.core.notation import substituted, symbolic

Make = Callable[..., Layer]


@pytest.mark.parametrize(
    ("kind", "config", "x", "y"),
    [
        # strides left out are those of the window
        pytest.param("MaxPooling2D", {"pool_size": 3}, (None, 12, 9, 3), (None, 4, 3, 3), id="own"),
        pytest.param(
            "MaxPooling2D",
            {"pool_size": [3, 1], "strides": [1, 2]},
            (None, 12, 9, 3),
            (None, 10, 5, 3),
            id="two sizes",
        ),
        # same counts the strides alone, however large the window
        pytest.param(
            "AveragePooling1D",
            {"pool_size": 99, "padding": "same"},
            (None, 20, 3),
            (None, 1, 3),
            id="AveragePooling1D-8091233bc8",
        ),
        pytest.param(
            "AveragePooling1D",
            {"pool_size": 2, "data_format": "channels_first"},
            (None, 3, 20),
            (None, 3, 10),
            id="AveragePooling1D-770e8ae48d",
        ),
        # what is not known is neither computed nor refused
        pytest.param(
            "AveragePooling1D",
            {"pool_size": 2},
            (None, None, 3),
            (None, None, 3),
            id="AveragePooling1D-97e3decede",
        ),
        pytest.param(
            "GlobalMaxPooling2D", {}, (None, None, None, None), (None, None), id="global, unknown"
        ),
        pytest.param(
            "GlobalMaxPooling2D",
            {"keepdims": True, "data_format": "channels_first"},
            (None, None, None, None),
            (None, None, 1, 1),
            id="global, axes kept",
        ),
    ],
)
def test_shapes(make: Make, kind: str, config: dict[str, Any], x: Shape, y: Shape):
    outcome = make(kind, **config).at(x)
    assert (outcome.outputs, outcome.params, outcome.problem) == ((y,), 0, None)


@pytest.mark.parametrize(
    ("config", "x", "code"),
    [
        ({"pool_size": 2}, (None, 1, 3), "window_too_large"),  # AveragePooling1D-2d864e4c34
        ({"pool_size": 2}, (None, 20, 3, 2), "wrong_rank"),  # AveragePooling1D-74f4ea4da0
    ],
)
def test_shapes_that_do_not_fit(make: Make, config: dict[str, Any], x: Shape, code: str):
    problem = make("AveragePooling1D", **config).at(x).problem
    assert problem is not None
    assert problem.code == code


@pytest.mark.parametrize(
    "config",
    [
        {},  # average pooling has no default in Keras
        {"pool_size": 0},  # AveragePooling1D-ecea36acb7
        {"pool_size": 2, "strides": 0},  # AveragePooling1D-4ba8afe773
        {"pool_size": [2, 2]},  # AveragePooling1D-7ff1be1bc7
        {"pool_size": 2, "padding": "causal"},  # AveragePooling1D-28cf17465f
        {"pool_size": 2, "padding": "SAME"},  # BasePooling compares as it is, unlike BaseConv
    ],
)
def test_settings_that_keras_refuses(make: Make, config: dict[str, Any]):
    with pytest.raises(Unreadable):
        make("AveragePooling1D", **config)


def test_the_derivation_and_the_block(make: Make):
    layer = make("MaxPooling2D", pool_size=3, strides=[2, 2])
    height = explain(layer, (None, 28, 28, 3)).sides[0]
    assert height.tree is not None
    assert symbolic(height.tree) == "floor((h - p_h) / s_h) + 1"
    assert substituted(height.tree) == "floor((28 - 3) / 2) + 1"
    assert layer.mentions() == ("pool 3×3", "stride 2")
