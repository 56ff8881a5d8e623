"""A refusal is a derivation that failed: its arithmetic comes out as it says, and is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.failures import _BY_CODE, Failure, failed, failure
from designer.core.files.faults import Unreadable
from designer.core.files.keras_layer import read_layer
from designer.core.layer import Layer, Shape
from designer.core.layers.audio import MelSpectrogram, STFTSpectrogram
from designer.core.layers.conv_recurrent import ConvLSTM1D
from designer.core.layers.convolution import Conv1D, Conv2D, Conv2DTranspose
from designer.core.layers.custom import Array, CustomLayer
from designer.core.layers.dense import Dense
from designer.core.layers.einsum import EinsumDense
from designer.core.layers.input import Input
from designer.core.layers.nested import Functional, Sequential
from designer.core.layers.normalization import BatchNormalization, GroupNormalization
from designer.core.layers.pooling import MaxPooling2D
from designer.core.layers.recurrent import LSTM
from designer.core.layers.reshaping import Permute, RepeatVector, Reshape
from designer.core.layers.resizing import Cropping2D
from designer.core.layers.wrappers import TimeDistributed
from designer.core.notation import substituted, symbolic
from designer.core.problems import Problem
from designer.core.report import Row
from designer.words import problem_short
from designer.words.failures import failure_lines

Cases = Callable[[str], list[dict[str, Any]]]


def _row(shape: Shape, *layers: Layer) -> Row:
    row = analyse(new_design(*layers, input=Input(batch_shape=shape))).problem_row
    assert row is not None
    return row


def _failure(shape: Shape, *layers: Layer) -> Failure:
    found = failure(_row(shape, *layers))
    assert found is not None
    return found


IMAGE = (None, 84, 84, 3)

# input, layers; then quantity, symbols, numbers, what comes out, and what it had to be
BY_HAND: dict[str, tuple[Shape, tuple[Layer, ...], tuple[str, str, str, int, str, list[int]]]] = {
    "a window that does not fit": (
        IMAGE,
        (Conv2D(kernel_size=(91, 91)),),
        ("height", "floor((h - k_h) / s_h) + 1", "floor((84 - 91) / 1) + 1", -6, "least", [1]),
    ),
    "a spread window": (  # 3 * (5 - 1) + 1 = 13 steps in 9
        (None, 9, 3),
        (Conv1D(kernel_size=(5,), dilation_rate=(3,)),),
        (
            "length",
            "floor((t - (dil * (k - 1) + 1)) / s) + 1",
            "floor((9 - (3 * (5 - 1) + 1)) / 1) + 1",
            -3,
            "least",
            [1],
        ),
    ),
    "a pool, in the second axis": (
        (None, 9, 2, 3),
        (MaxPooling2D(pool_size=(3, 3)),),
        ("width", "floor((w - p_w) / p_w) + 1", "floor((2 - 3) / 3) + 1", 0, "least", [1]),
    ),
    "groups of filters": (
        IMAGE,
        (Conv2D(filters=32, groups=3),),
        ("rest", "filters mod groups", "32 mod 3", 2, "equal", [0]),
    ),
    "groups of channels": (
        (None, 8, 8, 4),
        (Conv2D(filters=6, groups=3),),
        ("rest", "c_in mod groups", "4 mod 3", 1, "equal", [0]),
    ),
    "fewer channels than groups": (
        (None, 8, 8, 4),
        (GroupNormalization(),),
        ("groups", "groups", "32", 32, "most", [4]),
    ),
    "cropping": (
        (None, 8, 8, 3),
        (Cropping2D(cropping=((1, 1), (3, 5))),),
        ("width", "w - crop_left - crop_right", "8 - 3 - 5", 0, "least", [1]),
    ),
    "a target of another size": (
        (None, 3, 4),
        (Reshape(target_shape=(5, 2)),),
        ("numbers", "t * c", "3 * 4", 12, "equal", [10]),
    ),
    "a target that leaves a rest": (
        (None, 3, 4),
        (Reshape(target_shape=(5, -1)),),
        ("rest", "(t * c) mod target_1", "(3 * 4) mod 5", 2, "equal", [0]),
    ),
    "cells added behind a transposed convolution": (
        IMAGE,
        (Conv2DTranspose(strides=(2, 3), output_padding=(1, 3)),),
        ("output_padding", "op_w", "3", 3, "below", [3]),
    ),
    "strides and dilation": (
        IMAGE,
        (Conv2D(strides=(2, 2), dilation_rate=(2, 1)),),
        ("dilation", "max(dil_h, dil_w)", "max(2, 1)", 2, "equal", [1]),
    ),
    "too few axes": ((None, 10), (Conv2D(),), ("axes", "2", "2", 2, "one_of", [4])),
    "no such axis": (
        (None, 10),
        (BatchNormalization(axis=5),),
        ("axis", "5", "5", 5, "below", [2]),
    ),
    "more letters than axes": (
        (None, 32),
        (EinsumDense(equation="abc,cd->abd", output_shape=(None, 64)),),
        ("letters", "3", "3", 3, "most", [2]),
    ),
    "two sizes for one letter": (
        (None, 6, 5),
        (EinsumDense(equation="abc,cd->abd", output_shape=(7, 64)),),
        ("size", "n_b", "6", 6, "equal", [7]),
    ),
    "a frame": (
        (None, 16000),
        (MelSpectrogram(fft_length=256, sequence_length=512),),
        ("frame", "frame", "512", 512, "most", [256]),
    ),
    "a step between frames": (
        (None, 100, 1),
        (STFTSpectrogram(frame_length=8, frame_step=9),),
        ("step", "s", "9", 9, "most", [8]),
    ),
    "half a frame of one sample": (
        (None, 100, 1),
        (STFTSpectrogram(frame_length=1),),
        ("value", "floor(k / 2)", "floor(1 / 2)", 0, "least", [1]),
    ),
    "an output of one's own": (
        (None, 4, 4, 3),
        (CustomLayer(output=("h - 3 * k",), numbers=(("k", 2),)),),
        ("size", "h - 3 * k", "4 - 3 * 2", -2, "least", [0]),
    ),
    "weights of one's own that are not whole": (
        (None, 9, 4),
        (CustomLayer(arrays=(Array("w", ("t / k",)),), numbers=(("k", 2),)),),
        ("rest", "t mod k", "9 mod 2", 1, "equal", [0]),
    ),
    "a division by nothing": (
        (None, 9, 4),
        (CustomLayer(output=("t / (c - 2 * k)",), numbers=(("k", 2),)),),
        ("divisor", "c - 2 * k", "4 - 2 * 2", 0, "not", [0]),
    ),
    "the units inside a wrapper": (
        (None, 7, 5, 5, 3),
        (TimeDistributed(layer=Conv2D(kernel_size=(7, 7))),),
        ("height", "floor((h - k_h) / s_h) + 1", "floor((5 - 7) / 1) + 1", -1, "least", [1]),
    ),
    "a layer inside a model": (
        (None, 5, 5, 3),
        (Sequential(layers=(Conv2D(), Conv2D(kernel_size=(5, 5)))),),
        # the sizes come out of the layer before, which tells how
        ("height", "floor((3 - k_h_2) / s_h_2) + 1", "floor((3 - 5) / 1) + 1", -1, "least", [1]),
    ),
    "a model with an input of its own": (
        (None, 5, 5, 3),
        (Functional(layers=(Input(batch_shape=(None, 6, 5, 3)), Conv2D())),),
        ("size", "h", "5", 5, "equal", [6]),
    ),
    "several arrays": (
        (None, 7, 5),
        (LSTM(return_state=True), Dense()),
        ("arrays", "3", "3", 3, "equal", [1]),
    ),
}


@pytest.mark.parametrize("case", BY_HAND)
def test_the_derivation_that_failed(case: str):
    """Each worked out by hand from the rule of the layer."""
    shape, layers, expected = BY_HAND[case]
    found = _failure(shape, *layers)
    limits = [limit.value for limit in found.limits]
    assert (
        found.quantity,
        symbolic(found.tree),
        substituted(found.tree),
        found.tree.value,
        found.relation,
        limits,
    ) == expected
    assert not found.holds


def test_every_refusal_on_file_breaks_the_relation_that_it_names(cases: Cases):
    """All that Keras 3.15.1 refuses in `tests/data/layers.jsonl.gz`, here with its arithmetic."""
    told: dict[str, int] = {}
    for problem, found in _refused(cases("layers")):
        if found is not None:
            assert not found.holds, found
            assert found.problem.code == problem.code
            told[problem.code] = told.get(problem.code, 0) + 1
        else:
            assert problem.code not in _ALWAYS, problem
    # how many refusals of each kind are on file
    assert told["window_too_large"] == 54
    assert told["groups_of_filters"] == 20
    assert told["output_padding"] == 22
    assert told["wrong_rank"] == 100
    assert sum(told.values()) == 340


_ALWAYS = set(_BY_CODE) - {"out_of_range", "einsum_shared", "other_input"}
"""Those whose values are always whole numbers."""


def _refused(cases: list[dict[str, Any]]) -> Iterator[tuple[Problem, Failure | None]]:
    for case in cases:
        if "error" not in case or not case.get("input_shape"):
            continue
        try:
            layer = read_layer(case["class_name"], case["config"], "layer")
        except Unreadable as error:
            for fault in error.faults:
                yield fault.problem, failed(fault.problem)
            continue
        shape = tuple(case["input_shape"])
        row = analyse(new_design(layer, input=Input(batch_shape=shape))).problem_row
        if row is not None and row.problem is not None:
            yield row.problem, failure(row)


def test_every_reason_is_short_enough_for_a_block(cases: Cases):
    """A block and the table have room for about 40 letters; the whole sentence is a tooltip."""
    shorts = {problem_short(row.problem) for row in _rows(cases("layers")) if row.problem}
    assert len(shorts) > 100
    assert [text for text in shorts if len(text) > 40] == []


def _rows(cases: list[dict[str, Any]]) -> Iterator[Row]:
    for case in cases:
        shape = tuple(case.get("input_shape") or ())
        with suppress(Unreadable):
            layer = read_layer(case["class_name"], case["config"], "layer")
            if shape:
                yield analyse(new_design(layer, input=Input(batch_shape=shape))).row(1)


@pytest.mark.parametrize(
    ("layer", "axes"),
    [
        (LSTM(), "Its 3 axes are: batch, steps, features."),
        (Conv1D(), "Its 3 axes are: batch, steps, channels."),
        (MaxPooling2D(), "Its 4 axes are: batch, height, width, channels."),
        (
            Conv2D(data_format="channels_first"),
            "Its 4 axes are: batch, channels, height, width.",
        ),
        (ConvLSTM1D(), "Its 4 axes are: batch, steps, length, channels."),
        (RepeatVector(), "Its 2 axes are: batch, features."),
        (TimeDistributed(layer=MaxPooling2D()), "Its 4 axes are: batch, height, width, channels."),
        (
            Permute(dims=(1,)),
            "Each axis has its meaning, the batch is one: none may be missing or too many.",
        ),
    ],
)
def test_the_axes_that_must_be_there_have_names(layer: Layer, axes: str):
    """As the documentation of each Keras layer calls the axes of its input."""
    *_, rule = failure_lines(_row((None, 9, 9, 9, 9, 9, 9, 9), layer))
    assert rule == axes


def test_what_is_not_about_whole_numbers_has_no_arithmetic():
    assert failure(_row((None, None), Dense())) is None
    assert failed(Problem("out_of_range", {"value": 1.5, "low": 0, "high": 1})) is None
    assert failed(Problem("out_of_range", {"value": 2, "low": 0, "high": 0.5})) is None


def test_a_row_that_runs_has_none():
    report = analyse(new_design(Dense(), input=Input(batch_shape=(None, 3))))
    assert failure(report.row(1)) is None


def test_the_lines_of_a_text():
    assert failure_lines(_row(IMAGE, Conv2D(kernel_size=(91, 91)))) == [
        "height = floor((h - k_h) / s_h) + 1",
        "       = floor((84 - 91) / 1) + 1 = -6, must be at least 1",
        "padding = valid: a window of 91 must fit into 84.",
    ]
    assert failure_lines(_row((None, 10), Conv2D())) == [
        "axes = 2, must be 4",
        "Its 4 axes are: batch, height, width, channels.",
    ]
    assert failure_lines(_row((None, 8, 8, 4), GroupNormalization())) == [
        "groups = 32, must be at most c = 4",
        "Each group takes an equal share of the channels.",
    ]
    assert failure_lines(_row((None, 3, 4), Reshape(target_shape=(5, 2)))) == [
        "numbers = t * c",
        "        = 3 * 4 = 12, must be target_1 * target_2 = 5 * 2 = 10",
        "Reshape keeps every number: as many go out as come in.",
    ]
    assert failure_lines(_row((None, None), Dense())) == []
