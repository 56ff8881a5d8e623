"""EinsumDense: shapes are those of Keras 3.15.1, some with the id of the case."""

from collections.abc import Callable
from typing import Any

import pytest

from designer.core.explain import explain
from designer.core.layer import Layer, Shape
from designer.core.layers.einsum import EinsumDense
from designer.core.notation import symbolic

Make = Callable[..., Layer]


def _layer(equation: str, shape: Any, bias: str | None = None) -> EinsumDense:
    return EinsumDense(equation=equation, output_shape=shape, bias_axes=bias)


@pytest.mark.parametrize(
    ("layer", "x", "y", "weights"),
    [
        (_layer("ab,bc->ac", (64,), "c"), (None, 32), (None, 64), [(32, 64), (64,)]),
        (
            _layer("abc,cde->abde", (None, 3, 4), "de"),
            (None, 5, 12),
            (None, None, 3, 4),
            [(12, 3, 4), (3, 4)],
        ),
        # a bias has a 1 for what comes after its axis
        (_layer("abc,bd->adc", (9, 6), "d"), (None, 8, 6), (None, 9, 6), [(8, 9), (9, 1)]),
        (
            _layer("ab...,bc->ac...", (64, None), "c"),
            (None, 32, 7),
            (None, 64, None, 7),
            [(32, 64), (64, 1)],
        ),
        # Keras turns the axes around that an ellipsis on the left stands for
        (_layer("...x,xy->...y", (3,)), (None, 5, 6, 8), (None, 6, 5, 3), [(8, 3)]),
        # it reads only the beginning of the equation
        (_layer("ab,bc->ac junk", (3,)), (None, 8), (None, 3), [(8, 3)]),
    ],
)
def test_shapes(layer: EinsumDense, x: Shape, y: Shape, weights: list[Shape]):
    outputs, made = layer.resolve(x)
    assert outputs == (y,)
    assert [w.shape for w in made] == weights


@pytest.mark.parametrize(
    ("layer", "x", "code"),
    [
        (_layer("ab,bc,cd->ad", (4,)), (None, 3), "einsum_equation"),  # EinsumDense-dd0940a5bb
        (_layer("a...b,bc->a...c", (None, None, 5)), (None, 4, 3, 2), "einsum_equation"),
        (_layer("abc,cd->abd", (None, 64)), (None, 32), "einsum_axes"),  # EinsumDense-a2dd47cc99
        (_layer("abc,cde->abde", (3,)), (None, 5, 8), "einsum_sizes"),
        (_layer("ab,bc->ad", (64,)), (None, 3), "einsum_letter"),  # EinsumDense-662c89ce80
        (_layer("ab,bc->ca", (6,)), (None, 3), "einsum_shared"),  # EinsumDense-b3b73de8e7
        (_layer("ab,bc->ab", (6,)), (None, 3), "einsum_shared"),
        (_layer("ab,bc->ac", (64,), "z"), (None, 3), "einsum_bias"),
        (_layer("ab,bc->ac", (64,)), (None, None), "unknown_dimension"),  # EinsumDense-02b39975f3
    ],
)
def test_what_keras_refuses(layer: EinsumDense, x: Shape, code: str):
    problem = layer.at(x).problem
    assert problem is not None
    assert problem.code == code


def test_symbols_are_the_letters_of_the_equation():
    told = explain(_layer("abc,cde->abde", (None, 3, 4), "de"), (None, 5, 12))
    assert symbolic(told.count) == "(n_c + 1) * out_2 * out_3"


def test_one_size_needs_no_list(make: Make):
    layer = make("EinsumDense", equation="ab,bc->ac", output_shape=64)
    assert layer == _layer("ab,bc->ac", (64,))


def test_low_rank_adaptation_freezes_the_kernel():
    weights = EinsumDense(lora_rank=2).built((None, 8))
    # `EinsumDense.enable_lora`
    assert [(w.name, w.shape, w.trainable) for w in weights] == [
        ("kernel", (8, 32), False),
        ("lora_kernel_a", (8, 2), True),
        ("lora_kernel_b", (2, 32), True),
    ]
