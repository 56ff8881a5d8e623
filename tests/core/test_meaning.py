"""What a layer says of its parameters: with its own numbers, which add up to the count."""

import re
from collections.abc import Callable, Iterator

import pytest

from designer.core.explain import explain
from designer.core.families import CELLS
from designer.core.layer import LAYERS, Layer, Shape
from designer.core.layers.convolution import Conv2D, DepthwiseConv2D
from designer.core.layers.dense import Dense
from designer.core.phrases import each, every, numbers, some

COUNTED = re.compile(r"([\d,]+) numbers?\b(?:, (?:([\d,]+) times|(twice)))?")


def added_up(sentence: str) -> int:
    """ "289 numbers, 32 times" is 9,248; what several parts of a sentence say is added."""
    total = 0
    for size, times, twice in COUNTED.findall(sentence):
        total += int(size.replace(",", "")) * int(times.replace(",", "") or (2 if twice else 1))
    return total


@pytest.mark.parametrize("name", sorted(n for n in LAYERS if LAYERS[n].family is not CELLS))
def test_every_layer_on_file_says_what_its_parameters_are(
    name: str, layers_on_file: Callable[[str], Iterator[tuple[Layer, Shape]]]
):
    for layer, x in layers_on_file(name):
        _check(layer, x)


def _check(layer: Layer, x: Shape) -> None:
    told = layer.meaning(x)
    if not explain(layer, x).weights:
        assert layer.why_none, "no reason for no parameters"
        return
    assert told.endswith("."), (layer, x)
    if COUNTED.search(told):
        assert added_up(told) == layer.at(x).params, (layer, x, told)


@pytest.mark.parametrize(
    ("layer", "shape", "sentence"),
    [
        (
            # the second convolution of source 001: 289 * 32 = 9,248
            Conv2D(filters=32),
            (None, 256, 256, 32),
            (
                "Each of the 32 filters spans a window of 3×3 on all 32 channels and has one bias: "
                "289 numbers, 32 times."
            ),
        ),
        (
            # source 002: "785 parameters a unit, ten units"
            Dense(units=10),
            (None, 784),
            "Each of the 10 units weighs all 784 inputs and has one bias: 785 numbers, 10 times.",
        ),
        (
            Dense(units=1),
            (None, 1),
            "The one unit weighs the one input and has one bias: 2 numbers.",
        ),
        (
            DepthwiseConv2D(kernel_size=(3, 3), depth_multiplier=2),
            (None, 8, 8, 2),
            (
                "Each of the 2 channels has 2 windows of 3×3 of its own and as many biases: "
                "20 numbers, twice."
            ),
        ),
    ],
)
def test_the_sentence(layer: Layer, shape: Shape, sentence: str):
    assert layer.meaning(shape) == sentence


def test_one_and_many():
    assert [each(n, "unit") for n in (1, 2)] == ["The one unit", "Each of the 2 units"]
    assert [every(n, "axis") for n in (1,)] == ["the one axis"]
    assert [every(n, "channel") for n in (2, 1000)] == ["both channels", "all 1,000 channels"]
    assert [some(n, "word") for n in (1, 0)] == ["1 word", "0 words"]
    assert [numbers(3, n) for n in (1, 2, 3)] == [
        "3 numbers",
        "3 numbers, twice",
        "3 numbers, 3 times",
    ]
