"""What people get wrong, as the questions about `model.summary()` have it."""

import pytest

from designer.core.explain import explain
from designer.core.layer import Layer, Shape
from designer.core.layers.convolution import Conv2D, DepthwiseConv2D
from designer.core.layers.dense import Dense
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.pooling import MaxPooling2D
from designer.core.mistakes import usual_mistake
from designer.core.notation import substituted


@pytest.mark.parametrize(
    ("layer", "shape", "code", "formula", "number"),
    [
        # asked in source 004: why is it 51,264 and not this?
        (
            Conv2D(filters=64, kernel_size=(5, 5)),
            (None, 12, 12, 32),
            "forgot_channels",
            "(5 * 5 + 1) * 64",
            1_664,
        ),
        # one channel makes no difference there, so the bias is what can be forgotten
        (
            Conv2D(filters=60, kernel_size=(7, 7)),
            (None, 100, 100, 1),
            "forgot_bias",
            "7 * 7 * 1 * 60",
            2_940,
        ),
        # an answer of source 002 leaves the bias out
        (Dense(units=10), (None, 784), "forgot_bias", "784 * 10", 7_840),
        # "218 * 218 * 128 * 10": Dense after convolutions does not flatten
        (
            Dense(units=10, use_bias=False),
            (None, 218, 218, 128),
            "flattened",
            "218 * 218 * 128 * 10",
            60_830_720,
        ),
        # two vectors are trained, two are not
        (BatchNormalization(), (None, 32), "trained_only", "2 * 32", 64),
        (
            DepthwiseConv2D(kernel_size=(3, 3)),
            (None, 8, 8, 4),
            "forgot_bias",
            "3 * 3 * 4 * 1",
            36,
        ),
    ],
)
def test_the_commonest_slip(layer: Layer, shape: Shape, code: str, formula: str, number: int):
    slip = usual_mistake(explain(layer, shape))
    assert slip is not None
    assert (slip.code, substituted(slip.tree), slip.tree.value) == (code, formula, number)


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        (Dense(units=10, use_bias=False), (None, 784)),
        (Dense(units=10, use_bias=False), (None, 1, 128)),
        (MaxPooling2D(), (None, 8, 8, 3)),
        (BatchNormalization(trainable=False), (None, 32)),
    ],
)
def test_where_none_gives_another_number(layer: Layer, shape: Shape):
    assert usual_mistake(explain(layer, shape)) is None
