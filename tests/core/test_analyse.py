"""Analysing again after an edit gives what a fresh analysis gives."""

from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.analyse import analyse
from designer.core.design import Block, Design, new_design
from designer.core.edits import replace_layers
from designer.core.layer import Layer
from designer.core.layers.colour_changes import Equalization
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.recurrent import GRU, LSTM
from designer.core.layers.regularization import Dropout
from designer.core.layers.reshaping import Flatten
from designer.core.layers.wrappers import Bidirectional
from designer.core.report import Report

KINDS: list[Layer] = [
    Dense(units=2, name="given"),
    Dense(units=3, trainable=False),
    Conv2D(filters=2, padding="same"),
    Conv2D(filters=3, kernel_size=(9, 9)),
    Dropout(),
    Flatten(),
    Dense(units=4),
    Equalization(),
    Equalization(dtype="float16"),
]
chains = st.lists(st.sampled_from(KINDS), max_size=9)


def design(layers: list[Layer]) -> Design:
    return new_design(*layers, input=Input(batch_shape=(None, 20, 20, 1)))


@settings(deadline=None, max_examples=300)
@given(chains, chains, st.integers(0, 9), st.integers(0, 9))
def test_the_report_before_makes_no_difference(
    old: list[Layer], put_in: list[Layer], start: int, length: int
) -> None:
    first = design(old)
    chain = first.chain[1:]
    changed = (*chain[:start], *map(Block, put_in), *chain[start + length :])
    second = first.with_chain((first.chain[0], *changed))
    again, afresh = analyse(second, analyse(first)), analyse(second)
    assert again.outcomes == afresh.outcomes
    assert list(again.names) == list(afresh.names)
    assert _figures(again) == _figures(afresh)


def _figures(report: Report) -> tuple[int, ...]:
    return report.total, report.trainable, report.bytes, report.trainable_bytes


def test_names_follow_a_layer_inside_another() -> None:
    """A wrapped LSTM uses up the name "lstm"; a GRU in its place leaves it to the next layer."""
    before = design([Bidirectional(layer=LSTM(units=2)), LSTM(units=3)])
    uid = before.chain[1].uid
    after = replace_layers(before, {uid: Bidirectional(layer=GRU(units=2))})
    again = analyse(after, analyse(before))
    assert list(again.names) == list(analyse(after).names)
    assert again.names[2] != analyse(before).names[2]


def test_blocks_of_which_the_layers_change_stay_where_they_are() -> None:
    before = design([Flatten(), Dense(units=1), Dense(units=2)])
    uid = before.chain[2].uid
    assert before.index(uid) == 2
    after = replace_layers(before, {uid: Dense(units=9)})
    assert (after.index(uid), after.chain[2].uid) == (2, uid)


def test_another_input_reaches_every_layer() -> None:
    before = analyse(design([Flatten(), Dense(units=1)]))
    wide = before.design.chain[0].with_layer(Input(batch_shape=(None, 5)))
    after = before.design.with_chain((wide, *before.design.chain[1:]))
    # 20 * 20 * 1 inputs and a bias; then 5 and a bias
    assert (before.total, analyse(after, before).total) == (401, 6)
