"""Attention in a chain: what comes in is the query, the value and the key."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.explain import explain
from designer.core.files import keras_json
from designer.core.files.faults import Unreadable
from designer.core.files.gate import design_of
from designer.core.files.keras_layer import read_layer
from designer.core.layer import LAYERS, Layer, Shape
from designer.core.layers.attention import (
    AdditiveAttention,
    Attention,
    MultiHeadAttention,
)
from designer.core.layers.attention_groups import GroupQueryAttention
from designer.core.layers.input import Input
from designer.core.layers.regularization import Dropout
from designer.core.layers.wrappers import TimeDistributed
from designer.core.naming import names
from designer.core.notation import substituted, symbolic

Case = dict[str, Any]
Cases = Callable[[str], list[Case]]
Make = Callable[..., Layer]


def _is_self_attention(case: Case) -> bool:
    shapes = case["input_shapes"]
    alike = all(shape == shapes[0] for shape in shapes)
    return "Attention" in case["class_name"] and len(shapes) > 1 and alike


def test_self_attention_agrees_with_keras(cases: Cases, compared: Callable[[str, int], None]):
    mine = [case for case in cases("merge") if _is_self_attention(case)]
    for case in mine:
        assert _answer(case) == _expected(case), case["id"]
    compared("self-attention", len(mine))


def _expected(case: Case) -> object:
    if "error" in case:
        return "refused"
    return [case["output_shape"]], [
        (w["path"].partition("/")[2], w["shape"], w["trainable"]) for w in case["weights"]
    ]


def _answer(case: Case) -> object:
    x = tuple(case["input_shapes"][0])
    try:
        layer = read_layer(case["class_name"], case["config"], "layer")
    except Unreadable:
        return "refused"
    if layer.at(x).problem:
        return "refused"
    outputs, weights = layer.resolve(x)
    return [list(y) for y in outputs], [(w.path, list(w.shape), w.trainable) for w in weights]


# The shapes are those of `MultiHeadAttention.build` and `GroupedQueryAttention.build`: query, key,
# value (and gate) are projections of d_in features, the last one brings the heads back together.
@pytest.mark.parametrize(
    ("layer", "formula", "numbers", "count"),
    [
        (
            MultiHeadAttention(num_heads=8, key_dim=64),
            "3 * (d_in + 1) * heads * key_dim + (heads * key_dim + 1) * d_in",
            "3 * (512 + 1) * 8 * 64 + (8 * 64 + 1) * 512",
            1_050_624,
        ),
        (
            MultiHeadAttention(num_heads=2, key_dim=4, value_dim=6, use_bias=False),
            "2 * d_in * heads * key_dim + d_in * heads * value_dim + heads * value_dim * d_in",
            "2 * 512 * 2 * 4 + 512 * 2 * 6 + 2 * 6 * 512",
            20_480,
        ),
        (
            GroupQueryAttention(num_query_heads=8, num_key_value_heads=2, head_dim=64),
            (
                "(d_in + 1) * heads * head_dim + 2 * (d_in + 1) * kv_heads * head_dim"
                " + (heads * head_dim + 1) * d_in"
            ),
            "(512 + 1) * 8 * 64 + 2 * (512 + 1) * 2 * 64 + (8 * 64 + 1) * 512",
            656_640,
        ),
        (AdditiveAttention(), "d_in", "512", 512),
        (Attention(use_scale=True, score_mode="concat"), "2", "2", 2),
    ],
)
def test_the_formula_is_told_part_by_part(layer: Layer, formula: str, numbers: str, count: int):
    told = explain(layer, (None, 10, 512))
    assert symbolic(told.count) == formula
    assert substituted(told.count) == numbers
    assert told.count.value == layer.at((None, 10, 512)).params == count


def test_value_dim_is_left_out_where_it_is_key_dim(make: Make):
    # Keras writes it out all the same
    layer = make("MultiHeadAttention", num_heads=2, key_dim=4, value_dim=4)
    assert layer == MultiHeadAttention(num_heads=2, key_dim=4)


@pytest.mark.parametrize(
    ("layer", "x", "code"),
    [
        (
            GroupQueryAttention(num_query_heads=6, num_key_value_heads=4),
            (None, 5, 8),
            "groups_of_heads",
        ),
        (GroupQueryAttention(), (None, 8), "einsum_axes"),
        (MultiHeadAttention(), (None, 5, None), "unknown_dimension"),
        (MultiHeadAttention(attention_axes=(9,)), (None, 5, 8), "no_such_axis"),
        (MultiHeadAttention(flash_attention=True, dropout=0.1), (None, 5, 8), "flash_dropout"),
        # Keras: missing a required argument, 'value'
        (TimeDistributed(layer=MultiHeadAttention()), (None, 3, 5, 8), "several_arguments"),
    ],
)
def test_what_keras_refuses(layer: Layer, x: Shape, code: str):
    problem = layer.at(x).problem
    assert problem is not None
    assert problem.code == code


def test_names_count_the_layers_that_attention_makes():
    # printed by Keras 3.15.1 for the same functional model
    layers = [MultiHeadAttention(), Dropout(), GroupQueryAttention(), Dropout(), Attention()]
    assert names([Input(), *layers]) == (
        "input_layer",
        "multi_head_attention",
        "dropout_1",
        "grouped_query_attention",
        "dropout_3",
        "attention",
    )


def test_a_file_calls_attention_with_one_tensor_twice():
    kinds = ("MultiHeadAttention", "Attention", "GroupQueryAttention")
    layers = [LAYERS[kind]() for kind in kinds]
    design = new_design(*layers, input=Input(batch_shape=(None, 5, 8)))
    written = json.loads(keras_json.write(design))
    # a Sequential model of Keras cannot call it
    assert written["class_name"] == "Functional"
    listed = written["config"]["layers"]
    calls = [about["inbound_nodes"][0]["args"] for about in listed[1:]]
    assert [len(call) for call in calls] == [2, 1, 2]
    assert len(calls[1][0]) == 2
    again = design_of(json.dumps(written).encode())
    assert [block.layer.keras for block in again.chain] == ["InputLayer", *kinds]
    assert analyse(again).total == analyse(design).total
