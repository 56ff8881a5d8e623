"""Layers of which the symbolic call returns its input: where Keras makes a model with them.

The verdicts are those of Keras 3.15.1, which was asked with `Sequential([...])` and with
`Model(inputs, outputs)`; tests/oracle/test_handed_on.py asks it again. It takes the call of a layer
alone on an input, and makes no model of that: here it is taken with a warning.
"""

from dataclasses import replace
from time import perf_counter
from typing import Literal

import pytest

from designer.core.analyse import analyse
from designer.core.design import Block, new_design
from designer.core.layer import LAYERS, Layer, Shape
from designer.core.layers.activation import Activation
from designer.core.layers.colour_changes import AutoContrast, Equalization
from designer.core.layers.convolution import Conv2D
from designer.core.layers.identity import Identity
from designer.core.layers.input import Input
from designer.core.layers.nested import Functional, Sequential
from designer.core.layers.pipeline import Pipeline
from designer.core.layers.regularization import Dropout
from designer.core.layers.wrappers import TimeDistributed
from designer.core.problems import Problem
from designer.core.report import Report
from designer.core.warnings import warnings
from designer.words import problem_text

IMAGE = (None, 8, 8, 3)
E, HALF, MIXED = Equalization(), Equalization(dtype="float16"), Equalization(dtype="mixed_float16")
D, C, C16 = Dropout(), Conv2D(filters=3), Conv2D(filters=3, dtype="float16")
OPEN = Input(batch_shape=(None, None, None, 3))
FIRST, MIDDLE, LAST = "taken", "hands_on_its_input", "taken, with a warning"

CHAINS: dict[str, tuple[tuple[Layer, ...], str]] = {
    "alone": ((E,), LAST),
    "twice and nothing else": ((E, E), LAST),
    "first": ((E, D), FIRST),
    "first, twice": ((E, E, D), FIRST),
    "first, before a copy of it": ((E, Identity()), FIRST),
    "in the middle": ((C, E, C), MIDDLE),
    "in the middle, twice": ((C, E, E, C), MIDDLE),
    "after what only seems to pass on": ((D, E, D), MIDDLE),
    "last": ((C, E), MIDDLE),
    "first and again": ((E, C, E, C), MIDDLE),
    "first and last": ((E, C, E), MIDDLE),
    "what casts makes a tensor": ((HALF,), FIRST),
    "cast in the middle": ((D, HALF, C), FIRST),
    "cast, and again as it is": ((HALF, HALF), MIDDLE),
    "cast, and cast back": ((HALF, E), FIRST),
    "mixed precision computes in the half": ((C16, MIXED, C), MIDDLE),
    "after the half": ((C16, E, C), FIRST),
    "cast after the input, and cast back": ((D, HALF, E, C), FIRST),
    "in a pipeline": ((D, Pipeline(layers=(E,)), D), FIRST),
    "first in a model": ((D, Sequential(layers=(E, D)), D), FIRST),
    "last in a model": ((D, Sequential(layers=(D, E)), D), "inside"),
    "alone in a model": ((Sequential(layers=(E,)),), "inside"),
    "in the middle of a model": ((Sequential(layers=(D, E, D)),), "inside"),
    "first in a functional model": ((D, Functional(layers=(OPEN, E, D)), D), FIRST),
    "alone in a functional model": ((Functional(layers=(OPEN, E)),), "inside"),
    "after a model of another precision": ((Sequential(layers=(D, C16)), E, C), FIRST),
}


def _report(*layers: Layer, dtype: str = "float32", shape: Shape = IMAGE) -> Report:
    return analyse(new_design(*layers, input=Input(batch_shape=shape, dtype=dtype)))


def _verdict(report: Report) -> str:
    row = report.problem_row
    if row is not None and row.problem is not None:
        return row.problem.code
    return LAST if "handed_out" in {found.code for found in warnings(report)} else FIRST


@pytest.mark.parametrize("kind", ["sequential", "functional"])
@pytest.mark.parametrize("name", CHAINS)
def test_the_place_decides(name: str, kind: Literal["sequential", "functional"]):
    layers, verdict = CHAINS[name]
    assert _verdict(analyse(replace(_report(*layers).design, kind=kind))) == verdict


def test_the_steps_of_a_sequence():
    frames = (None, 4, 8, 8, 3)
    assert _verdict(_report(D, TimeDistributed(layer=E), D, shape=frames)) == FIRST
    assert _verdict(_report(TimeDistributed(layer=Sequential(layers=(D, E))), shape=frames)) == (
        "inside"
    )


@pytest.mark.parametrize(
    ("dtype", "alone", "twice"),
    [
        ("uint8", LAST, FIRST),  # whole numbers are not cast
        ("float16", FIRST, MIDDLE),  # the cast makes a tensor, which then is handed on
    ],
)
def test_the_precision_of_the_input(dtype: str, alone: str, twice: str):
    assert _verdict(_report(E, dtype=dtype)) == alone
    assert _verdict(_report(E, E, C, dtype=dtype)) == twice


def test_the_last_of_several_is_the_one_that_keras_names():
    """ "Tensor ... from operation 'equalization_1' is part of a cycle"."""
    row = _report(C, E, E, C, E, C).problem_row
    assert row is not None
    assert row.problem is not None
    assert (row.index, row.name) == (3, "equalization_1")
    assert row.problem == Problem("hands_on_its_input")
    assert problem_text(row.problem, row) == (
        "Equalization returns the very tensor that comes in, and Keras makes no model with such a "
        "layer unless it stands directly after the input: put it into a Pipeline, or remove it."
    )


def test_only_one_layer_of_keras_does_so():
    """All 114 classes were called symbolically; those that seem to pass on make a copy."""
    assert {cls for cls in LAYERS.values() if cls.returns_its_input} == {Equalization}
    copies = [Identity(), Activation(activation="linear"), AutoContrast(), Pipeline(layers=(E,))]
    assert not any(layer.returns_its_input for layer in copies)


def test_an_edit_elsewhere_decides_again():
    """What is put in front of the first layer, and what is taken away behind it, change its
    verdict though no shape changes."""
    before = _report(E, Dropout())
    assert before.complete
    start, first, last = before.design.chain
    pushed = before.design.with_chain((start, Block(D), first, last))
    assert _verdict(analyse(pushed, before)) == MIDDLE
    bare = before.design.with_chain((start, first))
    refused = analyse(bare, before)
    assert _verdict(refused) == LAST
    assert analyse(before.design, refused).complete


def test_a_long_row_of_them_is_seen_through_in_no_time():
    """10,000 in a row: only the last one looks at all that stand before it."""
    layers = [Equalization(name=f"e{i}") for i in range(10_000)]
    began = perf_counter()
    assert _report(*layers, D).complete
    assert _verdict(_report(C, *layers, D)) == MIDDLE
    assert perf_counter() - began < 10  # looking back each time would take minutes
