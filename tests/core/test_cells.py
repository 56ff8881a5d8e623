"""RNN with any cell, and the convolutional LSTM. Numbers are those of Keras 3.15.1."""

from collections.abc import Callable
from typing import Any

import pytest

from designer.core.explain import explain
from designer.core.files.keras_layer import read_layer, write_layer
from designer.core.layer import Layer, Shape
from designer.core.layers.cells import RNN, GRUCell, LSTMCell, SimpleRNNCell, StackedRNNCells
from designer.core.layers.conv_recurrent import ConvLSTM1D, ConvLSTM2D
from designer.core.layers.dense import Dense
from designer.core.layers.recurrent import GRU, LSTM, SimpleRNN
from designer.core.naming import names
from designer.core.notation import symbolic

Make = Callable[..., Layer]


def _problem(layer: Layer, x: Shape) -> str | None:
    problem = layer.at(x).problem
    return problem and problem.code


@pytest.mark.parametrize(
    ("cell", "layer"),
    [
        (SimpleRNNCell(units=6), SimpleRNN(units=6)),
        (LSTMCell(units=6), LSTM(units=6)),
        (GRUCell(units=6, reset_after=False), GRU(units=6, reset_after=False)),
    ],
)
def test_a_cell_in_an_rnn_is_the_layer(cell: Layer, layer: Layer):
    x = (None, 9, 4)
    around = RNN(cell=cell)  # type: ignore[arg-type]
    assert around.resolve(x) == layer.resolve(x)
    assert around.meaning(x) == layer.meaning(x)
    assert symbolic(explain(around, x).count) == symbolic(explain(layer, x).count)


STACKED = StackedRNNCells(cells=(LSTMCell(units=6), GRUCell(units=3)))


def test_stacked_cells_feed_one_another():
    layer = RNN(cell=STACKED, return_state=True)
    told = explain(layer, (None, 9, 4))
    assert symbolic(told.count) == (
        "4 * (d_in + units_1 + 1) * units_1 + 3 * (units_1 + units_2 + 2) * units_2"
    )
    assert told.count.value == 4 * (4 + 6 + 1) * 6 + 3 * (6 + 3 + 2) * 3
    # `RNN.compute_output_shape`; the summary prints the states in a row
    assert told.outputs == ((None, 3), (None, 6), (None, 6), (None, 3))


def test_keras_takes_a_list_of_cells(make: Make):
    cells = [write_layer(LSTMCell(units=6)), write_layer(GRUCell(units=3))]
    assert make("RNN", cell=cells) == RNN(cell=STACKED)
    written = write_layer(RNN(cell=STACKED))
    assert read_layer("RNN", written["config"], "layer") == RNN(cell=STACKED)


def test_cells_take_names_too():
    # printed by Keras 3.15.1 for RNN([LSTMCell(6), GRUCell(3)]) and then RNN(LSTMCell(6))
    assert names([RNN(cell=STACKED), RNN(cell=LSTMCell())]) == ("rnn", "rnn_1")
    cell = write_layer(RNN(cell=STACKED))["config"]["cell"]
    assert cell["class_name"] == "StackedRNNCells"


def test_a_cell_cannot_stand_alone():
    assert _problem(LSTMCell(), (None, 4)) == "cell_alone"
    assert _problem(RNN(cell=Dense()), (None, 9, 4)) == "not_a_cell"  # type: ignore[arg-type]
    assert _problem(RNN(stateful=True), (None, 9, 4)) == "stateful_batch"
    assert _problem(RNN(), (None, 9, None)) == "unknown_dimension"  # RNN-24a9163252


@pytest.mark.parametrize(
    ("config", "x", "outputs", "params"),
    [
        ({"filters": 4, "kernel_size": 3}, (None, 5, 8, 7, 3), [(None, 6, 5, 4)], 1024),
        (
            {"filters": 4, "kernel_size": 3, "return_sequences": True, "return_state": True},
            (None, 5, 8, 7, 3),
            [(None, 5, 6, 5, 4), (None, 6, 5, 4), (None, 6, 5, 4)],
            1024,
        ),
        # no filters at all are taken
        ({"filters": 0, "kernel_size": 3}, (None, 5, 8, 7, 3), [(None, 6, 5, 0)], 0),
        (
            {"filters": 2, "kernel_size": 1, "data_format": "channels_first"},
            (None, None, 3, 6, 3),
            [(None, 2, 6, 3)],
            48,
        ),
    ],
)
def test_convolutional_lstm(
    make: Make, config: dict[str, Any], x: Shape, outputs: list[Shape], params: int
):
    outcome = make("ConvLSTM2D", **config).at(x)
    assert (list(outcome.outputs), outcome.params) == (outputs, params)


def test_the_formula_of_a_convolutional_lstm():
    told = explain(ConvLSTM1D(filters=4), (None, 5, 8, 3))
    assert symbolic(told.count) == "4 * (k * c_in + k * filters + 1) * filters"
    assert told.count.value == 352  # ConvLSTM1D-64d18b3211


@pytest.mark.parametrize(
    ("layer", "x", "code"),
    [
        (ConvLSTM2D(), (None, 5, None, None, 3), "unknown_sides"),  # ConvLSTM2D-2da6a26eda
        (ConvLSTM2D(), (None, 5, 8, 7, None), "unknown_channels"),  # ConvLSTM2D-eee402b61b
        (ConvLSTM2D(), (None, 5, 8, 7), "wrong_rank"),
        (ConvLSTM2D(kernel_size=(9, 9)), (None, 5, 8, 7, 3), "window_too_large"),
        (
            ConvLSTM2D(strides=(2, 2), dilation_rate=(2, 2)),
            (None, 5, 8, 7, 3),
            "stride_and_dilation",
        ),
    ],
)
def test_what_a_convolutional_lstm_refuses(layer: Layer, x: Shape, code: str):
    assert _problem(layer, x) == code
