"""What a person types into the fields: what it is taken for, and what is refused in words."""

from typing import Any

import pytest

from designer.core.kinds import Anything, Real, Whole
from designer.core.layer import LAYERS, fields_of
from designer.core.problems import Refused
from designer.words import problem_text


def typed(keras: str, name: str, text: str) -> Any:
    """The value of the field *name*, or the sentence with which *text* is refused."""
    kind = next(field.kind for field in fields_of(LAYERS[keras]) if field.name == name)
    try:
        return kind.parse(text)
    except Refused as refused:
        return problem_text(refused.problem)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1500", 1500),
        ("1,500", 1500),
        ("1 500 000", 1_500_000),
        ("1_500_000", 1_500_000),
        ("+7", 7),
        ("1,5", '"1,5" is not a whole number.'),
        ("1 5", '"1 5" is not a whole number.'),
        ("15,00", '"15,00" is not a whole number.'),
        ("1,500 000", '"1,500 000" is not a whole number.'),  # two kinds of separators
        ("1500,000", '"1500,000" is not a whole number.'),
    ],
)
def test_digits_of_a_whole_number_stand_alone_or_in_groups_of_three(text: str, value: Any) -> None:
    assert typed("Dense", "units", text) == value


def test_a_last_axis_is_still_minus_one() -> None:
    assert Whole(low=None).parse("-1") == -1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("28, 28, 1", (None, 28, 28, 1)),
        ("None, None, 3", (None, None, None, 3)),  # an image of open size
        ("28x28x1", (None, 28, 28, 1)),
        ("(None,28,28,1)", (None, 28, 28, 1)),  # as Keras prints it
        ("(None, None, 3)", (None, None, 3)),
        ("(32, 28, 28, 1)", (32, 28, 28, 1)),
        ("(None,)", (None,)),  # one number for each sample
        ("()", "A shape needs its batch axis."),
        ("(None, 28", '"(None, 28" is not finished: its closing parenthesis is missing.'),
        ("28, -1", "-1 is too small: it must be at least 0."),
    ],
)
def test_a_shape_in_parentheses_has_its_batch_and_any_other_has_not(text: str, value: Any) -> None:
    assert typed("InputLayer", "batch_shape", text) == value


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        ((None, 28, 28, 1), "28, 28, 1"),
        ((None, None, None, 3), "None, None, 3"),
        ((32, 28, 28, 1), "(32, 28, 28, 1)"),
        ((None,), "(None)"),
        ((32,), "(32)"),
    ],
)
def test_a_shape_is_shown_as_it_is_typed(shape: tuple[int | None, ...], text: str) -> None:
    field = next(f for f in fields_of(LAYERS["InputLayer"]) if f.name == "batch_shape")
    assert field.kind.show(shape) == text
    assert field.kind.parse(text) == shape
    assert "(None, 28, 28, 1), or (32, 28, 28, 1)" in field.help


@pytest.mark.parametrize(
    ("keras", "name", "text", "value"),
    [
        ("Rescaling", "scale", "1/255", 1 / 255),  # as the documentation of Keras writes it
        ("Rescaling", "scale", "1./127.5", 1 / 127.5),
        ("Rescaling", "scale", "1 / 255", 1 / 255),
        ("Rescaling", "scale", "0.5, 1/4", [0.5, 0.25]),  # one for each channel
        ("Rescaling", "scale", "[[1, 2], [3, 4]]", [[1, 2], [3, 4]]),
        ("Rescaling", "scale", "1/0", '"1/0" is not a number.'),
        ("Rescaling", "scale", "x", '"x" is not a number.'),
        ("Rescaling", "offset", "-1", -1),
        ("Dropout", "rate", "1/4", 0.25),
        ("Normalization", "mean", "0, 1", [0, 1]),
        ("Discretization", "bin_boundaries", "0, 1, 2", [0, 1, 2]),
        ("Discretization", "bin_boundaries", "(0, 1, 2)", [0, 1, 2]),
        ("Discretization", "bin_boundaries", "0.5", [0.5]),
        ("Discretization", "bin_boundaries", "", None),
        ("Discretization", "bin_boundaries", "low, high", '"low" is not a number.'),
        ("StringLookup", "vocabulary", "a, b", ["a", "b"]),
        ("StringLookup", "vocabulary", "a,", ["a"]),
        ("StringLookup", "vocabulary", '["a", "b"]', ["a", "b"]),
        (
            "StringLookup",
            "vocabulary",
            "words.txt",
            '"words.txt" is a file, and files are not looked into: list the terms.',
        ),
        ("IntegerLookup", "vocabulary", "1, 2", [1, 2]),
        ("IntegerLookup", "vocabulary", "1, b", '"b" is not a whole number.'),
        ("StringLookup", "oov_token", "[UNK]", "[UNK]"),
        ("Softmax", "axis", "-1", -1),
        ("Softmax", "axis", "1, 2", [1, 2]),
        ("AlphaDropout", "noise_shape", "None, 1", [None, 1]),
        ("RandomContrast", "value_range", "0, 1", (0, 1)),
        ("STFTSpectrogram", "periodic", "True", True),
        ("STFTSpectrogram", "periodic", "false", False),
        ("BatchNormalization", "renorm_clipping", '{"rmax": 3}', {"rmax": 3}),
        (
            "BatchNormalization",
            "renorm_clipping",
            "{rmax",
            '"{rmax" is no JSON: something is missing in it or too much.',
        ),
        ("Dense", "lora_alpha", "two", '"two" is not a number.'),
    ],
)
def test_numbers_lists_and_terms_are_what_they_look_like(
    keras: str, name: str, text: str, value: Any
) -> None:
    assert typed(keras, name, text) == value


def test_a_number_out_of_reach_is_refused() -> None:
    for text in ("9" * 400, "9" * 400 + "/3", "1e999"):
        with pytest.raises(Refused):
            Real().parse(text)


def test_what_is_shown_can_be_typed_again() -> None:
    """The default of every field, wherever a line of text edits it."""
    for cls in LAYERS.values():
        for field in fields_of(cls):
            if isinstance(field.kind, Anything) and field.default is not None:
                assert field.kind.parse(field.kind.show(field.default)) == field.default, field.name


def test_every_field_says_what_it_is_for() -> None:
    silent = [
        (name, field.name)
        for name, cls in LAYERS.items()
        for field in fields_of(cls)
        if not field.help
    ]
    assert silent == []


def test_initializers_regularizers_and_constraints_name_their_weight() -> None:
    helps = {field.name: field.help for field in fields_of(LAYERS["LSTM"])}
    assert helps["recurrent_initializer"] == (
        "How the recurrent kernel begins, such as glorot_uniform, he_normal, zeros or ones."
    )
    assert helps["kernel_regularizer"] == (
        "A penalty on the kernel in training: l1, l2 or l1l2; empty: none."
    )
    assert helps["bias_constraint"] == (
        "What the bias is kept to in training: max_norm, non_neg, unit_norm; empty: none."
    )
