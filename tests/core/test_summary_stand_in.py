"""What of a printed summary is not known: classes that are not Keras's, and what was cut off.

The cut tables are as Keras 3.15.1 prints them with `line_length=100` into 80 columns, and with
`line_length=60`.
"""

import pytest

from designer.core.analyse import analyse
from designer.core.assumption import Assumption
from designer.core.declared import Array
from designer.core.export.keras_code import keras_code
from designer.core.files.faults import Unreadable
from designer.core.files.printed_summary import is_summary, parse
from designer.core.layers.custom import CustomLayer
from designer.words import fault_text, problem_text
from designer.words.assumptions import assumption_text

QUESTION = """
>>> model.summary()
Model: "sequential"
_________________________________________________________________
 Layer (type)                Output Shape              Param #
=================================================================
 conv2d (Conv2D)             (None, 98, 98, 64)        640

 lstm_thing (MyLayer)        (None, 98, 98, 64)        64

 global_average_pooling2d (G  (None, 64)               0
 lobalAveragePooling2D)

 dense (Dense)               (None, 10)                650

=================================================================
Total params: 1,354
Trainable params: 1,354
Non-trainable params: 0
_________________________________________________________________
"""


def test_a_class_of_the_user_has_what_is_printed_of_it():
    design = parse(QUESTION)
    block = design.chain[2]
    assert block.layer == CustomLayer(
        title="MyLayer",
        numbers=(),
        arrays=(Array("inside", ("64",)),),
        output=("98", "98", "64"),
        name="lstm_thing",
    )
    assert block.assumed == (Assumption("unknown", told="MyLayer, 64"),)
    assert assumption_text(block.assumed[0], block.layer) == (
        "Assumed: a layer of your own for this class (MyLayer, 64 parameters), which is not known "
        "here."
    )
    report = analyse(design)
    assert [row.params for row in report.rows] == [0, 640, 64, 0, 650]
    assert (report.complete, report.total) == (True, 1354)


def test_no_export_takes_it_for_a_layer_of_keras():
    report = analyse(parse(QUESTION))
    assert "        # MyLayer: a class of its own, to be put in here\n" in keras_code(
        report, problem_text
    )


TABLE = """
Layer (type)      Output Shape        Param #
=============================================
a (InputLayer)    (None, None, 3)     0
b (Mine)          {}  12
c (Dense)         (None, {}, 2)       10
"""


def test_an_axis_that_is_open_on_both_sides_stays_open():
    report = analyse(parse(TABLE.format("(None, None, 4)", "None")))
    layer = report.rows[1].layer
    assert isinstance(layer, CustomLayer)
    assert layer.output == ("x1", "4")
    assert [row.output for row in report.rows][1:] == [(None, None, 4), (None, None, 2)]
    assert report.total == 22


@pytest.mark.parametrize("shape", ["(None, 3, None)", "?"])
def test_what_the_numbers_do_not_say_is_not_made_up(shape: str):
    row = analyse(parse(TABLE.format(shape, "3"))).rows[1]
    assert (row.type, row.output) == ("Mine", None)


def test_the_input_before_an_unknown_class_is_marked():
    text = "Layer (type)  Output Shape  Param #\nb (Mine)  (None, 4)  12\n"
    assert parse(text).chain[0].assumed == (Assumption("input", ("batch_shape",), "(None, 4)"),)


CUT = (
    "The table of this summary is cut off at its right: print it in a wider terminal, or without "
    "line_length, so that its columns fit."
)
WITHOUT_COUNTS = """\
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳
┃ Layer (type)                               ┃ Output Shape                    ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇
│ conv2d (Conv2D)                            │ (None, 26, 26, 32)              │
└────────────────────────────────────────────┴─────────────────────────────────┴
 Total params: 320 (1.25 KB)
"""
WITHOUT_SOURCES = """\
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━┳━━━━━━
┃ Layer (type)                ┃ Output Shape            ┃        Param # ┃ Conne
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━╇━━━━━━
│ input_layer_17 (InputLayer) │ (None, 16)              │              0 │ -
├─────────────────────────────┼─────────────────────────┼────────────────┼──────
│ shared (Dense)              │ (None, 16)              │            272 │ input
│                             │                         │                │ share
└─────────────────────────────┴─────────────────────────┴────────────────┴──────
 Total params: 272 (1.06 KB)
"""
AT_THE_EDGE = "\n".join(line[:75] for line in WITHOUT_SOURCES.splitlines())
OLD = (
    "Layer (type)      Output Shape        Param #     Connected t\na (Dense)  (None, 2)  6   b[0]"
)


@pytest.mark.parametrize("text", [WITHOUT_COUNTS, WITHOUT_SOURCES, AT_THE_EDGE, OLD])
def test_a_table_without_its_right_side_is_refused(text: str):
    assert is_summary(text.encode())
    with pytest.raises(Unreadable) as refused:
        parse(text)
    assert [fault_text(fault) for fault in refused.value.faults] == [CUT]


NARROW = """\
┏━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━┓
┃ Layer (type)             ┃ Output Shape      ┃   Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━┩
{}
└──────────────────────────┴───────────────────┴───────────┘
{}
"""
FC = """\
│ input (InputLayer)       │ (None, 25088)     │         0 │
├──────────────────────────┼───────────────────┼───────────┤
│ fc1 (Dense)              │ (None, 4096)      │ 102,764,… │
├──────────────────────────┼───────────────────┼───────────┤
│ fc2 (Dense)              │ (None, 4096)      │ 16,781,3… │"""
WORDS = """\
│ embedding (Embedding)    │ (None, None, 128) │ 25,600,0… │"""


def test_a_count_that_is_cut_off_says_how_it_begins():
    """102,764,544 = (25,088 + 1) * 4,096 and 16,781,312 = (4,096 + 1) * 4,096, as in VGG16."""
    report = analyse(parse(NARROW.format(FC, "")))
    assert [row.params for row in report.rows] == [0, 102_764_544, 16_781_312]
    assert [row.output for row in report.rows][1:] == [(None, 4096), (None, 4096)]
    assert [block.assumed for block in report.design.chain] == [(), (), ()]


def test_what_a_count_that_is_cut_off_leaves_open_is_marked():
    """25,600,000 is the one multiple of 128 between it and 25,600,099; 25,600,… leaves more."""
    chain = parse(NARROW.format(WORDS.replace("0… ", "…  "), "")).chain
    assert chain[1].assumed == (
        Assumption(
            "settings",
            ("input_dim",),
            "input_dim 200000",
            "25,600,000 = 200000 * 128",
            ("input_dim 200001", "input_dim 200002", "input_dim 200003"),
        ),
    )
    assert parse(NARROW.format(WORDS, "")).chain[1].assumed == ()


def test_the_total_tells_the_one_count_that_is_cut_off():
    words = WORDS.replace("0… ", "…  ")
    report = analyse(parse(NARROW.format(words, " Total params: 25,600,256 (97.66 MB)")))
    assert report.total == 25_600_256  # 200,002 * 128
    assert report.design.chain[1].assumed == ()


def test_what_comes_in_tells_the_class_whose_end_is_cut_off():
    text = NARROW.format(
        """\
│ input (InputLayer)       │ (None, 5, 5, 8)   │         0 │
├──────────────────────────┼───────────────────┼───────────┤
│ global_average_pooling2… │ (None, 8)         │         0 │
│ (GlobalAveragePooling2…  │                   │           │""",
        "",
    )
    assert analyse(parse(text)).rows[1].type == "GlobalAveragePooling2D"
    text = text.replace("Pooling2…", "Poo…     ").replace("pooling2…", "poo…     ")
    assert analyse(parse(text)).rows[1].type == "GlobalAveragePooling2D"
