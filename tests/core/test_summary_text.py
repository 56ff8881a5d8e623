"""Summaries, byte for byte: Keras 3 against its own texts, older releases against theirs.

The texts on file were printed by Keras itself (tests/data/README.md). The two tables written out
here are as their source pages print them.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.export.summary_text import TITLES, Style, cuts_counts, summary_text
from designer.core.export.text_cells import width, wrapped
from designer.core.files.gate import design_of, read_design
from designer.core.layer import LAYERS
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.recurrent import LSTM
from designer.core.layers.reshaping import Flatten
from designer.core.report import Report
from designer.paths import resource

Cases = Callable[[str], list[dict[str, Any]]]
Compared = Callable[[str, int], None]


@pytest.fixture
def reports(cases: Cases) -> dict[str, list[Report]]:
    """The models on file by id; two share one."""
    found: dict[str, list[Report]] = {}
    for case in cases("models"):
        report = analyse(design_of(case["keras_json"].encode()))
        found.setdefault(case["id"], []).append(report)
    return found


def test_keras_3_in_a_log(cases: Cases, reports: dict[str, list[Report]], compared: Compared):
    printed = {case["summary_text_keras3"] for case in cases("models")}
    texts = [summary_text(report) for models in reports.values() for report in models]
    assert len(texts) == 359
    assert not [text for text in texts if text not in printed]
    compared("summaries", len(texts))


@pytest.mark.slow
def test_keras_3_at_every_width(cases: Cases, reports: dict[str, list[Report]], compared: Compared):
    count = 0
    for case in cases("summary_text"):
        texts = [
            summary_text(
                report,
                "keras3",
                case["line_length"],
                case["show_trainable"],
                case["expand_nested"],
                case["columns"],
            )
            for report in reports[case["model_id"]]
        ]
        assert case["text"] in texts, case["id"]
        count += 1
    assert count == 4191
    compared("summaries at other widths", count)


def test_older_releases(cases: Cases, reports: dict[str, list[Report]], compared: Compared):
    count = 0
    for case in cases("old_summaries"):
        known = reports[case["model_id"]]
        texts = [
            summary_text(
                report,
                case["style"],
                case["width"],
                case["show_trainable"],
                case.get("expand_nested", False),
            )
            for report in known
        ]
        assert case["text"] in texts, (case["model_id"], case["style"], case["width"])
        count += 1
    assert count == 943
    compared("summaries of Keras 1 and 2", count)


def example(name: str) -> Report:
    return analyse(read_design(resource("examples", f"{name}.design")))


def test_a_table_of_keras_2_as_the_page_prints_it():
    assert summary_text(example("b-small-images"), "keras2.2").startswith(
        "_________________________________________________________________\n"
        "Layer (type)                 Output Shape              Param #   \n"
        "=================================================================\n"
        "conv2d_1 (Conv2D)            (None, 6, 7, 32)          224       \n"
        "_________________________________________________________________\n"
        "activation_1 (Activation)    (None, 6, 7, 32)          0         \n"
        "_________________________________________________________________\n"
        "conv2d_2 (Conv2D)            (None, 5, 5, 64)          12352     \n"
        "_________________________________________________________________\n"
        "conv2d_3 (Conv2D)            (None, 4, 4, 64)          16448     \n"
        "_________________________________________________________________\n"
        "max_pooling2d_1 (MaxPooling2 (None, 2, 2, 64)          0         \n"
    )
    assert summary_text(example("b-small-images"), "keras2.2").endswith(
        "dense_2 (Dense)              (None, 10)                1290      \n"
        "=================================================================\n"
        "Total params: 63,210\n"
        "Trainable params: 63,210\n"
        "Non-trainable params: 0\n"
        "_________________________________________________________________\n"
    )


def test_a_table_of_keras_1_as_the_page_prints_it():
    def row(*cells: str) -> str:
        return "".join(cell.ljust(room) for cell, room in zip(cells, (33, 22, 12, 33), strict=True))

    rule = "_" * 100
    assert summary_text(example("d-digits"), "keras1").splitlines() == [
        rule,
        row("Layer (type)", "Output Shape", "Param #", "Connected to"),
        "=" * 100,
        row("flatten_1 (Flatten)", "(None, 784)", "0", "flatten_input_1[0][0]"),
        rule,
        row("dense_1 (Dense)", "(None, 10)", "7850", "flatten_1[0][0]"),
        rule,
        row("activation_1 (Activation)", "(None, 10)", "0", "dense_1[0][0]"),
        "=" * 100,
        "Total params: 7850",
        rule,
    ]


def test_the_releases_between():
    """Keras 1.1.2 forces a blank between columns, 1.2 has three totals, 2.2.5 a title.

    Source: `print_summary` in `keras/utils/layer_utils.py` of 1.1.1, 1.1.2, 1.2.2, 2.2.4 and 2.3.1.
    """
    long = analyse(
        new_design(Dense(units=1_000, name="a" * 29), input=Input(batch_shape=(None, 1_000)))
    )
    start = "a" * 29

    def lines(style: Style) -> list[str]:
        return summary_text(long, style).splitlines()

    assert lines("keras1")[3].startswith(f"{start} (De(None, 1000)  ")
    assert lines("keras1.1.2")[3].startswith(f"{start} (D (None, 1000)  ")
    assert lines("keras1.1.2")[-2] == "Total params: 1001000"
    assert lines("keras1.2")[:-4] == lines("keras1.1.2")[:-2]
    assert lines("keras1.2")[-4:-1] == [
        "Total params: 1,001,000",
        "Trainable params: 1,001,000",
        "Non-trainable params: 0",
    ]
    assert lines("keras2.3") == ['Model: "sequential_1"', *lines("keras2.2")]


# designs that Keras would refuse


BROKEN = analyse(
    new_design(
        Conv2D(filters=4),
        Conv2D(kernel_size=(91, 91)),
        Flatten(),
        input=Input(batch_shape=(None, 84, 84, 3)),
    )
)


def test_a_problem_leaves_question_marks_and_totals_at_least():
    assert summary_text(BROKEN).splitlines()[4:] == [
        "│ conv2d (Conv2D)                 │ (None, 82, 82, 4)      │           112 │",
        "├─────────────────────────────────┼────────────────────────┼───────────────┤",
        "│ conv2d_1 (Conv2D)               │ ?                      │             ? │",
        "├─────────────────────────────────┼────────────────────────┼───────────────┤",
        "│ flatten (Flatten)               │ ?                      │             ? │",
        "└─────────────────────────────────┴────────────────────────┴───────────────┘",
        "At least, as conv2d_1 cannot run and what comes after it is not known:",
        " Total params: 112 (448.00 B)",
        " Trainable params: 112 (448.00 B)",
        " Non-trainable params: 0 (0.00 B)",
    ]


@pytest.mark.parametrize("style", [style for style in TITLES if "keras3" not in style])
def test_older_releases_say_at_least_too(style: Any):
    lines = summary_text(BROKEN, style).splitlines()
    older = ("keras2.0.2", "keras2.0.3", "keras2.0.8", "keras2.2", "keras2.3")
    name = "conv2d_2" if style in older else "conv2d_1"
    name = "convolution2d_2" if style.startswith("keras1") else name
    at = lines.index(f"At least, as {name} cannot run and what comes after it is not known:")
    assert lines[at + 1].startswith("Total params: 112")


def test_without_an_input_shape_keras_3_prints_what_is_unbuilt():
    """As on file for the models that were never built; nothing is counted as 0."""
    report = analyse(new_design(Dense(units=3), Flatten(), input=Input(batch_shape=None)))
    lines = summary_text(report).splitlines()
    assert "│ dense (Dense)                   │ ?                      │   0 (unbuilt) │" in lines
    assert not [line for line in lines if "At least" in line]
    older = summary_text(report, "keras2.12").splitlines()
    assert "At least, as input_1 cannot run and what comes after it is not known:" in older


# what is hard to print


def test_wide_characters_count_double_and_long_words_are_cut():
    assert width("卷积层") == 6
    assert width("e\u0301") == 1
    assert wrapped("a 卷积层卷积层 (X)", 9) == ["a", "卷积层卷…", "(X)"]
    assert wrapped("abcdefghij (Y)", 10) == ["abcdefghij", "(Y)"]
    name = "卷积" * 10
    report = analyse(new_design(Flatten().replace(name=name), input=Input(batch_shape=(None, 2))))
    lines = summary_text(report).splitlines()[1:-3]
    assert {width(line) for line in lines} == {76}
    assert lines[3].startswith("│ 卷积卷积卷积卷积卷积卷积卷积卷… │ (None, 2)")


def test_markup_in_names_is_only_text():
    report = analyse(
        new_design(Flatten().replace(name="[bold]x[/]"), input=Input(batch_shape=(None, 2)))
    )
    assert "│ [bold]x[/] (Flatten)            │" in summary_text(report)


def test_several_outputs_stand_in_one_cell():
    layer = LSTM(units=2, return_state=True)
    report = analyse(new_design(layer, input=Input(batch_shape=(None, 5, 3))))
    assert "[(None, 2), (None, 2)," in summary_text(report)
    # Keras 2.6 cuts the list where its column ends, at 55
    assert "lstm (LSTM)                  [(None, 2), (None, 2), (N 48" in summary_text(
        report, "keras2.6"
    )


def dense(units: int) -> Report:
    """A layer of units * (units + 1) parameters."""
    return analyse(new_design(Dense(units=units), input=Input(batch_shape=(None, units))))


def test_counts_that_lose_digits_are_known():
    """10 digits fit in Keras 2.2; the releases that wrap show all of them."""
    many, more = dense(99_999), dense(100_000)
    assert not cuts_counts(many, "keras2.2")
    assert cuts_counts(more, "keras2.2")
    assert not cuts_counts(more, "keras1")
    assert not cuts_counts(more, "keras2.12")
    assert "10000100000" not in summary_text(more, "keras2.2")
    assert "1000010000" in summary_text(more, "keras2.2")


@pytest.mark.parametrize(
    ("style", "units", "shown"),
    [("keras1.1.2", 400_000, "16000040000 "), ("keras1", 400_000, "160000400000")],
)
def test_a_blank_takes_the_last_digit_where_a_column_follows(style: Style, units: int, shown: str):
    """12 digits fill the third column of Keras 1, to which 1.1.2 adds a blank."""
    text = summary_text(dense(units), style)
    assert f"{shown}dense_input_1[0][0]" in text
    assert cuts_counts(dense(units), style) == (shown == "16000040000 ")
    assert not cuts_counts(dense(100_000), style)


@pytest.mark.parametrize(
    ("style", "fits", "units", "shown"),
    [("keras3", 99_999, 100_000, "10,000,100,0…"), ("keras3.0", 9_999, 31_622, "999,982,5…")],
)
def test_a_count_that_ends_with_an_ellipsis_is_known(
    style: Style, fits: int, units: int, shown: str
):
    """In a log the third column of Keras 3 has room for 13 characters, that of 3.0.0 for 10."""
    assert f" {shown} │" in summary_text(dense(units), style)
    assert cuts_counts(dense(units), style)
    assert not cuts_counts(dense(fits), style)
    assert not cuts_counts(dense(units), style, columns=92)


def test_a_count_that_the_console_has_no_room_for_is_known():
    """The third column ends 2 cells before the end of a table of 76."""
    for room, shown in ((74, "3,080"), (73, "3,08")):
        assert summary_text(dense(55), width=76, columns=room).splitlines()[4].endswith(f" {shown}")
        assert cuts_counts(dense(55), "keras3", 76, columns=room) == (shown == "3,08")


def test_a_functional_model_shows_its_input():
    design = replace(
        new_design(Dense(units=3), input=Input(batch_shape=(None, 2))), kind="functional"
    )
    report = analyse(design)
    assert "│ input_layer (InputLayer)        │ (None, 2)" in summary_text(report)
    assert "input_1 (InputLayer)        [(None, 2)]" in summary_text(report, "keras2.12")
    assert "input_1 (InputLayer)         (None, 2)" in summary_text(report, "keras2.2")
    assert 'Model: "functional"' in summary_text(report)
    assert 'Model: "model"' in summary_text(report, "keras2.6")


def test_10_000_rows_are_all_there():
    layers = [Dense(units=8) for _ in range(10_000)]
    report = analyse(new_design(*layers, input=Input(batch_shape=(None, 8))))
    assert report.total == 720_000
    text = summary_text(report)
    assert text.count("\n") == 20_007  # title, header of 3, a rule between rows, bottom, 3 totals


def test_every_style_prints_every_layer():
    for cls in LAYERS.values():
        report = analyse(new_design(cls(), input=Input(batch_shape=(None, 8, 8, 3))))
        for style in TITLES:
            assert "(" in summary_text(report, style)


def test_keras_3_0_0(cases: Cases, reports: dict[str, list[Report]], compared: Compared):
    """Printed by Keras 3.0.0 itself, whose columns are others."""
    count = 0
    for case in cases("keras_3_0_summaries"):
        texts = [
            summary_text(
                report,
                "keras3.0",
                case["line_length"],
                case["show_trainable"],
                case["expand_nested"],
                case["columns"],
            )
            for report in reports[case["model_id"]]
        ]
        assert case["text"] in texts, case
        count += 1
    compared("summaries of Keras 3.0.0", count)
