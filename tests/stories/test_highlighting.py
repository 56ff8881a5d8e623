"""One number, lit wherever it stands: pointed at, reached by keys, and followed to its origin.

The design is example C: conv2d and conv2d_1 (rows 1 and 2) make 32 channels each, max_pooling2d
and dropout (3 and 4) hand them on to conv2d_2 (5); Flatten (13) computes the 11,552 that come into
the first Dense (14).
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from designer.core.files.gate import read_design
from designer.core.places import Axis, Setting
from designer.paths import resource
from designer.ui.canvas.inline_editor import InlineEditor
from designer.ui.main_window import MainWindow
from designer.ui.maths.view import FormulaView
from tests.stories.person import Person

FORMULA, PROPERTIES, SHAPE = range(3)
_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def classifier(window: MainWindow, person: Person) -> MainWindow:
    """The window with example C, and the formula panel in front."""
    window.showNormal()  # the screen is small, and whatever is pointed at has to be in sight
    window.resize(1440, 900)
    window._share_room()
    window.session.document.new(read_design(resource("examples", "c-image-classifier.design")))
    window.canvas.home()
    open_page(window, FORMULA)
    person.settle()
    return window


def open_page(window: MainWindow, index: int) -> None:
    window.layer_dock.open_page(index)
    QApplication.processEvents()


def select(window: MainWindow, index: int) -> None:
    window.session.stage.select_row(index)
    QApplication.processEvents()


def uid(window: MainWindow, index: int) -> int:
    return window.session.store.design.chain[index].uid


def move(widget: QWidget, at: QPoint) -> None:
    """Moves the pointer over *widget*, as a hand does: it comes from somewhere in the window."""
    window = widget.window()
    handle = window.windowHandle()
    assert handle is not None
    for place in (QPoint(1, 1), widget.mapTo(window, at)):
        QTest.mouseMove(handle, place)
        QApplication.processEvents()


def middle(view: FormulaView, term: str) -> QPoint:
    return dict(view.picture().hits)[term].center().toPoint()


def hover(window: MainWindow, term: str) -> None:
    formula = window.pages.formula.formula
    move(formula, middle(formula, term))


def in_block(window: MainWindow, index: int) -> list[str]:
    """What is lit in the settings of a block."""
    shown = item(window, index).shown
    assert shown is not None
    return [shown.face.detail[a:b] for a, b in shown.lit_settings]


def on_link(window: MainWindow, index: int) -> list[tuple[int, str]]:
    """The axes that are lit on the link below a block, by their order."""
    shown = item(window, index).shown
    assert shown is not None
    text = shown.face.flow
    return [(text[:a].count("×") + 1, text[a:b]) for a, b in shown.lit_sizes]


def item(window: MainWindow, index: int):
    chain = window.canvas.chain
    return next(i for i in chain._items.values() if i.index == index)


def lit_in_cell(window: MainWindow, index: int) -> tuple[int, int] | None:
    """From where to where the accent of a light reaches in the output shape of a summary row."""
    table = window.pages.summary.table
    cell = table.visualRect(table.rows.index(index - 1, 1))
    image = table.viewport().grab(cell).toImage()
    accent, row = window.look.theme.color("accent"), image.height() // 2
    found = [x for x in range(image.width()) if _alike(image.pixelColor(x, row), accent)]
    return (found[0], found[-1]) if found else None


def _alike(one: QColor, other: QColor) -> bool:
    reds, greens, blues = (
        abs(one.red() - other.red()),
        abs(one.green() - other.green()),
        abs(one.blue() - other.blue()),
    )
    return reds + greens + blues < 150


def places_of_last_axis(window: MainWindow, index: int) -> tuple[int, int]:
    """Where the last number of the output shape of a summary row is written."""
    table = window.pages.summary.table
    text = str(table.rows.index(index - 1, 1).data())
    start = text.rindex(" ") + 1
    width, left = table._painter.width, table._painter._pad
    return left + width(text[:start]), left + width(text[:-1])


def row(window: MainWindow, name: str):
    form = window.pages.properties.form
    assert form is not None
    return form.rows[name]


def told(window: MainWindow) -> str:
    return window.status.currentMessage()


# from a formula to everywhere


def test_a_field_lights_up_in_every_view(classifier: MainWindow) -> None:
    select(classifier, 2)
    open_page(classifier, PROPERTIES)
    open_page(classifier, FORMULA)
    hover(classifier, "filters")
    panel = classifier.pages.formula
    assert panel.formula.lit == {"filters"}
    assert [view.lit for view, _ in panel.sources.shown] == [set(), set(), {"filters"}]
    assert in_block(classifier, 2) == ["32"]
    assert [in_block(classifier, i) for i in (1, 5)] == [[], []]  # other filters are other numbers
    assert row(classifier, "filters").lit
    assert not row(classifier, "kernel_size").lit
    assert told(classifier) == "filters = 32, a setting of this layer"


def test_one_number_of_two_is_lit_by_itself(classifier: MainWindow) -> None:
    select(classifier, 2)
    hover(classifier, "k_w")
    shown = item(classifier, 2).shown
    assert shown is not None
    assert shown.face.detail.index("3×3") + 2 == shown.lit_settings[0][0]
    assert in_block(classifier, 2) == ["3"]


def test_an_axis_lights_up_from_where_it_was_made(classifier: MainWindow) -> None:
    select(classifier, 5)
    hover(classifier, "c_in")
    assert classifier.session.stage.term == {Setting(uid(classifier, 2), "filters")}
    assert in_block(classifier, 2) == ["32"]
    assert [on_link(classifier, i) for i in (1, 2, 3, 4, 5)] == [
        [],
        [(3, "32")],
        [(3, "32")],
        [(3, "32")],
        [],
    ]
    for index in (2, 3, 4):
        lit, (left, right) = lit_in_cell(classifier, index), places_of_last_axis(classifier, index)
        assert lit is not None
        assert abs(lit[0] - left) <= 2
        assert abs(lit[1] - right) <= 2
    assert lit_in_cell(classifier, 1) is None
    assert lit_in_cell(classifier, 5) is None
    assert told(classifier) == (
        "c_in = 32, the last axis of dropout's output, taken over from conv2d_1, its filters"
    )


def test_leaving_puts_all_lights_out(classifier: MainWindow) -> None:
    select(classifier, 5)
    hover(classifier, "c_in")
    move(classifier.pages.formula, QPoint(2, classifier.pages.formula.height() - 3))
    assert classifier.session.stage.term == frozenset()
    assert [on_link(classifier, i) for i in (2, 3, 4)] == [[], [], []]
    assert lit_in_cell(classifier, 2) is None


# a click goes to the origin


def click(window: MainWindow, term: str) -> None:
    formula = window.pages.formula.formula
    QTest.mouseClick(formula, _LEFT, pos=middle(formula, term))
    QApplication.processEvents()


def test_a_click_on_a_setting_opens_its_field(classifier: MainWindow) -> None:
    select(classifier, 2)
    click(classifier, "k_w")
    assert classifier.layer_dock.tabs.currentIndex() == PROPERTIES
    edit = row(classifier, "kernel_size").edit
    assert isinstance(edit, QLineEdit)
    assert edit.hasFocus()
    assert (edit.selectionStart(), edit.selectedText()) == (2, "3")
    assert classifier.session.stage.field == "kernel_size"


def test_a_click_on_an_axis_goes_through_pooling_to_the_field(classifier: MainWindow) -> None:
    select(classifier, 5)
    click(classifier, "c_in")
    assert classifier.session.stage.current_index == 2
    assert row(classifier, "filters").edit.hasFocus()
    assert classifier.session.stage.field == "filters"


def test_a_click_on_what_a_layer_computes_selects_it(classifier: MainWindow) -> None:
    select(classifier, 14)
    click(classifier, "d_in")
    assert classifier.session.stage.current_index == 13
    assert classifier.layer_dock.tabs.currentIndex() == FORMULA


def test_a_click_on_the_channels_of_the_input_opens_its_shape(classifier: MainWindow) -> None:
    select(classifier, 1)
    click(classifier, "c_in")
    assert classifier.session.stage.current_index == 0
    edit = row(classifier, "batch_shape").edit
    assert isinstance(edit, QLineEdit)
    assert edit.hasFocus()
    assert (edit.text(), edit.selectedText()) == ("256, 256, 3", "3")


# the other way round


def test_pointing_at_a_field_shows_where_it_enters(classifier: MainWindow) -> None:
    select(classifier, 2)
    open_page(classifier, PROPERTIES)
    kernel = row(classifier, "kernel_size")
    move(kernel, QPoint(4, 4))
    assert kernel.lit
    assert in_block(classifier, 2) == ["3×3"]
    assert told(classifier) == (
        "kernel_size enters the count as k_h · k_w and the output height and width"
    )
    padding = row(classifier, "padding")
    classifier.pages.properties.area.ensureWidgetVisible(padding)
    move(padding, QPoint(4, 4))
    assert in_block(classifier, 2) == ["valid"]
    assert told(classifier) == (
        "padding decides on the output: with same it would be (None, 256, 256, 32)"
    )


def test_a_field_in_focus_stays_lit_and_its_formula_with_it(classifier: MainWindow) -> None:
    select(classifier, 2)
    open_page(classifier, PROPERTIES)
    edit = row(classifier, "filters").edit
    edit.setFocus()
    QApplication.processEvents()
    assert in_block(classifier, 2) == ["32"]
    move(row(classifier, "kernel_size"), QPoint(4, 4))
    assert in_block(classifier, 2) == ["3×3"]
    move(classifier.pages.properties.title, QPoint(4, 4))
    assert in_block(classifier, 2) == ["32"]  # the pointer left, the keyboard is still there
    assert isinstance(edit, QLineEdit)
    edit.selectAll()
    QTest.keyClicks(edit, "64")
    assert in_block(classifier, 2) == ["64"]
    assert on_link(classifier, 2) == [(3, "64")]


def spot(window: MainWindow, index: int, text: str) -> QPoint:
    """The middle of *text* in the settings of a block, in the viewport."""
    from designer.ui.canvas.blocks import detail_place

    shown = item(window, index).shown
    assert shown is not None
    written, start = detail_place(shown.face), shown.face.detail.index(text)
    box = written._box((start, start + len(text)))
    top = window.canvas.chain.layout.top(index)
    return window.canvas.mapFromScene(box.center().x(), top + box.center().y())


def test_pointing_at_a_block_lights_the_formula(classifier: MainWindow) -> None:
    select(classifier, 2)
    formula = classifier.pages.formula.formula
    view = classifier.canvas.viewport()
    move(view, spot(classifier, 2, "32"))
    assert formula.lit == {"filters"}
    assert told(classifier) == "filters enters the count as filters and the output channels"
    move(view, spot(classifier, 2, "×"))
    assert formula.lit == {"k_h", "k_w"}
    move(view, spot(classifier, 2, "3×3") - QPoint(9, 0))
    assert formula.lit == {"k_h"}
    move(view, spot(classifier, 1, "32"))  # these filters are the channels that come in
    assert formula.lit == {"c_in"}
    move(view, QPoint(2, 2))
    assert formula.lit == set()


def test_pointing_at_a_link_lights_the_formula(classifier: MainWindow) -> None:
    from designer.ui.canvas.links import flow_place

    select(classifier, 5)
    open_page(classifier, SHAPE)
    open_page(classifier, FORMULA)
    shown = item(classifier, 4).shown
    assert shown is not None
    text, written = shown.face.flow, flow_place(shown.face, clear=True)
    bottom = classifier.canvas.chain.layout.bottom(4)
    for axis, lit in (("84", "h"), (text[-2:], "c_in")):
        start = text.index(axis)
        center = written._box((start, start + len(axis))).center()
        move(
            classifier.canvas.viewport(),
            classifier.canvas.mapFromScene(center.x(), bottom + center.y()),
        )
        seen = classifier.pages.formula
        lights = seen.formula.lit | {t for v, _ in seen.sides.shown for t in v.lit}
        assert lit in lights
    assert told(classifier) == (
        "the last axis of dropout's output, 32, taken over from conv2d_1, its filters; "
        "enters the count of conv2d_2 as c_in"
    )


def test_a_size_that_comes_out_lights_its_derivation(classifier: MainWindow) -> None:
    select(classifier, 2)
    open_page(classifier, SHAPE)
    height, width, channels = (view for view, _ in classifier.pages.shape.sides.shown)
    move(height, dict(height.picture().hits)["output 1"].center().toPoint())
    assert (height.lit, width.lit) == ({"output 1"}, set())
    assert on_link(classifier, 2) == [(1, "254")]
    assert told(classifier) == "height = 254, axis 1 of this layer's output"
    move(channels, dict(channels.picture().hits)["output 3"].center().toPoint())
    assert channels.lit == {"output 3", "filters"}  # handed on as it is
    assert in_block(classifier, 2) == ["32"]


def test_pointing_at_the_summary_lights_the_formula(classifier: MainWindow) -> None:
    select(classifier, 5)
    table = classifier.pages.summary.table
    left, right = places_of_last_axis(classifier, 4)
    cell = table.visualRect(table.rows.index(3, 1))
    move(table.viewport(), QPoint(cell.left() + (left + right) // 2, cell.center().y()))
    assert classifier.pages.formula.formula.lit == {"c_in"}
    assert on_link(classifier, 4) == [(3, "32")]
    move(table.viewport(), QPoint(4, cell.center().y()))
    assert classifier.pages.formula.formula.lit == set()


def test_the_card_on_the_block_lights_and_focuses_too(classifier: MainWindow) -> None:
    select(classifier, 2)
    classifier.canvas.edit_current()
    QApplication.processEvents()
    card = classifier.canvas.findChild(InlineEditor)
    assert card is not None
    assert classifier.session.stage.field == "filters"
    assert classifier.pages.formula.formula.lit == {"filters"}
    QTest.keyClick(card.rows["filters"].edit, Qt.Key.Key_Tab)
    assert classifier.session.stage.field == "kernel_size"
    assert classifier.pages.formula.formula.lit == {"k_h", "k_w"}
    QTest.keyClick(card.rows["kernel_size"].edit, Qt.Key.Key_Escape)


# by keyboard


def test_keys_walk_through_a_formula_and_to_the_origin(classifier: MainWindow) -> None:
    select(classifier, 5)
    formula = classifier.pages.formula.formula
    formula.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(2):
        QTest.keyClick(formula, Qt.Key.Key_Right)
    assert formula.lit == {"c_in"}
    assert on_link(classifier, 4) == [(3, "32")]
    assert formula.accessibleDescription().startswith("c_in = 32, the last axis of dropout's")
    QTest.keyClick(formula, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert classifier.session.stage.current_index == 2
    assert row(classifier, "filters").edit.hasFocus()


def test_escape_leaves_the_formula_for_the_chain(classifier: MainWindow) -> None:
    select(classifier, 5)
    formula = classifier.pages.formula.formula
    formula.setFocus(Qt.FocusReason.TabFocusReason)
    assert formula.lit == {"k_h"}
    QTest.keyClick(formula, Qt.Key.Key_Escape)
    assert classifier.canvas.hasFocus()
    assert classifier.session.stage.term == frozenset()


def test_where_the_keys_are_is_seen_after_the_pointer_left(classifier: MainWindow) -> None:
    select(classifier, 5)
    formula = classifier.pages.formula.formula
    formula.setFocus(Qt.FocusReason.TabFocusReason)
    hover(classifier, "filters")
    move(classifier.pages.formula, QPoint(2, classifier.pages.formula.height() - 3))
    with_focus = formula.grab().toImage()
    classifier.canvas.setFocus()
    assert formula.grab().toImage() != with_focus


def test_a_click_beside_the_terms_reaches_the_formula(classifier: MainWindow) -> None:
    select(classifier, 2)
    formula = classifier.pages.formula.formula
    QTest.mouseClick(formula, _LEFT, pos=QPoint(1, 1))
    assert formula.hasFocus()
    assert formula.lit == {"k_h"}
    QTest.keyClick(formula, Qt.Key.Key_Right)
    assert formula.lit == {"k_w"}


def test_a_formula_that_is_reached_backwards_comes_into_sight(classifier: MainWindow) -> None:
    select(classifier, 2)
    panel = classifier.pages.formula
    last = panel.sides.shown[-1][0]
    bottom = QPoint(0, last.height() - 1)
    assert not panel.area.viewport().rect().contains(last.mapTo(panel.area.viewport(), bottom))
    last.setFocus(Qt.FocusReason.BacktabFocusReason)
    assert panel.area.viewport().rect().contains(last.mapTo(panel.area.viewport(), bottom))


def tab(key: Qt.Key = Qt.Key.Key_Tab) -> QWidget:
    """Goes on to what has the keyboard next."""
    now = QApplication.focusWidget()
    assert isinstance(now, QWidget)
    QTest.keyClick(now, key)
    after = QApplication.focusWidget()
    assert isinstance(after, QWidget)
    return after


def test_tab_goes_down_the_page_as_it_is_read(classifier: MainWindow) -> None:
    """Rows that were needed later, for the Dense after a pooling, are no stops at the end."""
    for layer in (3, 14, 2):
        select(classifier, layer)
    panel = classifier.pages.formula
    panel.formula.setFocus(Qt.FocusReason.TabFocusReason)
    passed = [tab() for _ in range(6)]
    sources = [view for view, _ in panel.sources.shown]
    sides = [view for view, _ in panel.sides.shown]
    assert passed == [panel.forms.factored, *sources, *sides]
    assert not panel.isAncestorOf(tab())
    open_page(classifier, PROPERTIES)
    row(classifier, "name").edit.setFocus()
    tab()
    assert row(classifier, "filters").edit.hasFocus()
    for _ in range(2):
        tab(Qt.Key.Key_Backtab)
    assert not row(classifier, "name").edit.hasFocus()
    for _ in range(4):
        tab()
        if row(classifier, "name").edit.hasFocus():
            break
    assert row(classifier, "name").edit.hasFocus()


# the light goes out


def test_turning_to_the_formula_lights_nothing_by_itself(classifier: MainWindow) -> None:
    """Qt hands the keyboard on to the page in front, which is no walk through its formula."""
    select(classifier, 2)
    open_page(classifier, PROPERTIES)
    kernel = row(classifier, "kernel_size").edit
    kernel.setFocus()
    assert classifier.session.stage.term
    tabs = classifier.layer_dock.tabs
    QTest.mouseClick(tabs, _LEFT, pos=tabs.tabRect(FORMULA).center())
    formula = classifier.pages.formula.formula
    assert classifier.session.stage.term == frozenset()
    found = formula.grab().toImage()
    classifier.canvas.setFocus()
    assert formula.grab().toImage() == found


def test_what_was_said_of_a_number_goes_with_its_light(classifier: MainWindow) -> None:
    select(classifier, 2)
    hover(classifier, "c_in")
    assert told(classifier).startswith("c_in = 32")
    move(classifier.pages.formula, QPoint(2, classifier.pages.formula.height() - 3))
    assert told(classifier) == ""
    open_page(classifier, PROPERTIES)
    row(classifier, "kernel_size").edit.setFocus()
    assert told(classifier).startswith("kernel_size enters the count as")
    select(classifier, 13)  # Flatten
    assert told(classifier) == ""
    row(classifier, "name").edit.setFocus()
    classifier.session.notices.tell("Saved")  # which is not about a number
    classifier.canvas.setFocus()
    assert told(classifier) == "Saved"


# the switch in the menu


def test_the_menu_switches_the_form(classifier: MainWindow) -> None:
    select(classifier, 2)
    action = classifier.commands["by_weight"]
    assert not action.isChecked()
    action.trigger()
    panel = classifier.pages.formula
    assert panel.forms.by_weight.isChecked()
    assert "".join(p.text for p in panel.formula.lines[1]) == "=3·3·32·32+32=9,248"
    QTest.mouseClick(panel.forms.factored, _LEFT)
    assert not action.isChecked()


def test_what_is_lit_may_be_deleted(classifier: MainWindow) -> None:
    select(classifier, 5)
    hover(classifier, "c_in")
    classifier.session.editor.remove([uid(classifier, 2)])
    QApplication.processEvents()
    assert [on_link(classifier, i) for i in (2, 3)] == [[], []]
    select(classifier, 13)
    classifier.session.stage.visit(Axis(-1, 1))  # of a layer that is not there
