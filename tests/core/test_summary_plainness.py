"""Which of the settings that print the same are taken: those that people write.

The tables are those of models whose settings are known, printed by Keras.
"""

from typing import Any

import pytest

from designer.core.assumption import Assumption
from designer.core.files.printed_summary import parse
from designer.core.layer import Layer
from designer.core.layers.convolution import Conv2D, DepthwiseConv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.pooling import MaxPooling2D
from designer.core.layers.reshaping import Flatten

HEAD = "Layer (type)      Output Shape        Param #\n"


def layers(*rows: str) -> list[Layer]:
    return [block.layer for block in parse(HEAD + "\n".join(rows)).chain]


MOBILENET = (
    "input (InputLayer)  (None, 224, 224, 3)  0",
    "conv1 (Conv2D)  (None, 112, 112, 32)  864",
    "conv1_bn (BatchNormalization)  (None, 112, 112, 32)  128",
    "conv_dw_1 (DepthwiseConv2D)  (None, 112, 112, 32)  288",
    "conv_pw_1 (Conv2D)  (None, 112, 112, 64)  2,048",
)
"""As `keras.applications.MobileNet` begins."""


def test_separable_blocks_without_biases_are_read_as_they_were_written():
    same: dict[str, Any] = {"padding": "same", "use_bias": False}
    assert layers(*MOBILENET)[1:] == [
        Conv2D(filters=32, strides=(2, 2), name="conv1", **same),
        BatchNormalization(name="conv1_bn"),
        DepthwiseConv2D(kernel_size=(3, 3), name="conv_dw_1", **same),
        # one cell reaches over no edge, so that its padding is the default one
        Conv2D(filters=64, kernel_size=(1, 1), use_bias=False, name="conv_pw_1"),
    ]


def test_the_runners_up_are_told():
    chain = parse(HEAD + "\n".join(MOBILENET)).chain
    # 288 = (2 * 4 + 1) * 32 = 3 * 3 * 32; 2,048 = 2 * 2 * 32 / 4 * 64 = 1 * 1 * 32 * 64
    assert chain[3].assumed == (
        Assumption(
            "settings",
            ("kernel_size", "use_bias"),
            "kernel_size 3×3, use_bias False",
            "288 = 3 * 3 * 32 * 1",
            (
                "kernel_size 2×4, use_bias True",
                "kernel_size 4×2, use_bias True",
                "kernel_size 1×8, use_bias True",
            ),
        ),
    )
    (assumed,) = chain[4].assumed
    assert assumed.told == "kernel_size 1×1, padding valid, groups 1"
    assert assumed.others[0] == "kernel_size 2×2, padding same, groups 4"


THEANO = (
    "convolution2d_1 (Convolution2D)  (None, 32, 26, 26)  320",
    "maxpooling2d_1 (MaxPooling2D)  (None, 32, 13, 13)  0",
    "flatten_1 (Flatten)  (None, 5408)  0",
    "dense_1 (Dense)  (None, 10)  54090",
)
FIRST = (
    "conv2d (Conv2D)  (None, 8, 30, 30)  224",
    "max_pooling2d (MaxPooling2D)  (None, 8, 15, 15)  0",
    "batch_normalization (BatchNormalization)  (None, 8, 15, 15)  32",
    "flatten (Flatten)  (None, 1800)  0",
)


def test_channels_stand_first_where_that_is_plainer():
    first: dict[str, Any] = {"data_format": "channels_first"}
    # 320 = (3 * 3 * 1 + 1) * 32 and 26 = 28 - 3 + 1; 54,090 = (32 * 13 * 13 + 1) * 10
    assert layers(*THEANO) == [
        Input(batch_shape=(None, 1, 28, 28)),
        Conv2D(filters=32, **first),
        MaxPooling2D(**first),
        Flatten(),
        Dense(units=10),
    ]
    # 224 = (3 * 3 * 3 + 1) * 8 and 30 = 32 - 3 + 1; 32 = 4 * 8, along axis 1
    assert layers(*FIRST) == [
        Input(batch_shape=(None, 3, 32, 32)),
        Conv2D(filters=8, **first),
        MaxPooling2D(**first),
        BatchNormalization(axis=1),
        Flatten(),
    ]


@pytest.mark.parametrize(
    ("row", "start", "settings"),
    [
        # 9,472 = (7 * 7 * 3 + 1) * 64, as ResNet50 begins but for its ZeroPadding2D
        (
            "(None, 112, 112, 64)  9472",
            (None, 224, 224, 3),
            {"filters": 64, "kernel_size": (7, 7), "strides": (2, 2), "padding": "same"},
        ),
        # 14,208 = (7 * 7 * 3 + 1) * 96 and 109 = (224 - 7) // 2 + 1, as SqueezeNet begins
        (
            "(None, 109, 109, 96)  14208",
            (None, 224, 224, 3),
            {"filters": 96, "kernel_size": (7, 7), "strides": (2, 2)},
        ),
        # 864 = 3 * 3 * 3 * 32, as MobileNet begins
        (
            "(None, 112, 112, 32)  864",
            (None, 224, 224, 3),
            {"filters": 32, "strides": (2, 2), "padding": "same", "use_bias": False},
        ),
        # 34,944 = (11 * 11 * 3 + 1) * 96 and 55 = (227 - 11) // 4 + 1, as AlexNet begins
        (
            "(None, 55, 55, 96)  34944",
            (None, 227, 227, 3),
            {"filters": 96, "kernel_size": (11, 11), "strides": (4, 4)},
        ),
    ],
)
def test_the_input_of_well_known_models_is_found(
    row: str, start: tuple[int | None, ...], settings: dict[str, Any]
):
    found = layers(f"c (Conv2D)  {row}")
    assert found == [Input(batch_shape=start), Conv2D(name="c", **settings)]
