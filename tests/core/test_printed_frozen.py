"""Frozen layers in a printed summary: the column that tells them, and the totals that do.

The text written out here is what Keras 3.15.1 prints; the others are our own, which equal Keras's
byte for byte (test_summary_text.py).
"""

from collections.abc import Collection

import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.export.summary_text import Style, summary_text
from designer.core.files.printed_summary import parse
from designer.core.freezing import with_trainable
from designer.core.layers.attention import MultiHeadAttention
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.nested import Sequential
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.reshaping import Flatten
from designer.core.report import Report
from designer.words.assumptions import assumption_text

ALL_FROZEN = """\
Model: "sequential"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ separable_conv2d                │ (None, 8, 8, 32)       │           140 │
│ (SeparableConv2D)               │                        │               │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ alpha_dropout (AlphaDropout)    │ (None, 8, 8, 32)       │             0 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 140 (560.00 B)
 Trainable params: 0 (0.00 B)
 Non-trainable params: 140 (560.00 B)
"""
LAYERS = (Conv2D(filters=8), BatchNormalization(), Conv2D(filters=16), Flatten(), Dense(units=10))
"""80, 16 (and as many that are never trained), 1,168 and 92,170 parameters to train."""


def frozen(places: Collection[int]) -> Report:
    layers = (with_trainable(v, i not in places) for i, v in enumerate(LAYERS))
    return analyse(new_design(*layers))


def told(report: Report) -> list[str]:
    return [
        assumption_text(a, block.layer)
        for block in report.design.chain
        for a in block.assumed
        if "trainable" in (a.kind, *a.fields) or a.kind == "trained"
    ]


def places(report: Report) -> list[int]:
    return [row.index - 1 for row in report.rows if row.params and not row.layer.trainable]


def test_all_layers_are_frozen_where_nothing_is_trained():
    report = analyse(parse(ALL_FROZEN))
    assert (report.total, report.trainable) == (140, 0)
    assert [row.layer.trainable for row in report.printed] == [False, False]
    assert not told(report)


@pytest.mark.parametrize("style", ["keras3", "keras2.15", "keras2.6"])
def test_the_first_layers_are_frozen_if_that_is_what_the_totals_say(style: Style):
    printed = frozen({0, 1, 2})
    report = analyse(parse(summary_text(printed, style)))
    assert (report.trainable, places(report)) == (92_170, [0, 1, 2])
    assert told(report) == [
        "Assumed: trainable False, as 93,434 - 92,170 = 80 + 16 + 1,168."
    ] * len(places(report))


@pytest.mark.parametrize("which", [{1}, {4}, {1, 4}, {0, 2}])
def test_other_layers_are_if_their_counts_add_up(which: set[int]):
    report = analyse(parse(summary_text(frozen(which))))
    assert set(places(report)) == which
    assert report.trainable == frozen(which).trainable


@pytest.mark.parametrize("which", [{1}, {0, 4}, {2, 3}, set[int]()])
def test_the_column_decides(which: set[int]):
    report = analyse(parse(summary_text(frozen(which), show_trainable=True)))
    assert set(places(report)) == which - {3}  # a dash, as it has no parameters
    assert not told(report)


def test_where_several_layers_could_be_meant_one_is_taken_which_is_told():
    """3,925 + 30 + 30 parameters, of which 30 are not trained."""
    dense = Dense(units=5)
    report = analyse(new_design(Flatten(), dense, dense, with_trainable(dense, False)))
    again = analyse(parse(summary_text(report)))
    assert (again.total, again.trainable, places(again)) == (3_985, 3_955, [2])
    assert told(again) == ["Assumed: trainable False, as 3,985 - 3,955 = 30."]


def test_a_part_of_a_model_cannot_be_told():
    inside = Sequential(layers=(with_trainable(Dense(units=3), False), Dense(units=2)))
    report = analyse(new_design(Flatten(), inside))
    again = analyse(parse(summary_text(report)))
    assert (again.total, again.trainable) == (2_363, 2_363)
    assert told(again) == [
        "Assumed: every layer is trained, though so many parameters are not (2,363 ≠ 8 trainable)."
    ]
    opened = analyse(parse(summary_text(report, show_trainable=True, expand_nested=True)))
    assert opened.trainable == 8


def test_attention_that_is_frozen_by_its_setting_alone_is_still_trained():
    """As in Keras, whose projections inside do not know of it."""
    layer = MultiHeadAttention(num_heads=1, key_dim=2, trainable=False)
    report = analyse(new_design(layer))
    assert report.trainable == report.total
    assert analyse(parse(summary_text(report, show_trainable=True))).trainable == report.total
