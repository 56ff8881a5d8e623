"""Masks where layers compute in different precisions: Keras casts, beside the chain.

The expected nodes were printed by Keras 3.15.1 (torch backend), each in a process of its own.
"""

from dataclasses import replace
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.files import keras_json
from designer.core.files.faults import Unreadable
from designer.core.graph import nodes
from designer.core.layer import Layer
from designer.core.layers.dense import Dense, Embedding
from designer.core.layers.identity import Masking
from designer.core.layers.input import Input
from designer.core.layers.normalization import LayerNormalization
from designer.core.layers.recurrent import LSTM
from designer.core.layers.regularization import Dropout


def shown(*layers: Layer, shape: tuple[int | None, ...] = (None, 5, 3), dtype: str = "float32"):
    made = new_design(*layers, input=Input(batch_shape=shape, dtype=dtype))
    design = replace(made, kind="functional")
    return [(node.name, ", ".join(node.sources)) for node in nodes(analyse(design))]


def test_a_mask_is_made_of_the_numbers_that_were_cast_for_it():
    expected = [
        ("input_layer", ""),
        ("cast", "input_layer"),
        ("not_equal", "cast"),
        ("masking", "input_layer"),
        ("any", "not_equal"),
        ("lstm", "masking, any"),
    ]
    assert shown(Masking(), LSTM(), dtype="float16") == expected
    # whole numbers are not cast
    assert shown(Masking(), LSTM(), dtype="int32") == [
        ("input_layer", ""),
        ("not_equal", "input_layer"),
        *expected[3:],
    ]


def test_numbers_that_are_cast_have_no_mask_to_read():
    plain = [("input_layer", ""), ("masking", "input_layer"), ("lstm", "masking")]
    for dtype in ("float16", "mixed_float16", "bfloat16", "float64"):
        assert shown(Masking(dtype=dtype), LSTM()) == plain
    words = (Embedding(mask_zero=True, dtype="mixed_float16"), LSTM())
    assert shown(*words, shape=(None, 5)) == [
        ("input_layer", ""),
        ("embedding", "input_layer"),
        ("lstm", "embedding"),
    ]


def test_the_mask_of_what_was_cast_is_handed_on():
    assert shown(Dense(), Masking(dtype="float16"), Dropout(), LSTM()) == [
        ("input_layer", ""),
        ("dense", "input_layer"),
        ("cast", "dense"),
        ("masking", "dense"),
        ("not_equal", "cast"),
        ("dropout", "masking"),
        ("any", "not_equal"),
        ("lstm", "dropout, any"),
    ]
    assert ("lstm", "layer_normalization, any") in shown(
        Masking(dtype="float16"), LayerNormalization(), LSTM()
    )


def _item(cls: str, name: str, source: str = "", **config: Any) -> dict[str, Any]:
    tensor = {"class_name": "__keras_tensor__", "config": {"keras_history": [source, 0, 0]}}
    calls = [{"args": [tensor], "kwargs": {}}] if source else []
    about = {"name": name, **config}
    return {"class_name": cls, "name": name, "config": about, "inbound_nodes": calls}


def _model(*listed: dict[str, Any]) -> dict[str, Any]:
    config = {
        "name": "functional",
        "layers": list(listed),
        "input_layers": [["input_layer", 0, 0]],
        "output_layers": [[listed[-1]["name"], 0, 0]],
    }
    return {"module": "keras", "class_name": "Functional", "config": config}


_INPUT = _item("InputLayer", "input_layer", batch_shape=[None, 5, 3], dtype="float16")


def test_a_cast_for_a_mask_is_no_branch():
    """The file that Keras writes of the first model above, without what is the same everywhere."""
    lstm = _item("LSTM", "lstm", "masking", units=4)
    mask = {"class_name": "__keras_tensor__", "config": {"keras_history": ["any", 0, 0]}}
    lstm["inbound_nodes"][0]["kwargs"] = {"mask": mask}
    design = keras_json.read(
        _model(
            _INPUT,
            _item("Cast", "cast", "input_layer", dtype="float32"),
            _item("NotEqual", "not_equal", "cast"),
            _item("Masking", "masking", "input_layer"),
            _item("Any", "any", "not_equal"),
            lstm,
        )
    )
    assert [type(block.layer).__name__ for block in design.chain] == ["Input", "Masking", "LSTM"]
    assert analyse(design).total == 128  # as Keras prints it


def test_a_cast_that_a_layer_takes_is_a_branch():
    with pytest.raises(Unreadable) as unread:
        keras_json.read(
            _model(
                _INPUT,
                _item("Cast", "cast", "input_layer", dtype="float32"),
                _item("Dense", "one", "cast", units=2),
                _item("Dense", "other", "input_layer", units=2),
            )
        )
    fault = unread.value.faults[0]
    assert (fault.problem.code, fault.problem.values["name"]) == ("branches", "input_layer")
