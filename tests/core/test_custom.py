"""Declared layers: the subsampling of LeNet-5, and what can be wrong with a declaration."""

import json
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.declared import Array, Arrays, Numbers, Sides
from designer.core.design import new_design
from designer.core.explain import explain
from designer.core.files import design_file, keras_json
from designer.core.files.gate import design_of
from designer.core.kinds import Kind
from designer.core.layer import Shape
from designer.core.layers.custom import CustomLayer
from designer.core.layers.input import Input
from designer.core.notation import substituted, symbolic
from designer.core.problems import Refused
from designer.words import problem_text

S2: Shape = (None, 28, 28, 6)
"""What the first convolution of LeNet-5 hands on."""


def test_subsampling_has_two_parameters_a_map():
    """LeCun et al. 1998: "Layer S2 has 12 trainable parameters", 6 maps of 14x14."""
    outcome = CustomLayer().at(S2)
    assert outcome.outputs == ((None, 14, 14, 6),)
    assert (outcome.params, outcome.trainable) == (12, 12)
    told = explain(CustomLayer(), S2)
    assert (symbolic(told.count), substituted(told.count)) == ("2 * c", "2 * 6")
    height, _, channels = told.sides
    assert height.tree is not None
    assert symbolic(height.tree) == "floor(h / k)"
    assert substituted(height.tree) == "floor(28 / 2)"
    assert not channels.computed
    assert CustomLayer(title="Subsampling").meaning(S2) == (
        "Subsampling was declared with the weights coefficient (c), bias (c)."
    )


def test_axes_have_letters_and_places():
    layer = CustomLayer(numbers=(), arrays=(Array("a", ("x3 * h",)),), output=("x1 * w + c",))
    outcome = layer.at((None, 4, 5, 6))
    assert (outcome.outputs, outcome.params) == (((None, 26),), 24)  # 4*5 + 6 and 6*4
    assert CustomLayer(arrays=(Array("a", ("t", "c")),), output=None).at((None, 7, 3)).params == 21


def test_weights_can_be_frozen_scalars_and_none_at_all():
    arrays = (Array("scale", ()), Array("mean", ("c",), trainable=False))
    layer = CustomLayer(numbers=(), arrays=arrays, output=None)
    outcome = layer.at(S2)
    assert outcome.outputs == (S2,)
    assert (outcome.params, outcome.trainable) == (7, 1)
    assert layer.replace(trainable=False).at(S2).trainable == 0
    assert CustomLayer(arrays=()).at(S2).params == 0


def test_what_is_open_stays_open_in_the_output_and_is_refused_in_a_weight():
    outcome = CustomLayer().at((None, None, 28, 6))
    assert outcome.outputs == ((None, None, 14, 6),)
    problem = CustomLayer().at((None, 28, 28, None)).problem
    assert problem is not None
    assert (problem.code, problem.values["weight"]) == ("unknown_dimension", "coefficient")


@pytest.mark.parametrize(
    ("layer", "x", "text"),
    [
        (
            CustomLayer(),
            (None, 10, 3),
            'h in "h // k" is not known here: there are t, c, x1, x2, k',
        ),
        (CustomLayer(output=("h / k",)), (None, 5, 5, 1), '"h / k" is 5 / 2, which is not whole'),
        (CustomLayer(output=("h - 9",)), (None, 5, 5, 1), '"h - 9" is -4, and no axis'),
    ],
)
def test_problems_say_which_expression(layer: CustomLayer, x: Shape, text: str):
    problem = layer.at(x).problem
    assert problem is not None
    assert problem_text(problem).startswith(text)


@pytest.mark.parametrize(
    ("kind", "typed", "value", "written"),
    [
        (Numbers(), "k = 2, groups=4", (("k", 2), ("groups", 4)), {"k": 2, "groups": 4}),
        (Numbers(), "", (), {}),
        (
            Arrays(),
            "kernel: max(k, 2), c; bias: c; scale:; mean: c (frozen)",
            (
                Array("kernel", ("max(k, 2)", "c")),
                Array("bias", ("c",)),
                Array("scale", ()),
                Array("mean", ("c",), trainable=False),
            ),
            [
                {"name": "kernel", "shape": ["max(k, 2)", "c"]},
                {"name": "bias", "shape": ["c"]},
                {"name": "scale", "shape": []},
                {"name": "mean", "shape": ["c"], "trainable": False},
            ],
        ),
        (Sides(optional=True), "h//k, w // k, max(c, 2)", None, None),
        (Sides(optional=True), "", None, None),
    ],
)
def test_settings_are_typed_shown_and_written(kind: Kind, typed: str, value: Any, written: Any):
    parsed = kind.parse(typed)
    if value is not None:
        assert parsed == value
        assert kind.to_json(parsed) == written
    assert kind.parse(kind.show(parsed)) == parsed
    assert kind.check(kind.to_json(parsed)) == parsed
    json.dumps(kind.to_json(parsed))


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (Numbers(), "k", "not_whole"),
        (Numbers(), "k = 2.5", "not_whole"),
        (Numbers(), "2 = 2", "not_a_name"),
        (Numbers(), "h = 2", "name_taken"),
        (Numbers(), "x1 = 2", "name_taken"),
        (Numbers(), "max = 2", "name_taken"),
        (Numbers(), "k = 2, k = 3", "key_twice"),
        (Arrays(), "a: c; a: c", "key_twice"),
        (Arrays(), "a b: c", "not_a_name"),
        (Arrays(), "a: c +", "expression_unfinished"),
        (Sides(), "h /// 2", "expression_unexpected"),
    ],
)
def test_wrong_settings_are_refused_as_they_are_typed(kind: Kind, typed: str, code: str):
    with pytest.raises(Refused) as refused:
        kind.parse(typed)
    assert refused.value.problem.code == code
    assert problem_text(refused.value.problem)


@pytest.mark.parametrize("value", [7, "k", [7], [["k"]], [["k", 2]], {"k": None}, {"k": True}])
def test_files_cannot_bring_numbers_of_another_form(value: Any):
    with pytest.raises(Refused):
        Numbers().check(value)


@pytest.mark.parametrize(
    "value",
    [
        7,
        [7],
        [{"name": 1}],
        [{"name": "a", "shape": "c"}],
        [{"name": "a", "shape": [[]]}],
        [{"name": "a", "trainable": 1}],
        [{"name": "a", "colour": "red"}],
    ],
)
def test_files_cannot_bring_weights_of_another_form(value: Any):
    with pytest.raises(Refused):
        Arrays().check(value)


def test_it_is_written_and_read_in_both_formats():
    layer = CustomLayer(
        title="Mixing",
        numbers=(("m", 3),),
        arrays=(Array("kernel", ("c", "m")), Array("mean", ("m",), trainable=False)),
        output=("h", "w", "m"),
    )
    design = new_design(layer, input=Input(batch_shape=S2))
    for written in (design_file.write(design), keras_json.write(design).encode()):
        again = design_of(written)
        assert [block.layer for block in again.chain] == [block.layer for block in design.chain]
    assert analyse(design).total == 21  # 6*3 + 3


def test_keras_says_that_it_does_not_know_the_class():
    """A module that is not of Keras: it asks for the class instead of guessing (`oracle`)."""
    design = new_design(CustomLayer(), input=Input(batch_shape=S2))
    about = json.loads(keras_json.write(design))["config"]["layers"][1]
    assert (about["module"], about["class_name"]) == ("layer_designer", "CustomLayer")
