"""Which layer of one design is which of another. Designs here are small enough to see by eye."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.core import edits
from designer.core.alignment import align
from designer.core.analyse import analyse
from designer.core.design import Design, new_design
from designer.core.layer import Layer
from designer.core.layers.activation import ReLU
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.pooling import MaxPooling2D
from designer.core.layers.regularization import Dropout
from designer.core.layers.reshaping import Flatten
from designer.core.sequences import common, rising


def pairs(before: Design, after: Design) -> list[tuple[int | None, int | None]]:
    return [(p.before, p.after) for p in align(analyse(before), analyse(after))]


def of(*layers: Layer) -> Design:
    return new_design(*layers, input=Input(batch_shape=(None, 64)))


def test_one_document_is_paired_by_its_history():
    before = of(Dense(units=8), Dense(units=8), Dense(units=8))
    first = before.chain[1]
    # by what they look like, the last one would be gone
    after = edits.remove(before, [first.uid])
    assert pairs(before, after) == [(0, 0), (1, None), (2, 1), (3, 2)]


def test_a_layer_that_was_moved_is_one_layer():
    before = of(Dense(units=8), Dropout(rate=0.5), Dense(units=4), Dense(units=2))
    moved = edits.move(before, [before.chain[2].uid], (5,))
    again = of(Dense(units=8), Dense(units=4), Dense(units=2), Dropout(rate=0.5))
    for after in (moved, again):
        found = align(analyse(before), analyse(after))
        assert [(p.before, p.after) for p in found if p.moved] == [(2, 4)]
        assert len(found) == 5


def test_two_files_a_renamed_layer():
    before = of(Dense(units=8, name="a"), Dense(units=4, name="b"))
    after = of(Dense(units=8, name="c"), Dense(units=4, name="b"))
    assert pairs(before, after) == [(0, 0), (1, 1), (2, 2)]


def test_two_files_a_changed_setting_beside_a_new_layer():
    before = of(Dense(units=8), Dense(units=4))
    after = of(Dense(units=16), Dropout(rate=0.1), Dense(units=4))
    assert pairs(before, after) == [(0, 0), (1, 1), (None, 2), (2, 3)]


def test_two_files_one_gone_and_one_new_of_other_types():
    before, after = of(Dropout(rate=0.1), Dense(units=4)), of(Flatten(), Dense(units=4))
    # what is gone stands before what came in its place
    assert pairs(before, after) == [(0, 0), (1, None), (None, 1), (2, 2)]


def test_names_decide_between_equal_layers():
    before = of(Dense(units=8, name="left"), Dense(units=8, name="right"))
    after = of(Dense(units=8, name="right"))
    assert pairs(before, after) == [(0, 0), (1, None), (2, 1)]


def _block(filters: int) -> list[Layer]:
    return [Conv2D(filters=filters, padding="same"), ReLU(), MaxPooling2D()]


def test_two_long_files_with_changes_far_apart():
    many = [8 + n % 3 for n in range(1000)]
    image = Input(batch_shape=(None, 8, 8, 1))
    whole = [layer for n in many for layer in _block(n)]
    before = new_design(*whole, input=image)
    rest = [layer for n in many for layer in _block(n)]
    del rest[2500], rest[40]
    after = new_design(*rest, input=image)
    found = align(analyse(before), analyse(after))
    assert [p for p in found if p.after is None or p.before is None or p.moved] == [
        p for p in found if p.before in (41, 2501)
    ]


def test_long_files_that_have_nothing_in_common_are_paired_by_their_order():
    before, after = (of(*(Dense(units=n + first) for n in range(300))) for first in (1, 10_000))
    assert pairs(before, after) == [(n, n) for n in range(301)]


_LAYERS = st.lists(st.integers(1, 4).map(lambda n: Dense(units=n)), max_size=8)


@given(_LAYERS, _LAYERS)
def test_every_layer_has_one_line_and_kept_lines_are_in_order(a: list[Layer], b: list[Layer]):
    found = align(analyse(of(*a)), analyse(of(*b)))
    assert sorted(p.before for p in found if p.before is not None) == list(range(len(a) + 1))
    assert [p.after for p in found if p.after is not None] == list(range(len(b) + 1))
    kept = [p.before for p in found if p.before is not None and not p.moved]
    assert kept == sorted(kept)


_NUMBERS = st.lists(st.integers(0, 3), max_size=9)


@given(_NUMBERS, _NUMBERS)
def test_common_is_as_long_as_dynamic_programming_finds(a: list[int], b: list[int]):
    found = common(a, b, 18)
    assert [a[p] for p, _ in found] == [b[q] for _, q in found]
    assert found == sorted(found)
    assert len(found) == _length(a, b)


def _length(a: Sequence[int], b: Sequence[int]) -> int:
    if not a or not b:
        return 0
    if a[-1] == b[-1]:
        return _length(a[:-1], b[:-1]) + 1
    return max(_length(a[:-1], b), _length(a, b[:-1]))


def test_common_gives_up_where_too_much_differs():
    assert common([1, 2, 3], [4, 5, 6], 5) == []
    assert common([1, 2, 3], [1, 5, 3], 2) == [(0, 0), (2, 2)]


@pytest.mark.parametrize(
    ("seconds", "longest"), [([], 0), ([0], 1), ([3, 0, 1, 2], 3), ([2, 1, 0], 1)]
)
def test_rising(seconds: list[int], longest: int):
    found = rising(list(enumerate(seconds)))
    assert len(found) == longest
    assert [q for _, q in found] == sorted(q for _, q in found)
