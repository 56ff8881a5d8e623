"""What is trained of a layer that is built frozen, in a model, by itself, and frozen by a person.

The counts are those of Keras 3.15.1: of `model.trainable_weights` of a model that holds the layer,
and `summary()` prints the same.
"""

import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.files import keras_json
from designer.core.files.gate import design_of
from designer.core.freezing import with_trainable
from designer.core.layer import Layer, Shape
from designer.core.layers.attention import AdditiveAttention, Attention, MultiHeadAttention
from designer.core.layers.attention_groups import GroupQueryAttention
from designer.core.layers.cells import RNN, GRUCell, LSTMCell, StackedRNNCells
from designer.core.layers.conv_recurrent import ConvLSTM2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.nested import Functional, Sequential
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.pipeline import Pipeline
from designer.core.layers.recurrent import GRU, LSTM, SimpleRNN
from designer.core.layers.spectral import SpectralNormalization
from designer.core.layers.wrappers import Bidirectional, TimeDistributed

ROW: Shape = (None, 4)
STEPS: Shape = (None, 5, 4)
WIDE: Shape = (None, 5, 8)
FILM: Shape = (None, 5, 4, 4, 2)
STACK = StackedRNNCells(cells=(LSTMCell(units=3), GRUCell(units=2)))
MODEL = Functional(layers=(Input(batch_shape=ROW), Dense(units=3)))
BACK = LSTM(units=2, go_backwards=True, trainable=False)

FROZEN: list[tuple[Layer, Shape, int, int, int]] = [
    # the layer, what comes in, its parameters, those trained if built frozen, if frozen later
    (Dense(units=3), ROW, 15, 0, 0),
    (Dense(units=3, lora_rank=2), ROW, 29, 0, 0),
    (BatchNormalization(), ROW, 16, 0, 0),
    (SimpleRNN(units=3), STEPS, 24, 0, 0),
    (LSTM(units=3), STEPS, 96, 0, 0),
    (GRU(units=3), STEPS, 81, 0, 0),
    (ConvLSTM2D(filters=3, kernel_size=(2, 2)), FILM, 252, 252, 252),
    (RNN(cell=LSTMCell(units=3)), STEPS, 96, 96, 0),
    (RNN(cell=STACK), STEPS, 138, 138, 0),
    (Bidirectional(layer=LSTM(units=3)), STEPS, 192, 192, 0),
    (Bidirectional(layer=LSTM(units=3), backward_layer=BACK), STEPS, 152, 96, 0),
    (TimeDistributed(layer=Dense(units=3)), STEPS, 15, 15, 0),
    (SpectralNormalization(layer=Dense(units=3)), ROW, 18, 15, 0),
    (Sequential(layers=(Dense(units=3),)), ROW, 15, 15, 0),
    (MODEL, ROW, 15, 15, 0),
    (Attention(use_scale=True), WIDE, 1, 0, 0),
    (AdditiveAttention(), WIDE, 8, 0, 0),
    (MultiHeadAttention(num_heads=2, key_dim=4), WIDE, 288, 288, 288),
    (
        GroupQueryAttention(head_dim=4, num_query_heads=2, num_key_value_heads=1),
        WIDE,
        216,
        216,
        216,
    ),
]


@pytest.mark.parametrize(("layer", "x", "params", "built", "later"), FROZEN)
def test_what_a_model_trains_of_it(layer: Layer, x: Shape, params: int, built: int, later: int):
    frozen = layer.replace(trainable=False)
    for made, trained in ((frozen, built), (with_trainable(layer, False), later)):
        design = new_design(made, input=Input(batch_shape=x))
        report = analyse(design)
        assert (report.total, report.trainable) == (params, trained)
        again = analyse(design_of(keras_json.write(design).encode()))
        assert (again.total, again.trainable) == (params, trained)


@pytest.mark.parametrize("layer", [layer for layer, *_ in FROZEN])
def test_unfreezing_frees_it_all(layer: Layer):
    free = with_trainable(layer, True)
    assert with_trainable(with_trainable(layer, False), True) == free


def test_a_pipeline_cannot_be_built_frozen():
    """Its constructor takes no such argument; what is inside is frozen."""
    frozen = with_trainable(Pipeline(layers=(Dense(units=3),)), False)
    assert frozen.layers == (Dense(units=3, trainable=False),)
    assert frozen.at(ROW).trainable == 0
