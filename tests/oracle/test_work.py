"""Multiply-accumulates and activations against PyTorch's own counter, with Keras's own layers."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from math import prod
from pathlib import Path
from typing import Any

import pytest

from designer.check.comparison import foreign
from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.export.torch_code import torch_code
from designer.core.families import INPUT
from designer.core.files.faults import Unreadable
from designer.core.files.gate import read_design
from designer.core.files.keras_layer import read_layer, write_layer
from designer.core.layer import LAYERS, Layer, Shape
from designer.core.layers.activation import PReLU, Softmax
from designer.core.layers.attention import AdditiveAttention, Attention, MultiHeadAttention
from designer.core.layers.attention_groups import GroupQueryAttention
from designer.core.layers.audio import MelSpectrogram, STFTSpectrogram
from designer.core.layers.cells import RNN, StackedRNNCells
from designer.core.layers.convolution import Conv2D, Conv2DTranspose, DepthwiseConv2D
from designer.core.layers.dense import Dense, Embedding, ReversibleEmbedding
from designer.core.layers.einsum import EinsumDense
from designer.core.layers.input import Input
from designer.core.layers.nested import Sequential
from designer.core.layers.normalization import BatchNormalization, LayerNormalization
from designer.core.layers.pipeline import Pipeline
from designer.core.layers.pooling import AveragePooling2D, GlobalAveragePooling2D, MaxPooling2D
from designer.core.layers.preprocessing import Rescaling
from designer.core.layers.recurrent import LSTM, Recurrent
from designer.core.layers.reshaping import Flatten
from designer.core.layers.resizing import UpSampling2D
from designer.core.layers.wrappers import TimeDistributed
from designer.core.measures import MEASURES
from designer.core.memory import held_by
from designer.core.work import FLOPS_A_MAC, macs_of
from designer.words import problem_text

from .corpus import EXAMPLES, cases

keras: Any = import_module("keras")
torch: Any = import_module("torch")
flop_counter: Any = import_module("torch.utils.flop_counter")
_ATTENTION = torch.ops.aten._scaled_dot_product_flash_attention_for_cpu
"""What attention runs as without a graphics card; PyTorch counts only those with one."""

_MOST = 10**8
"""More work than this takes long and shows nothing else."""
_OPEN = 9
"""What stands for a size that is open."""
_EACH = 12
"""So many cases of a class."""
_ODD = ("STFTSpectrogram", "MelSpectrogram")
"""What Keras cannot compute for most inputs on file, or only with SciPy; they are asked below."""


def _attention(query: Any, key: Any, value: Any, *_: Any, **__: Any) -> int:
    return flop_counter.sdpa_flop_count(query, key, value)


def flops(call: Any) -> tuple[int, Any]:
    """The FLOPs that PyTorch counts in *call*, and what it gives."""
    also = {_ATTENTION: _attention}
    counter = flop_counter.FlopCounterMode(display=False, custom_mapping=also)
    with torch.no_grad(), counter:
        made = call()
    return counter.get_total_flops(), made


def on_file() -> Iterator[tuple[str, Layer, Shape]]:
    """Layers of the corpus that multiply, a few of each class, each with an input of known size."""
    seen: dict[str, int] = {}
    for case in (found for found in cases("layers") if "error" not in found):
        name, shape = case["class_name"], case["input_shape"]
        if seen.get(name, 0) < _EACH and shape and LAYERS[name].family is not INPUT:
            layer = _read(name, case["config"])
            x = (shape[0] or 1, *(size or _OPEN for size in shape[1:]))
            if layer is not None and _worth(layer, x):
                seen[name] = seen.get(name, 0) + 1
                yield case["id"], layer, x


def _read(name: str, config: Any) -> Layer | None:
    try:
        return read_layer(name, config, "layer")
    except Unreadable:
        return None


def _worth(layer: Layer, x: Shape) -> bool:
    """Whether there is work to count for one sample, not too much of it, and Keras can do it."""
    usable = layer.keras not in _ODD and not getattr(layer, "lora_rank", None)
    wide_enough = len(x) > 2 or not isinstance(layer, Recurrent)
    return usable and wide_enough and 0 < (macs_of(layer, x) or 0) < _MOST


def tried(layer: Layer, x: Shape) -> int:
    """The MACs with what Keras's RNN does on top: a stack of cells tries the first step once."""
    work = macs_of(layer, x) or 0
    stacked = isinstance(layer, RNN) and isinstance(layer.cell, StackedRNNCells)
    return work + work // (x[1] or 1) if stacked else work


def unrolled(layer: Layer) -> Layer:
    """*layer* with its loops laid out: Keras tries a step beforehand where it goes round a loop."""
    inside = {
        name: unrolled(held)
        for name in ("layer", "backward_layer")
        if isinstance(held := getattr(layer, name, None), Layer)
    }
    loop = {"unroll": True} if isinstance(layer, Recurrent) else {}
    return layer.replace(**inside, **loop)


MORE: list[tuple[Layer, Shape]] = [
    (Attention(), (2, 7, 3)),
    (MultiHeadAttention(num_heads=2, key_dim=4, dropout=0.5), (2, 7, 8)),
    (GroupQueryAttention(head_dim=5, dropout=0.5), (2, 7, 3)),
    (Attention(score_mode="concat", use_scale=True), (2, 7, 3)),
    (AdditiveAttention(), (2, 7, 3)),
    (MultiHeadAttention(num_heads=2, key_dim=4), (2, 7, 8)),
    (MultiHeadAttention(num_heads=3, key_dim=4, value_dim=5, use_gate=True), (2, 7, 8)),
    (MultiHeadAttention(num_heads=2, key_dim=4, output_shape=(3, 2)), (2, 6, 7, 5)),
    (MultiHeadAttention(num_heads=2, key_dim=4, attention_axes=(1,)), (2, 6, 7, 5)),
    (MultiHeadAttention(num_heads=2, key_dim=4, sliding_window=1), (2, 7, 8)),
    (GroupQueryAttention(head_dim=5, num_query_heads=4, num_key_value_heads=2), (2, 7, 3)),
    (GroupQueryAttention(head_dim=5, num_query_heads=4, use_gate=True), (2, 7, 3)),
    (EinsumDense(equation="abc,cde->abde", output_shape=(None, 2, 4)), (2, 7, 3)),
    (EinsumDense(equation="abc,bcd->ad", output_shape=(4,)), (2, 7, 3)),
    (EinsumDense(equation="ab...,bc->ac...", output_shape=(5,)), (2, 3, 7)),
    (EinsumDense(equation="...x,xy->...y", output_shape=(5,)), (2, 6, 7, 3)),
    (EinsumDense(equation="ab,b->ab", output_shape=(3,)), (2, 3)),
    (STFTSpectrogram(window=None), (2, 1000, 2)),
    (STFTSpectrogram(window=None, mode="real", expand_dims=True), (2, 1000, 2)),
    (STFTSpectrogram(window=None, mode="imag", data_format="channels_first"), (2, 2, 1000)),
    (MelSpectrogram(), (2, 16_000)),
    (MelSpectrogram(num_mel_bins=8, fft_length=64, sequence_stride=32), (2, 1000)),
    (TimeDistributed(layer=LSTM(units=2)), (1, 4, 6, 3)),
    (TimeDistributed(layer=Conv2D(filters=2)), (1, 4, 6, 6, 3)),
    (Sequential(layers=(Conv2D(filters=2), Flatten(), Dense(units=5))), (2, 6, 6, 1)),
    (Pipeline(layers=(Rescaling(), Dense(units=2))), (2, 6, 6, 3)),
    (Conv2DTranspose(filters=4, strides=(2, 2), padding="same"), (2, 5, 6, 3)),
    (DepthwiseConv2D(depth_multiplier=2, dilation_rate=(2, 2)), (2, 7, 8, 3)),
]

CASES = [
    *(pytest.param(layer, x, id=name) for name, layer, x in on_file()),
    *(pytest.param(layer, x, id=f"{layer.keras}-{i}") for i, (layer, x) in enumerate(MORE)),
]


@pytest.mark.parametrize(("layer", "x"), CASES)
def test_what_pytorch_counts(layer: Layer, x: Shape):
    real = keras.saving.deserialize_keras_object(write_layer(unrolled(layer)))
    given = torch.zeros(x)
    real(*layer.arguments(given))  # builds it
    counted, made = flops(lambda: real(*layer.arguments(given)))
    batch = x[0] or 1
    assert counted == FLOPS_A_MAC * batch * tried(layer, x)
    held = held_by(layer, x).made
    if not layer.inner() and held is not None:
        outputs = made if isinstance(made, list | tuple) else [made]
        assert sum(prod(o.shape) for o in outputs) == batch * held


def test_what_adaptation_costs_is_once_a_call():
    """The two thin matrices are multiplied for the whole batch at once: 16 * 2 * 8 here."""
    layer = Dense(units=8, lora_rank=2)
    real = keras.saving.deserialize_keras_object(write_layer(layer))
    for batch in (1, 5):
        given = torch.zeros((batch, 16))
        real(given)
        counted, _ = flops(lambda given=given: real(given))
        assert counted == FLOPS_A_MAC * (batch * 16 * 8 + 16 * 2 * 8)
        assert macs_of(layer, (batch, 16)) == 16 * 8


@pytest.mark.parametrize(
    ("layer", "x"),
    [
        (BatchNormalization(), (2, 6, 6, 3)),
        (LayerNormalization(), (2, 6, 6, 3)),
        (MaxPooling2D(), (2, 6, 6, 3)),
        (AveragePooling2D(), (2, 6, 6, 3)),
        (GlobalAveragePooling2D(), (2, 6, 6, 3)),
        (PReLU(), (2, 6)),
        (Softmax(), (2, 6)),
        (UpSampling2D(), (2, 6, 6, 3)),
        (Embedding(input_dim=10, output_dim=4), (2, 6)),
        (ReversibleEmbedding(input_dim=10, output_dim=4), (2, 6)),
    ],
    ids=lambda v: v.keras if isinstance(v, Layer) else "",
)
def test_what_neither_counts(layer: Layer, x: Shape):
    real = keras.saving.deserialize_keras_object(write_layer(layer))
    given = torch.zeros(x)
    real(given)
    assert flops(lambda: real(given))[0] == macs_of(layer, x) == 0


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_whole_models(path: Path):
    """The examples, layer by layer: the work, and the numbers that each layer puts out."""
    report = analyse(read_design(path))
    work = MEASURES["macs"].rows(report)
    if foreign(report) is not None or None in work or max(n or 0 for n in work) > 10 * _MOST:
        return
    flow = torch.zeros((1, *(report.rows[0].output or ())[1:]))
    counted, made = 0, 0
    for row in report.rows[1:]:
        real = keras.saving.deserialize_keras_object(write_layer(unrolled(row.layer)))
        real(flow)
        found, flow = flops(lambda real=real, flow=flow: real(flow))
        counted, made = counted + found, made + prod(flow.shape)
    assert counted == FLOPS_A_MAC * MEASURES["macs"].total(report)
    assert made == MEASURES["activations"].total(report)


def test_pytorchs_own_layers():
    """The exported model: PyTorch's convolutions and linear layers, not those of Keras."""
    layers = (
        Conv2D(filters=4, padding="same"),
        DepthwiseConv2D(),
        MaxPooling2D(),
        Conv2DTranspose(filters=3, strides=(2, 2)),
        Flatten(),
        Dense(units=7),
    )
    report = analyse(new_design(*layers, input=Input(batch_shape=(None, 12, 10, 3))))
    names: dict[str, Any] = {}
    exec(compile(torch_code(report, problem_text), "exported", "exec"), names)
    model = names["model"].eval()
    counted, _ = flops(lambda: model(torch.zeros((2, 3, 12, 10))))
    assert counted == FLOPS_A_MAC * 2 * MEASURES["macs"].total(report)
