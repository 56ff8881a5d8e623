"""The geometry of the canvas. Numbers follow from interface.md: blocks of 330 x 56, an input of 40,
24 between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.ui.canvas.layout import WIDTH, Layout

COUNTS = st.integers(1, 200)
HEIGHTS = st.floats(-500, 20_000)


def test_blocks_stand_below_one_another():
    layout = Layout(4)
    assert [layout.top(i) for i in range(4)] == [0, 64, 144, 224]
    assert [layout.bottom(i) for i in range(4)] == [40, 120, 200, 280]
    assert [layout.middle(i) for i in range(4)] == [20, 92, 172, 252]
    assert layout.height == 304


def test_an_open_gap_takes_one_place_whatever_is_carried():
    layout = Layout(6, opened=range(2, 5))  # blocks 2, 3 and 4 are carried
    assert [layout.top(i) for i in (1, 2, 5)] == [64, 144, 224]
    assert layout.height == 304


@pytest.mark.parametrize(
    ("y", "block", "link"),
    [
        (-1, None, None),
        (0, 0, None),
        (39, 0, None),
        (40, None, 1),
        (63, None, 1),
        (64, 1, None),
        (119, 1, None),
        (120, None, 2),
        (144, 2, None),
        (200, None, 3),  # the link below the last block: append
        (224, None, None),
    ],
)
def test_what_is_at_a_point(y: float, block: int | None, link: int | None):
    layout = Layout(3)
    assert layout.block_at(WIDTH / 2, y) == block
    assert layout.link_at(WIDTH / 2, y) == link


@pytest.mark.parametrize("x", [-1, WIDTH + 1])
def test_beside_the_chain_there_is_nothing(x: float):
    layout = Layout(3)
    assert layout.block_at(x, 92) is None
    assert layout.link_at(x, 130) is None


def test_an_open_gap_holds_no_block():
    assert Layout(4, opened=range(2, 3)).block_at(10, 170) is None


@pytest.mark.parametrize(
    ("y", "gap"),
    [(-50, 1), (0, 1), (50, 1), (91, 1), (92, 2), (150, 2), (171, 2), (172, 3), (9_999, 3)],
)
def test_the_gap_changes_in_the_middle_of_a_block(y: float, gap: int):
    assert Layout(3).gap_at(y) == gap


@pytest.mark.parametrize(("y", "gap"), [(91, 1), (92, 2), (144, 2), (223, 2), (251, 2), (252, 3)])
def test_an_open_gap_stays_open_around_the_pointer(y: float, gap: int):
    # Two layers and the input, with gap 2 open for one more: block 2 now stands at 224.
    assert Layout(4, opened=range(2, 3)).gap_at(y) == gap


def test_a_rectangle_touches_blocks_but_not_links():
    layout = Layout(5)
    assert layout.blocks_in(0, 100, 10, 150) == range(1, 3)
    assert layout.blocks_in(0, 125, 10, 140) == range(0)
    assert layout.blocks_in(0, 125, 10, 150) == range(2, 3)
    assert layout.blocks_in(WIDTH + 1, 0, WIDTH + 9, 500) == range(0)
    assert layout.blocks_in(-9, -9, 500, 5_000) == range(5)


@given(COUNTS, HEIGHTS, st.floats(0, 3_000))
def test_visible_blocks_are_those_between_two_heights(count: int, top: float, size: float):
    layout = Layout(count)
    ends = [*(layout.top(i) for i in range(1, count)), layout.height]
    expected = [i for i in range(count) if layout.top(i) <= top + size and ends[i] > top]
    assert list(layout.visible(top, top + size)) == expected


@given(COUNTS, st.integers(1, 200), st.integers(1, 9))
def test_every_gap_can_be_meant_and_stays_meant_once_open(count: int, gap: int, carried: int):
    gap = min(gap, count)
    closed = Layout(count)
    y = closed.top(gap) - 12 if gap < count else closed.height - 12
    assert closed.gap_at(y) == gap
    opened = Layout(count + carried, range(gap, gap + carried))
    assert opened.gap_at(y) == gap
    assert opened.gap_at(opened.middle(gap)) == gap
