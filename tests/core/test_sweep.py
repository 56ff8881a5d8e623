"""Turning one setting: which there are, what they give, and how totals grow.

Totals are computed by hand: (k_h * k_w * c_in + 1) * filters for a convolution, (n + 1) * units for
a Dense.
"""

import pytest

from designer.core.analyse import analyse
from designer.core.design import Design, new_design
from designer.core.layer import LAYERS, Layer
from designer.core.layers.convolution import Conv2D
from designer.core.layers.custom import CustomLayer
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.nested import Sequential
from designer.core.layers.pooling import MaxPooling2D
from designer.core.layers.reshaping import Flatten, Reshape
from designer.core.layers.resizing import Cropping2D
from designer.core.layers.wrappers import TimeDistributed
from designer.core.measures import MEASURES
from designer.core.problems import Problem, Refused
from designer.core.sweep import Knob, current, growth, knobs, sweep, swept, turned

PARAMS = MEASURES["params"]


def test_the_knobs_of_a_convolution():
    layer = Conv2D(kernel_size=(3, 5))
    assert knobs(layer) == (
        Knob("filters"),
        Knob("kernel_size", 0),  # not together, as they differ
        Knob("kernel_size", 1),
        Knob("strides"),
        Knob("strides", 0),
        Knob("strides", 1),
        Knob("dilation_rate"),
        Knob("dilation_rate", 0),
        Knob("dilation_rate", 1),
        Knob("groups"),
    )
    assert [current(layer, knob) for knob in knobs(layer)[:3]] == [32, 3, 5]


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        (Dense(), [Knob("units")]),  # no lora_rank, as that is none
        (Flatten(), []),
        (LAYERS["Dropout"](), []),
        (LAYERS["BatchNormalization"](), []),  # an axis is no size
        (Input(batch_shape=(None, 28, None)), [Knob("batch_shape", 1)]),
        (Reshape(target_shape=(-1, 4)), [Knob("target_shape", 1)]),
        (CustomLayer(), [Knob("numbers")]),
        (TimeDistributed(layer=Dense()), [Knob("units", None, ("layer",))]),
        (Sequential(), [Knob("units", None, ("layers", 0))]),
    ],
)
def test_the_knobs_of_other_layers(layer: Layer, expected: list[Knob]):
    assert list(knobs(layer)) == expected


def test_turning_gives_another_layer():
    assert turned(Conv2D(), Knob("kernel_size"), 5).kernel_size == (5, 5)
    assert turned(Conv2D(), Knob("kernel_size", 1), 5).kernel_size == (3, 5)
    crop = turned(Cropping2D(), Knob("cropping", 2), 4)
    assert crop.cropping == ((0, 0), (4, 0))
    assert turned(CustomLayer(), Knob("numbers"), 7).numbers == (("k", 7),)
    inside = turned(Sequential(), Knob("units", None, ("layers", 0)), 9)
    assert [type(layer).__name__ for layer in inside.layers] == ["Dense", "Dropout"]
    assert current(inside, Knob("units", None, ("layers", 0))) == 9


def test_a_value_that_the_setting_does_not_take_is_refused():
    with pytest.raises(Refused, match="too_small"):
        turned(Dense(), Knob("units"), 0)


@pytest.fixture
def design() -> Design:
    """5x5x1, then 3x3 windows and a Dense on what is left."""
    return new_design(
        Conv2D(filters=2), Flatten(), Dense(units=10), input=Input(batch_shape=(None, 5, 5, 1))
    )


def test_sweeping_gives_the_totals(design: Design):
    report = analyse(design)
    conv, _, dense = (block.uid for block in design.chain[1:])
    units = sweep(report, dense, Knob("units"), [0, 1, 2, 10], PARAMS)
    # (9 + 1) * 2 = 20, and (3 * 3 * 2 + 1) * units
    assert units == [None, 20 + 19, 20 + 38, 20 + 190]
    kernel = sweep(report, conv, Knob("kernel_size"), [1, 5, 6], PARAMS)
    assert kernel == [(1 + 1) * 2 + (50 + 1) * 10, (25 + 1) * 2 + (2 + 1) * 10, None]


def test_what_was_swept_says_why_it_cannot_be(design: Design):
    refused = swept(analyse(design), design.chain[1].uid, Knob("filters"), 0)
    assert isinstance(refused, Problem)
    assert refused.code == "too_small"


def test_the_design_is_left_alone(design: Design):
    report = analyse(design)
    sweep(report, design.chain[1].uid, Knob("filters"), range(1, 9), PARAMS)
    assert analyse(design) == report


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (lambda v: 7, "constant"),
        (lambda v: 3 * v + 7, "linear"),
        (lambda v: 100 - v, "linear"),
        (lambda v: v * v - 20 * v, "quadratic"),
        (lambda v: v**3 + 1, "cubic"),
        (lambda v: v**4, "rising"),
        (lambda v: -(v**4), "falling"),
        (lambda v: v // 3, "steps"),
        (lambda v: 60 // v // 7, "steps"),
        (lambda v: (v - 8) ** 4, "other"),
        (lambda v: v if v < 3 else None, "unknown"),
        (lambda v: v * v if v % 4 == 0 else None, "quadratic"),
    ],
)
def test_growth_is_decided_exactly(rule, expected: str):
    values = range(1, 21)
    assert growth(values, [rule(v) for v in values]) == expected


def test_one_number_that_is_off_is_no_polynomial():
    totals = [5 * v for v in range(30)]
    totals[17] += 1
    assert growth(range(30), totals) == "rising"


def test_growth_of_a_kernel_is_quadratic(design: Design):
    pooled = new_design(Conv2D(padding="same"), MaxPooling2D())
    report = analyse(pooled)
    values = range(1, 20)
    totals = sweep(report, pooled.chain[1].uid, Knob("kernel_size"), values, PARAMS)
    assert growth(values, totals) == "quadratic"
    # one side alone
    totals = sweep(report, pooled.chain[1].uid, Knob("kernel_size", 0), values, PARAMS)
    assert growth(values, totals) == "linear"
