"""Each kind of warning where it belongs and where it does not, and what settles it."""

from __future__ import annotations

import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.files.gate import read_design
from designer.core.improvements import improvements
from designer.core.layer import Layer, Shape
from designer.core.layers.activation import Activation, ReLU, Softmax
from designer.core.layers.adaptive_pooling import AdaptiveAveragePooling2D
from designer.core.layers.attention import MultiHeadAttention
from designer.core.layers.cells import RNN, LSTMCell
from designer.core.layers.colour_changes import Equalization
from designer.core.layers.conv_recurrent import ConvLSTM2D
from designer.core.layers.convolution import Conv1D, Conv2D, Conv2DTranspose, DepthwiseConv2D
from designer.core.layers.dense import Dense, Embedding
from designer.core.layers.einsum import EinsumDense
from designer.core.layers.geometry_changes import RandomFlip
from designer.core.layers.identity import Identity
from designer.core.layers.images import CenterCrop, Resizing
from designer.core.layers.input import Input
from designer.core.layers.nested import Sequential
from designer.core.layers.normalization import BatchNormalization, LayerNormalization
from designer.core.layers.pooling import (
    AveragePooling1D,
    GlobalAveragePooling2D,
    MaxPooling2D,
    MaxPooling3D,
)
from designer.core.layers.preprocessing import CategoryEncoding
from designer.core.layers.recurrent import LSTM
from designer.core.layers.regularization import Dropout
from designer.core.layers.reshaping import Flatten, Reshape
from designer.core.layers.resizing import ZeroPadding2D
from designer.core.layers.wrappers import Bidirectional, TimeDistributed
from designer.core.oddities import oddities
from designer.core.report import Report
from designer.core.warnings import KINDS, warnings
from designer.paths import resource
from designer.words.warnings import KIND_TITLES, WARNINGS, warning_lines

RGB = (None, 32, 32, 3)


def _report(shape: Shape, *layers: Layer) -> Report:
    return analyse(new_design(*layers, input=Input(batch_shape=shape)))


def _told(shape: Shape, *layers: Layer) -> list[tuple[int, str]]:
    return [(w.index, w.code) for w in warnings(_report(shape, *layers))]


# what is told, and what is not: the shape that comes in, the layers, the place and code of warnings
CASES: dict[str, tuple[Shape, tuple[Layer, ...], list[tuple[int, str]]]] = {
    # Conv2D 3*3*3*8+8 = 224, Dense (30*30*8)*10+10 = 72,010 of 72,234: 99 %
    "flatten": (RGB, (Conv2D(filters=8), Flatten(), Dense(units=10)), [(2, "flatten_share")]),
    "flatten, dropout between": (
        RGB,
        (Conv2D(filters=8), Flatten(), Dropout(), Dense(units=10)),
        [(2, "flatten_share")],
    ),
    # 224 + 18*18 of ... : 8*9*9*8+8 = 5,192, Dense 8*2+2 = 18
    "flatten of little": (
        (None, 9, 9, 8),
        (Conv2D(filters=8, kernel_size=(9, 9)), Flatten(), Dense(units=2)),
        [],
    ),
    "flatten of the raw input": ((None, 28, 28), (Flatten(), Dense(units=10)), []),
    "flatten and no Dense": (RGB, (Conv2D(), Flatten()), []),
    # 254 = 84 * 3 + 2, as in example C
    "pooling drops rows": (
        (None, 254, 254, 1),
        (MaxPooling2D(pool_size=(3, 3)),),
        [(1, "rows_dropped")],
    ),
    "pooling fits": ((None, 252, 252, 1), (MaxPooling2D(pool_size=(3, 3)),), []),
    "same pooling reaches over the edge": ((None, 41, 41, 1), (MaxPooling2D(padding="same"),), []),
    "overlapping pools": ((None, 7, 7, 1), (MaxPooling2D(pool_size=(3, 3), strides=(2, 2)),), []),
    "strides drop rows": ((None, 8, 8, 1), (Conv2D(strides=(2, 2)),), [(1, "rows_dropped")]),
    "steps over the window": (
        (None, 8, 8, 1),
        (Conv2D(kernel_size=(1, 1), strides=(2, 2), padding="same"),),
        [(1, "rows_dropped")],
    ),
    "cells apart": ((None, 9, 9, 1), (Conv2D(dilation_rate=(2, 2)),), []),
    "an open size": ((None, None, None, 1), (MaxPooling2D(),), []),
    "dense on an image": (RGB, (Dense(units=10),), [(1, "dense_on_image")]),
    "two of them tell it once": (RGB, (Dense(), ReLU(), Dense()), [(1, "dense_on_image")]),
    "dense on a sequence": ((None, 20, 8), (Dense(),), []),
    "dense on a row": (RGB, (GlobalAveragePooling2D(), Dense()), []),
    "softmax inside": ((None, 4), (Dense(activation="softmax"), Dense()), [(1, "softmax_inside")]),
    "softmax twice": (
        (None, 4),
        (Activation(activation="softmax"), Softmax()),
        [(1, "softmax_inside")],
    ),
    "softmax, then nothing": (
        (None, 4),
        (Softmax(), Activation(activation="linear"), Identity()),
        [],
    ),
    "softmax last": ((None, 4), (Dense(), Softmax()), []),
    "softmax, then another shape": ((None, 4), (Softmax(), Reshape(target_shape=(2, 2))), []),
    "bias before norm": (RGB, (Conv2D(), BatchNormalization()), [(2, "bias_unused")]),
    "no bias": (RGB, (Conv2D(use_bias=False), BatchNormalization()), []),
    "relu between": (RGB, (Conv2D(), ReLU(), BatchNormalization()), []),
    "relu inside": (RGB, (Conv2D(activation="relu"), BatchNormalization()), []),
    "another norm": (RGB, (Conv2D(), LayerNormalization()), []),
    "norm along another axis": (RGB, (Conv2D(), BatchNormalization(axis=1)), []),
    "channels first": (
        (None, 3, 9, 9),
        (Conv2D(data_format="channels_first"), BatchNormalization(axis=1)),
        [(2, "bias_unused")],
    ),
    "even window": (RGB, (Conv2D(kernel_size=(4, 4), padding="same"),), [(1, "uneven_padding")]),
    "odd window": (RGB, (Conv2D(padding="same"),), []),
    "even window, valid": (RGB, (Conv2D(kernel_size=(4, 4)),), []),
    # (16 - 1) * 2 + 4 - 32 = 2 cells are added: one at each end
    "even window that comes out even": (
        RGB,
        (Conv2D(kernel_size=(4, 4), strides=(2, 2), padding="same"),),
        [],
    ),
    # 2 * (2 - 1) + 1 spans 3 cells
    "even window, spread": (
        RGB,
        (Conv2D(kernel_size=(2, 2), dilation_rate=(2, 2), padding="same"),),
        [],
    ),
    # 9 cells on 8, and 4 * (3 - 1) + 1 = 9 of them; the pool takes all there is, and has no weights
    "window over the edges": (
        (None, 8, 9, 1),
        (Conv2D(kernel_size=(9, 9), padding="same"),),
        [(1, "mostly_padding")],
    ),
    "spread window over the edges": (
        (None, 8, 1),
        (Conv1D(dilation_rate=(4,), padding="causal"),),
        [(1, "mostly_padding")],
    ),
    "window as large as the map": (
        (None, 9, 9, 1),
        (DepthwiseConv2D(kernel_size=(9, 9), padding="same"),),
        [],
    ),
    "window on open sides": (
        (None, None, None, 1),
        (Conv2D(kernel_size=(9, 9), padding="same"),),
        [],
    ),
    "pool over the edges": ((None, 8, 8, 1), (MaxPooling2D(pool_size=(9, 9), padding="same"),), []),
    "open flatten": ((None, None, 4), (Flatten(),), [(1, "open_flatten")]),
    "known flatten": ((None, 5, 4), (Flatten(),), []),
    "an open row": ((None, None), (Flatten(),), []),
    "nothing comes in": ((None, 0), (Dropout(),), [(0, "zero_size")]),
    "nothing goes out": (
        (None, 5, 8, 7, 3),
        (ConvLSTM2D(filters=0), Dropout()),
        [(1, "zero_size")],
    ),
    "glu": ((None, 4), (Activation(activation="glu"),), [(1, "glu_halves")]),
    "threshold": ((None, 4), (Activation(activation="threshold"),), [(1, "threshold")]),
    "softmax of one": ((None, 4), (Dense(units=1, activation="softmax"),), [(1, "softmax_of_one")]),
    "sigmoid of one": ((None, 4), (Dense(units=1, activation="sigmoid"),), []),
    "softmax along no axis": ((None, 4), (Softmax(axis=5),), [(1, "axis_beyond")]),
    "two widths": (
        (None, 9, 4),
        (Bidirectional(layer=LSTM(units=5), backward_layer=LSTM(units=7, go_backwards=True)),),
        [(1, "two_widths")],
    ),
    "frozen from outside": (
        (None, 9, 4),
        (TimeDistributed(layer=Dense(), trainable=False),),
        [(1, "inside_trained")],
    ),
    "frozen inside": (
        (None, 9, 4),
        (TimeDistributed(layer=Dense(trainable=False), trainable=False),),
        [],
    ),
    "frozen, with nothing to train": (
        (None, 9, 4),
        (RNN(trainable=False, cell=LSTMCell(trainable=False)),),
        [],
    ),
    "frozen attention": (
        (None, 9, 4),
        (MultiHeadAttention(trainable=False),),
        [(1, "parts_trained")],
    ),
    "frozen row": ((None, 4), (Dense(trainable=False),), []),
    "one width": ((None, 9, 4), (Bidirectional(layer=LSTM(units=5)),), []),
    "categories": ((None, 3, 4), (CategoryEncoding(num_tokens=5),), [(1, "counted_across")]),
    "categories of a row": ((None, 3), (CategoryEncoding(num_tokens=5),), []),
    "einsum": (
        (None, 32, 7),
        (EinsumDense(equation="ab...,bc->ac...", output_shape=(64, None)),),
        [(1, "einsum_axes_run")],
    ),
    "einsum that runs": (
        (None, 32, 7),
        (EinsumDense(equation="...x,xy->...y", output_shape=(64,)),),
        [],
    ),
    "adaptive pooling of a row": (
        (None, 12, 9),
        (AdaptiveAveragePooling2D(output_size=(3, 2)),),
        [(1, "accepted_rank")],
    ),
    "a row as an image": ((None, 12), (RandomFlip(),), [(1, "accepted_rank")]),
    "an image": (RGB, (RandomFlip(),), []),
    "an image without a batch": (
        (None, 12, 10),
        (Resizing(height=6, width=5),),
        [(1, "batch_lost")],
    ),
    "crop that grows": ((None, 12, 10, 3), (CenterCrop(height=24, width=5),), [(1, "crop_grows")]),
    "crop": ((None, 12, 10, 3), (CenterCrop(height=6, width=5),), []),
    # 35 is no multiple of 4, 36 is one of 4
    "open reshape": ((None, None, 4), (Reshape(target_shape=(5, 7)),), [(1, "open_reshape")]),
    "open reshape that may fit": ((None, None, 4), (Reshape(target_shape=(9, 4)),), []),
    "embedding of reals": ((None, 4), (Dense(), Embedding()), [(2, "looked_up")]),
    # tests/core/test_handed_on.py says where Keras was asked
    "left out of the model": (
        RGB,
        (Equalization(), Equalization(), Conv2D()),
        [(1, "left_out"), (2, "left_out")],
    ),
    "given out as it came in": (RGB, (Equalization(),), [(1, "handed_out")]),
    "kept by a cast": (RGB, (Equalization(dtype="float16"), Conv2D()), []),
    "embedding": ((None, 4), (Reshape(target_shape=(2, 2)), Embedding()), []),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_told(case: str):
    shape, layers, expected = CASES[case]
    assert _told(shape, *layers) == expected


def test_every_kind_has_its_cases_and_its_words():
    told = {code for _, _, expected in CASES.values() for _, code in expected}
    assert told | {"accepted_channels"} == set(WARNINGS)
    assert set(KIND_TITLES) == set(KINDS)
    assert set(KINDS) - {"accepted"} <= set(WARNINGS)


def test_kinds_can_be_left_out():
    report = _report(RGB, Conv2D(), BatchNormalization(), Activation(activation="glu"))
    assert [w.kind for w in warnings(report)] == ["bias_unused", "accepted"]
    assert [w.kind for w in warnings(report, {"accepted"})] == ["bias_unused"]
    assert warnings(report, set(KINDS)) == ()


@pytest.mark.parametrize(
    ("layer", "shape", "missed"),
    [
        (AveragePooling1D(pool_size=(4,)), (None, 10, 3), "2 of 10 steps"),
        (
            MaxPooling3D(pool_size=(2, 2, 3)),
            (None, 5, 4, 4, 1),
            "1 of 5 slices and 1 of 4 columns",
        ),
        (Conv1D(strides=(3,)), (None, 10, 2), "1 of 10 steps"),
        (DepthwiseConv2D(strides=(2, 2)), (None, 6, 7, 2), "1 of 6 rows"),
    ],
)
def test_the_cells_have_names(layer: Layer, shape: Shape, missed: str):
    (line,) = warning_lines(_report(shape, layer))
    assert f"leave out {missed}:" in line


def test_models_inside_are_looked_into():
    """The names are those that the layers have in the whole design, as Keras gives them."""
    model = Sequential(layers=(Conv2D(), BatchNormalization(), MaxPooling2D()))
    report = _report((None, 15, 15, 3), Conv2D(), model)
    # 15 - 2 = 13 rows come in, 13 - 2 = 11 are pooled by two
    assert warning_lines(report) == [
        (
            "sequential: batch_normalization inside: BatchNormalization takes the mean off each "
            "channel, and the bias of conv2d_1 with it: these 32 numbers change nothing. "
            "use_bias=False saves them."
        ),
        (
            "sequential: max_pooling2d inside: Windows of 2×2 in steps of 2×2 leave out 1 of 11 "
            "rows and 1 of 11 columns: what stands there is never seen."
        ),
    ]
    assert improvements(report, warnings(report)[0]) == ()
    assert [w.uid for w in warnings(report)] == [report.design.chain[2].uid] * 2


def test_a_transposed_convolution_and_padding_are_not_asked():
    assert _told(RGB, Conv2DTranspose(kernel_size=(4, 4), padding="same"), ZeroPadding2D()) == []


def test_every_cell_that_is_said_to_be_missed_is_in_no_window():
    """Counted one by one, for all windows, steps and sizes up to 8."""
    for n in range(1, 9):
        for k in range(1, n + 1):
            for s in range(2, 9):
                seen = {at + i for at in range(0, n - k + 1, s) for i in range(k)}
                layer = Conv1D(kernel_size=(k,), strides=(s,))
                found = oddities(layer, (None, n, 1), layer.outputs((None, n, 1)))
                missed = [m for _, values in found for _, _, m in values["axes"]]  # type: ignore[union-attr]
                assert missed == ([n - len(seen)] if len(seen) < n else []), (n, k, s)


EXAMPLES = {
    "a-first-network": [],
    "b-small-images": [],
    "c-image-classifier": [
        "max_pooling2d: rows_dropped",
        "max_pooling2d_2: rows_dropped",
        "flatten: flatten_share",
    ],
    "d-digits": [],
    "e-regression-as-coded": [],
    "e-regression-as-printed": [],
    "f-dense-on-an-image": ["dense: dense_on_image"],
    "g-grey-images-same-padding": ["dense: dense_on_image"],
    "g-grey-images": ["flatten: flatten_share"],
    "h-two-convolutions": [],
    "i-lenet-5": [],
}
"""What the examples show: only what their pages are about, and two poolings that drop rows."""


def test_the_examples_do_not_drown_in_warnings():
    files = sorted(resource("examples").glob("*.design"))
    assert {file.stem for file in files} == set(EXAMPLES)
    for file in files:
        report = analyse(read_design(file))
        told = [f"{report.names[w.index]}: {w.code}" for w in warnings(report)]
        assert told == EXAMPLES[file.stem]
