"""What Keras takes for a setting, and what it does not: odd values in the config of a layer.

The expected verdicts are those of Keras 3.15.1, on `from_config` and on the symbolic call.
"""

from typing import Any

import pytest

from designer.core.export.text_cells import folded
from designer.core.fields import Field
from designer.core.files.faults import Unreadable
from designer.core.files.keras_layer import read_layer
from designer.core.kinds import Flag
from designer.core.layer import LAYERS, fields_of
from designer.core.problems import Refused

DENSE: dict[str, Any] = {"units": 3}


def fault(class_name: str, **config: Any) -> tuple[str, str]:
    with pytest.raises(Unreadable) as caught:
        read_layer(class_name, config, "layer")
    (only,) = caught.value.faults
    return only.place, only.problem.code


@pytest.mark.parametrize(
    ("value", "taken"),
    [(None, False), ("", False), (0, False), ([], False), (2, True), ("false", True), (1.0, True)],
)
def test_a_flag_is_whatever_python_takes_for_true(value: object, taken: bool):
    layer = read_layer("Dense", {**DENSE, "use_bias": value}, "layer")
    assert [w.shape for w in layer.built((None, 4))] == [(4, 3), (3,)][: 1 + taken]


@pytest.mark.parametrize("value", [0, 1, None, "yes"])
def test_but_trainable_is_checked(value: object):
    assert fault("Dense", **DENSE, trainable=value) == ("layer.trainable", "not_a_flag")


def test_a_person_says_it_in_a_word():
    flag = _field("Dense", "use_bias").kind
    assert isinstance(flag, Flag)
    assert [flag.parse(word) for word in ("True", " no ", "yes", "false")] == [True, False] * 2
    for word in ("", "maybe", "1"):
        with pytest.raises(Refused):
            flag.parse(word)


def _field(class_name: str, name: str) -> Field:
    return next(f for f in fields_of(LAYERS[class_name]) if f.name == name)


def test_no_layer_has_a_slash_in_its_name_also_not_inside_another():
    assert fault("Dense", **DENSE, name="a/b") == ("layer.name", "slash_in_name")
    inside = {"class_name": "Dense", "config": {**DENSE, "name": "a/b"}}
    assert fault("TimeDistributed", layer=inside) == ("layer.layer.name", "slash_in_name")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("dtype", "Float32"),  # only initializers and their like have names of classes
        ("kernel_initializer", "constant"),  # it has no value then
        ("kernel_initializer", {}),
        ("kernel_regularizer", {}),
        ("bias_constraint", {}),
    ],
)
def test_what_no_name_stands_for(setting: str, value: object):
    assert fault("Dense", **DENSE, **{setting: value}) == (f"layer.{setting}", "not_an_option")


def test_an_initializer_may_be_named_by_its_class_and_needs_no_settings():
    for named in ("HeNormal", {"class_name": "HeNormal"}, {"class_name": "Zeros", "config": {}}):
        read_layer("Dense", {**DENSE, "kernel_initializer": named}, "layer")


def test_what_every_constructor_takes_besides():
    also = {"input_shape": [4], "input_dim": 4, "autocast": True}
    assert read_layer("Dense", {**DENSE, **also}, "layer") == read_layer("Dense", DENSE, "layer")
    table = {"input_dim": 9, "output_dim": 2}
    assert read_layer("Embedding", {**table, "input_length": 7}, "layer") == read_layer(
        "Embedding", table, "layer"
    )


@pytest.mark.parametrize(
    ("class_name", "config", "key"),
    [
        ("Dense", DENSE, "input_length"),
        ("Dense", DENSE, "batch_input_shape"),
        ("SpatialDropout1D", {"rate": 0.5}, "input_shape"),  # it has a constructor of its own
        ("Discretization", {"num_bins": 3}, "autocast"),
    ],
)
def test_what_a_constructor_does_not_take(class_name: str, config: dict[str, Any], key: str):
    assert fault(class_name, **config, **{key: None}) == (f"layer.{key}", "unknown_setting")


def test_an_input_without_a_shape_may_have_one_with_its_batch():
    both = {"shape": None, "batch_shape": [None, 4]}
    assert read_layer("InputLayer", both, "layer") == read_layer(
        "InputLayer", {"batch_shape": [None, 4]}, "layer"
    )


def test_a_blank_where_a_line_ends_stays_if_there_is_room_for_it():
    """The title of a summary, whose name has blanks: `Text.rstrip_end` of rich."""
    assert folded("with a long name", 11) == ["with a long", "name"]
    assert folded("with a long name", 12) == ["with a long ", "name"]
