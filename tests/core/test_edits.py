"""Edits make a new design that shares what stays; the old one is left alone."""

from hypothesis import given
from hypothesis import strategies as st

from designer.core import edits
from designer.core.design import Block, Design, new_design
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input


def _line(count: int) -> Design:
    """An input and *count* layers, which have 1, 2, 3 ... units."""
    return new_design(*(Dense(units=i) for i in range(1, count + 1)), input=Input())


def _units(design: Design) -> list[int]:
    return [block.layer.units for block in design.chain if isinstance(block.layer, Dense)]


def _uids(design: Design, *indices: int) -> list[int]:
    return [design.chain[i].uid for i in indices]


def test_insert_puts_blocks_before_a_place():
    design = _line(3)
    new = [Block(Dense(units=8)), Block(Dense(units=9))]
    assert _units(edits.insert(design, (2,), new)) == [1, 8, 9, 2, 3]
    assert _units(edits.insert(design, (4,), new)) == [1, 2, 3, 8, 9]
    assert _units(design) == [1, 2, 3]


def test_nothing_goes_before_the_input_or_beyond_the_end():
    design = _line(1)
    first = edits.insert(design, (0,), [Block(Dense(units=9))])
    assert first.chain[0] is design.chain[0]
    assert _units(first) == [9, 1]
    assert _units(edits.insert(design, (99,), [Block(Dense(units=9))])) == [1, 9]


def test_remove_takes_blocks_out_but_never_the_input():
    design = _line(4)
    assert _units(edits.remove(design, _uids(design, 1, 3))) == [2, 4]
    assert edits.remove(design, _uids(design, 0)) is design
    assert edits.remove(design, [-1]) is design


def test_move_keeps_the_order_of_what_is_moved():
    design = _line(5)
    assert _units(edits.move(design, _uids(design, 4, 2), (1,))) == [2, 4, 1, 3, 5]
    assert _units(edits.move(design, _uids(design, 1, 2), (6,))) == [3, 4, 5, 1, 2]
    assert _units(edits.move(design, _uids(design, 1, 5), (3,))) == [2, 1, 5, 3, 4]


def test_a_move_to_where_a_block_is_changes_nothing():
    design = _line(3)
    for place in (2, 3):
        assert edits.move(design, _uids(design, 2), (place,)) is design


def test_equal_layers_are_still_two_blocks_when_they_are_moved():
    design = new_design(Dense(), Dense())
    moved = edits.move(design, _uids(design, 2), (1,))
    assert [b.uid for b in moved.chain[1:]] == _uids(design, 2, 1)


def test_replace_keeps_the_block():
    design = _line(3)
    (uid,) = _uids(design, 2)
    changed = edits.replace_layers(design, {uid: Dense(units=7)})
    assert _units(changed) == [1, 7, 3]
    assert [b.uid for b in changed.chain] == [b.uid for b in design.chain]
    assert changed.chain[1] is design.chain[1]


def test_a_copy_is_another_block_without_the_name():
    block = Block(Dense(units=3, name="head"))
    copy = block.copy()
    assert copy.layer == Dense(units=3)
    assert copy.uid != block.uid


def test_the_other_properties_of_a_design_stay():
    design = Design(_line(2).chain, name="mine", kind="functional", title="t", note="n")
    changed = edits.remove(design, _uids(design, 1))
    assert (changed.name, changed.kind, changed.title, changed.note) == (
        "mine",
        "functional",
        "t",
        "n",
    )


@given(st.sets(st.integers(0, 6)), st.integers(0, 8))
def test_a_move_loses_and_adds_nothing(chosen: set[int], place: int):
    design = _line(6)
    moved = edits.move(design, _uids(design, *chosen), (place,))
    assert moved.chain[0] is design.chain[0]
    assert sorted(_units(moved)) == [1, 2, 3, 4, 5, 6]
    assert {b.uid for b in moved.chain} == {b.uid for b in design.chain}
    stayed = [b.uid for i, b in enumerate(design.chain) if i not in chosen or not i]
    assert [b.uid for b in moved.chain if b.uid in stayed] == stayed
