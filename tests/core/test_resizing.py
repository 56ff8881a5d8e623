"""Padding, cropping, upsampling, as Keras 3.15.1 answers (with the ids of its cases)."""

from collections.abc import Callable
from typing import Any

import pytest

from designer.core.explain import explain
from designer.core.files.faults import Unreadable
from designer.core.layer import Layer, Shape, fields_of
from designer.core.layers.resizing import Margins, UpSampling2D, UpSampling3D
from designer.core.notation import symbolic

Make = Callable[..., Layer]


@pytest.mark.parametrize(
    ("kind", "config", "x", "y"),
    [
        # one axis: the pair is start and end, ZeroPadding1D-17b0fe0556
        ("ZeroPadding1D", {"padding": [1, 3]}, (None, 10, 3), (None, 14, 3)),
        # two axes: the same pair is height and width, ZeroPadding2D-74b18a9034
        ("ZeroPadding2D", {"padding": [1, 2]}, (None, 10, 8, 3), (None, 12, 12, 3)),
        # ZeroPadding2D-c4458f0a55
        ("ZeroPadding2D", {"padding": [[1, 1], 2]}, (None, 10, 8, 3), (None, 12, 12, 3)),
        # ZeroPadding2D-7d9945abab
        (
            "ZeroPadding2D",
            {"padding": [[1, 2], [3, 0]], "data_format": "channels_first"},
            (None, 3, 10, 8),
            (None, 3, 13, 11),
        ),
        ("ZeroPadding3D", {}, (None, 6, None, 8, 2), (None, 8, None, 10, 2)),
        ("Cropping1D", {"cropping": [9, 0]}, (None, 10, 3), (None, 1, 3)),  # Cropping1D-fdeb5b847a
        ("Cropping2D", {}, (None, 10, 8, 3), (None, 10, 8, 3)),  # its default cuts nothing
        ("Cropping3D", {}, (None, 6, 7, 8, 2), (None, 4, 5, 6, 2)),  # its default cuts 1
        ("UpSampling1D", {"size": 2}, (None, None, 3), (None, None, 3)),  # UpSampling1D-c2c347dce2
        # UpSampling2D-4bfec5a5bf: the way of interpolating is not checked
        ("UpSampling2D", {"interpolation": "area"}, (None, 10, 8, 3), (None, 20, 16, 3)),
        ("UpSampling3D", {"size": [1, 2, 3]}, (None, 3, 4, 5, 2), (None, 3, 8, 15, 2)),
    ],
)
def test_shapes(make: Make, kind: str, config: dict[str, Any], x: Shape, y: Shape):
    outcome = make(kind, **config).at(x)
    assert (outcome.outputs, outcome.params) == ((y,), 0)


@pytest.mark.parametrize(
    ("cropping", "x", "size"),
    [
        ([5, 5], (None, 10, 3), 10),  # Cropping1D-a951fa5e6a: nothing would be left
        ([0, 0], (None, 0, 3), 0),  # `length <= 0` in Cropping1D
    ],
)
def test_something_must_be_left(make: Make, cropping: list[int], x: Shape, size: int):
    problem = make("Cropping1D", cropping=cropping).at(x).problem
    assert problem is not None
    assert problem.code == "crop_too_large"
    assert problem.values == {
        "input": x,
        "axis": "length",
        "size": size,
        "cropping": tuple(cropping),
    }


@pytest.mark.parametrize(
    ("kind", "config"),
    [
        ("ZeroPadding2D", {"padding": [1, 2, 3]}),  # ZeroPadding2D-e9f2a41568
        # Keras's own JSON of padding=-1, which it does not read back: ZeroPadding2D-68dcf598df
        ("ZeroPadding2D", {"padding": [[-1, -1], [-1, -1]]}),
        ("Cropping1D", {"cropping": [1.5, 1]}),  # Cropping1D-0fd2661619
        ("Cropping1D", {"data_format": "channels_last"}),  # this one has no such setting
        ("UpSampling1D", {"size": [2]}),  # a plain integer, unlike its larger sisters
        ("UpSampling2D", {"size": 0}),  # UpSampling2D-722640ba45
    ],
)
def test_settings_that_keras_refuses(make: Make, kind: str, config: dict[str, Any]):
    with pytest.raises(Unreadable):
        make(kind, **config)


@pytest.mark.parametrize(
    ("rank", "text", "value", "shown"),
    [
        (1, "2", (2, 2), "2"),
        (1, "1, 3", (1, 3), "1, 3"),
        (2, "1", ((1, 1), (1, 1)), "1"),
        (2, "1, 2", ((1, 1), (2, 2)), "1×2"),
        (2, "1x2", ((1, 1), (2, 2)), "1×2"),
        (2, "((0, 1), (2, 3))", ((0, 1), (2, 3)), "0, 1 × 2, 3"),
        (3, "0, 1 × 2, 2 × 0, 0", ((0, 1), (2, 2), (0, 0)), "0, 1 × 2, 2 × 0, 0"),
    ],
)
def test_margins_are_typed_as_they_are_shown(rank: int, text: str, value: object, shown: str):
    kind = Margins(rank)
    assert kind.parse(text) == value
    assert kind.show(value) == shown
    assert kind.parse(shown) == kind.check(kind.to_json(value)) == value


def test_every_end_has_its_symbol(make: Make):
    sides = explain(make("ZeroPadding2D", padding=[[0, 1], [2, 3]]), (None, 28, 28, 3)).sides
    trees = [symbolic(side.tree) for side in sides if side.tree is not None]
    assert trees == ["h + pad_top + pad_bottom", "w + pad_left + pad_right", "c"]


def test_a_crop_of_one_axis_cannot_put_channels_first(make: Make):
    assert "data_format" not in {field.name for field in fields_of(type(make("Cropping1D")))}


def test_only_what_is_repeated_is_said_to_be_repeated():
    """Bilinear interpolation, say, makes new cells."""
    assert "repeat" in UpSampling3D().why_none
    told = UpSampling2D(interpolation="bilinear").why_none
    assert told == "Cells are repeated, or computed from those beside them; nothing is learned."
