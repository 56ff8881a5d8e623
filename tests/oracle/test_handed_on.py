"""Layers that return their input, in every place: Keras makes a model, or names the layer at which
it cannot, and so does this program."""

from collections.abc import Sequence
from itertools import product

import pytest

from designer.check.comparison import differences, question
from designer.check.keras_side import answer
from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.layer import LAYERS, Layer
from designer.core.layers.colour_changes import Equalization
from designer.core.layers.convolution import Conv2D
from designer.core.layers.input import Input
from designer.core.layers.nested import Sequential
from designer.core.layers.pipeline import Pipeline
from designer.core.layers.regularization import Dropout

KINDS: dict[str, Layer] = {
    "e": Equalization(),
    "h": Equalization(dtype="float16"),
    "d": Dropout(),
    "c": Conv2D(filters=3, kernel_size=(1, 1), dtype="float16"),
}
MODELS: list[Sequence[Layer]] = [
    (Dropout(), Sequential(name="inside", layers=inside), Dropout())
    for inside in [
        (Equalization(),),
        (Equalization(), Dropout()),
        (Dropout(), Equalization()),
        (Sequential(name="within", layers=(Equalization(), Dropout())), Dropout()),
        (Pipeline(layers=(Equalization(),)), Equalization()),
        (Pipeline(layers=(Equalization(),)), Dropout()),
    ]
]


def _differences(layers: Sequence[Layer], dtype: str = "float32") -> list[object]:
    start = Input(batch_shape=(None, 8, 8, 3), dtype=dtype)
    report = analyse(new_design(*layers, input=start))
    return [*differences(report, answer(question(report)))]


@pytest.mark.parametrize("dtype", ["float32", "float16", "uint8"])
@pytest.mark.parametrize("length", [1, 2, 3])
def test_keras_makes_the_same_models(length: int, dtype: str):
    for word in product(KINDS, repeat=length):
        if {"e", "h"} & set(word):
            assert _differences([KINDS[letter] for letter in word], dtype) == [], word


@pytest.mark.parametrize("layers", MODELS)
def test_models_inside(layers: Sequence[Layer]):
    assert _differences(layers) == []


def test_no_other_layer_returns_its_input():
    """Each type between two others that make tensors of their own."""
    shapes = [(None, 8), (None, 8, 6), (None, 8, 8, 3), (None, 4, 8, 8, 3)]
    asked = set[str]()
    for cls in LAYERS.values():
        for shape in shapes:
            report = analyse(
                new_design(Dropout(), cls(), Dropout(), input=Input(batch_shape=shape))
            )
            if not report.complete or not cls.module.startswith("keras"):
                continue
            refused = answer(question(report))["refused"]
            assert refused is None or "cycle" not in refused["text"], cls
            asked.add(cls.keras)
    assert len(asked) > 90
