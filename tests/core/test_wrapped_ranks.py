"""A layer inside another with a number of axes that it does not take: Keras looks only when called.

The expected values are the answers of Keras 3.15.1 (torch backend) to `TimeDistributed(layer)`, and
to `SpectralNormalization(layer)` at the end, found by comparing every layer at every rank.
"""

from typing import Any

import pytest

from designer.core.layer import Layer
from designer.core.layers.adaptive_pooling import AdaptiveMaxPooling1D
from designer.core.layers.colour_changes import RandomColorDegeneration
from designer.core.layers.convolution import Conv1D, Conv2DTranspose, Conv3DTranspose
from designer.core.layers.images import CenterCrop
from designer.core.layers.pipeline import Pipeline
from designer.core.layers.pooling import AveragePooling1D, GlobalMaxPooling2D, MaxPooling2D
from designer.core.layers.preprocessing import Rescaling
from designer.core.layers.recurrent import LSTM
from designer.core.layers.reshaping import Permute, RepeatVector
from designer.core.layers.resizing import (
    Cropping1D,
    UpSampling2D,
    ZeroPadding1D,
    ZeroPadding2D,
    ZeroPadding3D,
)
from designer.core.layers.spectral import SpectralNormalization
from designer.core.layers.wrappers import Bidirectional, TimeDistributed

POOL = AveragePooling1D(pool_size=(2,))
SQUARES = Conv2DTranspose(filters=4, kernel_size=(3, 3))
CUBES = Conv3DTranspose(filters=4, kernel_size=(3, 3, 3))


@pytest.mark.parametrize(
    ("inside", "step", "gives", "params"),
    [
        (POOL, (None, 3), (3,), 0),
        (POOL, (None, 20, 3, 3, 4, 2), (10, 1, 1, 2, 2), 0),
        (MaxPooling2D(), (None, 9, 3), (4, 4, 3), 0),
        (GlobalMaxPooling2D(), (None, None, None), (None,), 0),
        (AdaptiveMaxPooling1D(output_size=(2,)), (None, 7, 6, 3), (2, 3), 0),
        (Bidirectional(layer=LSTM(units=5)), (None, 9, 4, 3), (10,), 360),
        (SQUARES, (None, 3), (4,), 112),
        (SQUARES, (None, 10, 3), (12, 4), 112),
        (CUBES, (None, 7, 8, 2), (9, 10, 4), 220),
        (Cropping1D(), (None, 10, 3, 3), (8, 3), 0),
        (UpSampling2D(size=(3, 3)), (None, 10, 8, 3, 3), (30, 24, 3), 0),
        (ZeroPadding1D(), (None, 3), (5,), 0),
        (ZeroPadding2D(), (None, 10, 8, 3, 3), (12, 10, 3, 3), 0),
        (ZeroPadding3D(), (None, 7, 8, 2), (9, 10, 4), 0),
        (Permute(dims=(2, 1)), (None, 10, 64, 3), (64, 10), 0),
        (RepeatVector(n=3), (None, 4, 5), (3, 4), 0),
    ],
)
def test_what_keras_prints(inside: Layer, step: Any, gives: Any, params: int):
    assert inside.at(step).problem is not None or inside.keras.startswith("Adaptive")
    outcome = TimeDistributed(layer=inside).at((None, 7, *step[1:]))
    assert (outcome.problem, outcome.outputs) == (None, ((None, 7, *gives),))
    assert outcome.params == params


@pytest.mark.parametrize(
    ("inside", "step", "code"),
    [
        (MaxPooling2D(), (None, 12, 9, 3, 3), "wrong_rank"),
        (MaxPooling2D(), (None, 3), "wrong_rank"),
        (CenterCrop(), (None, 12, 10, 3, 3), "wrong_rank"),
        (RandomColorDegeneration(factor=0.2), (None, 3), "wrong_rank"),
        (Cropping1D(), (None, 3), "wrong_rank"),
        (UpSampling2D(), (None, 8, 3), "wrong_rank"),
        (ZeroPadding2D(), (None, 3), "wrong_rank"),
        (Conv1D(), (None, 3), "wrong_rank"),
        (SQUARES, (None, 5, 5, 5, 3), "wrong_rank"),
        (Pipeline(layers=(Rescaling(),)), (None, 12, 10, 3), "shape_unasked"),
    ],
)
def test_what_keras_refuses_even_so(inside: Layer, step: Any, code: str):
    problem = TimeDistributed(layer=inside).at((None, 7, *step[1:])).problem
    assert problem is not None
    assert problem.code == code


def test_spectral_normalization_does_not_look_either():
    layer = Conv2DTranspose(filters=4, kernel_size=(3, 3), strides=(3, 2), use_bias=False)
    outcome = SpectralNormalization(layer=layer).at((None, 9, 4))
    assert outcome.outputs == ((None, 27, 4),)
    assert outcome.params == 3 * 3 * 4 * 4 + 4
