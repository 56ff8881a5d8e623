"""Values at the edge of what Keras takes: each verdict is that of Keras 3.15.1 itself.

Every case was given to the real layer, called with a `KerasTensor` of the shape beside it.
"""

from typing import Any

import pytest

from designer.core.files.faults import Unreadable
from designer.core.files.keras_layer import read_layer
from designer.words import problem_text

SHAPES = {
    "Attention": (None, 4, 3),
    "Dense": (None, 3),
    "EinsumDense": (None, 5, 3),
    "LayerNormalization": (None, 3, 4),
    "BatchNormalization": (None, 3),
    "PReLU": (None, 3, 4),
    "Embedding": (None, 9),
    "AveragePooling1D": (None, 16, 8),
    "MaxPooling3D": (None, 9, 9, 9, 2),
    "Conv1D": (None, 9, 3),
    "DepthwiseConv1D": (None, 9, 3),
    "SeparableConv1D": (None, 9, 3),
    "ConvLSTM1D": (None, 4, 9, 3),
    "ConvLSTM2D": (None, 5, 9, 9, 4),
}
_SHAPES_OF = {
    **dict.fromkeys(("GRU", "LSTM", "SimpleRNN", "MultiHeadAttention"), (None, 4, 3)),
    **dict.fromkeys(("Dropout", "GaussianNoise", "GaussianDropout", "AlphaDropout"), (None, 6)),
    **SHAPES,
}


def verdict(cls: str, config: dict[str, Any]) -> object:
    """The shape that comes out, or the code of what is refused."""
    x = _SHAPES_OF.get(cls, (None, 9, 9, 4))
    try:
        outcome = read_layer(cls, config, "layer").at(x)
    except Unreadable as unread:
        return unread.faults[0].problem.code
    return outcome.problem.code if outcome.problem else outcome.outputs[0]


TAKEN = [
    # a SeedGenerator is made only where something is drawn
    ("Dropout", {"rate": 0, "seed": 2.5}, (None, 6)),
    ("Dropout", {"rate": 0.5, "seed": 2.5}, "seed_not_whole"),
    ("Dropout", {"rate": 0.5, "seed": True}, (None, 6)),
    ("Dropout", {"rate": 0.5, "seed": None}, (None, 6)),
    ("SpatialDropout2D", {"rate": 0.0, "seed": "x"}, (None, 9, 9, 4)),
    ("SpatialDropout2D", {"rate": 1, "seed": "x"}, "seed_not_whole"),
    ("GaussianNoise", {"stddev": 0, "seed": 2.5}, (None, 6)),
    ("GaussianNoise", {"stddev": 0.1, "seed": 2.5}, "seed_not_whole"),
    ("GaussianDropout", {"rate": 0, "seed": {"a": 1}}, (None, 6)),
    ("GaussianDropout", {"rate": 0.1, "seed": {"a": 1}}, "seed_not_whole"),
    ("AlphaDropout", {"rate": 0, "seed": [1]}, (None, 6)),
    ("AlphaDropout", {"rate": 0.1, "seed": [1]}, "seed_not_whole"),
    ("Attention", {"seed": 0.0}, (None, 4, 3)),
    ("Attention", {"dropout": 0.1, "seed": 0.0}, "seed_not_whole"),
    ("MultiHeadAttention", {"num_heads": 2, "key_dim": 3, "seed": "x"}, (None, 4, 3)),
    (
        "MultiHeadAttention",
        {"num_heads": 2, "key_dim": 3, "seed": "x", "dropout": 0.1},
        "seed_not_whole",
    ),
    ("LSTM", {"units": 2, "seed": 2.5}, "not_whole"),
    ("RandomFlip", {"seed": 2.5}, "not_whole"),
    # Keras keeps what it fills with, and looks at it when it computes
    ("RandomZoom", {"height_factor": 0.2, "fill_value": None}, (None, 9, 9, 4)),
    ("RandomTranslation", {"height_factor": 0, "width_factor": 0, "fill_value": [0.0]}, "same"),
    ("RandomElasticTransform", {"fill_value": "x"}, (None, 9, 9, 4)),
    ("RandomPerspective", {"fill_value": None}, (None, 9, 9, 4)),
    ("Resizing", {"height": 3, "width": 2, "fill_value": None}, (None, 3, 2, 4)),
    ("RandAugment", {"num_ops": 1000.0}, (None, 9, 9, 4)),
    ("AugMix", {"num_chains": 2.5, "chain_depth": None, "alpha": [0.1]}, (None, 9, 9, 4)),
    ("MixUp", {"alpha": [0.1]}, (None, 9, 9, 4)),
    # the two ends of the range are sorted, and nothing else
    ("Equalization", {"value_range": ["a", "b"]}, (None, 9, 9, 4)),
    ("Equalization", {"value_range": ["a", 1]}, "not_two_ends"),
    ("Equalization", {"value_range": [None, None]}, "not_two_ends"),
    ("Equalization", {"value_range": [0, 1, 2]}, "not_two_ends"),
    ("Equalization", {"value_range": 255}, "not_two_ends"),
    ("RandomColorJitter", {"value_range": 255}, (None, 9, 9, 4)),
    ("RandomColorJitter", {"value_range": 255, "contrast_factor": 0.5}, (None, 9, 9, 4)),
    ("RandomColorJitter", {"value_range": 255, "hue_factor": 0.5}, (None, 9, 9, 4)),
    ("RandomColorJitter", {"value_range": 255, "brightness_factor": 0.5}, "levels_needed"),
    ("RandomColorJitter", {"value_range": None, "saturation_factor": 0.5}, "levels_needed"),
    ("RandomColorJitter", {"value_range": [0, 1], "saturation_factor": 0.5}, (None, 9, 9, 4)),
    # floats in a list, where sizes are only divided by them
    ("Conv2D", {"filters": 3, "kernel_size": 3, "strides": [2.0, 2.0]}, (None, 4, 4, 3)),
    ("Conv2D", {"filters": 3, "kernel_size": 3, "strides": 2.0}, "not_whole"),
    ("Conv2D", {"filters": 3, "kernel_size": 3, "dilation_rate": [2.0, 2.0]}, (None, 5, 5, 3)),
    ("Conv2D", {"filters": 3, "kernel_size": [3.0, 3.0]}, "not_whole"),
    ("DepthwiseConv2D", {"kernel_size": 3, "strides": [2.0, 2.0]}, (None, 4, 4, 4)),
    ("SeparableConv2D", {"filters": 3, "kernel_size": 3, "strides": [2.0, 2.0]}, (None, 4, 4, 3)),
    ("ConvLSTM2D", {"filters": 3, "kernel_size": 3, "strides": [2.0, 2.0]}, (None, 4, 4, 3)),
    ("Conv2DTranspose", {"filters": 3, "kernel_size": 3, "strides": [2.0, 2.0]}, "not_whole"),
    ("AveragePooling1D", {"pool_size": [2.0], "strides": 4}, (None, 4, 8)),
    ("MaxPooling3D", {"strides": [2.0, 2.0, 2.0]}, (None, 4, 4, 4, 2)),
    ("MaxPooling2D", {"pool_size": [2.0, 2.0], "padding": "same"}, (None, 5, 5, 4)),
    ("MaxPooling2D", {"pool_size": 2.0}, "not_whole"),
    ("MaxPooling2D", {"strides": [0.0, 2.0]}, "too_small"),
    ("UpSampling2D", {"size": [2.0, 2.0]}, "not_whole"),
    # penalties below 0
    *[
        ("Dense", {"units": 2, "kernel_regularizer": {"class_name": name, "config": config}}, told)
        for name, config, told in (
            ("L2", {"l2": -1}, "out_of_range"),
            ("l2", {"l2": -1}, "out_of_range"),
            ("L1", {"l1": -1.5}, "out_of_range"),
            ("L1L2", {"l1": 0.1, "l2": -1}, "out_of_range"),
            ("OrthogonalRegularizer", {"factor": -1}, "out_of_range"),
            ("OrthogonalRegularizer", {"factor": None}, "value_missing"),
            ("L2", {"l2": "1"}, "not_a_number"),
            ("L2", {"l2": [1]}, "not_a_number"),
            ("L2", {"l2": None}, (None, 2)),
            ("L2", {"l2": True}, (None, 2)),
            ("L2", {}, (None, 2)),
            ("L1L2", {"l1": None, "l2": None}, (None, 2)),
        )
    ],
    # the other gates of an LSTM ask its initializer themselves
    ("LSTM", {"units": 2, "bias_initializer": None}, "forget_bias_alone"),
    ("LSTM", {"units": 2, "bias_initializer": None, "unit_forget_bias": False}, (None, 2)),
    ("LSTM", {"units": 2, "bias_initializer": None, "use_bias": False}, (None, 2)),
    ("GRU", {"units": 2, "bias_initializer": None}, (None, 2)),
    ("ConvLSTM1D", {"filters": 2, "kernel_size": 2, "bias_initializer": None}, "forget_bias_alone"),
]


@pytest.mark.parametrize(("cls", "config", "told"), TAKEN)
def test_what_keras_takes_is_taken_and_what_it_refuses_refused(
    cls: str, config: dict[str, Any], told: object
):
    assert verdict(cls, config) == ((None, 9, 9, 4) if told == "same" else told)


EINSUM = {"equation": "abx,xcd->abcd", "output_shape": [None, 2, 2], "bias_axes": "cd"}

FILLED = [
    # class, config, setting, whether Keras takes orthogonal for it, and identity
    ("Dense", {"units": 2}, "kernel", True, True),
    ("Dense", {"units": 2}, "bias", False, False),
    ("Conv1D", {"filters": 3, "kernel_size": 2}, "kernel", True, False),
    ("Conv1D", {"filters": 3, "kernel_size": 2}, "bias", False, False),
    ("DepthwiseConv1D", {"kernel_size": 2}, "depthwise", True, False),
    ("SeparableConv1D", {"filters": 2, "kernel_size": 2}, "depthwise", True, False),
    ("SeparableConv1D", {"filters": 2, "kernel_size": 2}, "pointwise", True, False),
    ("EinsumDense", EINSUM, "kernel", True, False),
    ("EinsumDense", EINSUM, "bias", True, True),
    ("BatchNormalization", {}, "gamma", False, False),
    ("BatchNormalization", {}, "moving_mean", False, False),
    ("BatchNormalization", {"center": False}, "beta", True, True),
    ("LayerNormalization", {"axis": [1, 2]}, "beta", True, True),
    ("PReLU", {}, "alpha", True, True),
    ("PReLU", {"shared_axes": [1]}, "alpha", True, True),
    ("Embedding", {"input_dim": 3, "output_dim": 2}, "embeddings", True, True),
    ("SimpleRNN", {"units": 2}, "bias", False, False),
    ("SimpleRNN", {"units": 2}, "recurrent", True, True),
    ("LSTM", {"units": 2}, "bias", False, False),
    ("GRU", {"units": 2}, "bias", True, True),
    ("GRU", {"units": 2, "reset_after": False}, "bias", False, False),
    ("ConvLSTM1D", {"filters": 2, "kernel_size": 2}, "recurrent", True, False),
    ("MultiHeadAttention", {"num_heads": 2, "key_dim": 3}, "kernel", True, False),
    ("MultiHeadAttention", {"num_heads": 2, "key_dim": 3}, "bias", False, False),
]


@pytest.mark.parametrize(("cls", "config", "setting", "orthogonal", "identity"), FILLED)
def test_matrices_are_filled_with_matrices(
    cls: str, config: dict[str, Any], setting: str, orthogonal: bool, identity: bool
):
    found = [
        verdict(cls, {**config, f"{setting}_initializer": name}) not in refusals
        for name in ("orthogonal", {"class_name": "Identity", "config": {"gain": 1.0}})
        for refusals in [("no_vectors", "only_matrices")]
    ]
    assert found == [orthogonal, identity]


def test_the_sentence_names_the_weight_and_its_shape():
    layer = read_layer("Dense", {"units": 2, "bias_initializer": "OrthogonalInitializer"}, "layer")
    problem = layer.at((None, 3)).problem
    assert problem is not None
    assert problem_text(problem) == (
        '"OrthogonalInitializer" fills weights of two axes or more, and the weight bias has the '
        "shape (2)."
    )
