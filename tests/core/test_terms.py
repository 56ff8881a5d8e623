"""What is said of a number: where it comes from, and where it enters."""

import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.files.gate import read_design
from designer.core.layer import LAYERS
from designer.core.layers.custom import CustomLayer
from designer.core.layers.dense import Dense
from designer.core.layers.einsum import EinsumDense
from designer.core.layers.input import Input
from designer.core.layers.nested import Sequential
from designer.core.layers.recurrent import LSTM
from designer.core.layers.wrappers import Bidirectional
from designer.core.origins import explained
from designer.core.places import Axis, Setting, places_of
from designer.core.report import Report
from designer.core.symbolic import symbols
from designer.paths import resource
from designer.words.terms import places_text, term_text


@pytest.fixture(scope="module")
def classifier() -> Report:
    """Example C; its shapes and counts stand in its source."""
    return analyse(read_design(resource("examples", "c-image-classifier.design")))


@pytest.mark.parametrize(
    ("index", "name", "text"),
    [
        (1, "c_in", "c_in = 3, the last axis of the input"),
        (2, "c_in", "c_in = 32, the last axis of conv2d's output"),
        (2, "k_w", "k_w = 3, kernel_size, a setting of this layer"),
        (
            5,
            "c_in",
            "c_in = 32, the last axis of dropout's output, taken over from conv2d_1, its filters",
        ),
        (14, "d_in", "d_in = 11,552, the last axis of flatten's output"),
    ],
)
def test_where_a_term_comes_from(classifier: Report, index: int, name: str, text: str) -> None:
    row = classifier.row(index)
    found = explained(row)
    assert found is not None
    symbol = next(s for s in symbols(found.count) if s.name == name)
    assert term_text(classifier, row, symbol) == text


def setting_text(report: Report, index: int, name: str) -> str:
    row = report.row(index)
    field, value = next((f, v) for f, v in row.layer.settings() if f.name == name)
    return places_text(report, places_of(row.uid, field, value))


@pytest.mark.parametrize(
    ("index", "name", "text"),
    [
        (
            2,
            "kernel_size",
            "kernel_size enters the count as k_h · k_w and the output height and width",
        ),
        (2, "filters", "filters enters the count as filters and the output channels"),
        (2, "strides", "strides does not enter the count, but the output height and width"),
        (2, "activation", "activation does not enter the count"),
        # without the 32 biases, 9,248 are 9,216
        (2, "use_bias", "use_bias decides on the count: with no it would be 9,216"),
        # two groups: (3 * 3 * 16 + 1) * 32
        (2, "groups", "groups decides on the count: with 2 it would be 4,640"),
        (4, "rate", "rate does not enter the count"),
        (0, "batch_shape", ""),
    ],
)
def test_where_a_setting_enters(classifier: Report, index: int, name: str, text: str) -> None:
    assert setting_text(classifier, index, name) == text


def test_where_an_axis_enters(classifier: Report) -> None:
    uids = [block.uid for block in classifier.design.chain]
    assert places_text(classifier, [Axis(uids[2], 3)]) == (
        "the last axis of conv2d_1's output, 32; enters the output channels of max_pooling2d"
    )
    assert places_text(classifier, [Axis(uids[13], 1)]) == (
        "the last axis of flatten's output, 11,552; enters the count of dense as d_in"
    )
    assert places_text(classifier, [Setting(uids[0], "batch_shape", 3)]) == (
        "the last axis of the input, 3; enters the count of conv2d as c_in"
    )
    assert places_text(classifier, [Axis(uids[-1], 1)]) == "the last axis of dense_2's output, 9"
    assert places_text(classifier, [Axis(-1, 1)]) == ""


def test_a_setting_of_a_layer_inside() -> None:
    both = Bidirectional(layer=LSTM(units=4))
    report = analyse(new_design(both, input=Input(batch_shape=(None, 9, 8))))
    uid = report.row(1).uid
    assert places_text(report, [Setting(uid, "units")]) == (
        "units enters the count as units and the output features"
    )
    assert places_text(report, [Setting(uid, "use_bias")]) == ""


def test_every_setting_of_every_layer_has_an_answer() -> None:
    """Whatever is pointed at: it is said or nothing is, and nothing fails."""
    for name in LAYERS:
        report = analyse(new_design(LAYERS[name]()))
        row = report.row(1)
        for field, value in row.layer.settings():
            assert isinstance(places_text(report, places_of(row.uid, field, value)), str)


def test_the_layer_inside_makes_the_count() -> None:
    both = Bidirectional(layer=LSTM(units=4))
    model = Sequential(layers=(LSTM(units=4),))
    report = analyse(new_design(both, input=Input(batch_shape=(None, 9, 8))))
    assert setting_text(report, 1, "layer") == "layer: what is inside makes the count"
    report = analyse(new_design(model, input=Input(batch_shape=(None, 9, 8))))
    assert setting_text(report, 1, "layers") == "layers: what is inside makes the count"


@pytest.mark.parametrize("name", ["equation", "arrays", "output", "numbers"])
def test_nothing_is_said_where_no_other_value_could_be_tried(name: str) -> None:
    """The weights of both layers depend on each of these settings."""
    layer = EinsumDense() if name == "equation" else CustomLayer()
    report = analyse(new_design(layer, input=Input(batch_shape=(None, 8, 8, 3))))
    assert (
        "does not enter the count" not in (said := setting_text(report, 1, name)) or "but" in said
    )


@pytest.mark.parametrize("name", ["kernel_initializer", "dtype"])
def test_a_setting_that_is_declared_to_change_nothing_does_not_enter(name: str) -> None:
    report = analyse(new_design(Dense(), input=Input(batch_shape=(None, 8))))
    assert setting_text(report, 1, name) == f"{name} does not enter the count"
