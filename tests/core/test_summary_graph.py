"""Printed summaries of models that branch, and of chains that say what they are connected to.

The texts of Keras 3 are those of Keras 3.15.1; those of the releases before follow their
`print_layer_summary_with_connections`.
"""

from itertools import zip_longest

import pytest

from designer.core.analyse import analyse
from designer.core.files.faults import Unreadable
from designer.core.files.printed_summary import parse
from designer.words import fault_text

Row = tuple[str, str, str, str]
"""A layer: its label, shape, count and sources, each with a line break where it goes on below."""

BOXED = """\
Model: "functional"
┏━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┓
┃ Layer (type)        ┃ Output Shape      ┃    Param # ┃ Connected to      ┃
┡━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━┩
{}
└─────────────────────┴───────────────────┴────────────┴───────────────────┘
 Total params: {} (1.26 KB)
"""
RULED = """\
{title}{line}
{head}
{double}
{rows}
{double}
Total params: {total}
{line}
"""
HEAD = ("Layer (type)", "Output Shape", "Param #", "Connected to")


def lines_of(row: Row) -> list[tuple[str, ...]]:
    return list(zip_longest(*(cell.split("\n") for cell in row), fillvalue=""))


def keras_3(*rows: Row, total: int) -> str:
    widths = (19, 17, 10, 17)
    rule = "\n├─" + "─┼─".join("─" * w for w in widths) + "─┤\n"
    printed = (
        "\n".join(
            f"│ {' │ '.join(cell.ljust(w) for cell, w in zip(line, widths, strict=True))} │"
            for line in lines_of(row)
        )
        for row in rows
    )
    return BOXED.format(rule.join(printed), total)


def ruled(ends: tuple[int, ...], title: str, rows: tuple[Row, ...], total: int) -> str:
    """The cells as the releases up to 2.6 pad them, cut off at the end of each column."""

    def padded(cells: tuple[str, ...]) -> str:
        text = ""
        for cell, end in zip(cells, ends, strict=True):
            text = (text[:-1] + " " if text else "") + cell
            text = text[:end].ljust(end)
        return text

    printed = "\n".join(padded(line) for row in rows for line in lines_of(row))
    line, double = "_" * ends[-1], "=" * ends[-1]
    about = {"title": title, "line": line, "double": double, "head": padded(HEAD)}
    return RULED.format(rows=printed, total=total, **about)


def keras_1(*rows: Row, total: int) -> str:
    return ruled((33, 55, 67, 100), "", rows, total)


def keras_2(*rows: Row, total: int) -> str:
    return ruled((32, 53, 65, 98), 'Model: "model"\n', rows, total)


HEADS = [
    keras_3(
        ("input_layer\n(InputLayer)", "(None, 8)", "0", "-"),
        ("trunk (Dense)", "(None, 8)", "72", "input_layer[0][0]"),
        ("price (Dense)", "(None, 1)", "9", "trunk[0][0]"),
        ("kind (Dense)", "(None, 2)", "18", "trunk[0][0]"),
        total=99,
    ),
    keras_1(
        ("input_1 (InputLayer)", "(None, 8)", "0", ""),
        ("trunk (Dense)", "(None, 8)", "72", "input_1[0][0]"),
        ("price (Dense)", "(None, 1)", "9", "trunk[0][0]"),
        ("kind (Dense)", "(None, 2)", "18", "trunk[0][0]"),
        total=99,
    ),
    keras_2(
        (" input_1 (InputLayer)", "[(None, 8)]", "0", "[]"),
        (" trunk (Dense)", "(None, 8)", "72", "['input_1[0][0]']"),
        (" price (Dense)", "(None, 1)", "9", "['trunk[0][0]']"),
        (" kind (Dense)", "(None, 2)", "18", "['trunk[0][0]']"),
        total=99,
    ),
]
"""Dense(8) with the two heads Dense(1) and Dense(2)."""

INPUT_1 = ("input_1 (InputLayer)", "(None, 8)", "0", "")
INPUT_3 = ("input (InputLayer)", "(None, 16)", "0", "-")


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
    text = keras_3(
        INPUT_3,
        ("shared (Dense)", "(None, 16)", "272", "input[0][0],\nshared[0][0]"),
        ("out (Dense)", "(None, 1)", "17", "shared[1][0]"),
        total=289,
    )
    assert refusal(text) == "shared is used 2 times: the model is not a plain chain."


MERGED = "plus takes several inputs (input_1, dense_1): the model is not a plain chain."


def test_a_layer_of_several_inputs_is_refused_where_each_has_a_line():
    text = keras_1(
        INPUT_1,
        ("dense_1 (Dense)", "(None, 8)", "72", "input_1[0][0]"),
        ("plus (Merge)", "(None, 8)", "0", "input_1[0][0]\ndense_1[0][0]"),
        total=72,
    )
    assert refusal(text) == MERGED
    lost = "\n".join(" ".join(line.split()) for line in text.splitlines())
    assert refusal(lost) == MERGED


def test_a_layer_of_several_inputs_is_refused_where_they_are_a_list():
    text = keras_2(
        (" input_1 (InputLayer)", "[(None, 8)]", "0", "[]"),
        (" dense_1 (Dense)", "(None, 8)", "72", "['input_1[0][0]']"),
        (" plus (Add)", "(None, 8)", "0", "['input_1[0][0]',\n 'dense_1[0][0]']"),
        total=72,
    )
    assert refusal(text) == MERGED


def test_names_that_are_cut_off_are_told_apart_as_far_as_they_are_shown():
    text = keras_3(
        INPUT_3,
        ("a_rather_long_name…\n(Dense)", "(None, 16)", "272", "input[0][0]"),
        ("one (Dense)", "(None, 1)", "17", "a_rather_long_na…"),
        ("two (Dense)", "(None, 1)", "17", "a_rather_long_na…"),
        total=306,
    )
    assert "branches at a_rather_long_name…" in refusal(text)


def test_an_output_other_than_the_first_is_refused():
    text = keras_1(
        ("lstm_1 (LSTM)", "[(None, 4), (None, 4)]", "96", "input_1[0][0]"),
        ("dense_1 (Dense)", "(None, 1)", "5", "lstm_1[0][1]"),
        total=101,
    )
    assert refusal(text) == "dense_1 takes output 2 of lstm_1: a chain hands on the first."


def test_two_inputs_are_refused():
    text = keras_2(
        (" left (InputLayer)", "[(None, 8)]", "0", "[]"),
        (" right (InputLayer)", "[(None, 8)]", "0", "[]"),
        (" dense_1 (Dense)", "(None, 8)", "72", "['right[0][0]']"),
        total=72,
    )
    assert refusal(text) == "A chain has one input, and this model has: left, right."


def test_a_row_that_hangs_on_nothing_printed_is_refused():
    text = keras_1(
        ("dense_1 (Dense)", "(None, 8)", "72", "dense_input_1[0][0]"),
        ("dense_2 (Dense)", "(None, 8)", "72", "elsewhere[0][0]"),
        total=144,
    )
    assert refusal(text) == "dense_2 is not connected with the rest of the chain."


def test_a_model_that_comes_first_in_keras_1_hands_on_what_its_last_layer_gives():
    """It is not called: Keras 1.2.2 prints so of `Sequential([Sequential([...]), Dense(4)])`."""
    first = ("sequential_2 (Sequential)", "(None, 5)", "101", "")
    text = keras_1(first, ("dense_4 (Dense)", "(None, 4)", "24", "dense_3[0][0]"), total=125)
    assert analyse(parse(text)).total == 125
    called = ("dense_2 (Dense)", "(None, 5)", "101", "")
    text = keras_1(called, ("dense_4 (Dense)", "(None, 4)", "24", "dense_3[0][0]"), total=125)
    assert refusal(text) == "dense_4 is not connected with the rest of the chain."


def test_masks_and_attention_to_one_tensor_stay_a_chain():
    text = keras_3(
        INPUT_3,
        ("embedding\n(Embedding)", "(None, 16, 8)", "80", "input[0][0]"),
        ("not_equal\n(NotEqual)", "(None, 16)", "0", "input[0][0]"),
        ("lstm (LSTM)", "(None, 16, 8)", "544", "embedding[0][0],\nnot_equal[0][0]"),
        (
            "attend_to_it_and_…\n(MultiHeadAttenti…",
            "(None, 16, 8)",
            "288",
            "lstm[0][0],\nlstm[0][0],\nnot_equal[0][0]",
        ),
        ("dense (Dense)", "(None, 16, 2)", "18", "attend_to_it_an…"),
        total=930,
    )
    report = analyse(parse(text))
    types = ["InputLayer", "Embedding", "LSTM", "MultiHeadAttention", "Dense"]
    assert [row.type for row in report.rows] == types
    assert report.total == 930


@pytest.mark.parametrize(
    ("label", "shown", "type_name"),
    [
        ("a_name_that_leaves_no_room_at_all (MultiHeadAttention)", "", "CustomLayer"),
        ("multi_head_attention (MultiHeadAttention)", "(MultiHead", "MultiHeadAttention"),
    ],
)
def test_attention_whose_type_is_cut_off_stays_a_chain(label: str, shown: str, type_name: str):
    """The first column of Keras 2.6 has room for 31 characters."""
    name = label.partition(" (")[0]
    text = keras_2(
        ("input_1 (InputLayer)", "[(None, 16, 8)]", "0", ""),
        ("lstm (LSTM)", "(None, 16, 8)", "544", "input_1[0][0]"),
        (label, "(None, 16, 8)", "288", "lstm[0][0]\nlstm[0][0]"),
        ("dense (Dense)", "(None, 16, 2)", "18", f"{name}[0][0]"),
        total=850,
    )
    assert shown in text
    assert "(MultiHeadA" not in text
    types = ["InputLayer", "LSTM", type_name, "Dense"]
    assert [row.type for row in analyse(parse(text)).rows] == types


def test_masks_and_layers_are_told_apart_in_a_narrow_table():
    """As Keras 3.15.1 prints it with `line_length=60`: types and names are cut off."""
    text = keras_3(
        ("input (InputLayer)", "(None, None)", "0", "-"),
        ("embedding\n(Embedding)", "(None, None, 8)", "80", "input[0][0]"),
        ("not_equal\n(NotEqual)", "(None, None)", "0", "input[0][0]"),
        (
            "bidirectional\n(Bidirectional)",
            "(None, None, 8)",
            "416",
            "embedding[0]…\nnot_equal[0]…",
        ),
        ("attention\n(Attention)", "(None, None, 8)", "0", "bidirectiona…\nbidirectiona…"),
        ("convert_to_ten…\n(ConvertToTens…", "(None, None)", "0", "not_equal[0]…"),
        (
            "global_average…\n(GlobalAverage…",
            "(None, 8)",
            "0",
            "attention[0]…\nconvert_to_t…",
        ),
        ("dense (Dense)", "(None, 1)", "9", "global_avera…"),
        total=505,
    )
    report = analyse(parse(text))
    assert [row.type for row in report.rows] == [
        "InputLayer",
        "Embedding",
        "Bidirectional",
        "Attention",
        "GlobalAveragePooling1D",
        "Dense",
    ]
    assert report.total == 505


def test_layers_whose_names_are_cut_off_alike_follow_in_their_order():
    alike, source = "a_rather_long_name…\n(Dense)", "a_rather_long_na…"
    text = keras_3(
        INPUT_3,
        (alike, "(None, 16)", "272", "input[0][0]"),
        (alike, "(None, 8)", "136", source),
        ("one (Dense)", "(None, 1)", "9", source),
        total=417,
    )
    report = analyse(parse(text))
    assert [row.params for row in report.rows] == [0, 272, 136, 9]
    assert [row.name for row in report.rows] == ["input", "dense", "dense_1", "one"]
