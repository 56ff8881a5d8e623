"""People find a layer by what they call it. The names asked for are those of the issue and of the
Keras documentation; the slips are typed ones."""

import pytest

from designer.core.design import new_design  # registers every layer
from designer.core.dropped import DROPPED
from designer.core.families import CELLS, CORE, INPUT, MODELS
from designer.core.layer import LAYERS
from designer.core.search import find
from designer.words.search import nothing_found_text

FOLLOWING = sorted(name for name in LAYERS if LAYERS[name].family not in (INPUT, CELLS, MODELS))
"""The types that can stand in a chain after the input: cells only go into an RNN, and a
model with an input of its own only comes from files."""


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("dense", "Dense"),
        ("fully connected", "Dense"),
        ("Fully-Connected", "Dense"),
        ("FC", "Dense"),
        ("Convolution2D", "Conv2D"),
        ("conv2d", "Conv2D"),
        ("2d conv", "Conv2D"),
        ("image filter", "Conv2D"),
        ("max pool 2d", "MaxPooling2D"),
        ("MaxPool2D", "MaxPooling2D"),
        ("GAP2D", "GlobalAveragePooling2D"),
        ("word vectors", "Embedding"),
        ("lstm", "LSTM"),
        ("flat", "Flatten"),
        ("d", "Dense"),
    ],
)
def test_the_best_match_comes_first(text: str, first: str):
    assert find(text)[0].keras == first


@pytest.mark.parametrize(
    ("text", "first"),
    [("desne", "Dense"), ("covn2d", "Conv2D"), ("flaten", "Flatten"), ("lsmt", "LSTM")],
)
def test_small_slips_are_forgiven(text: str, first: str):
    assert find(text)[0].keras == first


def test_a_clear_match_leaves_out_the_guesses():
    assert [cls.keras for cls in find("Conv3D")] == ["Conv3D", "Conv3DTranspose", "ConvLSTM3D"]


def test_what_nothing_is_called_finds_nothing():
    assert find("zzzz") == []
    assert find("qqq " * 10_000) == []


@pytest.mark.parametrize("text", ["", "  ", "-"])
def test_without_a_word_everything_is_listed_that_can_follow_the_input(text: str):
    assert new_design().chain[0].layer.family is INPUT
    listed = find(text)
    assert sorted(cls.keras for cls in listed) == FOLLOWING
    assert listed[0].family is CORE


@pytest.mark.parametrize("keras", FOLLOWING)
def test_every_layer_answers_to_its_own_name(keras: str):
    assert find(keras)[0].keras == keras


@pytest.mark.parametrize(
    ("text", "first"),
    [
        # names of Keras 1 and 2, which files know as well: `old_names`
        ("AtrousConvolution2D", "Conv2D"),
        ("Deconv2D", "Conv2DTranspose"),
        ("CuDNNGRU", "GRU"),
        ("TimeDistributedDense", "TimeDistributed"),
        ("ThresholdedReLU", "ReLU"),
        # what stands in another layer only
        ("LSTMCell", "RNN"),
        ("GRUCell", "RNN"),
        # functions
        ("silu", "Activation"),
        ("swish", "Activation"),
        ("relu", "ReLU"),
        ("lenet", "CustomLayer"),
        ("Lambda", "CustomLayer"),
    ],
)
def test_older_names_functions_and_cells_lead_to_the_layer_that_has_them(text: str, first: str):
    assert find(text)[0].keras == first


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "LocallyConnected2D",
            (
                "Keras 3 has no LocallyConnected2D any more. Conv2D comes closest. "
                "CustomLayer stands for any layer."
            ),
        ),
        (
            "cudnnlstm",
            (
                "Keras 3 has no CuDNNLSTM any more. LSTM comes closest. "
                "CustomLayer stands for any layer."
            ),
        ),
        ("Highway", "Keras 3 has no Highway any more. CustomLayer stands for any layer."),
        ("zzzz", "Nothing found. CustomLayer stands for any layer."),
    ],
)
def test_what_keras_has_dropped_is_named(text: str, said: str):
    assert find(text) == []
    assert nothing_found_text(text) == said


def test_what_comes_closest_is_a_layer_and_what_was_dropped_is_none():
    assert {name for name in DROPPED.values() if name} <= set(LAYERS)
    assert not set(DROPPED) & set(LAYERS)
