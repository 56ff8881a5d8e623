"""Where numbers come from: back through layers that hand them on, to who made them."""

import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.explain import explain
from designer.core.files.gate import read_design
from designer.core.formula import weight_by_weight
from designer.core.layers.convolution import Conv2D
from designer.core.layers.input import Input
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.recurrent import LSTM
from designer.core.layers.regularization import Dropout
from designer.core.layers.wrappers import Bidirectional
from designer.core.notation import symbolic
from designer.core.origins import entry, explained, first_change, made_by, place, source, trail
from designer.core.places import Axis, Place, Setting, places_of
from designer.core.report import Report
from designer.core.symbolic import symbols
from designer.paths import resource

IMAGE = (None, 28, 28, 1)


def example(name: str) -> Report:
    return analyse(read_design(resource("examples", f"{name}.design")))


@pytest.fixture(scope="module")
def classifier() -> Report:
    """Example C: the shapes in its file's source say which layers hand the channels on."""
    return example("c-image-classifier")


def named(report: Report, at: Place) -> tuple[str, str | int]:
    """A place by the name of its layer: ("conv2d", "filters") or ("conv2d", 3)."""
    index = report.design.index(at.uid)
    assert index is not None
    return report.names[index], at.name if isinstance(at, Setting) else at.index


def origins(report: Report, layer: str) -> dict[str, list[tuple[str, str | int]]]:
    row = report.row(list(report.names).index(layer))
    found = explained(row)
    assert found is not None
    return {
        symbol.name: [named(report, at) for at in trail(report, place(report, row, symbol.origin))]
        for symbol in symbols(found.count)
    }


def test_channels_are_the_filters_of_the_layer_before(classifier: Report) -> None:
    found = origins(classifier, "conv2d_1")
    assert found["c_in"] == [("conv2d", 3), ("conv2d", "filters")]
    assert found["filters"] == [("conv2d_1", "filters")]


def test_they_are_followed_through_pooling_and_dropout(classifier: Report) -> None:
    assert origins(classifier, "conv2d_2")["c_in"] == [
        ("dropout", 3),
        ("max_pooling2d", 3),
        ("conv2d_1", 3),
        ("conv2d_1", "filters"),
    ]


def test_what_a_layer_computes_was_made_there(classifier: Report) -> None:
    assert origins(classifier, "dense")["d_in"] == [("flatten", 1)]
    assert origins(classifier, "dense_1")["d_in"][-1] == ("dense", "units")


def test_the_first_layer_reads_from_the_setting_of_the_input(classifier: Report) -> None:
    assert origins(classifier, "conv2d")["c_in"] == [
        ("input_layer", 3),
        ("input_layer", "batch_shape"),
    ]


def test_two_numbers_of_one_setting_are_two_places(classifier: Report) -> None:
    row = classifier.row(1)
    field = next(f for f, _ in row.layer.settings() if f.name == "kernel_size")
    assert places_of(row.uid, field, (3, 3)) == (
        Setting(row.uid, "kernel_size", 0),
        Setting(row.uid, "kernel_size", 1),
    )


def test_a_layer_inside_has_places_of_its_own() -> None:
    both = Bidirectional(layer=LSTM(units=4), backward_layer=LSTM(units=6, go_backwards=True))
    report = analyse(new_design(both, input=Input(batch_shape=(None, 9, 8))))
    row = report.row(1)
    found = explained(row)
    assert found is not None
    made = {place(report, row, s.origin) for s in symbols(found.count) if s.origin.kind == "field"}
    assert made == {Setting(row.uid, "units"), Setting(row.uid, "units", mark="_back")}


def test_what_is_not_known_ends_there() -> None:
    report = analyse(new_design(Conv2D(kernel_size=(91, 91)), BatchNormalization()))
    broken, waiting = (report.row(i).uid for i in (1, 2))
    assert made_by(report, Axis(broken, 3)) is None
    assert source(report, Axis(waiting, 3)) == Axis(waiting, 3)
    assert source(report, Axis(-1, 3)) == Axis(-1, 3)


def test_a_long_way_is_gone_once() -> None:
    layers = [Dropout(rate=0.1) for _ in range(3000)]
    report = analyse(new_design(Conv2D(filters=8), *layers))
    uids = [block.uid for block in report.design.chain]
    made = source(report, Axis(uids[-1], 3))
    assert made == Setting(uids[1], "filters")
    assert source(report, Axis(uids[1000], 3)) is made


@pytest.mark.parametrize(
    ("name", "count", "sides"),
    [
        ("kernel_size", "k_h k_w", ("height", "width")),
        ("filters", "filters", ("channels",)),
        ("strides", "", ("height", "width")),
        ("use_bias", "", ()),
    ],
)
def test_where_a_setting_enters(name: str, count: str, sides: tuple[str, ...]) -> None:
    layer = Conv2D(filters=8)
    found = explain(layer, IMAGE)
    field, value = next((f, v) for f, v in layer.settings() if f.name == name)
    where = entry(found, places_of(1, field, value))
    assert (" ".join(s.name for s in where.count), where.sides) == (count, sides)


def test_what_another_value_would_change() -> None:
    layer = Conv2D(filters=8)
    fields = {f.name: f for f, _ in layer.settings()}
    found = explain(layer, IMAGE)
    without_bias = first_change(found, fields["use_bias"])
    assert without_bias is not None
    assert (without_bias[0], without_bias[1].params) == (False, 3 * 3 * 1 * 8)
    padded = first_change(found, fields["padding"])
    assert padded is not None
    assert (padded[0], padded[1].outputs) == ("same", ((None, 28, 28, 8),))
    assert first_change(found, fields["trainable"]) is None


def test_a_layer_is_explained_once_for_all_views() -> None:
    layer = Conv2D(filters=8)
    found = explain(layer, IMAGE)
    assert explain(layer, IMAGE) is found
    assert found.factored is found.factored
    assert explain(layer, (None, 14, 14, 1)) is not found


def test_both_forms_count_the_same() -> None:
    found = explain(Conv2D(filters=8), IMAGE)
    assert symbolic(found.factored.count) == "(k_h * k_w * c_in + 1) * filters"
    assert symbolic(found.by_weight.count) == "k_h * k_w * c_in * filters + filters"
    assert found.by_weight.count.value == found.count.value == 80  # (3 * 3 * 1 + 1) * 8
    assert found.by_weight.count == weight_by_weight(
        [[d for d in w.shape if d is not None] for w in found.weights]
    )


def test_both_forms_tell_what_is_trained() -> None:
    found = explain(BatchNormalization(), (None, 32))
    assert symbolic(found.by_weight.trainable) == "c + c"
    assert found.by_weight.trainable.value == found.trainable.value == 64
