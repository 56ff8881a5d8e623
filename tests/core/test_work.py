"""Multiply-accumulates, worked out by hand for every family, and their formulas.

`tests/oracle/test_work.py` compares them with PyTorch's own counter.
"""

import time
from collections.abc import Callable
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.files.faults import Unreadable
from designer.core.files.keras_layer import read_layer
from designer.core.layer import LAYERS, Layer, Shape
from designer.core.layers.attention import AdditiveAttention, Attention, MultiHeadAttention
from designer.core.layers.attention_groups import GroupQueryAttention
from designer.core.layers.audio import MelSpectrogram, STFTSpectrogram
from designer.core.layers.cells import RNN, GRUCell, SimpleRNNCell, StackedRNNCells
from designer.core.layers.conv_recurrent import ConvLSTM2D
from designer.core.layers.convolution import (
    Conv1D,
    Conv2D,
    Conv2DTranspose,
    Conv3D,
    DepthwiseConv2D,
    SeparableConv2D,
)
from designer.core.layers.custom import CustomLayer
from designer.core.layers.dense import Dense, Embedding, ReversibleEmbedding
from designer.core.layers.einsum import EinsumDense
from designer.core.layers.input import Input
from designer.core.layers.nested import Functional, Sequential
from designer.core.layers.normalization import BatchNormalization, LayerNormalization
from designer.core.layers.pooling import MaxPooling2D
from designer.core.layers.recurrent import GRU, LSTM, SimpleRNN
from designer.core.layers.spectral import SpectralNormalization
from designer.core.layers.wrappers import Bidirectional, TimeDistributed
from designer.core.memory import held_by
from designer.core.notation import substituted, symbolic
from designer.core.work import macs, macs_of, work_formula

CASES: list[tuple[Layer, Shape, str, str]] = [
    (Dense(units=5), (None, 3), "d_in * units", "3 * 5"),
    (Dense(units=5), (None, 7, 3), "t * d_in * units", "7 * 3 * 5"),
    (
        Conv2D(),
        (None, 256, 256, 32),
        "h_out * w_out * k_h * k_w * c_in * filters",
        "254 * 254 * 3 * 3 * 32 * 32",
    ),
    (
        Conv2D(filters=8, padding="same", strides=(2, 2), data_format="channels_first"),
        (None, 3, 9, 8),
        "h_out * w_out * k_h * k_w * c_in * filters",
        "5 * 4 * 3 * 3 * 3 * 8",
    ),
    (
        Conv1D(filters=4, groups=2, padding="causal"),
        (None, 20, 6),
        "t_out * k * (c_in / groups) * filters",
        "20 * 3 * (6 / 2) * 4",
    ),
    (
        Conv3D(filters=2),
        (None, 5, 6, 7, 1),
        "d_out * h_out * w_out * k_d * k_h * k_w * c_in * filters",
        "3 * 4 * 5 * 3 * 3 * 3 * 1 * 2",
    ),
    (
        Conv2DTranspose(filters=4, strides=(2, 2)),
        (None, 5, 6, 3),
        "h * w * k_h * k_w * c_in * filters",
        "5 * 6 * 3 * 3 * 3 * 4",
    ),
    (
        DepthwiseConv2D(depth_multiplier=2),
        (None, 5, 6, 3),
        "h_out * w_out * k_h * k_w * c_in * m",
        "3 * 4 * 3 * 3 * 3 * 2",
    ),
    (
        SeparableConv2D(filters=8),
        (None, 5, 6, 3),
        "(k_h * k_w + filters) * h_out * w_out * c_in * m",
        "(3 * 3 + 8) * 3 * 4 * 3 * 1",
    ),
    (SimpleRNN(units=4), (None, 7, 3), "(d_in + units) * t * units", "(3 + 4) * 7 * 4"),
    (LSTM(units=4), (None, 7, 3), "4 * (d_in + units) * t * units", "4 * (3 + 4) * 7 * 4"),
    (
        GRU(units=4, return_sequences=True),
        (None, 7, 3),
        "3 * (d_in + units) * t * units",
        "3 * (3 + 4) * 7 * 4",
    ),
    (
        ConvLSTM2D(filters=2),
        (None, 4, 7, 8, 3),
        "4 * (c_in + filters) * t * h_out * w_out * k_h * k_w * filters",
        "4 * (3 + 2) * 4 * 5 * 6 * 3 * 3 * 2",
    ),
    (
        MultiHeadAttention(num_heads=2, key_dim=4),
        (None, 7, 8),
        "2 * (2 * d_in + t) * t * heads * key_dim",
        "2 * (2 * 8 + 7) * 7 * 2 * 4",
    ),
    (
        EinsumDense(equation="abc,cd->abd", output_shape=(None, 6)),
        (None, 7, 3),
        "n_b * n_c * out_2",
        "7 * 3 * 6",
    ),
    (TimeDistributed(layer=Dense(units=5)), (None, 4, 3), "t * d_in * units", "4 * 3 * 5"),
]


@pytest.mark.parametrize(
    ("layer", "x", "named", "numbers"), CASES, ids=lambda v: v.keras if isinstance(v, Layer) else ""
)
def test_the_formula_of_each_family(layer: Layer, x: Shape, named: str, numbers: str):
    formula = work_formula(layer, x)
    assert formula is not None
    assert (symbolic(formula), substituted(formula)) == (named, numbers)
    assert formula.value == macs_of(layer, x)


@pytest.mark.parametrize(
    ("layer", "x", "count"),
    [
        (Embedding(input_dim=100, output_dim=8), (None, 7), 0),  # a lookup
        (ReversibleEmbedding(input_dim=100, output_dim=8), (None, 7), 0),
        (BatchNormalization(), (None, 7, 3), 0),
        (LayerNormalization(), (None, 7, 3), 0),
        (MaxPooling2D(), (None, 8, 8, 3), 0),
        # the kernel is measured once a step and not for each sample; the same with adaptation
        (SpectralNormalization(layer=Dense(units=5)), (None, 3), 15),
        (Dense(units=5, lora_rank=2), (None, 3), 15),
        # both directions, each 7 steps of 4 gates
        (Bidirectional(layer=LSTM(units=4)), (None, 7, 3), 2 * 7 * 4 * (3 * 4 + 4 * 4)),
        (
            Bidirectional(layer=LSTM(units=4), backward_layer=GRU(units=2, go_backwards=True)),
            (None, 7, 3),
            7 * 4 * (3 * 4 + 4 * 4) + 7 * 3 * (3 * 2 + 2 * 2),
        ),
        (RNN(cell=GRUCell(units=4)), (None, 7, 3), 7 * 3 * (3 * 4 + 4 * 4)),
        (
            RNN(cell=StackedRNNCells(cells=(SimpleRNNCell(units=4), SimpleRNNCell(units=2)))),
            (None, 7, 3),
            7 * (3 * 4 + 4 * 4 + 4 * 2 + 2 * 2),
        ),
        # every step looks at all seven, twice: to compare and to mix
        (Attention(), (None, 7, 3), 2 * 7 * 7 * 3),
        (Attention(score_mode="concat"), (None, 7, 3), 7 * 7 * 3),
        (AdditiveAttention(), (None, 7, 3), 7 * 7 * 3),
        (
            GroupQueryAttention(head_dim=5, num_query_heads=4, num_key_value_heads=2),
            (None, 7, 3),
            7 * 3 * 5 * (4 + 2 + 2) + 2 * 7 * 7 * 4 * 5 + 7 * 4 * 5 * 3,
        ),
        # along the second axis alone; a gate as large as a value
        (
            MultiHeadAttention(
                num_heads=2, key_dim=4, value_dim=5, use_gate=True, attention_axes=(2,)
            ),
            (None, 6, 7, 3),
            6 * 7 * (3 * 2 * (4 + 4 + 5 + 5) + 7 * 2 * (4 + 5) + 2 * 5 * 3),
        ),
        (EinsumDense(equation="...x,xy->...y", output_shape=(5,)), (None, 6, 7, 3), 6 * 7 * 3 * 5),
        (
            EinsumDense(equation="ab...,bc->ac...", output_shape=(5,)),
            (None, 3, 6, 7),
            3 * 5 * 6 * 7,
        ),
        # weights that only scale what comes in are no product of matrices
        (EinsumDense(equation="ab,b->ab", output_shape=(3,)), (None, 3), 0),
        # 6 frames of 256 samples, 129 frequencies, each with a cosine and a sine
        (STFTSpectrogram(), (None, 1000, 2), 2 * 6 * 2 * 256 * 129),
        (STFTSpectrogram(mode="real"), (None, 1000, 1), 6 * 256 * 129),
        # frequencies into bands; the Fourier transform itself is none
        (MelSpectrogram(), (None, 10_000), 20 * 1025 * 128),
        # a matrix is taken to be used once, a factor or a bias for each channel is none
        (CustomLayer(), (None, 8, 8, 3), 0),
        (TimeDistributed(layer=Conv2D(filters=2)), (None, 4, 5, 6, 3), 4 * 3 * 4 * 9 * 3 * 2),
        (
            Sequential(layers=(Conv2D(filters=2), MaxPooling2D(), Dense(units=5))),
            (None, 6, 6, 1),
            4 * 4 * 9 * 2 + 2 * 2 * 2 * 5,
        ),
        (
            Functional(layers=(Input(batch_shape=(None, 3)), Dense(units=5), Dense(units=2))),
            (None, 3),
            3 * 5 + 5 * 2,
        ),
    ],
    ids=lambda v: v.keras if isinstance(v, Layer) else "",
)
def test_work_by_hand(layer: Layer, x: Shape, count: int):
    assert layer.at(x).problem is None
    assert macs_of(layer, x) == count
    formula = work_formula(layer, x)
    assert formula is not None
    assert formula.value == count


def test_a_declared_matrix_is_used_once():
    arrays: Any = "kernel: c, k; bias: k"
    layer = CustomLayer()
    layer = layer.replace(
        numbers=(("k", 5),),
        arrays=next(f for f, _ in layer.settings() if f.name == "arrays").kind.parse(arrays),
        output=None,
    )
    assert macs_of(layer, (None, 7, 3)) == 3 * 5


def test_where_a_size_is_open_nobody_knows():
    assert macs_of(LSTM(), (None, None, 3)) is None
    assert macs_of(Conv2D(), (None, None, 8, 3)) is None
    assert macs_of(Dense(), (None, None, 3)) is None
    assert work_formula(Dense(), (None, None, 3)) is None
    assert macs_of(Dense(units=2), (None, 5, 3)) == 30


def test_a_layer_that_cannot_run_does_no_work():
    assert macs_of(Conv2D(), (None, 2, 2, 1)) is None


def test_block_by_block():
    source = Input(batch_shape=(None, 8, 8, 1))
    chain = (Conv2D(filters=2), MaxPooling2D(), Conv2D(filters=2), Conv2D(filters=2), Dense())
    report = analyse(new_design(*chain, input=source))
    assert macs(report) == [0, 6 * 6 * 9 * 2, 0, 1 * 1 * 9 * 2 * 2, None, None]
    assert macs(analyse(new_design(input=Input(batch_shape=None)))) == [None]


def test_every_layer_on_file_has_a_formula_that_evaluates(cases: Callable[..., Any]):
    """Whatever Keras was asked about: the formula gives the count, and nothing is refused."""
    seen = 0
    for case in cases("layers")[::7]:
        try:
            layer = read_layer(case["class_name"], case["config"], "layer")
        except Unreadable:
            continue
        x = tuple(case["input_shape"] or ())
        if layer.at(x).problem is None:
            formula = work_formula(layer, x)
            assert (None if formula is None else formula.value) == macs_of(layer, x)
            seen += 1
    assert seen > 200


def test_ten_thousand_layers_are_counted_at_once_when_they_are_known():
    source = Input(batch_shape=(None, 8, 8, 8))
    chain = [Conv2D(filters=8, padding="same") for _ in range(10_000)]
    report = analyse(new_design(*chain, input=source))
    assert sum(work or 0 for work in macs(report)) == 10_000 * 8 * 8 * 9 * 8 * 8
    began = time.perf_counter()
    macs(report)
    assert time.perf_counter() - began < 0.1


@pytest.mark.parametrize(
    "sizes", [(), (3,), (5, 3), (None, 3), (5, 7, 3), (None, None, 3), (4,) * 5]
)
def test_no_layer_stumbles_over_an_input(sizes: Shape):
    """Whatever a layer takes, of any number of axes, with any open: it answers."""
    for cls in LAYERS.values():
        layer, x = cls(), (None, *sizes)
        formula = work_formula(layer, x)
        assert (None if formula is None else formula.value) == macs_of(layer, x)
        assert layer.at(x).problem or held_by(layer, x)
