"""Models inside models: their counts, names, files and problems.

What Keras itself prints of such models is compared in `test_oracle` and `test_summary_text`.
"""

import json

import pytest

from designer.core.analyse import analyse
from designer.core.design import Design, new_design
from designer.core.expanded import expanded, inside
from designer.core.explain import explain
from designer.core.export.summary_text import summary_text
from designer.core.files import design_file, keras_json
from designer.core.files.gate import design_of
from designer.core.fixes import fixes
from designer.core.freezing import with_trainable
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.nested import Sequential
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.pooling import MaxPooling2D
from designer.core.layers.recurrent import LSTM
from designer.core.layers.reshaping import Flatten
from designer.core.layers.wrappers import TimeDistributed
from designer.core.naming import model_name, names
from designer.core.notation import substituted, symbolic
from designer.words import problem_short, problem_text

ENCODER = Sequential(layers=(Flatten(), Dense(units=100), Dense(units=30)))
"""The encoder of "stacked autoencoder" in the corpus (zoo-nested-sequential): 81,530."""


def autoencoder() -> Design:
    decoder = Sequential(layers=(Dense(units=100), Dense(units=784)))
    return new_design(ENCODER, decoder, input=Input(batch_shape=(None, 28, 28)))


def test_its_output_is_that_of_its_chain_and_its_weights_are_those_of_its_layers():
    report = analyse(autoencoder())
    assert [(row.output, row.params) for row in report.printed] == [
        ((None, 30), 81_530),
        ((None, 784), 82_284),
    ]
    _, weights = ENCODER.resolve((None, 28, 28))
    assert [(w.name, w.shape) for w in weights] == [
        ("kernel", (784, 100)),
        ("bias", (100,)),
        ("kernel", (100, 30)),
        ("bias", (30,)),
    ]


def test_freezing_it_freezes_all_inside():
    """The counts of a model of Keras 3.15.1, built frozen and frozen later."""
    layers = (Conv2D(filters=8), BatchNormalization())
    model = Sequential(layers=layers)
    assert (model.at((None, 32, 32, 3)).params, model.at((None, 32, 32, 3)).trainable) == (256, 240)
    assert model.replace(trainable=False).at((None, 32, 32, 3)).trainable == 240
    frozen = with_trainable(model, False)
    assert frozen.at((None, 32, 32, 3)).trainable == 0
    design = new_design(frozen, input=Input(batch_shape=(None, 32, 32, 3)))
    text = summary_text(analyse(design), show_trainable=True, expand_nested=True)
    assert text.count("│   N   │") == 3


def test_names_are_used_up_in_the_order_of_construction():
    """Rules 35 to 37 of what Keras does: inner layers first, then the model around them."""
    design = autoencoder()
    report = analyse(design)
    assert list(report.names) == ["input_layer", "sequential", "sequential_1"]
    assert [(depth, row.name) for depth, row in expanded(report)] == [
        (0, "sequential"),
        (1, "flatten"),
        (1, "dense"),
        (1, "dense_1"),
        (0, "sequential_1"),
        (1, "dense_2"),
        (1, "dense_3"),
    ]
    layers = [block.layer for block in design.chain]
    assert model_name("keras3", layers=layers) == "sequential_2"
    assert model_name("keras3", functional=True, layers=layers) == "functional_2"
    assert model_name("keras2.2", layers=layers) == "sequential_3"
    assert summary_text(report).startswith('Model: "sequential_2"\n')


def test_a_name_inside_is_skipped_where_a_sibling_has_it():
    model = Sequential(layers=(Dense(name="dense"), Dense()))
    assert list(names([model, Dense()])) == ["sequential", "dense_2"]


def test_a_name_twice_inside_and_a_second_input_are_problems():
    x = (None, 4)
    twice = Sequential(layers=(Dense(name="a"), Dense(name="a"))).at(x).problem
    assert twice is not None
    assert (twice.code, twice.values["name"]) == ("duplicate_name", "a")
    second = Sequential(layers=(Dense(), Input(batch_shape=x))).at(x).problem
    assert second is not None
    assert second.code == "second_input"


def test_a_problem_says_which_layer_inside_has_it():
    stem = Sequential(layers=(MaxPooling2D(), Conv2D(kernel_size=(5, 5), name="wide")))
    deep = Sequential(layers=(Flatten(), stem))
    problem = stem.at((None, 8, 8, 3)).problem
    assert problem is not None
    assert problem_text(problem).startswith(
        "wide, number 2 of the 2 layers inside: valid padding: (4 - 5) / 1 + 1 = 0: a 5x5"
    )
    assert problem_short(problem) == "wide inside: kernel 5×5 > input 4×4"
    problem = deep.at((None, 8, 8, 3)).problem
    assert problem is not None
    assert problem_text(problem).startswith(
        "Sequential, number 2 of the 2 layers inside: MaxPooling2D, number 1 of the 2 layers "
        "inside: This layer takes 4 axes"
    )


def test_what_helps_the_layer_inside_is_offered():
    """A window of 5x5 does not fit in 4x4; no window is larger than 4x4 then."""
    stem = Sequential(layers=(MaxPooling2D(), Conv2D(kernel_size=(5, 5))))
    report = analyse(new_design(stem, input=Input(batch_shape=(None, 8, 8, 3))))
    offered = [(fix.code, dict(fix.values)) for fix in fixes(report, report.row(1))]
    assert ("set", {"field": "padding", "value": "same"}) in offered
    assert ("set", {"field": "kernel_size", "value": "4×4"}) in offered
    assert not [values for _, values in offered if values.get("field") == "layers"]


def test_several_outputs_can_only_come_last_inside_as_in_any_chain():
    last = Sequential(layers=(LSTM(units=2, return_state=True),))
    assert last.at((None, 5, 3)).outputs == ((None, 2), (None, 2), (None, 2))
    problem = Sequential(layers=(*last.layers, Dense())).at((None, 5, 3)).problem
    assert problem is not None
    assert problem_short(problem) == "Dense inside: 3 arrays come in"


def test_the_formula_adds_up_the_layers():
    model = Sequential(layers=(Conv2D(filters=8), BatchNormalization()))
    told = explain(model, (None, 32, 32, 3))
    assert symbolic(told.count) == "(k_h_1 * k_w_1 * c_in + 1) * filters_1 + 4 * 8"
    assert substituted(told.count) == "(3 * 3 * 3 + 1) * 8 + 4 * 8"
    assert substituted(told.trainable) == "(3 * 3 * 3 + 1) * 8 + 2 * 8"


def test_every_step_of_a_sequence_can_go_through_a_model():
    outcome = TimeDistributed(layer=ENCODER).at((None, 9, 28, 28))
    assert (outcome.outputs, outcome.params) == (((None, 9, 30),), 81_530)


def test_a_row_opens_with_the_names_of_its_design():
    report = analyse(autoencoder())
    opened = inside(report, report.row(2))
    assert opened is not None
    assert [(row.name, row.params) for row in opened.rows[1:]] == [
        ("dense_2", 3_100),
        ("dense_3", 79_184),
    ]
    assert inside(report, report.row(0)) is None


@pytest.mark.parametrize("kind", ["design", "keras"])
def test_it_is_written_and_read(kind: str):
    inner = Sequential(layers=(Conv2D(filters=4), BatchNormalization()), trainable=False)
    design = new_design(
        Sequential(layers=(MaxPooling2D(), inner, Flatten()), name="stem"),
        Dense(units=5),
        input=Input(batch_shape=(None, 32, 32, 3)),
    )
    written = design_file.write(design) if kind == "design" else keras_json.write(design).encode()
    again = design_of(written)
    assert [block.layer for block in again.chain] == [block.layer for block in design.chain]
    assert again.name is None


def test_keras_1_and_2_put_the_input_shape_on_the_first_layer_inside():
    """As Keras 2.2.4 and, with a bare list, Keras 1 wrote nested models."""
    dense = {"class_name": "Dense", "config": {"units": 3, "batch_input_shape": [None, 4]}}
    for config in ([dense], {"name": "sequential_1", "layers": [dense]}):
        inner = {"class_name": "Sequential", "config": config}
        about = {"class_name": "Sequential", "config": {"name": "m", "layers": [inner]}}
        design = design_of(json.dumps(about).encode())
        assert [(row.type, row.output, row.params) for row in analyse(design).rows] == [
            ("InputLayer", (None, 4), 0),
            ("Sequential", (None, 3), 15),
        ]
        assert list(analyse(design).names_in("keras2.2"))[1:] == ["sequential_1"]


def test_deep_nesting_takes_no_time():
    model = Sequential(layers=(Dense(units=3),))
    for _ in range(40):
        model = Sequential(layers=(model,))
    assert model.at((None, 3)).params == 12  # 3*3 + 3
