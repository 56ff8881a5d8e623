"""From the text of a summary back to the design.

The texts are those that `summary_text` prints, which equal Keras's own byte for byte (see
`test_summary_text.py`), and tables as they stand on pages, written out here.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from designer.core import edits
from designer.core.analyse import analyse
from designer.core.assumption import Assumption
from designer.core.design import new_design
from designer.core.expanded import expanded
from designer.core.export.summary_text import TITLES, Style, summary_text
from designer.core.files import design_file
from designer.core.files.faults import Unreadable
from designer.core.files.gate import design_of, read_design
from designer.core.files.printed_summary import MOST_ROWS, is_summary, parse
from designer.core.layer import LAYERS, Layer
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.pooling import MaxPooling2D
from designer.core.layers.regularization import Dropout
from designer.core.layers.reshaping import Flatten
from designer.core.report import Report
from designer.paths import resource
from designer.words import fault_text
from designer.words.assumptions import assumption_text

Cases = Callable[[str], list[dict[str, Any]]]
Compared = Callable[[str, int], None]

EXAMPLES = sorted(resource("examples").glob("*.design"))
CUT = {"zoo-long-names", "zoo-return-state-end"}
"""Models whose names or shapes the releases up to 2.6 cut off in the middle: that is lost."""

UNCOUNTED = ("keras1.0.3", "keras1.0.6", "keras1", "keras1.1.2")
"""The styles that count only what is trained."""

SHAPE_IN_KERAS_1 = {
    style: 20 if style == "keras1.0.3" else 22 for style in TITLES if "keras1" in style
}
"""The room for a shape in Keras 1; where it is full, the count follows without a blank."""


def rows(report: Report) -> list[Any]:
    return [(row.type, row.outputs, row.params) for row in report.printed]


def back(report: Report, style: Style = "keras3") -> Report:
    return analyse(parse(summary_text(report, style)))


@pytest.mark.parametrize("style", TITLES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_comes_back(path: Path, style: Style):
    report = analyse(read_design(path))
    again = back(report, style)
    if _is_cut(report, style):
        assert style == "keras1.0.3"
        return
    assert rows(again) == rows(report)
    assert again.total == report.total
    if style == "keras3":
        assert list(again.names) == list(report.names)


@pytest.mark.parametrize("style", TITLES)
def test_every_model_of_the_corpus_comes_back(style: Style, cases: Cases, compared: Compared):
    wrong: list[str] = []
    count = 0
    for case in cases("models"):
        report = _whole(case)
        if report is None or _is_cut(report, style) or _is_uncounted(report, style):
            continue
        count += 1
        if rows(back(report, style)) != rows(report):
            wrong.append(case["id"])
    if style == "keras3.0":
        cut = {case["id"] for case in cases("models") if _cuts_a_count(case)}
        assert set(wrong) <= cut
    else:
        wraps = style in ("keras3", "keras3.0", "keras2.15", "keras2.12")
        assert set(wrong) <= (set() if wraps else CUT)
    assert count > (270 if style in UNCOUNTED else 300)
    compared(f"summaries read back, {style}", count - len(wrong))


def _cuts_a_count(case: dict[str, Any]) -> bool:
    """Whether Keras 3.0.0, which has little room for counts, shows the beginning of one alone."""
    text = summary_text(analyse(design_of(case["keras_json"].encode())), "keras3.0")
    return re.search(r"[\d,]…", text) is not None


def _is_cut(report: Report, style: Style) -> bool:
    """Whether a shape has no room in Keras 1."""
    shapes = (shape for row in report.printed for shape in row.outputs)
    return any(len(str(shape)) >= SHAPE_IN_KERAS_1.get(style, 1_000) for shape in shapes)


def _is_uncounted(report: Report, style: Style) -> bool:
    """Whether a count leaves out what is frozen, and nobody knows how much that is."""
    if style not in UNCOUNTED:
        return False
    usual = "BatchNormalization"  # as much is frozen of it as is not
    return any(row.trainable != row.params and row.type != usual for row in report.rows)


def _whole(case: dict[str, Any]) -> Report | None:
    """The report of a model that can be computed and has no model inside."""
    try:
        report = analyse(design_of(case["keras_json"].encode()))
    except Unreadable:
        return None
    inside = any(row.type in ("Sequential", "Functional") for row in report.rows)
    return report if report.complete and report.printed and not inside else None


def test_models_inside_come_back(cases: Cases, compared: Compared):
    """With what is inside them where that is printed, else as one layer of the same weights."""
    count = 0
    for case in cases("models"):
        report = _with_models(case)
        if report is None:
            continue
        count += 1
        opened = analyse(parse(summary_text(report, expand_nested=True)))
        assert _all_rows(opened) == _all_rows(report), case["id"]
        for style in ("keras2.12", "keras2.15"):  # with boxes, and names of their own
            boxed = analyse(parse(summary_text(report, style, expand_nested=True)))
            assert _plain_rows(boxed) == _plain_rows(report), (case["id"], style)
        closed = back(report)
        assert [row[1:] for row in rows(closed)] == [row[1:] for row in rows(report)], case["id"]
        kinds = [a.kind for block in closed.design.chain for a in block.assumed]
        assert "model" in kinds, case["id"]
    assert count > 20
    compared("summaries with models inside read back", count)


def _with_models(case: dict[str, Any]) -> Report | None:
    try:
        report = analyse(design_of(case["keras_json"].encode()))
    except Unreadable:
        return None
    inside = any(row.type in ("Sequential", "Functional") for row in report.rows)
    return report if report.complete and inside else None


def _all_rows(report: Report) -> list[Any]:
    return [(depth, r.name, r.type, r.outputs, r.params) for depth, r in expanded(report)]


def _plain_rows(report: Report) -> list[Any]:
    return [(depth, *more) for depth, _, *more in _all_rows(report)]


def test_a_closed_model_whose_shape_is_open_asks_for_more():
    text = """
Layer (type)      Output Shape        Param #
=============================================
a (InputLayer)    (None, 7, 3)        0
m (Functional)    (None, None, 3)     12
"""
    with pytest.raises(Unreadable) as caught:
        parse(text)
    assert fault_text(caught.value.faults[0]) == (
        "m is a model, and the summary does not print what is inside it: print it with "
        "expand_nested=True."
    )


def test_random_chains_come_back(cases: Cases, compared: Compared):
    reports = [r for case in cases("random_chains")[::4] if (r := _whole(case)) is not None]
    wrong = [r for r in reports if rows(back(r)) != rows(r)]
    assert not wrong
    compared("random summaries read back", len(reports))


@settings(deadline=None, max_examples=60)
@given(
    size=st.integers(20, 300),
    channels=st.sampled_from([1, 3, 4]),
    filters=st.integers(1, 200),
    kernel=st.sampled_from([1, 2, 3, 5, 7]),
    stride=st.integers(1, 3),
    padding=st.sampled_from(["valid", "same"]),
    units=st.integers(1, 2000),
    style=st.sampled_from(list(TITLES)),
)
def test_chains_that_are_drawn_come_back(
    size: int,
    channels: int,
    filters: int,
    kernel: int,
    stride: int,
    padding: str,
    units: int,
    style: Style,
):
    design = new_design(
        Conv2D(filters=filters, kernel_size=(kernel,) * 2, strides=(stride,) * 2, padding=padding),
        MaxPooling2D(),
        Dropout(),
        Flatten(),
        Dense(units=units),
        input=Input(batch_shape=(None, size, size, channels)),
    )
    report = analyse(design)
    assume(not _is_cut(report, style))
    if style == "keras3.0":
        assume("…" not in summary_text(report, style))  # its counts have the least room
    assert rows(back(report, style)) == rows(report)


PAGE = """
Some words before.

_________________________________________________________________
Layer (type)                 Output Shape              Param #
=================================================================
conv2d_1 (Conv2D)            (None, 26, 26, 64)        640
_________________________________________________________________
max_pooling2d_1 (MaxPooling2 (None, 13, 13, 64)        0
_________________________________________________________________
dropout_1 (Dropout)          (None, 13, 13, 64)        0
_________________________________________________________________
flatten_1 (Flatten)          (None, 10816)             0
_________________________________________________________________
dense_1 (Dense)              (None, 10)                108170
=================================================================
Total params: 108,810
"""


def test_the_settings_are_those_that_give_the_numbers():
    design = parse(PAGE)
    # 640 = (3 * 3 * 1 + 1) * 64 and 26 = 28 - 3 + 1; 108,170 = (10,816 + 1) * 10
    assert [block.layer for block in design.chain] == [
        Input(batch_shape=(None, 28, 28, 1)),
        Conv2D(filters=64),
        MaxPooling2D(),
        Dropout(),
        Flatten(),
        Dense(units=10),
    ]
    assert [block.assumed for block in design.chain] == [
        (
            Assumption(
                "input",
                ("batch_shape",),
                "(None, 28, 28, 1)",
                "640 = (3 * 3 * 1 + 1) * 64",
                # (9 + 1) * 64 and 10 * 64; 26 is 26 / 1 with padding
                (
                    "(None, 26, 26, 9): kernel_size 1×1",
                    "(None, 26, 26, 10): kernel_size 1×1, use_bias False",
                    "(None, 26, 26, 1): padding same",
                ),
            ),
        ),
        (
            Assumption(
                "with_input",
                ("kernel_size", "padding", "use_bias"),
                "(None, 28, 28, 1): kernel_size 3×3, padding valid, use_bias True",
                "640 = (3 * 3 * 1 + 1) * 64",
                design.chain[0].assumed[0].others,
            ),
        ),
        (Assumption("settings", ("padding",), "padding valid", "", ("padding same",)),),
        (Assumption("not_printed", ("rate",), "rate 0.5"),),
        (),
        (),
    ]
    assert "marked on the blocks" in design.note


def test_every_assumption_has_words_and_is_kept_by_the_file():
    design = parse(PAGE)
    same = (
        "These would print the same: (None, 26, 26, 9): kernel_size 1×1; (None, 26, 26, 10): "
        "kernel_size 1×1, use_bias False; (None, 26, 26, 1): padding same"
    )
    assert [assumption_text(a, b.layer) for b in design.chain[:4] for a in b.assumed] == [
        f"Assumed: the input (None, 28, 28, 1), as 640 = (3 * 3 * 1 + 1) * 64. {same}.",
        (
            "Assumed: (None, 28, 28, 1): kernel_size 3×3, padding valid, use_bias True, as "
            f"640 = (3 * 3 * 1 + 1) * 64. {same}."
        ),
        "Assumed: padding valid. This would print the same: padding same.",
        "Assumed: rate 0.5, as a summary does not print it.",
    ]
    assert assumption_text(Assumption("unfit"), Dense()) == (
        "Assumed: the default settings. None were found that give what is printed."
    )
    assert assumption_text(Assumption("model", told="Functional, 256"), Dense()) == (
        "Assumed: one layer for what is inside this model (Functional, 256 parameters), as that "
        "is not printed."
    )
    assert design_of(design_file.write(design)) == design


def test_whoever_changes_a_setting_has_decided_it():
    design = parse(PAGE)
    start, conv, pool, dropout = (block.uid for block in design.chain[:4])
    layers = {block.uid: block.layer for block in design.chain}

    def left(layers: dict[int, Layer]) -> list[str]:
        after = edits.replace_layers(design, layers)
        return [a.kind for block in after.chain for a in block.assumed]

    whole = ["input", "with_input", "settings", "not_printed"]
    assert left({conv: layers[conv].replace(filters=3)}) == whole
    assert left({conv: layers[conv].replace(kernel_size=(1, 1))}) == [whole[0], *whole[2:]]
    assert left({start: Input(batch_shape=(None, 26, 26, 9))}) == whole[2:]
    assert left({pool: Flatten()}) == [*whole[:2], "not_printed"]
    assert left({dropout: layers[dropout].replace(rate=0.1)}) == whole[:3]
    settled = edits.settle(design, conv, design.chain[1].assumed[0])
    assert settled.chain[1].assumed == ()
    assert settled.chain[1].layer == layers[conv]
    assert edits.move(design, [conv], (4,)).chain[3].assumed[0].kind == "with_input"
    assert design.chain[2].copy().assumed == design.chain[2].assumed


def test_blanks_that_a_page_lost_do_no_harm():
    squeezed = "\n".join(" ".join(line.split()) for line in PAGE.splitlines())
    assert parse(squeezed) == parse(PAGE)


def test_a_class_that_nobody_knows_stays_in_its_place():
    page = PAGE.replace("dropout_1 (Dropout) ", "mine_1 (CapsuleNet)")
    report = analyse(parse(re.sub(r"(CapsuleNet.*)0\n", r"\1?\n", page)))
    row = report.problem_row
    assert row is not None
    assert [r.type for r in report.printed][-4:] == [
        "MaxPooling2D",
        "CapsuleNet",
        "Flatten",
        "Dense",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Layer (type)   Output Shape   Param #", True),
        ('{"note": "Layer (type)   Output Shape   Param #"}', False),
        ("a Layer (type) alone", False),
        ("", False),
    ],
)
def test_a_summary_is_told_by_its_head(text: str, expected: bool):
    assert is_summary(text.encode()) is expected


@pytest.mark.parametrize(
    "text", ["Layer (type) Output Shape Param #\n", "Layer (type) Output Shape Param #\n===\nx\n"]
)
def test_a_head_without_rows_is_refused(text: str):
    with pytest.raises(Unreadable) as caught:
        design_of(text.encode())
    assert [f.problem.code for f in caught.value.faults] == ["no_rows"]


def test_there_is_an_end_to_the_rows():
    row = "dense_1 (Dense)   (None, 10)   110\n"
    with pytest.raises(Unreadable) as caught:
        parse("Layer (type) Output Shape Param #\n" + row * (MOST_ROWS + 1))
    assert caught.value.faults[0].problem.code == "too_many_layers"


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_nothing_that_is_pasted_does_harm(data: st.DataObject):
    name = data.draw(st.sampled_from(sorted(LAYERS)))
    shape = data.draw(st.lists(st.sampled_from(["None", "0", "1", "7", "9" * 18]), max_size=5))
    count = data.draw(st.sampled_from(["0", "7", "1,000", "9" * 18, "?"]))
    line = f"a (InputLayer)  ({', '.join(shape)})  0\nx ({name})  ({', '.join(shape)})  {count}\n"
    for text in (line, line.partition("\n")[2]):
        try:
            design = parse("Layer (type)  Output Shape  Param #\n" + text)
        except Unreadable:
            continue
        assert analyse(design).rows


def test_keras_1_counts_what_is_trained():
    """Printed by Keras 1.1.2; the averages of the normalization were not counted."""
    row = "{:<33}{:<22}{:<12}{:<33}".format
    text = "\n".join(
        [
            row("Layer (type)", "Output Shape", "Param #", "Connected to"),
            "=" * 100,
            row("dense_1 (Dense)", "(None, 8)", "40", "dense_input_1[0][0]"),
            "_" * 100,
            row("batchnormalization_1 (BatchNorma", "(None, 8)", "16", "dense_1[0][0]"),
            "=" * 100,
            "Total params: 56",
        ]
    )
    report = analyse(parse(text))
    assert [(row.params, row.trainable) for row in report.rows] == [(0, 0), (40, 40), (32, 16)]
    later = analyse(parse(f"{text}\nTrainable params: 56"))
    assert [row.params for row in later.rows] == [0, 40, 16]
