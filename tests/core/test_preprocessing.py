"""Preprocessing, images and sound. The cases are those of Keras 3.15.1, some with the id."""

from collections.abc import Callable
from typing import Any

import pytest

from designer.core.explain import explain
from designer.core.files.faults import Unreadable
from designer.core.layer import Layer, Shape
from designer.core.layers.audio import MelSpectrogram, STFTSpectrogram
from designer.core.layers.images import RandomCrop
from designer.core.layers.preprocessing import Discretization, Normalization
from designer.core.notation import substituted, symbolic

Make = Callable[..., Layer]


@pytest.mark.parametrize(
    ("kind", "config", "x", "y"),
    [
        ("Rescaling", {"scale": [0.5, 0.2]}, (None, 4, 4, 3), (None, 4, 4, 3)),
        # one-hot makes an axis, unless the last one has size 1; the others are summed up
        ("CategoryEncoding", {"num_tokens": 5}, (None, 3, 4), (None, 3, 5)),
        ("CategoryEncoding", {"num_tokens": 5, "output_mode": "binary"}, (None, 3), (None, 5)),
        ("CategoryEncoding", {"num_tokens": 5, "output_mode": "one_hot"}, (None, 1), (None, 5)),
        (
            "CategoryEncoding",
            {"num_tokens": 5, "output_mode": "one_hot"},
            (None, None),
            (None, None, 5),
        ),
        ("Discretization", {"num_bins": 4}, (None, 3), (None, 3)),
        (
            "Discretization",
            {"bin_boundaries": [0.0, 1.0], "output_mode": "multi_hot"},
            (None, 3, 4),
            (None, 4, 3),
        ),
        # what has not four axes is taken for one image, without a batch
        ("Resizing", {"height": 6, "width": 5}, (None, 12, 10, 3), (None, 6, 5, 3)),
        ("Resizing", {"height": 6, "width": 5}, (None, 12, 10), (6, 5, 10)),
        ("Resizing", {"height": 0, "width": 5}, (None, 12, 10, 3), (None, 0, 5, 3)),
        (
            "CenterCrop",
            {"height": 24, "width": 30, "data_format": "channels_first"},
            (None, 3, 12, 10),
            (None, 3, 24, 30),
        ),
        ("RandomCrop", {"height": 6, "width": 5}, (None, 4, 12, 10, 3), (None, 4, 6, 5, 3)),
        # the output size is what counts, whatever comes in
        ("AdaptiveAveragePooling2D", {"output_size": [3, 2]}, (None, 12, 9), (None, 3, 2, 9)),
        ("AdaptiveMaxPooling1D", {"output_size": 99}, (None, 20, 3), (None, 99, 3)),
        (
            "AdaptiveMaxPooling2D",
            {"output_size": [None, 2], "data_format": "channels_first"},
            (None, 3, 12, 9),
            (None, 3, None, 2),
        ),
        ("MelSpectrogram", {}, (None, 16000, 1), (None, 128, 32)),  # MelSpectrogram-fdb7765952
        ("MelSpectrogram", {"num_mel_bins": 64}, (None, None), (None, 64, None)),
    ],
)
def test_shapes(make: Make, kind: str, config: dict[str, Any], x: Shape, y: Shape):
    outcome = make(kind, **config).at(x)
    assert (outcome.outputs, outcome.params, outcome.problem) == ((y,), 0, None)


@pytest.mark.parametrize(
    ("layer", "x", "code"),
    [
        (Normalization(mean=0.0), (None, 4), "mean_or_variance"),  # Normalization-befaf4f016
        (Normalization(mean=[1, 2], variance=[1, 2, 3]), (None, 3), "mean_and_variance"),
        (Normalization(mean=[[1, 2]], variance=[[1, 2]]), (None, 2), "mean_axes"),
        (Normalization(mean=[1, 2], variance=[1, 2]), (None, 3), "mean_size"),
        (Normalization(mean=[[1], [2, 3]], variance=0.0), (None, 3), "ragged"),
        (Normalization(), (None, None), "unknown_axis"),  # Normalization-523a2ef658
        (Normalization(axis=(-3,)), (None, 4), "no_such_axis"),  # Normalization-0905844ee6
        (Normalization(axis=(1, 1)), (None, 4), "axis_twice"),
        (Discretization(), (None, 4), "no_bins"),  # Discretization-ccdd263722
        (Discretization(num_bins=2, sparse=True), (None, 4), "sparse_numbers"),
        (RandomCrop(), (None, 12), "too_few_axes"),  # RandomCrop-262912ce84
        (MelSpectrogram(fft_length=256, sequence_length=512), (None, 16000), "frame_over_fft"),
        (STFTSpectrogram(), (None, 100, 1), "window_too_large"),  # STFTSpectrogram-bd6ae712e0
        (STFTSpectrogram(), (None, 1000, None), "unknown_channels"),
        (STFTSpectrogram(frame_length=64, frame_step=65), (None, 1000, 1), "step_over_frame"),
        (STFTSpectrogram(fft_length=100), (None, 1000, 1), "frame_over_fft"),
        (STFTSpectrogram(window="bogus"), (None, 1000, 1), "not_an_option"),
        (STFTSpectrogram(frame_length=1), (None, 1000, 1), "too_small"),
    ],
)
def test_what_keras_refuses(layer: Layer, x: Shape, code: str):
    problem = layer.at(x).problem
    assert problem is not None
    assert problem.code == code


@pytest.mark.parametrize(
    ("kind", "config"),
    [
        ("CategoryEncoding", {"num_tokens": None}),  # CategoryEncoding-7c9804bf47
        ("Resizing", {"height": 6.5, "width": 5}),  # Resizing-a16b9fc585
        ("AdaptiveMaxPooling1D", {"output_size": [2, 2]}),  # AdaptiveMaxPooling1D-baecb50725
        (
            "Discretization",
            {"num_bins": 2, "trainable": True},
        ),  # its constructor has no such argument
    ],
)
def test_settings_that_keras_refuses(make: Make, kind: str, config: dict[str, Any]):
    with pytest.raises(Unreadable):
        make(kind, **config)


@pytest.mark.parametrize(
    ("layer", "x", "formula", "count"),
    [
        (Normalization(), (None, 6, 5, 3), "2 * c + 1", 7),  # Normalization-b2259f774e
        (Normalization(axis=(1, 2)), (None, 6, 5, 3), "2 * h * w + 1", 61),
        (Normalization(axis=None), (None, None), "3", 3),  # Normalization-cddbda949f
        (Normalization(mean=[0.0] * 3, variance=[1.0] * 3), (None, 6, 5, 3), "0", 0),
        (STFTSpectrogram(), (None, 1000, 1), "2 * k * (floor(fft_length / 2) + 1)", 66_048),
        (STFTSpectrogram(mode="real"), (None, 1000, 1), "k * (floor(fft_length / 2) + 1)", 33_024),
    ],
)
def test_formulas(layer: Layer, x: Shape, formula: str, count: int):
    told = explain(layer, x)
    assert (symbolic(told.count), told.count.value) == (formula, count)


def test_normalization_is_measured_not_trained():
    assert Normalization().at((None, 4)).trainable == 0


def test_frequencies_of_every_channel_stand_side_by_side():
    told = explain(STFTSpectrogram(mode="stft"), (None, 4000, 3))
    # STFTSpectrogram-add6d6de90
    assert told.outputs == ((None, 30, 774),)
    trees = [side.tree for side in told.sides]
    assert all(tree is not None for tree in trees)
    assert [substituted(tree) for tree in trees if tree is not None] == [
        "floor((4000 - 256) / floor(256 / 2)) + 1",
        "2 * (floor(256 / 2) + 1) * 3",
    ]


def test_what_keras_works_out_is_left_out(make: Make):
    layer = make("MelSpectrogram", fft_length=512, sequence_length=512)
    assert layer == MelSpectrogram(fft_length=512)
