"""Printed summaries of models that branch, and of chains that say what they are connected to.

The texts of Keras 3 are those of Keras 3.15.1; those of the releases before follow their
`print_layer_summary_with_connections`.
"""

import pytest

from designer.core.analyse import analyse
from designer.core.files.faults import Unreadable
from designer.core.files.printed_summary import parse
from designer.words import fault_text

KERAS_3 = """\
Model: "functional"
┏━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┓
┃ Layer (type)        ┃ Output Shape      ┃    Param # ┃ Connected to      ┃
┡━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━┩
{}
└─────────────────────┴───────────────────┴────────────┴───────────────────┘
 Total params: {} (1.26 KB)
"""
KERAS_1 = """\
{line}
Layer (type)                     Output Shape          Param #     Connected to
{double}
{{}}
{line}
Total params: {{}}
{line}
""".format(line="_" * 100, double="=" * 100)
KERAS_2 = """\
Model: "model"
{line}
 Layer (type)                   Output Shape         Param #     Connected to
{double}
{{}}
{double}
Total params: {{}}
{line}
""".format(line="_" * 98, double="=" * 98)

Cells = tuple[str, str, str, str]


def boxed(*lines: Cells) -> str:
    widths = (19, 17, 10, 17)
    return "\n".join(
        f"│ {' │ '.join(cell.ljust(w) for cell, w in zip(line, widths, strict=True))} │"
        for line in lines
    )


def columns(ends: tuple[int, ...], *lines: Cells) -> str:
    """The cells as the releases up to 2.6 pad them, cut off at the end of each column."""

    def padded(cells: Cells) -> str:
        text = ""
        for cell, end in zip(cells, ends, strict=True):
            text = (text[:-1] + " " if text else "") + cell
            text = text[:end].ljust(end)
        return text

    return "\n".join(map(padded, lines))


OLD = (33, 55, 67, 100)
LATER = (32, 53, 65, 98)

HEADS = [
    KERAS_3.format(
        boxed(
            ("input_layer", "(None, 8)", "0", "-"),
            ("(InputLayer)", "", "", ""),
            ("─" * 19, "─" * 17, "─" * 10, "─" * 17),
            ("trunk (Dense)", "(None, 8)", "72", "input_layer[0][0]"),
            ("─" * 19, "─" * 17, "─" * 10, "─" * 17),
            ("price (Dense)", "(None, 1)", "9", "trunk[0][0]"),
            ("─" * 19, "─" * 17, "─" * 10, "─" * 17),
            ("kind (Dense)", "(None, 2)", "18", "trunk[0][0]"),
        ).replace("│ ─", "├─"),
        99,
    ),
    KERAS_1.format(
        columns(
            OLD,
            ("input_1 (InputLayer)", "(None, 8)", "0", ""),
            ("trunk (Dense)", "(None, 8)", "72", "input_1[0][0]"),
            ("price (Dense)", "(None, 1)", "9", "trunk[0][0]"),
            ("kind (Dense)", "(None, 2)", "18", "trunk[0][0]"),
        ),
        99,
    ),
    KERAS_2.format(
        columns(
            LATER,
            (" input_1 (InputLayer)", "[(None, 8)]", "0", "[]"),
            (" trunk (Dense)", "(None, 8)", "72", "['input_1[0][0]']"),
            (" price (Dense)", "(None, 1)", "9", "['trunk[0][0]']"),
            (" kind (Dense)", "(None, 2)", "18", "['trunk[0][0]']"),
        ),
        99,
    ),
]
"""Dense(8) with the two heads Dense(1) and Dense(2)."""


def refusal(text: str) -> str:
    with pytest.raises(Unreadable) as refused:
        parse(text)
    (fault,) = refused.value.faults
    return fault_text(fault)


@pytest.mark.parametrize("text", HEADS, ids=["3", "1", "2"])
def test_two_heads_are_refused_by_the_name_of_the_trunk(text: str):
    expected = "The model branches at trunk, which goes to price, kind: it is not a plain chain."
    assert refusal(text) == expected


@pytest.mark.parametrize("text", HEADS, ids=["3", "1", "2"])
def test_the_same_table_without_the_second_head_opens(text: str):
    lines = [line for line in text.splitlines() if "kind" not in line]
    report = analyse(parse("\n".join(lines)))
    assert [row.params for row in report.rows] == [0, 72, 9]
    assert report.total == 81


def test_blanks_that_a_page_lost_hide_no_branch():
    assert "branches at trunk" in refusal(" ".join(HEADS[1].split(" ")).replace("   ", " "))


def test_a_shared_layer_is_refused():
    rows = boxed(
        ("input (InputLayer)", "(None, 16)", "0", "-"),
        ("─" * 19, "─" * 17, "─" * 10, "─" * 17),
        ("shared (Dense)", "(None, 16)", "272", "input[0][0],"),
        ("", "", "", "shared[0][0]"),
        ("─" * 19, "─" * 17, "─" * 10, "─" * 17),
        ("out (Dense)", "(None, 1)", "17", "shared[1][0]"),
    ).replace("│ ─", "├─")
    expected = "shared is used 2 times: the model is not a plain chain."
    assert refusal(KERAS_3.format(rows, 289)) == expected


MERGED = "plus takes several inputs (input_1, dense_1): the model is not a plain chain."


def test_a_layer_of_several_inputs_is_refused_where_each_has_a_line():
    table = columns(
        OLD,
        ("input_1 (InputLayer)", "(None, 8)", "0", ""),
        ("dense_1 (Dense)", "(None, 8)", "72", "input_1[0][0]"),
        ("plus (Merge)", "(None, 8)", "0", "input_1[0][0]"),
        ("", "", "", "dense_1[0][0]"),
    )
    assert refusal(KERAS_1.format(table, 72)) == MERGED
    lost = "\n".join(" ".join(line.split()) for line in table.splitlines())
    assert refusal(KERAS_1.format(lost, 72)) == MERGED


def test_a_layer_of_several_inputs_is_refused_where_they_are_a_list():
    table = columns(
        LATER,
        (" input_1 (InputLayer)", "[(None, 8)]", "0", "[]"),
        (" dense_1 (Dense)", "(None, 8)", "72", "['input_1[0][0]']"),
        (" plus (Add)", "(None, 8)", "0", "['input_1[0][0]',"),
        ("", "", "", " 'dense_1[0][0]']"),
    )
    assert refusal(KERAS_2.format(table, 72)) == MERGED


def test_names_that_are_cut_off_are_told_apart_as_far_as_they_are_shown():
    rows = boxed(
        ("input (InputLayer)", "(None, 16)", "0", "-"),
        ("─" * 19, "─" * 17, "─" * 10, "─" * 17),
        ("a_rather_long_name…", "(None, 16)", "272", "input[0][0]"),
        ("(Dense)", "", "", ""),
        ("─" * 19, "─" * 17, "─" * 10, "─" * 17),
        ("one (Dense)", "(None, 1)", "17", "a_rather_long_na…"),
        ("─" * 19, "─" * 17, "─" * 10, "─" * 17),
        ("two (Dense)", "(None, 1)", "17", "{}"),
    ).replace("│ ─", "├─")
    text = KERAS_3.format(rows, 306)
    assert "branches at a_rather_long_name…" in refusal(text.replace("{}", "a_rather_long_na…"))


def test_an_output_other_than_the_first_is_refused():
    table = columns(
        OLD,
        ("lstm_1 (LSTM)", "[(None, 4), (None, 4)]", "96", "input_1[0][0]"),
        ("dense_1 (Dense)", "(None, 1)", "5", "lstm_1[0][1]"),
    )
    expected = "dense_1 takes output 2 of lstm_1: a chain hands on the first."
    assert refusal(KERAS_1.format(table, 101)) == expected


def test_two_inputs_are_refused():
    table = columns(
        LATER,
        (" left (InputLayer)", "[(None, 8)]", "0", "[]"),
        (" right (InputLayer)", "[(None, 8)]", "0", "[]"),
        (" dense_1 (Dense)", "(None, 8)", "72", "['right[0][0]']"),
    )
    expected = "A chain has one input, and this model has: left, right."
    assert refusal(KERAS_2.format(table, 72)) == expected


def test_a_row_that_hangs_on_nothing_printed_is_refused():
    table = columns(
        OLD,
        ("dense_1 (Dense)", "(None, 8)", "72", "dense_input_1[0][0]"),
        ("dense_2 (Dense)", "(None, 8)", "72", "elsewhere[0][0]"),
    )
    expected = "dense_2 is not connected with the rest of the chain."
    assert refusal(KERAS_1.format(table, 144)) == expected


def test_masks_and_attention_to_one_tensor_stay_a_chain():
    rows = boxed(
        ("input (InputLayer)", "(None, 16)", "0", "-"),
        ("─" * 19, "─" * 17, "─" * 10, "─" * 17),
        ("embedding", "(None, 16, 8)", "80", "input[0][0]"),
        ("(Embedding)", "", "", ""),
        ("─" * 19, "─" * 17, "─" * 10, "─" * 17),
        ("not_equal", "(None, 16)", "0", "input[0][0]"),
        ("(NotEqual)", "", "", ""),
        ("─" * 19, "─" * 17, "─" * 10, "─" * 17),
        ("lstm (LSTM)", "(None, 16, 8)", "544", "embedding[0][0],"),
        ("", "", "", "not_equal[0][0]"),
        ("─" * 19, "─" * 17, "─" * 10, "─" * 17),
        ("attend_to_it_and_…", "(None, 16, 8)", "288", "lstm[0][0],"),
        ("(MultiHeadAttenti…", "", "", "lstm[0][0],"),
        ("", "", "", "not_equal[0][0]"),
        ("─" * 19, "─" * 17, "─" * 10, "─" * 17),
        ("dense (Dense)", "(None, 16, 2)", "18", "attend_to_it_an…"),
    ).replace("│ ─", "├─")
    report = analyse(parse(KERAS_3.format(rows, 930)))
    types = ["InputLayer", "Embedding", "LSTM", "MultiHeadAttention", "Dense"]
    assert [row.type for row in report.rows] == types
    assert report.total == 930
