"""Names as each release of Keras gives them.

Expected names: measured with Keras 1.2 to 3.15; today's ones with `keras.utils.naming.auto_name`.
"""

import pytest

from designer.core.layer import Layer
from designer.core.layers.convolution import Conv2D, Conv2DTranspose, SeparableConv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.pooling import MaxPooling2D
from designer.core.layers.recurrent import GRU, LSTM
from designer.core.layers.reshaping import Flatten
from designer.core.layers.wrappers import Bidirectional, TimeDistributed
from designer.core.naming import (
    Scheme,
    duplicates,
    forget_automatic,
    model_name,
    names,
    snake,
    stem,
)

CHAIN: list[Layer] = [Input(), Conv2D(), MaxPooling2D(), Conv2D(), Flatten(), Dense(), Dense()]


@pytest.mark.parametrize(
    ("class_name", "name"),
    [
        ("Conv2D", "conv2d"),
        ("MaxPooling2D", "max_pooling2d"),
        ("Conv2DTranspose", "conv2d_transpose"),
        ("SeparableConv2D", "separable_conv2d"),
        ("GlobalAveragePooling1D", "global_average_pooling1d"),
        ("ReLU", "re_lu"),
        ("LeakyReLU", "leaky_re_lu"),
        ("PReLU", "p_re_lu"),
        ("ELU", "elu"),
        ("LSTM", "lstm"),
        ("GRU", "gru"),
        ("SimpleRNN", "simple_rnn"),
        ("UpSampling2D", "up_sampling2d"),
        ("ConvLSTM2D", "conv_lstm2d"),
        ("RMSNormalization", "rms_normalization"),
        ("TimeDistributed", "time_distributed"),
    ],
)
def test_snake_case(class_name: str, name: str):
    assert snake(class_name) == name


def test_snake_case_up_to_release_2_6_splits_before_digits():
    assert snake("ConvLSTM2D", old=True) == "conv_lst_m2d"
    assert snake("MaxPooling2D", old=True) == "max_pooling2d"
    assert snake("Conv2DTranspose", old=True) == "conv2d_transpose"


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        (
            "keras1",
            "input_1 convolution2d_1 maxpooling2d_1 convolution2d_2 flatten_1 dense_1 dense_2",
        ),
        ("keras2.2", "input_1 conv2d_1 max_pooling2d_1 conv2d_2 flatten_1 dense_1 dense_2"),
        ("keras2.6", "input_1 conv2d max_pooling2d conv2d_1 flatten dense dense_1"),
        ("keras2", "input_1 conv2d max_pooling2d conv2d_1 flatten dense dense_1"),
        ("keras3", "input_layer conv2d max_pooling2d conv2d_1 flatten dense dense_1"),
    ],
)
def test_each_release_numbers_in_its_own_way(scheme: Scheme, expected: str):
    assert " ".join(names(CHAIN, scheme)) == expected


def test_keras_1_had_other_classes():
    assert stem(SeparableConv2D.keras, "keras1") == "separableconvolution2d"
    assert stem(Conv2DTranspose.keras, "keras1") == "deconvolution2d"


@pytest.mark.parametrize(
    ("scheme", "sequential", "functional"),
    [
        ("keras1", "sequential_1", "model_1"),
        ("keras2.2", "sequential_1", "model_1"),
        ("keras2.6", "sequential", "model"),
        ("keras2", "sequential", "model"),
        ("keras3", "sequential", "functional"),
    ],
)
def test_models_have_names_too(scheme: Scheme, sequential: str, functional: str):
    assert model_name(scheme) == sequential
    assert model_name(scheme, functional=True) == functional


def test_a_given_name_stays_and_uses_up_no_number():
    assert list(names([Dense(), Dense(name="head"), Dense()])) == ["dense", "head", "dense_1"]


def test_an_automatic_name_never_repeats_a_given_one():
    """Keras would make `dense_1` twice and refuse the model; so the number is passed over."""
    assert list(names([Dense(name="dense_1"), Dense(), Dense()])) == ["dense_1", "dense", "dense_2"]


def test_layers_inside_are_built_first_and_use_up_names():
    """Keras 3: `TimeDistributed(Dense())` takes `dense`, `Bidirectional(LSTM())` takes `lstm`."""
    layers = [TimeDistributed(), Dense(), Bidirectional(), LSTM()]
    assert list(names(layers)) == ["time_distributed", "dense_1", "bidirectional", "lstm_1"]


def test_both_readers_of_a_bidirectional_layer_use_up_names():
    both = Bidirectional(backward_layer=LSTM(go_backwards=True))
    deep = TimeDistributed(layer=Bidirectional(layer=GRU()))
    layers = [both, LSTM(), deep, GRU(), Bidirectional()]
    assert list(names(layers)) == [
        "bidirectional",
        "lstm_2",
        "time_distributed",
        "gru_1",
        "bidirectional_2",
    ]


def test_a_name_that_comes_back_by_itself_is_forgotten():
    layers = [Dense(name="dense"), Dense(name="head"), Dense(name="dense_1")]
    assert [layer.name for layer in forget_automatic(layers)] == [None, "head", None]


def test_a_name_that_would_not_come_back_is_kept():
    layers = [Dense(name="dense_4"), Dense(name="dense_5")]
    assert forget_automatic(layers) == layers


def test_names_inside_are_forgotten_too():
    steps = TimeDistributed(layer=Dense(name="dense"), name="time_distributed")
    layers = [steps, Dense(name="dense_1")]
    wrapper, dense = forget_automatic(layers)
    assert isinstance(wrapper, TimeDistributed)
    assert (wrapper.layer.name, dense.name) == (None, None)


def test_names_given_twice_are_found():
    layers = [Dense(name="a"), Dense(name="b"), Dense(name="a"), Dense()]
    assert duplicates(layers) == {"a"}
