"""Blocks dragged within the chain: alone, several, copied, across the edge, and called off."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from designer.core.layers.dense import Dense
from designer.core.layers.regularization import Dropout
from designer.core.layers.reshaping import Flatten
from designer.session.session import Session
from designer.ui.canvas.view import ChainView
from tests.ui.canvas.drag import Hand, at, settle

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FIVE = (Flatten(), Dense(units=50), Dense(units=40), Dropout(rate=0.1), Dense(units=10))


def uids(session: Session) -> list[int]:
    return [block.uid for block in session.store.design.chain]


def middle(view: ChainView, index: int) -> QPoint:
    return at(view, view.chain.layout.middle(index), x=60)


def test_a_block_moves_to_where_it_is_let_go(view, session, build):
    before = build(*FIVE)
    i, flat, fifty, forty, drop, ten = before
    design = session.store.design
    # Below the middle of block 4 is gap 5, counted with block 2 taken out of its place.
    Hand(view).drag(middle(view, 2), at(view, view.chain.layout.bottom(4) - 4))
    assert uids(session) == [i, flat, forty, drop, fifty, ten]
    assert session.stage.selection.uids == (fifty,)
    session.store.undo_stack.undo()
    assert session.store.design is design
    assert not session.store.undo_stack.canUndo()


def test_a_block_moves_up(view, session, build):
    i, flat, fifty, forty, drop, ten = build(*FIVE)
    Hand(view).drag(middle(view, 4), at(view, 70))
    assert uids(session) == [i, drop, flat, fifty, forty, ten]


def test_nothing_goes_above_the_input(view, session, build):
    i, flat, fifty, forty, drop, ten = build(*FIVE)
    Hand(view).drag(middle(view, 2), at(view, 2))
    assert uids(session) == [i, fifty, flat, forty, drop, ten]


def test_the_input_stays(view, session, build):
    before = build(*FIVE)
    Hand(view).drag(middle(view, 0), middle(view, 3))
    assert uids(session) == before
    assert not session.store.undo_stack.canUndo()


def test_let_go_at_its_own_place_nothing_has_happened(view, session, build):
    before = build(*FIVE)
    hand = Hand(view)
    hand.press(middle(view, 2))
    hand.move(middle(view, 2) + QPoint(60, 6))
    assert view.chain.layout.opened == range(2, 3)
    hand.release()
    assert uids(session) == before
    assert view.chain.layout.opened == range(0)
    assert not session.store.undo_stack.canUndo()


def test_several_move_together_in_their_order(view, session, build):
    i, flat, fifty, forty, drop, ten = build(*FIVE)
    session.stage.select([fifty, drop])
    hand = Hand(view)
    hand.press(middle(view, 4))
    hand.move(at(view, view.chain.layout.bottom(5) + 10))
    assert view.chain.layout.opened == range(4, 6)
    assert view.chain.ghost.face.title == "2 layers"
    hand.release()
    assert uids(session) == [i, flat, forty, ten, fifty, drop]
    assert session.stage.selection.uids == (fifty, drop)


def test_with_ctrl_the_blocks_are_copied(view, session, build):
    before = build(*FIVE)
    layers = [b.layer for b in session.store.design.chain]
    hand = Hand(view, CTRL)
    hand.press(middle(view, 2))
    hand.move(at(view, view.chain.layout.bottom(5) + 90))  # the gap for the copy has opened above
    assert view.chain.ghost.face.name == "would add"
    hand.release()
    assert uids(session)[:6] == before
    assert [b.layer for b in session.store.design.chain] == [*layers, Dense(units=50)]
    assert session.stage.selection.uids == (uids(session)[6],)


def test_ctrl_can_be_pressed_and_let_go_on_the_way(view, session, build):
    i, flat, fifty, forty, *_ = build(*FIVE)
    hand = Hand(view)
    hand.press(middle(view, 2))
    hand.move(middle(view, 4))
    assert len(session.controller.report.rows) == 6
    QTest.keyPress(view, Qt.Key.Key_Control)
    assert len(session.controller.report.rows) == 7
    QTest.keyRelease(view, Qt.Key.Key_Control)
    assert len(session.controller.report.rows) == 6
    QTest.keyPress(view, Qt.Key.Key_Control)
    hand.release()
    assert uids(session)[:4] == [i, flat, fifty, forty]
    assert len(uids(session)) == 7


def test_the_gap_stays_where_it_is_when_ctrl_is_pressed(view, session, build):
    """Counted without the blocks that move it is another number, at the end even one too many."""
    blocks = build(*FIVE)
    session.stage.select(blocks[1:4])
    hand = Hand(view)
    hand.press(middle(view, 2))
    hand.move(at(view, view.chain.layout.height - 4))
    QTest.keyPress(view, Qt.Key.Key_Control)
    copied = session.controller.report.design.chain
    assert [b.uid for b in copied[:6]] == blocks
    QTest.keyRelease(view, Qt.Key.Key_Control)
    hand.release()
    assert uids(session) == [blocks[i] for i in (0, 4, 5, 1, 2, 3)]


def test_escape_puts_the_blocks_back(view, session, build):
    build(*FIVE)
    design = session.store.design
    hand = Hand(view)
    hand.press(middle(view, 2))
    hand.move(middle(view, 4))
    assert session.controller.previewing
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not session.controller.previewing
    hand.release()
    assert session.store.design is design
    assert view.chain.layout.opened == range(0)


def test_let_go_outside_the_canvas_the_blocks_go_back(view, session, build):
    build(*FIVE)
    design = session.store.design
    hand = Hand(view)
    hand.press(middle(view, 2))
    hand.move(middle(view, 4))
    hand.move(QPoint(-30, 200))
    assert not session.controller.previewing
    hand.release()
    assert session.store.design is design


def test_blocks_that_leave_the_canvas_can_come_back(view, session, build):
    i, flat, fifty, forty, drop, ten = build(*FIVE)
    session.stage.select([fifty, drop])
    hand = Hand(view)
    hand.press(middle(view, 2))
    hand.move(middle(view, 4))
    hand.move(QPoint(-30, 200))
    assert view.chain.layout.opened == range(0)
    end = at(view, view.chain.layout.height - 4)
    hand.move(end)
    hand.release()
    assert uids(session) == [i, flat, forty, ten, fifty, drop]


def test_the_panels_see_what_a_move_would_do(view, session, build):
    build(*FIVE)
    # As built (784+1)*50 + (50+1)*40 + (40+1)*10,
    # with Dense 50 behind Dense 40 (784+1)*40 + (40+1)*50 + (50+1)*10.
    assert session.controller.report.total == 41_700
    hand = Hand(view)
    hand.press(middle(view, 2))
    hand.move(at(view, view.chain.layout.bottom(3) - 4))
    assert session.controller.report.total == 33_960
    assert view.chain.ghost.face.count == "−7,740"
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert session.controller.report.total == 41_700


def test_a_change_from_elsewhere_ends_the_drag(view, session, build):
    i, flat, fifty, forty, drop, ten = build(*FIVE)
    hand = Hand(view)
    hand.press(middle(view, 2))
    hand.move(middle(view, 4))
    session.editor.remove([fifty])
    hand.release()
    assert uids(session) == [i, flat, forty, drop, ten]
    assert view.chain.layout.opened == range(0)


def test_the_chain_scrolls_while_a_block_is_held_at_the_edge(view, session, build, qtbot):
    before = build(*[Dense(units=8)] * 40)
    hand = Hand(view)
    hand.press(middle(view, 1))
    hand.move(QPoint(320, view.viewport().height() - 4))
    start = view.verticalScrollBar().value()
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() - start > 320)  # four blocks
    hand.release()
    new = uids(session)
    index = new.index(before[1])
    assert index > 8
    assert new == [before[0], *before[2 : index + 1], before[1], *before[index + 1 :]]


@pytest.mark.parametrize(("held", "kept"), [(Qt.KeyboardModifier.NoModifier, ()), (CTRL, (5,))])
def test_a_rubber_band_selects_what_it_touches(view, session, build, held, kept):
    blocks = build(*FIVE)
    session.stage.select([blocks[5]])
    hand = Hand(view, held)
    hand.drag(at(view, 130, x=-60), at(view, 230, x=40))
    assert session.stage.selection.uids == tuple(blocks[i] for i in (2, 3, *kept))


def test_escape_forgets_the_rubber_band(view, session, build):
    blocks = build(*FIVE)
    session.stage.select([blocks[5]])
    hand = Hand(view)
    hand.press(at(view, 130, x=-60))
    hand.move(at(view, 230, x=40))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert session.stage.selection.uids == (blocks[5],)
    hand.release()
    assert session.stage.selection.uids == (blocks[5],)


def test_clicks_select(view, session, build):
    blocks = build(*FIVE)
    view.setFocus()
    clicks = [
        (2, Qt.KeyboardModifier.NoModifier, (2,)),
        (4, SHIFT, (2, 3, 4)),
        (3, CTRL, (2, 4)),
        (1, CTRL, (1, 2, 4)),
        (2, Qt.KeyboardModifier.NoModifier, (2,)),
    ]
    for index, held, expected in clicks:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, middle(view, index))
        assert session.stage.selection.uids == tuple(blocks[i] for i in expected)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at(view, 90, x=-50))
    assert session.stage.selection.uids == ()
    settle()
