"""The graph that Keras 3.15.1 makes of masks and attention: nodes, order and connections.

Whole tables are compared in `test_summary_text.py`; here is what the models on file do not have.
The expected values were printed by Keras itself (torch backend).
"""

import json
from dataclasses import replace

import pytest

from designer.core.analyse import analyse
from designer.core.design import Design, new_design
from designer.core.export.json_object import json_object
from designer.core.export.keras_code import keras_code
from designer.core.export.summary_text import summary_text
from designer.core.files import keras_json
from designer.core.graph import is_chain, nodes
from designer.core.layer import LAYERS, Layer
from designer.core.layers.attention import Attention, MultiHeadAttention
from designer.core.layers.dense import Dense, Embedding
from designer.core.layers.identity import Masking
from designer.core.layers.input import Input
from designer.core.layers.nested import Functional, Sequential
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.pipeline import Pipeline
from designer.core.layers.preprocessing import Rescaling
from designer.core.layers.recurrent import LSTM
from designer.core.layers.regularization import Dropout
from designer.core.layers.reshaping import Flatten
from designer.core.problems import Problem
from designer.words import problem_text


def functional(*layers: Layer, shape: tuple[int | None, ...]) -> Design:
    design = new_design(*layers, input=Input(batch_shape=shape))
    return replace(design, kind="functional")


def shown(design: Design) -> list[tuple[str, str]]:
    return [(node.name, ", ".join(node.sources)) for node in nodes(analyse(design))]


def test_a_mask_that_nobody_reads_is_no_part_of_the_model():
    design = functional(
        Embedding(mask_zero=True), Dropout(), Dense(), Masking(), LSTM(), shape=(None, 7)
    )
    assert shown(design) == [
        ("input_layer", ""),
        ("embedding", "input_layer"),
        ("dropout", "embedding"),
        ("dense", "dropout"),
        ("not_equal_1", "dense"),  # not_equal is made as well, for nothing
        ("masking", "dense"),
        ("any", "not_equal_1"),
        ("lstm", "masking, any"),
    ]


def test_attention_takes_its_input_twice_and_hands_masks_on():
    design = functional(Masking(), Attention(), BatchNormalization(), shape=(None, 6, 3))
    assert shown(design) == [
        ("input_layer", ""),
        ("not_equal", "input_layer"),
        ("masking", "input_layer"),
        ("any", "not_equal"),
        ("attention", "masking, masking"),
        ("convert_to_tensor", "any"),
        ("batch_normalization", "attention, convert_to_tensor"),
    ]
    plain = functional(MultiHeadAttention(), shape=(None, 6, 3))
    assert "Connected to" in summary_text(analyse(plain))
    assert not is_chain(nodes(analyse(plain)))


def test_a_sequential_model_shows_no_operations():
    design = new_design(Embedding(mask_zero=True), LSTM(), input=Input(batch_shape=(None, 7)))
    assert shown(design) == [("embedding", ""), ("lstm", "")]


def test_operations_are_rows_for_programs_too():
    design = functional(Embedding(mask_zero=True), LSTM(), shape=(None, 7))
    rows = json_object(analyse(design), problem_text)["rows"]
    assert [row["name"] for row in rows] == ["input_layer", "embedding", "not_equal", "lstm"]
    assert rows[2] == {
        "name": "not_equal",
        "type": "NotEqual",
        "output_shape": [None, 7],
        "params": 0,
        "trainable": 0,
        "non_trainable": 0,
        "problem": None,
    }


def test_names_from_a_file_stay_as_long_as_there_are_as_many():
    design = functional(Masking(), LSTM(), shape=(None, 6, 3))
    named = replace(design, beside=("not_equal_4", "any_4"))
    assert ("any_4", "not_equal_4") in shown(named)
    assert ("lstm", "masking, any_4") in shown(named)
    assert shown(replace(design, beside=("not_equal_4",))) == shown(design)


def test_what_is_in_a_pipeline_is_listed_with_the_sizes_that_keras_tries():
    layers = (Rescaling(), Dropout())
    report = analyse(new_design(Pipeline(layers=layers), input=Input(batch_shape=(None, None, 3))))
    text = summary_text(report, expand_nested=True)
    assert "│    └ rescaling (Rescaling)      │ (83, 83, 3)            │             0 │" in text
    assert "│    └ dropout (Dropout)          │ ?                      │             0 │" in text


ATTENTION = """\
Model: "functional"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ Layer (type)                ┃ Output Shape            ┃        Param # ┃ Connected to            ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━┩
│ input_layer (InputLayer)    │ (None, 6, 8)            │              0 │ -                       │
├─────────────────────────────┼─────────────────────────┼────────────────┼─────────────────────────┤
│ dense (Dense)               │ (None, 6, 4)            │             36 │ input_layer[0][0]       │
├─────────────────────────────┼─────────────────────────┼────────────────┼─────────────────────────┤
│ multi_head_attention        │ (None, 6, 4)            │            118 │ dense[0][0],            │
│ (MultiHeadAttention)        │                         │                │ dense[0][0]             │
├─────────────────────────────┼─────────────────────────┼────────────────┼─────────────────────────┤
│ attention (Attention)       │ (None, 6, 4)            │              0 │ multi_head_attention[0… │
│                             │                         │                │ multi_head_attention[0… │
├─────────────────────────────┼─────────────────────────┼────────────────┼─────────────────────────┤
│ flatten (Flatten)           │ (None, 24)              │              0 │ attention[0][0]         │
└─────────────────────────────┴─────────────────────────┴────────────────┴─────────────────────────┘
 Total params: 154 (616.00 B)
 Trainable params: 154 (616.00 B)
 Non-trainable params: 0 (0.00 B)
"""
"""Printed by Keras 3.15.1 of a functional model; there is no sequential one of these layers."""


def test_attention_alone_makes_a_model_functional():
    """No sequential model gives a layer what comes in twice: nobody needs to say so."""
    layers = (Dense(units=4), MultiHeadAttention(num_heads=2, key_dim=3), Attention(), Flatten())
    design = new_design(*layers, input=Input(batch_shape=(None, 6, 8)))
    assert (design.kind, design.functional) == ("sequential", True)
    assert summary_text(analyse(design), width=100) == ATTENTION
    written = json.loads(keras_json.write(design))
    assert (written["class_name"], written["config"]["name"]) == ("Functional", "functional")
    assert "outputs = layers.Flatten()(x)" in keras_code(analyse(design), problem_text)


def test_attention_in_a_sequential_model_inside_is_refused():
    """`Sequential.call` gives a layer one argument."""
    model = Sequential(layers=(Dense(units=4), MultiHeadAttention()))
    report = analyse(new_design(model, input=Input(batch_shape=(None, 6, 8))))
    row = report.problem_row
    assert row is not None
    assert row.problem is not None
    inner = row.problem.values["problem"]
    assert inner == Problem("several_arguments", {"layer": "MultiHeadAttention"})
    again = Functional(layers=(Input(batch_shape=(None, 6, 8)), *model.layers))
    assert analyse(new_design(again, input=Input(batch_shape=(None, 6, 8)))).complete


@pytest.mark.parametrize("cls", [LAYERS[name] for name in LAYERS])
def test_what_is_called_plainly_takes_one_argument(cls: type[Layer]):
    assert cls.called_plainly == (cls().arguments(None) == [None])
