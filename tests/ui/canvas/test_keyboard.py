"""Everything that a hand can do on the canvas, done with keys."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar

from designer.core.layers.dense import Dense
from designer.core.layers.nested import Sequential
from designer.core.layers.regularization import Dropout
from designer.core.layers.reshaping import Flatten
from designer.session.session import Session
from designer.ui.canvas.inline_editor import InlineEditor
from designer.ui.canvas.quick_insert import QuickInsert
from designer.ui.canvas.view import ChainView
from designer.ui.panels.line_field import LineField
from tests.pointer import click_twice
from tests.ui.canvas.drag import at, settle

KEY = Qt.Key
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
Card = TypeVar("Card", QuickInsert, InlineEditor)
FOUR = (Flatten(), Dense(units=50), Dropout(rate=0.1), Dense(units=10))


def uids(session: Session) -> list[int]:
    return [block.uid for block in session.store.design.chain]


def press(view: ChainView, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(view, key, held)
    settle()


def card(view: ChainView, kind: type[Card]) -> Card:
    found = [w for w in view.findChildren(kind) if w.isVisible()]
    assert len(found) == 1
    return found[0]


def line(editor: InlineEditor, name: str) -> LineField:
    edit = editor.rows[name].edit
    assert isinstance(edit, LineField)
    return edit


def no_card(view: ChainView) -> bool:
    cards = [*view.findChildren(QuickInsert), *view.findChildren(InlineEditor)]
    return not any(w.isVisible() for w in cards)


@pytest.mark.parametrize(
    ("start", "keys", "selected", "current"),
    [
        (2, [(KEY.Key_Down, None)], [3], 3),
        (2, [(KEY.Key_Up, None)], [1], 1),
        (0, [(KEY.Key_Up, None)], [0], 0),
        (4, [(KEY.Key_Down, None)], [4], 4),
        (2, [(KEY.Key_Home, None)], [0], 0),
        (2, [(KEY.Key_End, None)], [4], 4),
        (2, [(KEY.Key_Down, SHIFT)], [2, 3], 3),
        (2, [(KEY.Key_Down, SHIFT), (KEY.Key_Down, SHIFT)], [2, 3, 4], 4),
        (2, [(KEY.Key_Down, SHIFT), (KEY.Key_Up, SHIFT)], [2], 2),
        (2, [(KEY.Key_Down, SHIFT), (KEY.Key_Up, SHIFT), (KEY.Key_Up, SHIFT)], [1, 2], 1),
        (2, [(KEY.Key_End, SHIFT)], [2, 3, 4], 4),
        (2, [(KEY.Key_End, SHIFT), (KEY.Key_Home, SHIFT)], [0, 1, 2], 0),
    ],
)
def test_arrows_select(view, session, build, start, keys, selected, current):
    blocks = build(*FOUR)
    session.stage.select([blocks[start]])
    for key, held in keys:
        press(view, key, held or Qt.KeyboardModifier.NoModifier)
    assert session.stage.selection.uids == tuple(blocks[i] for i in selected)
    assert session.stage.selection.current == blocks[current]


@pytest.mark.parametrize(("key", "place"), [(KEY.Key_Down, 0), (KEY.Key_Up, 4)])
def test_without_a_selection_arrows_begin_at_an_end(view, session, build, key, place):
    blocks = build(*FOUR)
    session.stage.select([])
    press(view, key)
    assert session.stage.selection.uids == (blocks[place],)


@pytest.mark.parametrize(
    ("chosen", "key", "order"),
    [
        ([2], KEY.Key_Up, [0, 2, 1, 3, 4]),
        ([2], KEY.Key_Down, [0, 1, 3, 2, 4]),
        ([2, 3], KEY.Key_Down, [0, 1, 4, 2, 3]),
        ([2, 4], KEY.Key_Up, [0, 2, 4, 1, 3]),
        ([1], KEY.Key_Up, [0, 1, 2, 3, 4]),
        ([4], KEY.Key_Down, [0, 1, 2, 3, 4]),
        ([0], KEY.Key_Down, [0, 1, 2, 3, 4]),
    ],
)
def test_alt_and_arrows_move(view, session, build, chosen, key, order):
    blocks = build(*FOUR)
    session.stage.select([blocks[i] for i in chosen])
    press(view, key, ALT)
    assert uids(session) == [blocks[i] for i in order]
    assert session.stage.selection.uids == tuple(blocks[i] for i in chosen)


@pytest.mark.parametrize("key", [KEY.Key_Delete, KEY.Key_Backspace])
def test_delete_removes_the_selection_and_selects_what_follows(view, session, build, key):
    blocks = build(*FOUR)
    session.stage.select([blocks[2], blocks[3]])
    press(view, key)
    assert uids(session) == [blocks[0], blocks[1], blocks[4]]
    assert session.stage.selection.uids == (blocks[4],)
    session.store.undo_stack.undo()
    assert uids(session) == blocks


def test_the_input_cannot_be_deleted(view, session, build):
    blocks = build(*FOUR)
    session.stage.select([blocks[0]])
    press(view, KEY.Key_Delete)
    assert uids(session) == blocks


def test_space_opens_the_quick_insert_when_it_is_let_go(view, session, build):
    blocks = build(*FOUR)
    session.stage.select([blocks[1]])
    QTest.keyPress(view, KEY.Key_Space)
    assert no_card(view)
    QTest.keyRelease(view, KEY.Key_Space)
    box = card(view, QuickInsert)
    assert box.search.hasFocus()
    QTest.keyClicks(box.search, "fully connected")
    QTest.keyClick(box.search, KEY.Key_Return)
    settle()
    chain = session.store.design.chain
    assert [b.layer.keras for b in chain] == [
        "InputLayer",
        "Flatten",
        "Dense",
        "Dense",
        "Dropout",
        "Dense",
    ]
    assert chain[2].layer == Dense()
    assert session.stage.selection.uids == (chain[2].uid,)
    assert no_card(view)
    assert view.hasFocus()


def test_a_letter_opens_the_quick_insert_with_it(view, session, build):
    build()
    QTest.keyClicks(view, "f")
    box = card(view, QuickInsert)
    assert box.search.text() == "f"
    QTest.keyClicks(box.search, "lat")
    QTest.keyClick(box.search, KEY.Key_Return)
    settle()
    assert [b.layer for b in session.store.design.chain[1:]] == [Flatten()]


def test_arrows_choose_in_the_list_and_escape_closes_it(view, session, build):
    blocks = build(*FOUR)
    QTest.keyClicks(view, "c")
    box = card(view, QuickInsert)
    first = box.list.currentItem().text()
    QTest.keyClick(box.search, KEY.Key_Down)
    assert box.list.currentItem().text() != first
    QTest.keyClick(box.search, KEY.Key_Escape)
    settle()
    assert no_card(view)
    assert uids(session) == blocks
    assert view.hasFocus()


def test_what_is_not_found_inserts_nothing(view, session, build):
    blocks = build(*FOUR)
    view.open_quick_insert(text="zzzz")
    box = card(view, QuickInsert)
    QTest.keyClick(box.search, KEY.Key_Return)
    assert uids(session) == blocks
    assert box.isVisible()
    assert box.nothing.isVisible()
    assert box.nothing.text() == "Nothing found. CustomLayer stands for any layer."
    QTest.keyClick(box.search, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box.search, "highway")
    assert box.nothing.text() == (
        "Keras 3 has no Highway any more. CustomLayer stands for any layer."
    )
    QTest.keyClick(box.search, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box.search, "dense")
    assert not box.nothing.isVisible()


def test_a_press_on_what_takes_no_focus_closes_the_quick_insert(view, session, build, qtbot):
    build(*FOUR)
    tabs = QTabBar()
    tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    tabs.addTab("Properties")
    qtbot.addWidget(tabs)
    tabs.show()
    view.open_quick_insert(text="zzzz")
    box = card(view, QuickInsert)
    QTest.mouseClick(box.search, Qt.MouseButton.LeftButton)
    assert box.isVisible()
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton)
    settle()
    assert no_card(view)


def test_return_opens_a_model(view, session, build):
    blocks = build(Sequential(layers=(Flatten(), Dense(units=3))))
    session.stage.select([blocks[1]])
    press(view, KEY.Key_Return)
    assert [b.layer for b in session.store.design.chain[1:]] == [Flatten(), Dense(units=3)]
    assert not [w for w in view.findChildren(InlineEditor) if w.isVisible()]
    press(view, KEY.Key_Escape)
    assert session.stage.selection.current == blocks[1]


def test_a_click_on_a_link_inserts_there(view, session, build):
    blocks = build(*FOUR)
    pos = at(view, view.chain.layout.bottom(1) + 12)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=pos)
    box = card(view, QuickInsert)
    QTest.keyClicks(box.search, "dropout")
    QTest.keyClick(box.search, KEY.Key_Return)
    settle()
    assert [uids(session)[i] for i in (0, 1, 3, 4, 5)] == blocks
    assert session.store.design.chain[2].layer == Dropout()


def test_enter_edits_in_place(view, session, build):
    blocks = build(*FOUR)
    session.stage.select([blocks[2]])
    press(view, KEY.Key_Return)
    units = line(card(view, InlineEditor), "units")
    assert units.hasFocus()
    units.selectAll()
    QTest.keyClicks(units, "64")
    assert session.store.design.chain[2].layer == Dense(units=64)
    QTest.keyClick(units, KEY.Key_Return)
    settle()
    assert no_card(view)
    session.store.undo_stack.undo()  # the typing was one step
    assert session.store.design.chain[2].layer == Dense(units=50)


def test_a_wrong_value_stays_with_its_reason(view, session, build):
    blocks = build(*FOUR)
    session.stage.select([blocks[2]])
    view.edit_current()
    editor = card(view, InlineEditor)
    units = line(editor, "units")
    units.selectAll()
    QTest.keyClicks(units, "7x")
    assert units.text() == "7x"
    assert editor.rows["units"].problem.text()
    assert session.store.design.chain[2].layer == Dense(units=50)  # and not 7, its beginning
    QTest.keyClick(units, KEY.Key_Return)
    assert editor.isVisible()
    QTest.keyClick(units, KEY.Key_Escape)
    settle()
    assert no_card(view)


def test_escape_takes_back_what_was_typed(view, session, build):
    blocks = build(*FOUR)
    before, count = session.store.design, session.store.undo_stack.count()
    session.stage.select([blocks[2]])
    view.edit_current()
    units = line(card(view, InlineEditor), "units")
    units.selectAll()
    QTest.keyClicks(units, "64")
    assert session.store.design.chain[2].layer == Dense(units=64)
    QTest.keyClick(units, KEY.Key_Escape)
    settle()
    assert no_card(view)
    assert session.store.design == before
    assert session.store.undo_stack.count() == count


def test_what_changes_elsewhere_is_shown_in_the_editor(view, session, build):
    blocks = build(*FOUR)
    session.stage.select([blocks[2]])
    view.edit_current()
    units = line(card(view, InlineEditor), "units")
    session.editor.set_field(blocks[2], "units", 9)
    assert units.text() == "9"
    session.editor.remove([blocks[2]])
    settle()
    assert no_card(view)


def test_a_double_click_edits_in_place(view, session, build):
    build(*FOUR)
    pos = at(view, view.chain.layout.middle(3))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=pos)
    click_twice(view.viewport(), pos)
    assert list(card(view, InlineEditor).rows) == ["rate"]


def test_f2_renames(view, session, build):
    blocks = build(*FOUR)
    session.stage.select([blocks[4]])
    press(view, KEY.Key_F2)
    name = card(view, InlineEditor).rows["name"]
    QTest.keyClicks(name.edit, "head")
    QTest.keyClick(name.edit, KEY.Key_Return)
    settle()
    assert session.store.design.chain[4].layer == Dense(units=10).replace(name="head")
    assert no_card(view)


def test_a_name_that_is_taken_is_refused(view, session, build):
    blocks = build(Flatten().replace(name="flat"), Dense(units=10))
    session.stage.select([blocks[2]])
    view.rename_current()
    name = card(view, InlineEditor).rows["name"]
    QTest.keyClicks(name.edit, "flat")
    assert "flat" in name.problem.text()
    assert session.store.design.chain[2].layer.name is None  # and not "fla"


def test_the_menu_has_what_the_keys_have(view, session, build, qtbot):
    blocks = build(*FOUR)
    session.stage.select([blocks[2]])
    menu = view.open_menu(view.place_of(2).center())
    texts = {a.text().partition("\t")[0]: a for a in menu.actions() if not a.isSeparator()}
    assert {"Edit Settings", "Rename", "Move Up", "Move Down", "Duplicate", "Delete"} <= set(texts)
    texts["Freeze or Unfreeze"].trigger()
    assert session.store.design.chain[2].layer == Dense(units=50).replace(trainable=False)
    texts["Duplicate"].trigger()
    assert session.store.design.chain[3].layer == Dense(units=50).replace(trainable=False)
    texts["Delete"].trigger()
    assert uids(session) == blocks
    menu.close()


def test_the_menu_cannot_delete_the_input(view, session, build):
    blocks = build(*FOUR)
    session.stage.select([blocks[0]])
    menu = view.open_menu(view.place_of(0).center())
    enabled = [a.text() for a in menu.actions() if a.isEnabled() and not a.isSeparator()]
    assert enabled == ["Edit Settings\tReturn", "Insert After…\tSpace", "Fit\tShift+1"]
    menu.close()


def test_focus_elsewhere_closes_a_card(view, session, build):
    blocks = build(*FOUR)
    session.stage.select([blocks[2]])
    view.edit_current()
    view.setFocus()
    settle()
    assert no_card(view)
    assert QApplication.focusWidget() is view


def test_what_can_run_there_comes_first(view, session, build):
    build()  # after an image, so the 2-D layer before its 1-D and 3-D sisters
    view.open_quick_insert(text="maxpool")
    assert card(view, QuickInsert).list.item(0).text() == "MaxPooling2D"


def test_what_was_typed_in_full_comes_before_what_can_run(view, session, build):
    build()
    view.open_quick_insert(text="conv1d")
    assert card(view, QuickInsert).list.item(0).text() == "Conv1D"


def test_the_quick_insert_goes_when_the_chain_changes_below_it(view, session, build):
    blocks = build(*FOUR)
    view.open_quick_insert(5)
    session.editor.remove(blocks[3:])
    settle()
    assert no_card(view)


def test_what_a_layer_is_for_stands_whole_in_the_quick_insert(view, build):
    """A description that is longer than the card is wide has more lines, and the row with it."""
    build()
    view.open_quick_insert(text="groupqueryattention")
    box = card(view, QuickInsert)
    settle()
    model, rows = box.list.model(), box.list
    long = rows.visualRect(model.index(0, 0)).height()
    box.search.setText("flatten")
    settle()
    short = rows.visualRect(model.index(0, 0)).height()
    line = QFontMetrics(view.look.theme.font(12)).lineSpacing()
    assert long == short + line
    assert short > 2 * line


def test_the_quick_insert_is_no_larger_than_the_canvas(view, build):
    build()
    view.resize(300, 240)
    view.open_quick_insert()
    box = card(view, QuickInsert)
    settle()
    assert view.viewport().rect().contains(box.geometry())
    assert box.rect().contains(box.list.geometry())
