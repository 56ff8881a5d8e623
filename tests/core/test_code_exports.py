"""Exports as code: Keras and PyTorch. That the real ones take it is for tests/oracle to show."""

import ast
from dataclasses import replace
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.export.keras_code import keras_code
from designer.core.export.torch_code import torch_code
from designer.core.files.gate import read_design
from designer.core.files.keras_layer import read_layer
from designer.core.freezing import with_trainable
from designer.core.layer import LAYERS, Layer
from designer.core.layers.adaptive_pooling import AdaptiveAveragePooling2D
from designer.core.layers.attention import MultiHeadAttention
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.pooling import MaxPooling2D
from designer.core.layers.recurrent import LSTM
from designer.core.layers.reshaping import Flatten
from designer.core.layers.unknown import unknown
from designer.core.layers.wrappers import Bidirectional, TimeDistributed
from designer.core.report import Report
from designer.formats import format_for
from designer.paths import resource
from designer.words import problem_text

EVIL = "x')\nimport os; os.system('id')  # \u2028\"\"\""


def report(*layers: Layer, shape: Any = (None, 8, 8, 3), **about: Any) -> Report:
    return analyse(replace(new_design(*layers, input=Input(batch_shape=shape)), **about))


def keras_lines(*layers: Layer, **about: Any) -> list[str]:
    return keras_code(report(*layers, **about), problem_text).splitlines()


def torch_lines(*layers: Layer, **about: Any) -> list[str]:
    return torch_code(report(*layers, **about), problem_text).splitlines()


def calls(code: str) -> list[str]:
    """What is called in *code*, in the order of the text."""
    found = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    return [ast.unparse(n.func) for n in sorted(found, key=lambda n: (n.lineno, n.col_offset))]


# Keras


def test_only_what_differs_from_the_defaults_is_written():
    code = keras_code(
        analyse(read_design(resource("examples", "a-first-network.design"))), problem_text
    )
    assert code == (
        "# A first network: 4 inputs, 5 classes\n"
        "\n"
        "import keras\n"
        "from keras import layers\n"
        "\n"
        "model = keras.Sequential(\n"
        "    [\n"
        "        keras.Input(shape=(4,)),\n"
        "        layers.Dense(units=7),\n"
        "        layers.Activation(activation='sigmoid'),\n"
        "        layers.Dense(units=13),\n"
        "        layers.Activation(activation='sigmoid'),\n"
        "        layers.Dense(units=5),\n"
        "        layers.Activation(activation='softmax'),\n"
        "    ],\n"
        ")\n"
    )


def test_the_code_of_an_example_calls_its_layers_in_order():
    design = read_design(resource("examples", "c-image-classifier.design"))
    code = keras_code(analyse(design), problem_text)
    inner = [f"layers.{block.layer.keras}" for block in design.chain[1:]]
    assert calls(code) == ["keras.Sequential", "keras.Input", *inner]


def test_names_and_titles_cannot_become_code():
    made = report(Dense(units=2).replace(name=EVIL), shape=(None, 3), name=EVIL, title=EVIL)
    code = keras_code(made, problem_text)
    assert calls(code) == ["keras.Sequential", "keras.Input", "layers.Dense"]
    names = [node.value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant)]
    assert names.count(EVIL) == 2
    assert calls(torch_code(made, problem_text)) == ["nn.Sequential", "nn.Linear"]


def test_a_class_of_somebody_else_is_a_comment():
    strange = unknown({"class_name": "os.system('id')", "config": {}})
    code = keras_code(report(strange), problem_text)
    assert calls(code) == ["keras.Sequential", "keras.Input"]
    assert "        # os.system('id'): a class of its own, to be put in here" in code.splitlines()
    assert calls(torch_code(report(strange), problem_text)) == ["nn.Sequential"]


def test_layers_inside_layers():
    frozen = with_trainable(Bidirectional(layer=LSTM(units=3)), False)
    inside = "layers.LSTM(units=3, trainable=False)"
    assert keras_lines(frozen, shape=(None, 5, 2))[6:] == [
        f"        layers.Bidirectional(layer={inside}, trainable=False),",
        "    ],",
        ")",
    ]


def test_a_model_inside_takes_no_dtype():
    """Keras writes one for every model, but `Sequential.__init__` refuses it."""
    dense = {"class_name": "Dense", "config": {"units": 3}}
    config = {"name": "head", "dtype": "mixed_float16", "layers": [dense]}
    head = read_layer("Sequential", config, "layer")
    assert keras_lines(head)[-8:] == [
        "        keras.Sequential(",
        "            layers=[",
        "                layers.Dense(units=3),",
        "            ],",
        "            name='head',",
        "        ),",
        "    ],",
        ")",
    ]


def test_pooling_of_other_axes_than_its_own_has_no_equal():
    """Keras's adaptive pooling takes any number of axes."""
    lines = torch_lines(AdaptiveAveragePooling2D(output_size=(1, 1)), shape=(None, 12))
    assert [line for line in lines if "Pool" in line and "#" not in line] == []
    assert any("no equal layer" in line for line in lines)


def test_a_functional_model_calls_its_layers_one_by_one():
    assert keras_lines(Flatten(), Dense(units=2), shape=(4, 3, 2), kind="functional")[3:] == [
        "inputs = keras.Input(batch_shape=(4, 3, 2))",
        "x = layers.Flatten()(inputs)",
        "outputs = layers.Dense(units=2)(x)",
        "model = keras.Model(inputs, outputs)",
    ]


def test_self_attention_is_called_with_the_input_twice():
    lines = keras_lines(MultiHeadAttention(num_heads=2, key_dim=3), shape=(None, 5, 4))
    assert lines[4] == "outputs = layers.MultiHeadAttention(num_heads=2, key_dim=3)(inputs, inputs)"


def test_objects_are_written_out():
    penalty = {
        "module": "keras.regularizers",
        "class_name": "L2",
        "config": {"l2": 0.01},
        "registered_name": None,
    }
    (line,) = [v for v in keras_lines(Dense(units=2, kernel_regularizer=penalty)) if "L2" in v]
    assert line.endswith("kernel_regularizer=keras.regularizers.L2(l2=0.01)),")


def test_objects_of_other_modules_stay_data():
    strange = {"module": "os", "class_name": "system", "config": {"command": "id"}}
    code = keras_code(report(Dense(units=2, kernel_regularizer=strange)), problem_text)
    assert calls(code) == ["keras.Sequential", "keras.Input", "layers.Dense"]


def test_what_cannot_run_is_told():
    lines = keras_lines(Conv2D(kernel_size=(9, 9)))
    assert lines[0].startswith("# conv2d cannot run: valid padding: (8 - 9) / 1 + 1 = 0")


@pytest.mark.parametrize("name", LAYERS)
def test_every_layer_is_python(name: str):
    made = report(LAYERS[name]())
    ast.parse(keras_code(made, problem_text))
    ast.parse(torch_code(made, problem_text))


# PyTorch


def test_channels_come_first_in_pytorch():
    assert torch_lines(
        Conv2D(filters=4, padding="same", activation="relu"),
        MaxPooling2D(),
        Flatten(),
        Dense(units=2, activation="softmax"),
    ) == [
        "# What comes in: (N, 3, 8, 8), in Keras (None, 8, 8, 3).",
        "# PyTorch has the channels first, right after the batch; Keras last.",
        "from torch import nn",
        "",
        "model = nn.Sequential(",
        "    nn.Conv2d(3, 4, 3, padding=1),  # conv2d",
        "    nn.ReLU(),",
        "    nn.MaxPool2d(2),  # max_pooling2d",
        "    nn.Flatten(),  # flatten, in another order than Keras",
        "    nn.Linear(64, 2),  # dense",
        "    nn.Softmax(dim=-1),",
        ")",
    ]


def test_padding_that_differs_at_the_ends_goes_before():
    """With stride 2 TensorFlow pads 8 cells by 0 before and 1 after for a window of 3."""
    lines = torch_lines(Conv2D(filters=4, padding="same", strides=(2, 2)))
    assert lines[5:7] == [
        "    nn.ZeroPad2d((0, 1, 0, 1)),  # conv2d",
        "    nn.Conv2d(3, 4, 3, stride=2),",
    ]


def test_axes_are_turned_where_a_layer_needs_them_otherwise():
    lines = torch_lines(Conv2D(filters=4), Dense(units=2))
    assert "class Permute(nn.Module):" in lines
    assert lines[-4:-1] == [
        "    nn.Conv2d(3, 4, 3),  # conv2d",
        "    Permute(0, 2, 3, 1),  # now as in Keras",
        "    nn.Linear(4, 2),  # dense",
    ]


def test_frozen_layers_and_moving_averages():
    layer = BatchNormalization().replace(trainable=False)
    lines = torch_lines(layer, shape=(None, 6))
    assert lines[1].startswith("# The moving averages")
    # Keras keeps 0.99 of the old average, which is a momentum of 0.01 in PyTorch
    batch = "    nn.BatchNorm1d(6, eps=0.001, momentum=0.01).requires_grad_(False)"
    assert f"{batch},  # batch_normalization" in lines


@pytest.mark.parametrize(
    ("layer", "reason"),
    [
        (LSTM(units=3), "second bias"),
        (TimeDistributed(layer=LSTM()), "goes through the steps"),
        (Dense(units=3, activation="exponential"), "the function 'exponential'"),
    ],
)
def test_where_there_is_no_equal_a_comment_says_why(layer: Layer, reason: str):
    shape = (None, 2, 5, 4) if isinstance(layer, TimeDistributed) else (None, 5, 4)
    (line,) = [v for v in torch_lines(layer, shape=shape) if "no equal layer" in v]
    assert reason in line


def test_the_endings():
    found = [getattr(format_for(name), "title", None) for name in ("a.py", "a.torch.py")]
    assert found == ["Keras code", "PyTorch code"]
