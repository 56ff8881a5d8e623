"""Normalization, as Keras 3.15.1 answers (with the ids of its cases)."""

from collections.abc import Callable
from typing import Any

import pytest

from designer.core.explain import explain
from designer.core.files.faults import Unreadable
from designer.core.layer import Layer, Shape
from designer.core.notation import symbolic

Make = Callable[..., Layer]


@pytest.mark.parametrize(
    ("kind", "config", "x", "params", "trainable", "formula"),
    [
        ("BatchNormalization", {}, (None, 6, 5, 3), 12, 6, "4 * c"),
        # the axis that is normalized is called c, wherever it stands
        ("BatchNormalization", {"axis": 1}, (None, 3, None, None), 12, 6, "4 * c"),
        ("BatchNormalization", {"center": False}, (None, 6, 5, 3), 9, 3, "3 * c"),
        ("BatchNormalization", {"trainable": False}, (None, 6, 5, 3), 12, 0, "4 * c"),
        ("BatchNormalization", {"renorm": True}, (None, 7), 49, 14, "7 * c"),
        ("LayerNormalization", {}, (None, 5, 3), 6, 6, "2 * c"),
        ("LayerNormalization", {"axis": [3, 1]}, (None, 6, 5, 3), 36, 36, "2 * h * c"),
        ("LayerNormalization", {"axis": [1, 1]}, (None, 6, 5), 72, 72, "2 * t * t"),
        ("LayerNormalization", {"axis": []}, (None, 5, 3), 2, 2, "2"),  # two numbers without axes
        # an older setting: the scale comes back, the shift goes
        ("LayerNormalization", {"rms_scaling": True, "scale": False}, (None, 3), 3, 3, "c"),
        ("GroupNormalization", {"groups": -1}, (None, 6, 5, 8), 16, 16, "2 * c"),
        ("GroupNormalization", {"groups": 2, "axis": 1}, (None, 6, 5, 8), 12, 12, "2 * c"),
        ("RMSNormalization", {"axis": [-1, -2]}, (None, 6, 5, 3), 15, 15, "w * c"),
        ("UnitNormalization", {}, (None, None), 0, 0, "0"),
    ],
)
def test_counts(
    make: Make,
    kind: str,
    config: dict[str, Any],
    x: Shape,
    params: int,
    trainable: int,
    formula: str,
):
    layer = make(kind, **config)
    outcome = layer.at(x)
    assert (outcome.outputs, outcome.params, outcome.trainable) == ((x,), params, trainable)
    explained = explain(layer, x)
    assert (explained.count.value, explained.trainable.value) == (params, trainable)
    assert symbolic(explained.count) == formula


@pytest.mark.parametrize(
    ("kind", "config", "x", "code"),
    [
        ("BatchNormalization", {}, (None, 6, 5, None), "unknown_dimension"),
        ("BatchNormalization", {"axis": 0}, (None, 4), "unknown_dimension"),
        ("BatchNormalization", {"axis": -5}, (None, 6, 5, 3), "no_such_axis"),
        ("LayerNormalization", {"axis": 3}, (None, 5, 3), "no_such_axis"),
        ("UnitNormalization", {"axis": 2}, (None, 4), "no_such_axis"),
        ("GroupNormalization", {}, (None, 6, 5, 8), "groups_of_channels"),
        ("GroupNormalization", {"groups": 3}, (None, 6, 5, 8), "groups_of_channels"),
        ("GroupNormalization", {"groups": 0}, (None, 8), "too_small"),
        ("GroupNormalization", {"scale": False, "center": False}, (None, None), "unknown_channels"),
    ],
)
def test_problems(make: Make, kind: str, config: dict[str, Any], x: Shape, code: str):
    problem = make(kind, **config).at(x).problem
    assert problem is not None
    assert problem.code == code


@pytest.mark.parametrize(
    ("clipping", "code"),
    [
        ({"rmax": 3.0}, None),  # BatchNormalization-2f68ba6384
        ({"bogus": 3.0}, "not_an_option"),  # BatchNormalization-da7993bf7f
        ({"rmax": 1, "rmin": 2}, "limits_crossed"),
        ({"dmax": -1}, "out_of_range"),
        (["rmax"], "not_a_mapping"),
    ],
)
def test_limits_of_the_correction_count_where_it_is_on(make: Make, clipping: Any, code: str | None):
    def problem(renorm: bool) -> str | None:
        layer = make("BatchNormalization", renorm=renorm, renorm_clipping=clipping)
        found = layer.at((None, 7)).problem
        return found and found.code

    assert (problem(True), problem(False)) == (code, None)


def test_batch_normalization_of_keras_takes_one_axis(make: Make):
    with pytest.raises(Unreadable):
        make("BatchNormalization", axis=[1, 2])  # BatchNormalization-d79b9faf9b


def test_meanings_have_the_numbers_of_the_layer(make: Make):
    assert make("BatchNormalization").meaning((None, 64)) == (
        "Each of the 64 channels learns a scale (gamma) and a shift (beta) and keeps a moving mean "
        "and variance, which are measured, not learned: 4 numbers, 64 times."
    )
    assert make("LayerNormalization", center=False).meaning((None, 10, 512)) == (
        "Each of the 512 positions learns a scale (gamma): 1 number, 512 times."
    )
    assert make("GroupNormalization", groups=1).meaning((None, 1)) == (
        "The one channel learns a scale (gamma) and a shift (beta): 2 numbers."
    )
    nothing = make("LayerNormalization", center=False, scale=False)
    assert nothing.meaning((None, 3)) == ""
    assert nothing.why_none == "Scale and shift are both off, so there is nothing to learn."
