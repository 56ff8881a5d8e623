"""The networks of the pages that the program makes visible, with the numbers printed there."""

from dataclasses import replace

import pytest

from designer.core import edits
from designer.core.analyse import analyse
from designer.core.design import Design, new_design
from designer.core.layer import Layer, Shape
from designer.core.layers.activation import Activation
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.pooling import MaxPooling2D
from designer.core.layers.recurrent import LSTM
from designer.core.layers.regularization import Dropout
from designer.core.layers.reshaping import Flatten
from designer.core.units import memory

Sizes = tuple[int, ...]


def _network(sizes: Sizes, *layers: Layer) -> Design:
    return new_design(*layers, input=Input(batch_shape=(None, *sizes)))


def _conv(filters: int, *kernel: int, same: bool = False) -> Conv2D:
    height, width = kernel if len(kernel) == 2 else kernel * 2
    padding = "same" if same else "valid"
    return Conv2D(filters=filters, kernel_size=(height, width), padding=padding, activation="relu")


def _dense(units: int) -> Dense:
    return Dense(units=units)


def _pool(size: int) -> MaxPooling2D:
    return MaxPooling2D(pool_size=(size, size))


RELU, SOFTMAX, DROP, FLAT = Activation(), Activation(activation="softmax"), Dropout(), Flatten()
SIGMOID = Activation(activation="sigmoid")

A = _network((4,), _dense(7), SIGMOID, _dense(13), SIGMOID, _dense(5), SOFTMAX)
B = _network(
    (8, 8, 1),
    _conv(32, 3, 2), RELU, _conv(64, 2, 3), _conv(64, 2), _pool(2), DROP, FLAT,
    _dense(128), DROP, _dense(10),
)  # fmt: skip
_TWO = (_conv(32, 3, same=True), _conv(32, 3))
C = _network(
    (256, 256, 3),
    *_TWO, _pool(3), DROP, *_TWO, _pool(2), DROP, *_TWO, _pool(2), DROP, FLAT,
    _dense(512), DROP, _dense(128), DROP, _dense(9),
)  # fmt: skip
D = _network((1, 28, 28), FLAT, _dense(10), SOFTMAX)
E = _network((514,), _dense(514), _dense(257))
F = _network((224, 224, 3), _conv(32, 3), _conv(64, 3), _conv(128, 3), _dense(10))
G = _network(
    (100, 100, 1),
    _conv(60, 7), _conv(100, 5), _pool(2), FLAT, _dense(250), _dense(200), _dense(1),
)  # fmt: skip
H = _network(
    (28, 28, 1),
    _conv(32, 5), RELU, _pool(2), _conv(64, 5), RELU, _pool(2), DROP, FLAT,
    _dense(100), RELU, DROP, _dense(2), SOFTMAX,
)  # fmt: skip

# (output shapes without the batch, parameters, total) as the pages print them;
# F and H have no table there: Keras 3.15.1
PRINTED: dict[str, tuple[Design, list[Sizes], Sizes, int]] = {
    "A, a first network": (
        A,
        [(7,), (7,), (13,), (13,), (5,), (5,)],
        (35, 0, 104, 0, 70, 0),
        209,
    ),
    "B, small images": (
        B,
        [(6, 7, 32), (6, 7, 32), (5, 5, 64), (4, 4, 64), (2, 2, 64), (2, 2, 64), (256,), (128,),
         (128,), (10,)],
        (224, 0, 12352, 16448, 0, 0, 0, 32896, 0, 1290),
        63_210,
    ),
    "C, an image classifier": (
        C,
        [(256, 256, 32), (254, 254, 32), (84, 84, 32), (84, 84, 32), (84, 84, 32), (82, 82, 32),
         (41, 41, 32), (41, 41, 32), (41, 41, 32), (39, 39, 32), (19, 19, 32), (19, 19, 32),
         (11552,), (512,), (512,), (128,), (128,), (9,)],
        (896, 9248, 0, 0, 9248, 9248, 0, 0, 9248, 9248, 0, 0, 0, 5_915_136, 0, 65664, 0, 1161),
        6_029_097,
    ),
    "D, digits": (D, [(784,), (10,), (10,)], (0, 7850, 0), 7850),
    "E, regression": (E, [(514,), (257,)], (264_710, 132_355), 397_065),
    "F, Dense on an image": (
        F,
        [(222, 222, 32), (220, 220, 64), (218, 218, 128), (218, 218, 10)],
        (896, 18496, 73856, 1290),
        94_538,
    ),
    "G, grey images": (
        G,
        [(94, 94, 60), (90, 90, 100), (45, 45, 100), (202_500,), (250,), (200,), (1,)],
        (3000, 150_100, 0, 0, 50_625_250, 50_200, 201),
        50_828_751,
    ),
    "H, two convolutions": (
        H,
        [(24, 24, 32), (24, 24, 32), (12, 12, 32), (8, 8, 64), (8, 8, 64), (4, 4, 64), (4, 4, 64),
         (1024,), (100,), (100,), (100,), (2,), (2,)],
        (832, 0, 0, 51264, 0, 0, 0, 0, 102_500, 0, 0, 202, 0),
        154_798,
    ),
}  # fmt: skip


@pytest.mark.parametrize("page", PRINTED)
def test_the_table_is_the_one_on_the_page(page: str):
    design, shapes, params, total = PRINTED[page]
    report = analyse(design)
    rows = report.printed
    assert [row.output for row in rows] == [(None, *shape) for shape in shapes]
    assert tuple(row.params for row in rows) == params
    assert (report.total, report.trainable, report.non_trainable) == (total, total, 0)
    assert report.complete
    assert report.outputs == ((None, *shapes[-1]),)


def test_memory_is_four_bytes_a_parameter():
    report = analyse(C)
    assert report.bytes == report.trainable_bytes == 24_116_388
    assert memory(report.bytes) == "23.00 MB"


def test_memory_follows_the_precision():
    halves = _network((4,), Dense(units=7, dtype="float16"), Dense(units=1))
    report = analyse(halves)
    assert [row.bytes for row in report.printed] == [2 * 35, 4 * 8]
    assert report.bytes == 2 * 35 + 4 * 8


def test_frozen_layers_are_counted_but_not_trained():
    """Keras 3.15.1 prints 226, 177 and 49 for this model."""
    layers = (
        Dense(units=7, trainable=False),
        BatchNormalization(),
        Dense(units=18),
        Dense(units=1),
    )
    report = analyse(_network((4,), *layers))
    assert [row.params for row in report.printed] == [35, 28, 144, 19]
    assert [row.trainable for row in report.printed] == [0, 14, 144, 19]
    assert [row.non_trainable for row in report.printed] == [35, 14, 0, 0]
    assert (report.total, report.trainable, report.non_trainable) == (226, 177, 49)
    assert report.trainable_bytes == 4 * 177


def test_a_problem_leaves_the_rows_before_exact_and_the_rows_after_waiting():
    """The picture of the interface: a 91×91 window on what an earlier pooling left, 84×84."""
    (uid,) = (b.uid for i, b in enumerate(C.chain) if i == 6)
    report = analyse(edits.replace_layers(C, {uid: _conv(32, 91)}))
    stopped = report.problem_row
    assert stopped is not None
    assert (stopped.index, stopped.name, stopped.input) == (6, "conv2d_3", (None, 84, 84, 32))
    assert stopped.problem is not None
    assert stopped.problem.code == "window_too_large"
    assert [stopped.problem.values[k] for k in ("axis", "size", "span", "stride")] == [
        "height",
        84,
        91,
        1,
    ]
    assert (stopped.params, stopped.trainable, stopped.bytes, stopped.output) == (None,) * 4
    before, after = report.rows[: stopped.index], report.rows[stopped.index + 1 :]
    assert [row.params for row in before] == [0, 896, 9248, 0, 0, 9248]
    assert {row.waits_for for row in before} == {None}
    assert {(row.waits_for, row.input, row.params) for row in after} == {("conv2d_3", None, None)}
    assert report.total == 19_392  # at least
    assert not report.complete
    assert report.outputs == ()


def test_several_outputs_may_only_come_last():
    last = analyse(_network((9, 4), LSTM(units=3, return_state=True)))
    assert last.outputs == ((None, 3),) * 3
    assert last.printed[0].output is None
    report = analyse(_network((9, 4), LSTM(units=3, return_state=True), Dense()))
    assert report.problem_row is not None
    assert report.problem_row.input is None
    assert report.problem_row.problem is not None
    assert report.problem_row.problem.code == "many_inputs"


@pytest.mark.parametrize(
    ("shape", "layers", "index", "code"),
    [
        (None, (Flatten(),), 0, "no_input_shape"),
        ((None, 4), (Dense(), Input()), 2, "second_input"),
        ((None,), (Dense(),), 1, "too_few_axes"),
    ],
)
def test_what_only_a_chain_can_refuse(
    shape: Shape | None, layers: tuple[Layer, ...], index: int, code: str
):
    report = analyse(new_design(*layers, input=Input(batch_shape=shape)))
    row = report.problem_row
    assert row is not None
    assert row.problem is not None
    assert (row.index, row.problem.code) == (index, code)


def test_a_functional_model_prints_its_input():
    """Keras 3: an InputLayer with 0 parameters is the first row."""
    report = analyse(replace(A, kind="functional"))
    first = report.printed[0]
    assert (first.name, first.type, first.output, first.params) == (
        "input_layer",
        "InputLayer",
        (None, 4),
        0,
    )
    assert len(report.printed) == len(analyse(A).printed) + 1


def test_rows_are_a_sequence():
    rows = analyse(A).rows
    assert len(rows) == 7
    assert rows[-1].name == "activation_2"
    assert [row.index for row in rows[2:4]] == [2, 3]
    assert [row.uid for row in rows] == [block.uid for block in A.chain]


def test_a_chain_of_nothing_is_its_input():
    report = analyse(_network((28, 28)))
    assert (report.total, report.complete, report.outputs) == (0, True, ((None, 28, 28),))
    assert list(report.printed) == []
