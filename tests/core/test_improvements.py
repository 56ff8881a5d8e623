"""What a warning says with its numbers, and what would settle it: each fix was tried."""

from __future__ import annotations

import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.improvements import improvements
from designer.core.layer import Layer, Shape
from designer.core.layers.adaptive_pooling import AdaptiveAveragePooling2D
from designer.core.layers.convolution import Conv1D, Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.images import CenterCrop
from designer.core.layers.input import Input
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.pooling import (
    MaxPooling2D,
)
from designer.core.layers.reshaping import Flatten
from designer.core.report import Report
from designer.core.warnings import LayerWarning, warnings
from designer.words import effect_text, fix_text
from designer.words.warnings import warning_text

RGB = (None, 32, 32, 3)


def _report(shape: Shape, *layers: Layer) -> Report:
    return analyse(new_design(*layers, input=Input(batch_shape=shape)))


def _only(shape: Shape, *layers: Layer) -> tuple[Report, LayerWarning]:
    report = _report(shape, *layers)
    (warning,) = warnings(report)
    return report, warning


# the sentences with their numbers, and what is offered: code, fixes and totals
TEXTS: dict[str, tuple[Shape, tuple[Layer, ...], str, list[str]]] = {
    "flatten_share": (
        (None, 16, 16, 3),
        (Conv2D(filters=8), Flatten(), Dense(units=100)),
        # 14 * 14 * 8 = 1,568 numbers; 1,569 * 100 = 156,900 of 157,124
        (
            "(None, 14, 14, 8) becomes one row of 1,568 numbers, and each of the 100 units of "
            "dense has a weight for every one of them: 156,900 parameters, 99 % of all 157,124. "
            "Smaller "
            "maps would save most of them. (Shown from 90 % on.)"
        ),
        # 224 + 9 * 100 = 1,124
        [
            "use GlobalAveragePooling2D instead of flatten: total 1,124 (−156,000)",
            "use GlobalMaxPooling2D instead of flatten: total 1,124 (−156,000)",
        ],
    ),
    "rows_dropped": (
        (None, 41, 42, 5),
        (MaxPooling2D(),),
        "Windows of 2×2 in steps of 2×2 leave out 1 of 41 rows: what stands there is never seen.",
        ["set padding to same: total 0, as before · output (None, 21, 21, 5)"],
    ),
    "rows_dropped by strides": (
        (None, 8, 8, 1),
        (Conv2D(filters=4, kernel_size=(1, 1), strides=(2, 3)),),
        # 0, 2, 4, 6 of 8 rows and 0, 3, 6 of 8 columns are seen
        (
            "Windows of 1×1 in steps of 2×3 leave out 4 of 8 rows and 5 of 8 columns: what stands "
            "there is never seen."
        ),
        # a 2x3 window fits 4 times into 8 rows, and twice into 8 columns: that leaves 2 out
        [],
    ),
    "bias_unused": (
        RGB,
        (Conv2D(filters=64), BatchNormalization()),
        (
            "BatchNormalization takes the mean off each channel, and the bias of conv2d with it: "
            "these 64 numbers change nothing. use_bias=False saves them."
        ),
        # (27 + 1) * 64 + 4 * 64 = 2,048
        ["set use_bias of conv2d to False: total 1,984 (−64)"],
    ),
    "uneven_padding": (
        RGB,
        (Conv2D(filters=1, kernel_size=(4, 4), padding="same"),),
        (
            "A window of 4×4 has no middle: same padding adds 1 before and 2 after, so what comes "
            "out lies half a cell aside. An odd window lies even."
        ),
        # 4*4*3+1 = 49; 3*3*3+1 = 28; 5*5*3+1 = 76
        [
            "set kernel_size to 3×3: total 28 (−21)",
            "set kernel_size to 5×5: total 76 (+27)",
        ],
    ),
    "mostly_padding": (
        (None, 84, 84, 2),
        (Conv2D(filters=1, kernel_size=(91, 91), padding="same"),),
        (
            "A window of 91×91 on 84×84: padding same makes it fit, but at every place some of its "
            "weights meet only padding."
        ),
        # 91 * 91 * 2 + 1 = 16,563; 3 * 3 * 2 + 1 = 19; 83 * 83 * 2 + 1 = 13,779
        [
            "set kernel_size to 3×3: total 19 (−16,544)",
            "set kernel_size to 83×83: total 13,779 (−2,784)",
        ],
    ),
    "mostly_padding by dilation": (
        (None, 8, 2),
        (Conv1D(filters=1, dilation_rate=(4,), padding="same"),),
        (
            "A window of 9 on 8: padding same makes it fit, but at every place some of its weights "
            "meet only padding."
        ),
        ["set dilation_rate to 1: total 7, as before"],
    ),
    "dense_on_image": (
        (None, 5, 5, 3),
        (Dense(units=10),),
        (
            "Dense works along the last axis alone: it makes its numbers of the 3 channels at each "
            "place by itself, and gives (None, 5, 5, 10). For one answer to the whole input, put a "
            "Flatten or a global pooling before it."
        ),
        # 4 * 10 = 40 with three channels; 76 * 10 with 75 numbers
        [
            "insert GlobalAveragePooling2D: total 40, as before · output (None, 10)",
            "insert Flatten: total 760 (+720) · output (None, 10)",
        ],
    ),
    "softmax_inside": (
        (None, 4),
        (Dense(units=3, activation="softmax"), Dense(units=2)),
        (
            "A softmax turns scores into shares that add up to 1, which makes it the usual end; "
            "here dense_1 goes on with the shares and no longer sees how large the scores were."
        ),
        ["set activation to relu: total 23, as before"],
    ),
    "open_flatten": (
        (None, None, 4),
        (Flatten(),),
        (
            "(None, None, 4) leaves a size open, so the row that Flatten makes is of open length "
            "too. A Dense after it cannot be built, as it needs a weight for each number of the "
            "row."
        ),
        [
            "use GlobalAveragePooling1D instead of flatten: total 0, as before",
            "set the input to 32, 4: total 0, as before",
        ],
    ),
    "zero_size": (
        (None, 12, 9, 3),
        (AdaptiveAveragePooling2D(output_size=(0, 0)),),
        (
            "(None, 0, 0, 3) has a size of 0, so there is not a single number in it. Keras takes "
            "it, but there is nothing to compute with."
        ),
        [
            "set output_size to 1: total 0, as before · output (None, 1, 1, 3)",
            "remove adaptive_average_pooling2d: total 0, as before · output (None, 12, 9, 3)",
        ],
    ),
    "zero_size of the input": (
        (None, 0, 5),
        (Dense(units=2),),
        (
            "(None, 0, 5) has a size of 0, so there is not a single number in it. Keras takes it, "
            "but there is nothing to compute with."
        ),
        ["set the input to 32, 5: total 12, as before · output (None, 32, 2)"],
    ),
    "softmax_of_one": (
        (None, 4),
        (Dense(units=1, activation="softmax"),),
        (
            "A softmax over a single number is always 1, whatever comes in. For yes or no, take a "
            "sigmoid."
        ),
        ["set activation to sigmoid: total 5, as before"],
    ),
    "crop_grows": (
        (None, 12, 10, 3),
        (CenterCrop(height=24, width=30),),
        "A crop of 24×30 is larger than 12×10: images are stretched to it, nothing is cut.",
        ["use Resizing height 24 width 30 instead of center_crop: total 0, as before"],
    ),
}


@pytest.mark.parametrize("case", TEXTS)
def test_what_is_said_and_what_would_settle_it(case: str):
    shape, layers, text, offered = TEXTS[case]
    report, warning = _only(shape, *layers)
    assert warning_text(warning) == text
    fixes = improvements(report, warning)
    assert [f"{fix_text(fix)}: {effect_text(fix, report)}" for fix in fixes] == offered
    for fix in fixes:
        after = analyse(fix.design)
        assert (after.total, after.complete) == (fix.total, fix.complete)
        assert warning.code not in [w.code for w in warnings(after)]


def test_a_chain_that_stops_has_the_warnings_of_what_runs():
    """An open size reaches a Flatten, and the Dense behind it cannot be built."""
    report = _report((None, None, 4), Flatten(), Dense(units=2))
    (warning,) = warnings(report)
    assert warning.code == "open_flatten"
    texts = [f"{fix_text(f)}: {effect_text(f, report)}" for f in improvements(report, warning)]
    assert texts == [
        "use GlobalAveragePooling1D instead of flatten: total 10",
        "set the input to 32, 4: total 258",
    ]


def test_a_fix_that_leaves_the_chain_stopped_counts_at_least():
    report = _report(RGB, Conv2D(filters=8), BatchNormalization(), Conv2D(kernel_size=(99, 99)))
    (warning,) = warnings(report)
    (fix,) = improvements(report, warning)
    # 27 * 8 + 4 * 8, and the second convolution is not counted
    assert effect_text(fix, report) == "total ≥ 248"


def test_biases_can_go_all_at_once():
    layers = (Conv2D(filters=8), BatchNormalization(), Conv2D(filters=4), BatchNormalization())
    report = _report(RGB, *layers)
    first, _ = warnings(report)
    texts = [f"{fix_text(f)}: {effect_text(f, report)}" for f in improvements(report, first)]
    # 28 * 8 + 32 + 73 * 4 + 16 = 564, less 8 + 4
    assert texts == [
        "set use_bias to False in 2 layers: total 552 (−12)",
        "set use_bias of conv2d to False: total 556 (−8)",
    ]
    assert warnings(analyse(improvements(report, first)[0].design)) == ()
