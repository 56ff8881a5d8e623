"""Recurrent layers and the wrappers around layers. Numbers are those of Keras 3.15.1."""

from collections.abc import Callable
from typing import Any

import pytest

from designer.core.explain import explain
from designer.core.files.keras_layer import read_layer, write_layer
from designer.core.freezing import with_trainable
from designer.core.layer import Layer, Shape
from designer.core.layers.dense import Dense
from designer.core.layers.recurrent import GRU, LSTM, Recurrent, SimpleRNN
from designer.core.layers.wrappers import Bidirectional, TimeDistributed
from designer.core.notation import substituted, symbolic

Make = Callable[..., Layer]
Cases = Callable[[str], list[dict[str, Any]]]


def _problem(layer: Layer, x: Shape) -> str | None:
    problem = layer.at(x).problem
    return problem and problem.code


# The rules of `LSTMCell.build`, `GRUCell.build` and `SimpleRNNCell.build`.
@pytest.mark.parametrize(
    ("layer", "formula", "numbers", "count"),
    [
        (LSTM(), "4 * (d_in + units + 1) * units", "4 * (12 + 32 + 1) * 32", 5760),
        (LSTM(use_bias=False), "4 * (d_in + units) * units", "4 * (12 + 32) * 32", 5632),
        (GRU(), "3 * (d_in + units + 2) * units", "3 * (12 + 32 + 2) * 32", 4416),
        (GRU(reset_after=False), "3 * (d_in + units + 1) * units", "3 * (12 + 32 + 1) * 32", 4320),
        (SimpleRNN(), "(d_in + units + 1) * units", "(12 + 32 + 1) * 32", 1440),
        (
            Bidirectional(),
            "2 * 4 * (d_in + units + 1) * units",
            "2 * 4 * (12 + 32 + 1) * 32",
            11520,
        ),
        (TimeDistributed(), "(d_in + 1) * units", "(12 + 1) * 32", 416),
    ],
)
def test_the_formula_says_how(layer: Layer, formula: str, numbers: str, count: int):
    told = explain(layer, (None, 9, 12))
    assert (symbolic(told.count), substituted(told.count), told.count.value) == (
        formula,
        numbers,
        count,
    )


def test_two_different_readers_have_symbols_of_their_own():
    both = Bidirectional(layer=GRU(units=5), backward_layer=LSTM(units=7, go_backwards=True))
    told = explain(both, (None, 9, 12))
    assert symbolic(told.count) == (
        "3 * (d_in + units + 2) * units + 4 * (d_in + units_back + 1) * units_back"
    )
    assert told.count.value == 3 * (12 + 5 + 2) * 5 + 4 * (12 + 7 + 1) * 7
    # Keras prints twice the width of the forward layer, whatever the other one has
    assert told.outputs == ((None, 10),)


def test_every_gate_has_its_weights():
    assert LSTM(units=3).meaning((None, 5, 2)) == (
        "Each of the 4 gates of a unit weighs 2 inputs and 3 outputs of the step before and "
        "has one bias: 6 numbers, 12 times. All steps share them."
    )
    assert "and has two biases: 7 numbers, 9 times" in GRU(units=3).meaning((None, 5, 2))
    assert SimpleRNN(units=3, use_bias=False).meaning((None, 5, 2)) == (
        "Each unit weighs 2 inputs and 3 outputs of the step before: 5 numbers, 3 times. "
        "All steps share them."
    )


def test_wrappers_say_what_is_inside():
    assert Bidirectional().mentions() == ("LSTM", "32 units", "concat")
    assert Bidirectional().meaning((None, 9, 12)) == (
        "One LSTM reads forwards (5,760 numbers), one LSTM backwards (5,760 numbers)."
    )
    assert TimeDistributed().mentions() == ("Dense", "32 units")
    assert (
        TimeDistributed()
        .meaning((None, 9, 12))
        .startswith(
            "The same Dense works on each of the 9 steps. Each of the 32 units weighs all 12 inputs"
        )
    )


@pytest.mark.parametrize(
    ("changes", "outputs"),
    [
        ({}, [(2, 6)]),
        ({"return_sequences": True}, [(2, 9, 6)]),
        ({"return_state": True}, [(2, 6), (2, 6), (2, 6)]),
        ({"return_sequences": True, "return_state": True}, [(2, 9, 6), (2, 6), (2, 6)]),
        ({"go_backwards": True, "stateful": True}, [(2, 6)]),
    ],
)
def test_what_a_reader_gives(changes: dict[str, Any], outputs: list[Shape]):
    assert list(LSTM(units=6, **changes).at((2, 9, 4)).outputs) == outputs


@pytest.mark.parametrize(
    ("mode", "outputs"),
    [("concat", [(None, 12)]), ("sum", [(None, 6)]), (None, [(None, 6), (None, 6)])],
)
def test_how_both_ways_are_merged(mode: str | None, outputs: list[Shape]):
    both = Bidirectional(layer=GRU(units=6), merge_mode=mode)
    assert list(both.at((None, 9, 4)).outputs) == outputs


@pytest.mark.parametrize(
    ("layer", "x", "code"),
    [
        (LSTM(), (None, 9), "wrong_rank"),
        (LSTM(), (None, 9, None), "unknown_dimension"),
        (LSTM(stateful=True), (None, 9, 4), "stateful_batch"),
        (Bidirectional(layer=Dense()), (None, 9, 4), "not_recurrent"),
        (Bidirectional(layer=LSTM(go_backwards=True)), (None, 9, 4), "same_direction"),
        (
            Bidirectional(
                layer=LSTM(), backward_layer=LSTM(go_backwards=True, return_sequences=True)
            ),
            (None, 9, 4),
            "unequal_directions",
        ),
        # Keras 3.15.1 fails in `Bidirectional.compute_mask`
        (
            Bidirectional(layer=LSTM(stateful=True, return_state=True)),
            (2, 9, 4),
            "states_of_stateful",
        ),
        (TimeDistributed(), (None, 4), "too_few_axes"),
        (TimeDistributed(layer=LSTM()), (None, 5, 4), "wrong_rank"),
        (TimeDistributed(layer=LSTM(return_state=True)), (None, 5, 9, 4), "many_outputs"),
    ],
)
def test_what_is_refused(layer: Layer, x: Shape, code: str):
    assert _problem(layer, x) == code


def test_keras_renames_the_reader_and_writes_its_mirror_image(make: Make):
    reader = write_layer(LSTM(units=5, name="forward_mine"))
    mirror = write_layer(LSTM(units=5, name="backward_mine", go_backwards=True))
    both = make("Bidirectional", layer=reader, backward_layer=mirror)
    assert isinstance(both, Bidirectional)
    assert (both.layer.name, both.backward_layer) == ("mine", None)
    assert both.at((None, 9, 4)).params == 2 * 4 * (4 + 5 + 1) * 5


def test_a_second_reader_of_its_own_is_kept(make: Make):
    other = LSTM(units=7, name="backward_mine", go_backwards=True)
    reader = write_layer(LSTM(units=5, name="forward_mine"))
    both = make("Bidirectional", layer=reader, backward_layer=write_layer(other))
    assert isinstance(both, Bidirectional)
    assert both.backward_layer == other


@pytest.mark.parametrize("inside", [LSTM(units=5), GRU(reset_after=False), SimpleRNN(units=2)])
def test_writing_and_reading_gives_the_same(inside: Recurrent):
    layer = TimeDistributed(layer=Bidirectional(layer=inside, merge_mode="ave"))
    written = write_layer(layer)
    assert read_layer(written["class_name"], written["config"], "layer") == layer


def test_a_wrapper_that_is_built_frozen_leaves_what_is_inside_as_it_is():
    """As a model of Keras 3.15.1 counts: each weight says whether it is trained."""
    both = Bidirectional(layer=LSTM(units=5), trainable=False)
    written = write_layer(both)["config"]
    assert written["layer"]["config"]["trainable"] is True
    assert read_layer("Bidirectional", written, "layer") == both
    assert (both.at((None, 9, 4)).params, both.at((None, 9, 4)).trainable) == (400, 400)


def test_a_person_freezes_what_is_inside_as_well():
    """As the setter `trainable` of Keras does; unfreezing then frees all of it again."""
    both = Bidirectional(layer=LSTM(units=5))
    frozen = with_trainable(both, False)
    assert frozen == Bidirectional(layer=LSTM(units=5, trainable=False), trainable=False)
    assert (frozen.at((None, 9, 4)).params, frozen.at((None, 9, 4)).trainable) == (400, 0)
    assert with_trainable(frozen, True) == both


def test_the_weights_of_both_readers_are_told_apart_as_keras_does(cases: Cases):
    """The paths on file, but for the cell that every recurrent layer has inside."""
    for case in cases("layers"):
        if case["class_name"] == "Bidirectional" and case.get("weights"):
            layer = read_layer("Bidirectional", case["config"], "layer")
            paths = [w["path"].split("/") for w in case["weights"]]
            told = [weight.path for weight in layer.resolve(tuple(case["input_shape"]))[1]]
            assert told == [f"{inside}/{name}" for _, inside, *_, name in paths], case["id"]
