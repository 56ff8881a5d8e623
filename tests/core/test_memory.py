"""What the layers put out, counted by hand."""

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.recurrent import LSTM
from designer.core.layers.regularization import Dropout
from designer.core.memory import Held, activations, elements, flow, held


def test_the_batch_does_not_count() -> None:
    assert elements(((None, 254, 254, 32),)) == 2_064_512
    assert elements(((16, 3),)) == 3
    assert elements(((None,),)) == 1


def test_several_outputs_add_up_and_an_open_axis_is_unknown() -> None:
    assert elements(((None, 5, 4), (None, 4), (None, 4))) == 28
    assert elements(((None, None, 4),)) is None
    assert elements(()) == 0


def test_the_flow_through_a_chain() -> None:
    report = analyse(new_design(Dense(units=5), Dense(units=2), input=Input(batch_shape=(None, 3))))
    assert flow(report) == [3, 5, 2]
    assert activations(report) == 7


def test_what_is_not_known_is_left_out() -> None:
    source = Input(batch_shape=(None, 3, 3, 1))
    report = analyse(new_design(Conv2D(filters=2), Conv2D(filters=2), Dense(), input=source))
    assert flow(report) == [9, 2, None, None]
    assert activations(report) == 2
    text = Input(batch_shape=(None, None, 8))
    report = analyse(new_design(LSTM(units=4, return_sequences=True), LSTM(units=4), input=text))
    assert flow(report) == [None, None, 4]
    assert activations(report) == 4


def test_what_does_nothing_in_use_takes_no_room_then() -> None:
    source = Input(batch_shape=(None, 100))
    report = analyse(new_design(Dropout(rate=0.5), Dense(units=5), input=source))
    assert held(report) == [Held(0, 0), Held(100, 0), Held(5, 105)]
