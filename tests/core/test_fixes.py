"""Fixes: every one that is offered works, the best comes first, and no problem is left without."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.design import Design, new_design
from designer.core.expected import expected_output
from designer.core.files.faults import Unreadable
from designer.core.files.gate import design_of
from designer.core.fixes import MOST, Fix, fixes
from designer.core.layer import Layer, Shape
from designer.core.layers.activation import PReLU
from designer.core.layers.colour_changes import Equalization
from designer.core.layers.convolution import Conv1D, Conv2D, Conv2DTranspose
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.normalization import BatchNormalization, GroupNormalization
from designer.core.layers.pooling import MaxPooling2D
from designer.core.layers.recurrent import LSTM
from designer.core.layers.regularization import Dropout
from designer.core.layers.reshaping import Flatten, Permute, RepeatVector, Reshape
from designer.core.layers.resizing import Cropping2D
from designer.core.layers.wrappers import Bidirectional, TimeDistributed
from designer.core.report import Row
from designer.words import effect_text, fix_text

Cases = Callable[[str], list[dict[str, Any]]]


def _offered(design: Design) -> tuple[Row, tuple[Fix, ...]]:
    report = analyse(design)
    row = report.problem_row
    assert row is not None
    return row, fixes(report, row)


def _texts(design: Design) -> list[str]:
    return [fix_text(fix) for fix in _offered(design)[1]]


def _gone(fix: Fix, row: Row) -> bool:
    """Whether the layer of *row*, or what is in its place, runs in a fresh analysis, with the total
    that the fix is said to have.
    """
    after = analyse(Design(fix.design.chain))
    assert (fix.total, fix.complete) == (after.total, after.complete)
    place = fix.design.index(row.uid)
    stopped = after.problem_row
    return stopped is None or stopped.index > (row.index if place is None else place)


def _chain(shape: Shape | None, *layers: Layer) -> Design:
    return new_design(*layers, input=Input(batch_shape=shape))


def test_a_window_that_does_not_fit():
    """The picture of the interface: a 91×91 window on 84×84, in the middle of a longer chain."""
    design = _chain(
        (None, 256, 256, 3),
        Conv2D(padding="same"),
        Conv2D(),
        MaxPooling2D(pool_size=(3, 3)),
        Dropout(),
        Conv2D(padding="same"),
        Conv2D(kernel_size=(91, 91)),
        MaxPooling2D(),
        Flatten(),
        Dense(units=9),
    )
    assert _texts(design) == [
        "set kernel_size to 3×3",
        "set padding to same",
        "remove max_pooling2d",
        "remove conv2d_3",
    ]


# shape that comes in, layers, and the first fix that has to be offered
PROBLEMS: dict[str, tuple[Shape | None, tuple[Layer, ...], str]] = {
    "window_too_large": ((None, 9, 3), (Conv1D(kernel_size=(5,), dilation_rate=(3,)),),
                         "set dilation_rate to 1"),
    "crop_too_large": ((None, 8, 8, 3), (Cropping2D(cropping=((4, 4), (1, 1))),),
                       "set cropping to 3×1"),
    "wrong_rank": ((None, 30, 8), (LSTM(), Dropout(), LSTM()),
                   "set return_sequences of lstm to True"),
    "too_few_axes": ((None,), (Dense(),), "insert Reshape to 1"),
    "unknown_dimension": ((None, None, 8), (Flatten(), Dense()),
                          "use GlobalAveragePooling1D instead of flatten"),
    "unknown_channels": ((None, 28, 28, None), (Conv2D(),), "set the input to 28, 28, 3"),
    "no_such_axis": ((None, 8), (BatchNormalization(axis=3),), "set axis to -1"),
    "reshape_size": ((None, 8, 8), (Reshape(target_shape=(4, 7)),), "set target_shape to 4, -1"),
    "reshape_rest": ((None, 8, 6), (Reshape(target_shape=(-1, 5)),), "set target_shape to -1, 4"),
    "groups_of_filters": ((None, 8, 8, 4), (Conv2D(filters=30, groups=4),), "set filters to 32"),
    "groups_of_channels": ((None, 8, 8, 6), (Conv2D(groups=4),), "set groups to 2"),
    "stride_and_dilation": ((None, 8, 8, 6), (Conv2D(strides=(2, 2), dilation_rate=(2, 2)),),
                            "set strides to 1"),
    "output_padding": ((None, 8, 8, 6),
                       (Conv2DTranspose(strides=(2, 2), output_padding=(2, 2)),),
                       "set output_padding to 1×1"),
    "no_input_shape": (None, (Flatten(), Dense()), "set the input to 28, 28, 1"),
    "second_input": ((None, 8), (Dense(), Input()), "remove input_layer_1"),
    "many_inputs": ((None, 9, 8), (LSTM(return_state=True), Dense()),
                    "set return_state of lstm to False"),
    "hands_on_its_input": ((None, 8, 8, 3), (Conv2D(), Equalization(), Flatten()),
                           "use Pipeline Equalization instead of equalization"),
    "many_outputs": ((None, 5, 9, 8), (TimeDistributed(layer=LSTM(return_state=True)),),
                     "set return_state to False"),
    "stateful_batch": ((None, 9, 8), (LSTM(stateful=True),), "set stateful to False"),
    "not_recurrent": ((None, 9, 8), (Bidirectional(layer=Dense()),), "set layer to LSTM"),
    "same_direction": ((None, 9, 8), (Bidirectional(layer=LSTM(go_backwards=True)),),
                       "set go_backwards to False"),
    "unequal_directions": ((None, 9, 8),
                           (Bidirectional(backward_layer=LSTM(go_backwards=True, stateful=True)),),
                           "set stateful to False"),
    "states_of_stateful": ((2, 9, 8),
                           (Bidirectional(layer=LSTM(stateful=True, return_state=True)),),
                           "set return_state to False"),
    "limits_crossed": ((None, 8),
                       (BatchNormalization(renorm=True, renorm_clipping={"rmax": 1, "rmin": 2}),),
                       "set renorm to False"),
    "too_small": ((None, 8, 32), (GroupNormalization(groups=0),), "set groups to 32"),
}  # fmt: skip


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_problem_has_a_fix(code: str):
    shape, layers, first = PROBLEMS[code]
    row, offered = _offered(_chain(shape, *layers))
    assert row.problem is not None
    assert row.problem.code == code
    assert fix_text(offered[0]) == first
    assert all(_gone(fix, row) for fix in offered)


@pytest.mark.parametrize(
    ("shape", "layer", "text"),
    [
        ((None, 784), Conv2D(), "insert Reshape to 28, 28, 1"),
        ((None, 100, 16), Conv2D(), "use Conv1D 32 filters 3 instead of conv2d"),
        ((None, 5, 28, 28, 3), Conv2D(), "use TimeDistributed Conv2D 32 filters instead of conv2d"),
        ((None, 7, 7, 64), RepeatVector(), "insert GlobalAveragePooling2D"),
        ((None, 9, 8, 7), LSTM(), "insert Reshape to -1, 7"),
        ((None, 16), TimeDistributed(), "use Dense 32 units instead of time_distributed"),
        ((None, 4, 3, 2), Permute(), "set dims to 2, 1, 3"),
        ((None, None, None, 3), PReLU(), "set shared_axes to 1, 2"),
    ],
)
def test_ways_to_another_number_of_axes(shape: Shape, layer: Layer, text: str):
    assert text in _texts(_chain(shape, layer))


def test_what_mends_the_whole_chain_comes_first():
    """A 4×4 window on 4×4 would run, but it would leave nothing for the pooling after it."""
    design = _chain((None, 4, 4, 1), Conv2D(kernel_size=(5, 5)), MaxPooling2D(), Flatten())
    _, offered = _offered(design)
    complete = [analyse(fix.design).complete for fix in offered]
    assert complete == sorted(complete, reverse=True)
    assert fix_text(offered[0]) == "set kernel_size to 3×3"


def _told(design: Design) -> list[str]:
    report = analyse(design)
    return [f"{fix_text(f)}: {effect_text(f, report)}" for f in _offered(design)[1]]


def test_one_answer_for_an_image_comes_first():
    """The Dense makes (None, 4) of what an LSTM gives; a fix that leads to more than one answer for
    an image comes after those that do not, and says so. 8 * 9 + 8 = 80, 4 * 8 = 32; an LSTM of 8
    features has 4 * ((8 + 10) * 10 + 10) = 760, of 26 * 8 = 208 it has 8,760; the Dense 44 or 36.
    """
    layers = (Conv2D(filters=8), BatchNormalization(), LSTM(units=10), Dense(units=4))
    assert _told(_chain((None, 28, 28, 1), *layers)) == [
        "insert Reshape to -1, 8: total 916",
        "insert TimeDistributed Flatten: total 8,916",
        "use TimeDistributed LSTM 10 units instead of lstm: total 916 · output (None, 26, 4)",
        "remove lstm: total 148 · output (None, 26, 26, 4)",
    ]


def test_a_size_that_depends_on_the_input_is_not_expected():
    """What comes out of a chain of windows is as large as what comes in lets it be."""
    design = _chain((None, 9, 9, 3), Conv2D(filters=4, kernel_size=(10, 10)), Conv2D(filters=2))
    # 3 * 3 * 3 * 4 + 4 = 112 and 3 * 3 * 4 * 2 + 2 = 74
    assert _told(design)[0] == "set kernel_size to 3×3: total 186"
    assert expected_output(analyse(design), _offered(design)[0]) == (None, None, None, 2)


def test_a_fix_tells_what_comes_out_where_nobody_can_know_it_before():
    """Of what does not say what comes in, anything may come out."""
    assert "output (None, 10)" in _told(_chain(None, Flatten(), Dense(units=10)))[0]


def test_a_row_without_a_problem_has_no_fix():
    report = analyse(_chain((None, 8), Dense()))
    assert [fixes(report, row) for row in report.rows] == [(), ()]


def test_a_fix_changes_only_what_it_says():
    design = _chain((None, 28, 28, 1), Conv2D(kernel_size=(30, 30), name="first"), Flatten())
    _, (fix, *_) = _offered(design)
    assert (fix.code, fix.values) == ("set", {"field": "kernel_size", "value": "3×3"})
    changed = Conv2D(kernel_size=(3, 3), name="first")
    assert [block.layer for block in fix.design.chain] == [
        design.chain[0].layer,
        changed,
        Flatten(),
    ]
    assert [b.uid for b in fix.design.chain] == [b.uid for b in design.chain]


def _refused(cases: Cases) -> Iterator[Design]:
    for case in cases("random_chains"):
        if not case["valid"]:
            try:
                yield design_of(case["keras_json"].encode())
            except Unreadable:  # a setting that no layer can have never becomes a design
                continue


def test_every_refused_chain_on_file_can_be_mended(cases: Cases):
    refused = list(_refused(cases))
    assert len(refused) >= 150
    for design in refused:
        row, offered = _offered(design)
        assert 1 <= len(offered) <= MOST, row
        assert all(_gone(fix, row) for fix in offered), row
