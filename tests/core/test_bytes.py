"""The memory of weights at every precision: each weight has a dtype of its own.

The bytes are those of Keras 3.15.1: what the variables of a model take that holds the layer, as
`summary()` adds them up; trainable ones after all of them.
"""

import pytest

from designer.core.analyse import analyse
from designer.core.demand import SET, demand
from designer.core.design import new_design
from designer.core.explain import explain
from designer.core.export.derivation import derivation
from designer.core.layer import Layer, Shape
from designer.core.layers.attention import Attention, MultiHeadAttention
from designer.core.layers.cells import RNN, LSTMCell
from designer.core.layers.convolution import Conv1D, SeparableConv1D
from designer.core.layers.dense import Dense, Embedding
from designer.core.layers.einsum import EinsumDense
from designer.core.layers.input import Input
from designer.core.layers.nested import Sequential
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.preprocessing import Normalization
from designer.core.layers.recurrent import LSTM
from designer.core.layers.spectral import SpectralNormalization
from designer.core.layers.wrappers import Bidirectional, TimeDistributed
from designer.core.optimizers import OPTIMIZERS
from designer.words import problem_text

POLICIES = ("float32", "mixed_float16", "mixed_bfloat16", "bfloat16", "float16", "float64")
ROW: Shape = (None, 4)
STEPS: Shape = (None, 5, 4)

FULL = [(60, 60)] * 3
HALF = [(30, 30)] * 2
BYTES: dict[str, tuple[Layer, Shape, list[tuple[int, int]]]] = {
    "dense": (Dense(units=3), ROW, [*FULL, *HALF, (120, 120)]),
    "adapted": (
        Dense(units=3, lora_rank=2),
        ROW,
        [(116, 68), (116, 68), (116, 68), (86, 62), (86, 62), (176, 80)],
    ),
    "adapted sum": (
        EinsumDense(equation="abc,cd->abd", output_shape=(None, 3), lora_rank=2),
        STEPS,
        [(104, 56), (104, 56), (104, 56), (80, 56), (80, 56), (152, 56)],
    ),
    "adapted table": (
        Embedding(input_dim=30, output_dim=4, lora_rank=2),
        (None, 5),
        [(752, 272), (752, 272), (752, 272), (512, 272), (512, 272), (1232, 272)],
    ),
    "adapted window": (
        Conv1D(filters=3, kernel_size=(2,), lora_rank=2),
        STEPS,
        [(196, 100), (196, 100), (196, 100), (142, 94), (142, 94), (304, 112)],
    ),
    "counted": (Normalization(), ROW, [(36, 0), (36, 0), (36, 0), (20, 0), (20, 0), (68, 0)]),
    "batches": (
        BatchNormalization(),
        ROW,
        [(64, 32), (64, 32), (64, 32), (32, 16), (32, 16), (128, 64)],
    ),
    "heads": (
        MultiHeadAttention(num_heads=2, key_dim=4),
        STEPS,
        [(624, 624), (624, 624), (624, 624), (312, 312), (312, 312), (1248, 1248)],
    ),
    "one number": (
        Attention(use_scale=True),
        STEPS,
        [(4, 4), (4, 4), (4, 4), (2, 2), (2, 2), (8, 8)],
    ),
    "two kernels": (
        SeparableConv1D(filters=3, kernel_size=(2,)),
        STEPS,
        [(92, 92), (92, 92), (92, 92), (46, 46), (46, 46), (184, 184)],
    ),
}
"""The layer, what comes in, and the bytes under each of the policies."""


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("case", BYTES)
def test_a_layer_has_the_bytes_of_keras(case: str, policy: str):
    layer, x, bytes_of = BYTES[case]
    assert _bytes(layer.replace(dtype=policy), x) == bytes_of[POLICIES.index(policy)]


def _inside(case: str, policy: str) -> Layer:
    match case:
        case "spectral":
            return SpectralNormalization(layer=Dense(units=3, dtype=policy))
        case "spectral, adapted":
            return SpectralNormalization(layer=Dense(units=3, lora_rank=1, dtype=policy))
        case "one way":
            there = LSTM(units=3, dtype=policy)
            return Bidirectional(layer=there, backward_layer=LSTM(units=3, go_backwards=True))
        case "model":
            return Sequential(
                layers=(Dense(units=3, dtype=policy), Dense(units=2), Normalization())
            )
        case "outside":
            return TimeDistributed(layer=Dense(units=3), dtype=policy)
        case _:
            return RNN(cell=LSTMCell(units=3), dtype=policy)


@pytest.mark.parametrize(
    ("case", "policy", "x", "expected"),
    [
        ("spectral", "mixed_float16", ROW, (72, 60)),
        ("spectral", "bfloat16", ROW, (36, 30)),
        ("spectral", "float64", ROW, (144, 120)),
        ("spectral, adapted", "mixed_float16", ROW, (94, 40)),
        ("spectral, adapted", "bfloat16", ROW, (64, 34)),
        ("spectral, adapted", "float64", ROW, (172, 52)),
        ("one way", "float64", STEPS, (1152, 1152)),
        ("model", "mixed_bfloat16", ROW, (112, 92)),
        ("model", "float16", ROW, (82, 62)),
        ("model", "float64", ROW, (172, 152)),
        ("outside", "float64", STEPS, (60, 60)),
        ("cell", "float64", STEPS, (384, 384)),
    ],
)
def test_each_layer_inside_has_its_own(case: str, policy: str, x: Shape, expected: tuple[int, int]):
    assert _bytes(_inside(case, policy), x) == expected


def _bytes(layer: Layer, x: Shape) -> tuple[int, int]:
    report = analyse(new_design(layer, input=Input(batch_shape=x)))
    assert report.complete
    assert report.rows[1].bytes == report.bytes
    assert sum(w.count * w.width for w in explain(layer, x).weights) == report.bytes
    needs = demand(report, SET, OPTIMIZERS["adam"])
    assert (needs.weights, needs.gradients) == (report.bytes, report.trainable_bytes)
    constants = needs.optimizer.count - 2 * report.trainable  # of four bytes each
    assert needs.optimizer.bytes == 2 * report.trainable_bytes + 4 * constants
    return report.bytes, report.trainable_bytes


def test_the_derivation_multiplies_only_where_all_numbers_are_as_wide():
    layer = Dense(units=3, lora_rank=2, dtype="float16")
    report = analyse(new_design(layer, input=Input(batch_shape=ROW)))
    assert "29 parameters, 86 bytes in all" in derivation(report, problem_text)
    plain = analyse(new_design(Dense(units=3, dtype="float16"), input=Input(batch_shape=ROW)))
    assert "15 parameters * 2 bytes = 30 bytes" in derivation(plain, problem_text)
