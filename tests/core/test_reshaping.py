"""Flatten, Reshape, Permute, RepeatVector, as Keras 3.15.1 answers (with the ids of its cases)."""

from collections.abc import Callable
from typing import Any

import pytest

from designer.core.explain import explain
from designer.core.files.faults import Unreadable
from designer.core.layer import Layer, Shape
from designer.core.notation import substituted, symbolic

Make = Callable[..., Layer]


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ((None, 19, 19, 32), (None, 11552)),
        ((None,), (None, 1)),  # Keras adds an axis where there is none
        ((None, 0), (None, 0)),
        ((None, 7, None), (None, None)),
    ],
)
def test_flatten(make: Make, x: Shape, y: Shape):
    assert make("Flatten").at(x).outputs == (y,)


def test_flatten_says_what_it_multiplies(make: Make):
    (side,) = explain(make("Flatten"), (None, 19, 19, 32)).sides
    assert side.tree is not None
    assert (symbolic(side.tree), substituted(side.tree)) == ("h * w * c", "19 * 19 * 32")


@pytest.mark.parametrize(
    ("target", "x", "y"),
    [
        ([2, -1], (None, 3, 4), (None, 2, 6)),  # Reshape-daf5256dcb
        ([], (None,), (None,)),  # the product of no sizes is 1
        ([4, -1], (None, 0), (None, 4, 0)),  # Reshape-8626a99887
        # with an unknown size on either side nothing is checked, and -1 stays unknown
        ([5, 7], (None, None, 4), (None, 5, 7)),  # Reshape-06bc1db4e0
        ([7, 7, -1], (None, None, None, 8), (None, 7, 7, None)),  # Reshape-e7aa2f199d
        ([None, 4], (None, 3, 4), (None, None, 4)),  # Reshape-98eb41ff24
        (["a"], (None, 12), (None, None)),  # Reshape-360392d699
    ],
)
def test_reshape(make: Make, target: list[Any], x: Shape, y: Shape):
    assert make("Reshape", target_shape=target).at(x).outputs == (y,)


@pytest.mark.parametrize(
    ("target", "x", "code", "numbers"),
    [
        ([7, 7, 128], (None, 6271), "reshape_size", {"numbers": 6271, "asked": 6272}),
        ([5, -1], (None, 3, 4), "reshape_rest", {"numbers": 12, "fixed": 5}),
        ([-1, 0], (None, 0), "reshape_rest", {"numbers": 0, "fixed": 0}),
    ],
)
def test_reshape_refuses(
    make: Make, target: list[Any], x: Shape, code: str, numbers: dict[str, int]
):
    problem = make("Reshape", target_shape=target).at(x).problem
    assert problem is not None
    assert problem.code == code
    assert problem.values == {"input": x, "target": tuple(target), **numbers}


def test_reshape_works_out_what_is_left(make: Make):
    sides = explain(make("Reshape", target_shape=[7, 7, -1]), (None, 28, 28, 3)).sides
    assert [side.size for side in sides] == [7, 7, 48]
    assert sides[2].tree is not None
    assert symbolic(sides[2].tree) == "(h * w * c) / (target_1 * target_2)"
    assert substituted(sides[2].tree) == "(28 * 28 * 3) / (7 * 7)"


def test_permute_and_repeat(make: Make):
    assert make("Permute", dims=[3, 1, 2]).at((None, 6, 5, 3)).outputs == ((None, 3, 6, 5),)
    assert make("Permute", dims=[2, 1]).at((None, None, 64)).outputs == ((None, 64, None),)
    assert make("RepeatVector", n=30).at((None, 128)).outputs == ((None, 30, 128),)


@pytest.mark.parametrize(
    ("kind", "config", "x"),
    [
        ("Permute", {"dims": [2, 1]}, (None, 10)),
        ("Permute", {"dims": []}, (None, 4)),
        ("RepeatVector", {"n": 3}, (None, 4, 5)),
    ],
)
def test_another_number_of_axes(make: Make, kind: str, config: dict[str, Any], x: Shape):
    problem = make(kind, **config).at(x).problem
    assert problem is not None
    assert problem.code == "wrong_rank"


@pytest.mark.parametrize(
    ("kind", "config", "code"),
    [
        ("Reshape", {"target_shape": [-1, -1]}, "two_left_open"),  # Reshape-1dae4ee377
        ("Reshape", {"target_shape": [-2]}, "too_small"),  # validate_reshape_shape
        ("Permute", {"dims": [0, 1]}, "not_a_permutation"),
        ("Permute", {"dims": [1, 1]}, "not_a_permutation"),
        ("RepeatVector", {"n": 0}, "too_small"),  # RepeatVector-eae86eaf22
        ("RepeatVector", {"n": True}, "not_whole"),  # RepeatVector-199e4d0e62
    ],
)
def test_settings_that_keras_refuses(make: Make, kind: str, config: dict[str, Any], code: str):
    with pytest.raises(Unreadable) as refused:
        make(kind, **config)
    assert [fault.problem.code for fault in refused.value.faults] == [code]
