"""The graph that Keras 3.15.1 makes of masks and attention: nodes, order and connections.

Whole tables are compared in `test_summary_text.py`; here is what the models on file do not have.
The expected values were printed by Keras itself (torch backend).
"""

from dataclasses import replace

from designer.core.analyse import analyse
from designer.core.design import Design, new_design
from designer.core.export.json_object import json_object
from designer.core.export.summary_text import summary_text
from designer.core.graph import is_chain, nodes
from designer.core.layer import Layer
from designer.core.layers.attention import Attention, MultiHeadAttention
from designer.core.layers.dense import Dense, Embedding
from designer.core.layers.identity import Masking
from designer.core.layers.input import Input
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.pipeline import Pipeline
from designer.core.layers.preprocessing import Rescaling
from designer.core.layers.recurrent import LSTM
from designer.core.layers.regularization import Dropout
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
