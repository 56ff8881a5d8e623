"""How a functional model calls self-attention, read from its JSON and written again.

The shapes and what stands under "Connected to" are what Keras 3.15.1 prints for these calls.
"""

import json
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.export.keras_code import keras_code
from designer.core.files.gate import design_of
from designer.core.files.keras_json import write
from designer.core.graph import nodes
from designer.core.layer import LAYERS
from designer.core.layers.attention_calls import Called
from designer.words import problem_text

X: dict[str, Any] = {
    "class_name": "__keras_tensor__",
    "config": {"shape": [None, 5, 8], "dtype": "float32", "keras_history": ["in", 0, 0]},
}
HEADS: dict[str, Any] = {"num_heads": 2, "key_dim": 4}
GROUPS: dict[str, Any] = {"head_dim": 4, "num_query_heads": 4, "num_key_value_heads": 2}


def model(class_name: str, config: dict[str, Any], args: list[Any], **kwargs: Any) -> bytes:
    """A functional model of that layer alone."""
    start = {"class_name": "InputLayer", "config": {"batch_shape": [None, 5, 8]}}
    layer = {"class_name": class_name, "config": {**config, "name": "mixed"}}
    called = {**layer, "name": "mixed", "inbound_nodes": [{"args": args, "kwargs": kwargs}]}
    about = {
        "name": "m",
        "layers": [{**start, "name": "in", "inbound_nodes": []}, called],
        "input_layers": ["in", 0, 0],
        "output_layers": ["mixed", 0, 0],
    }
    whole = {"module": "keras", "class_name": "Functional", "config": about}
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    ("class_name", "config", "args", "kwargs", "times"),
    [
        ("MultiHeadAttention", HEADS, [X, X], {}, 2),
        ("MultiHeadAttention", HEADS, [X], {"value": X}, 2),
        ("MultiHeadAttention", HEADS, [X, X, X], {}, 3),
        ("MultiHeadAttention", HEADS, [], {"query": X, "value": X, "key": X}, 3),
        ("GroupQueryAttention", GROUPS, [X, X], {"key": X}, 3),
        ("Attention", {}, [[X, X]], {}, 2),
        ("AdditiveAttention", {}, [[X, X, X]], {}, 3),
    ],
)
def test_the_key_is_given_or_not(
    class_name: str, config: dict[str, Any], args: list[Any], kwargs: dict[str, Any], times: int
):
    design = design_of(model(class_name, config, args, **kwargs))
    assert nodes(analyse(design))[-1].sources == ("input_layer",) * times
    again = design_of(write(design).encode())
    assert again.chain[1].layer == design.chain[1].layer


@pytest.mark.parametrize(
    ("class_name", "config", "args", "scores"),
    [
        ("MultiHeadAttention", HEADS, [X, X], (None, 2, 5, 5)),
        ("GroupQueryAttention", GROUPS, [X, X], (None, 4, 5, 5)),
        ("Attention", {}, [[X, X]], (None, 5, 5)),
        ("AdditiveAttention", {}, [[X, X]], (None, 5, 5)),
    ],
)
def test_scores_are_a_second_output(
    class_name: str, config: dict[str, Any], args: list[Any], scores: tuple[int | None, ...]
):
    design = design_of(model(class_name, config, args, return_attention_scores=True))
    report = analyse(design)
    assert report.outputs == ((None, 5, 8), scores)
    written = json.loads(write(design))["config"]["layers"][1]
    assert "return_attention_scores" not in written["config"]
    assert written["inbound_nodes"][0]["kwargs"] == {"return_attention_scores": True}


def test_a_causal_mask_is_not_lost():
    design = design_of(model("MultiHeadAttention", HEADS, [X, X], use_causal_mask=True))
    (node,) = json.loads(write(design))["config"]["layers"][1]["inbound_nodes"]
    assert node["kwargs"] == {"use_causal_mask": True}
    code = keras_code(analyse(design), problem_text)
    assert ")(inputs, inputs, use_causal_mask=True)\n" in code


def test_what_is_told_when_a_layer_is_called_is_no_setting_of_keras():
    for cls in LAYERS.values():
        assert issubclass(cls, Called) == any(f.of_call for f, _ in cls().settings())
