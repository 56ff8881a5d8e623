"""The form of the selected layer: keys and clicks in, `Design` out, words for what is wrong."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from designer.core.layer import LAYERS, Layer
from designer.core.layers.convolution import Conv2D
from designer.core.layers.custom import CustomLayer
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.nested import Sequential
from designer.core.layers.preprocessing import Rescaling
from designer.core.layers.reshaping import Flatten
from designer.core.layers.wrappers import Bidirectional
from designer.core.places import Setting
from designer.session.session import Session
from designer.ui.maths import plain
from designer.ui.panels.field_row import FieldRow
from designer.ui.panels.form import LayerForm
from designer.ui.panels.line_field import LineField
from designer.ui.panels.nested_field import NestedField
from designer.ui.panels.properties import PropertiesPanel
from designer.ui.theme import Look

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def made(session: Session, look: Look, show, *layers: Layer) -> PropertiesPanel:
    """A panel that edits the last of *layers*, in a chain on images of 28 x 28 x 3."""
    source = session.store.design.chain[0].uid
    session.editor.set_field(source, "batch_shape", (None, 28, 28, 3))
    session.editor.insert(1, layers)
    session.stage.select_row(len(layers))
    panel = PropertiesPanel(session, look)
    show(panel)
    return panel


def row(panel: PropertiesPanel | NestedField, name: str) -> FieldRow:
    assert isinstance(panel.form, LayerForm)
    return panel.form.rows[name]


def line(panel: PropertiesPanel | NestedField, name: str) -> QLineEdit:
    edit = row(panel, name).edit
    assert isinstance(edit, QLineEdit)
    return edit


def choice(panel: PropertiesPanel, name: str) -> QComboBox:
    edit = row(panel, name).edit
    assert isinstance(edit, QComboBox)
    return edit


def retype(edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def point_to(widget: QWidget) -> None:
    """Moves the pointer over *widget*, as a hand does: it comes from somewhere in the window."""
    QApplication.processEvents()  # until all of it has its place
    window = widget.window()
    for place in (QPoint(1, 1), widget.mapTo(window, QPoint(4, 4))):
        QTest.mouseMove(window.windowHandle(), place)
        QApplication.processEvents()


def value(session: Session, name: str, index: int = 1) -> Any:
    return getattr(session.store.design.chain[index].layer, name)


def said(panel: PropertiesPanel | NestedField, name: str) -> str:
    return row(panel, name).problem.text()


def test_the_fields_stand_in_their_order(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Conv2D())
    assert panel.title.text() == "Conv2D"
    assert panel.subtitle.text() == "Slides small learned windows over an image."
    assert panel.form is not None
    names = list(panel.form.rows)
    assert names[:3] == ["name", "filters", "kernel_size"]
    assert names[-1] == "trainable"
    assert "kernel_initializer" not in names
    assert line(panel, "kernel_size").text() == "3×3"
    assert line(panel, "name").placeholderText() == "conv2d"


def test_what_is_typed_applies_at_once_and_is_one_step(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Conv2D())
    count = session.store.undo_stack.count()
    retype(line(panel, "filters"), "128")
    assert value(session, "filters") == 128
    assert session.store.undo_stack.count() == count + 1
    assert session.store.undo_stack.undoText() == "Change filters of Conv2D"
    retype(line(panel, "kernel_size"), "5x2")
    assert value(session, "kernel_size") == (5, 2)
    assert line(panel, "kernel_size").text() == "5x2"  # not rewritten under the fingers
    QTest.keyClick(line(panel, "kernel_size"), Qt.Key.Key_Return)
    assert line(panel, "kernel_size").text() == "5×2"


def test_a_wrong_value_stays_with_its_reason(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Conv2D())
    retype(line(panel, "filters"), "64x")
    assert value(session, "filters") == 32  # and not 64, the beginning of what is wrong
    assert line(panel, "filters").text() == "64x"
    assert said(panel, "filters") == '"64x" is not a whole number.'
    assert line(panel, "filters").property("problem") is True
    retype(line(panel, "filters"), "0")
    assert said(panel, "filters") == "0 is too small: it must be at least 1."
    # another edit does not disturb it
    session.editor.set_field(session.store.design.chain[1].uid, "use_bias", False)
    assert line(panel, "filters").text() == "0"
    retype(line(panel, "filters"), "7")
    assert said(panel, "filters") == ""
    assert line(panel, "filters").property("problem") is False
    assert value(session, "filters") == 7


def test_a_text_that_becomes_wrong_leaves_the_design_and_its_history_alone(
    session: Session, look: Look, show
) -> None:
    panel = made(session, look, show, Conv2D())
    before, count = session.store.design, session.store.undo_stack.count()
    edit = line(panel, "filters")
    retype(edit, "3")
    assert value(session, "filters") == 3  # what is right applies while somebody types
    QTest.keyClicks(edit, ".7")
    assert session.store.design == before
    assert session.store.undo_stack.count() == count
    assert edit.text() == "3.7"
    line(panel, "kernel_size").setFocus()  # what is wrong stays where it is
    assert (edit.text(), said(panel, "filters")) == ("3.7", '"3.7" is not a whole number.')
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert (edit.text(), said(panel, "filters")) == ("32", "")
    assert session.store.design == before


def test_what_becomes_right_again_applies(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Conv2D())
    count = session.store.undo_stack.count()
    edit = line(panel, "filters")
    retype(edit, "3.")
    for _ in range(2):
        QTest.keyClick(edit, Qt.Key.Key_Backspace)
    QTest.keyClicks(edit, "48")
    assert value(session, "filters") == 48
    assert session.store.undo_stack.count() == count + 1
    session.store.undo_stack.undo()
    assert (value(session, "filters"), edit.text()) == (32, "32")


def test_escape_takes_the_editing_back_to_the_last_enter(
    session: Session, look: Look, show
) -> None:
    panel = made(session, look, show, Conv2D())
    edit = line(panel, "filters")
    retype(edit, "64")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    retype(edit, "128")
    assert value(session, "filters") == 128
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert (value(session, "filters"), edit.text()) == (64, "64")
    retype(edit, "128x")
    assert value(session, "filters") == 64
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    QTest.keyClick(edit, Qt.Key.Key_Up, SHIFT)
    QTest.keyClick(edit, Qt.Key.Key_Up, SHIFT)
    assert value(session, "filters") == 256
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert value(session, "filters") == 64


def test_what_a_name_would_become_is_not_a_name(session: Session, look: Look, show) -> None:
    """The name is taken, which only the other layers know."""
    panel = made(session, look, show, Dense(name="last"), Dense(name="own"))
    retype(line(panel, "name"), "last")
    assert value(session, "name", 2) == "own"
    QTest.keyClick(line(panel, "name"), Qt.Key.Key_Escape)
    assert (line(panel, "name").text(), said(panel, "name")) == ("own", "")


def test_another_layer_of_the_type_forgets_what_was_typed(
    session: Session, look: Look, show
) -> None:
    panel = made(session, look, show, Dense(units=3), Dense(units=4))
    form = panel.form
    retype(line(panel, "units"), "many")
    session.stage.select_row(1)
    assert panel.form is form  # the editors stay, their contents change
    assert line(panel, "units").text() == "3"
    assert said(panel, "units") == ""
    assert line(panel, "name").placeholderText() == "dense"


def test_the_arrows_step(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Conv2D(filters=33))
    edit = line(panel, "filters")
    edit.setFocus()
    seen = []
    for key, keys in [(Qt.Key.Key_Up, NONE), (Qt.Key.Key_Up, SHIFT), (Qt.Key.Key_Down, SHIFT)]:
        QTest.keyClick(edit, key, keys)
        seen.append(value(session, "filters"))
    assert seen == [34, 64, 32]
    for _ in range(7):
        QTest.keyClick(edit, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(edit, Qt.Key.Key_Down)
    assert (edit.text(), value(session, "filters")) == ("1", 1)  # 0 would be refused


def test_the_arrows_step_the_entry_under_the_cursor(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Conv2D())
    edit = line(panel, "kernel_size")
    edit.setFocus()
    edit.setCursorPosition(3)
    QTest.keyClick(edit, Qt.Key.Key_Up)
    assert value(session, "kernel_size") == (3, 4)
    edit.setCursorPosition(0)
    QTest.keyClick(edit, Qt.Key.Key_Up)
    QTest.keyClick(edit, Qt.Key.Key_Up)
    assert value(session, "kernel_size") == (5, 4)


def test_a_field_undoes_its_own_typing_before_the_design(
    session: Session, look: Look, show
) -> None:
    panel = made(session, look, show, Dense(units=10))
    undo = QAction(panel)
    undo.setShortcut(QKeySequence("Ctrl+Z"))
    undo.triggered.connect(session.store.undo_stack.undo)
    panel.addAction(undo)
    edit = line(panel, "units")
    retype(edit, "12")
    assert value(session, "units") == 12
    while edit.isUndoAvailable():
        QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert value(session, "units") == 10
    assert value(session, "units", 1) == 10
    assert len(session.store.design.chain) == 2
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(session.store.design.chain) == 1  # now the window's own undo


def test_undo_of_the_design_rewrites_the_field(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Dense(units=10))
    retype(line(panel, "units"), "12")
    session.store.undo_stack.undo()
    assert line(panel, "units").text() == "10"


def test_a_flag_and_a_choice(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Conv2D())
    bias = row(panel, "use_bias").edit
    QTest.mouseClick(bias, Qt.MouseButton.LeftButton, pos=QPoint(10, bias.height() // 2))
    assert value(session, "use_bias") is False
    padding, activation = choice(panel, "padding"), choice(panel, "activation")
    padding.setFocus()
    QTest.keyClick(padding, Qt.Key.Key_Down)
    assert value(session, "padding") == "same"
    QTest.keyClicks(activation, "relu")
    assert value(session, "activation") == "relu"
    # from outside they follow
    session.store.undo_stack.undo()
    session.store.undo_stack.undo()
    assert padding.currentText() == "valid"
    assert activation.currentText() == "None"


def test_a_layer_is_frozen_and_named(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Dense(units=10), Dense(name="last"))
    session.stage.select_row(1)
    box = row(panel, "trainable").edit
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(10, box.height() // 2))
    assert value(session, "trainable") is False
    assert session.store.undo_stack.undoText() == "Freeze Dense"
    retype(line(panel, "name"), "last")
    assert said(panel, "name") == "Another layer is called last: names must differ."
    assert value(session, "name") is None  # and not "las", the beginning of it
    retype(line(panel, "name"), "first")
    assert session.controller.report.names[1] == "first"
    line(panel, "name").selectAll()
    QTest.keyClick(line(panel, "name"), Qt.Key.Key_Delete)
    assert value(session, "name") is None


def test_more_settings_open_below(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Dense())
    assert panel.form is not None
    QTest.mouseClick(panel.form.more, Qt.MouseButton.LeftButton)
    assert line(panel, "kernel_initializer").text() == "glorot_uniform"
    retype(line(panel, "kernel_initializer"), "he_normal")
    assert value(session, "kernel_initializer") == "he_normal"
    retype(line(panel, "bias_regularizer"), '{"l2": 0.01}')
    assert value(session, "bias_regularizer") == {"l2": 0.01}
    QTest.mouseClick(panel.form.more, Qt.MouseButton.LeftButton)
    assert not line(panel, "kernel_initializer").isVisible()


def test_the_layer_inside_a_wrapper_has_its_own_form(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Bidirectional())
    nested = row(panel, "layer").edit
    assert isinstance(nested, NestedField)
    offered = [nested.type.itemText(i) for i in range(nested.type.count())]
    assert {"LSTM", "GRU", "SimpleRNN"} <= set(offered)
    assert "Dense" not in offered  # Bidirectional refuses it
    retype(line(nested, "units"), "5")
    assert value(session, "layer").units == 5
    retype(line(nested, "units"), "5.5")
    assert said(nested, "units").endswith("is not a whole number.")
    assert value(session, "layer").units == 32
    QTest.keyClick(line(nested, "units"), Qt.Key.Key_Escape)
    assert line(nested, "units").text() == "32"
    nested.type.setFocus()
    QTest.keyClicks(nested.type, "GRU")
    assert value(session, "layer").keras == "GRU"
    assert line(nested, "units").text() == "32"
    session.store.undo_stack.undo()
    assert value(session, "layer").keras == "LSTM"
    assert nested.type.currentText() == "LSTM"


def test_a_field_points_at_its_term_and_lights_up(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Conv2D())
    kernel = line(panel, "kernel_size")
    kernel.setFocus()
    kernel.setCursorPosition(0)
    uid = session.store.design.chain[1].uid
    assert session.stage.term == {Setting(uid, "kernel_size", 0)}
    assert session.stage.field == "kernel_size"
    kernel.setCursorPosition(3)
    assert session.stage.term == {Setting(uid, "kernel_size", 1)}
    session.stage.point_at(frozenset({Setting(uid, "filters")}))
    image = row(panel, "filters").grab().toImage()
    assert image.pixelColor(3, image.height() // 2).name() == look.theme.tokens["selection"]
    session.stage.point_at(frozenset())
    image = row(panel, "filters").grab().toImage()
    assert image.pixelColor(3, image.height() // 2).name() == look.theme.tokens["surface"]


def test_what_is_selected_whole_or_stands_for_all_is_lit_whole(
    session: Session, look: Look, show
) -> None:
    panel = made(session, look, show, Conv2D())
    kernel, uid = line(panel, "kernel_size"), session.store.design.chain[1].uid
    both = {Setting(uid, "kernel_size", 0), Setting(uid, "kernel_size", 1)}
    line(panel, "filters").setFocus()
    QTest.keyClick(line(panel, "filters"), Qt.Key.Key_Tab)
    assert kernel.selectedText() == "3×3"
    assert session.stage.term == both
    QTest.keyClick(kernel, Qt.Key.Key_Up)  # steps what is lit
    assert value(session, "kernel_size") == (4, 4)
    assert kernel.selectedText() == "4×4"
    QTest.keyClick(kernel, Qt.Key.Key_Home)
    assert session.stage.term == {Setting(uid, "kernel_size", 0)}
    retype(kernel, "9")
    assert value(session, "kernel_size") == (9, 9)
    assert session.stage.term == both


def test_the_formula_stands_above_the_settings(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Conv2D(), Flatten())
    strip = panel.strip
    assert not strip.isVisible()  # Flatten has no weights
    session.stage.select_row(1)
    assert strip.isVisible()
    assert [plain(each) for each in strip.formula.lines] == [
        "params = (k_h · k_w · c_in + 1) · filters",
        "= (3 · 3 · 3 + 1) · 32 = 896",
    ]
    line(panel, "filters").setFocus()
    assert strip.formula.lit == {"filters"}
    retype(line(panel, "filters"), "8")
    assert plain(strip.formula.lines[1]) == "= (3 · 3 · 3 + 1) · 8 = 224"
    session.settings.set("by_weight", True)
    assert plain(strip.formula.lines[1]) == "= 3 · 3 · 3 · 8 + 8 = 224"
    session.stage.select_all()
    assert not strip.isVisible()


def test_a_formula_of_many_lines_leaves_the_room_to_the_settings(
    session: Session, look: Look, show
) -> None:
    panel = made(session, look, show, Conv2D())
    panel.resize(150, 700)
    assert not panel.strip.isVisible()
    panel.resize(560, 700)
    assert panel.strip.isVisible()


def test_the_field_in_use_stays_in_sight_when_a_card_comes_above(
    broken: Session, look: Look, show, qtbot
) -> None:
    uid = broken.store.design.chain[6].uid
    broken.editor.set_field(uid, "kernel_size", (3, 3))
    broken.stage.select_row(6)
    panel = PropertiesPanel(broken, look)
    show(panel)
    panel.resize(560, 330)
    kernel = line(panel, "kernel_size")
    kernel.setFocus()
    panel.area.ensureWidgetVisible(kernel)
    retype(kernel, "91")
    assert panel.card.isVisible()
    view, page = panel.area.viewport(), panel.area.widget()
    assert page is not None

    def in_sight() -> bool:
        return view.rect().contains(QRect(kernel.mapTo(view, QPoint()), kernel.size()))

    qtbot.waitUntil(lambda: panel.area.verticalScrollBar().maximum() > panel.card.height())
    qtbot.waitUntil(in_sight)
    assert kernel.mapTo(page, QPoint()).y() > view.height()  # pushed far down


def test_the_input_shape_is_typed_without_the_batch(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Flatten())
    session.stage.select_row(0)
    edit = line(panel, "batch_shape")
    assert edit.text() == "28, 28, 3"
    retype(edit, "8, 8, 1")
    layer = session.store.design.chain[0].layer
    assert isinstance(layer, Input)
    assert layer.batch_shape == (None, 8, 8, 1)
    assert session.controller.report.outputs == ((None, 64),)


def test_nothing_and_several_selected(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Dense(), Dense())
    session.stage.select([])
    assert panel.title.text() == "No layer selected"
    assert panel.form is None
    session.stage.select_all()
    assert panel.title.text() == "2 layers selected"
    assert panel.form is not None


def test_a_layer_that_cannot_run_offers_its_fixes(broken: Session, look: Look, show) -> None:
    panel = PropertiesPanel(broken, look)
    show(panel)
    broken.stage.select_row(6)
    assert panel.card.isVisible()
    assert panel.card.title.text() == "conv2d_3 cannot run"
    broken.stage.select_row(5)
    assert not panel.card.isVisible()


@pytest.mark.slow
def test_every_layer_type_has_a_form(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, *(cls() for cls in LAYERS.values() if cls is not Input))
    for index, block in enumerate(session.store.design.chain):
        session.stage.select_row(index)
        assert panel.title.text() == block.layer.keras
        assert panel.form is not None
        panel.form.more.click()
    assert session.store.undo_stack.undoText().startswith("Add ")  # showing edits nothing


def test_the_layers_of_a_model_are_listed_and_not_typed(session: Session, look: Look, show) -> None:
    """Typing their names would give them other settings; unpacking keeps those."""
    panel = made(session, look, show, Sequential(layers=(Dense(units=7), Flatten())))
    assert panel.form is not None
    listed = panel.form.rows["layers"].edit
    assert isinstance(listed, LineField)
    assert (listed.text(), listed.isReadOnly()) == ("Dense, Flatten", True)


def test_a_declared_layer_is_edited_line_by_line(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, CustomLayer())
    assert panel.form is not None
    rows = panel.form.rows
    shown = {name: rows[name].edit.property("text") for name in ("numbers", "arrays", "output")}
    assert shown == {
        "numbers": "k = 2",
        "arrays": "coefficient: c; bias: c",
        "output": "h // k, w // k, c",
    }


def test_a_shape_typed_as_keras_prints_it_gains_no_axis(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Flatten())
    session.stage.select_row(0)
    edit = line(panel, "batch_shape")
    retype(edit, "(None,8,8,1)")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert value(session, "batch_shape", 0) == (None, 8, 8, 1)
    assert edit.text() == "8, 8, 1"
    retype(edit, "(32, 8, 8, 1)")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert value(session, "batch_shape", 0) == (32, 8, 8, 1)
    assert edit.text() == "(32, 8, 8, 1)"
    assert session.controller.report.outputs == ((32, 64),)


def test_a_comma_in_a_whole_number_is_not_dropped(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Dense(units=10))
    retype(line(panel, "units"), "1,5")
    assert said(panel, "units") == '"1,5" is not a whole number.'
    assert value(session, "units") == 10
    retype(line(panel, "units"), "1,500")
    assert value(session, "units") == 1500


def test_a_quotient_is_a_number(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Rescaling())
    scale = line(panel, "scale")
    retype(scale, "1/255")
    QTest.keyClick(scale, Qt.Key.Key_Return)
    assert value(session, "scale") == 1 / 255
    retype(scale, "bright")
    assert said(panel, "scale") == '"bright" is not a number.'
    assert value(session, "scale") == 1 / 255
    assert row(panel, "scale").edit.accessibleDescription() == (
        "What numbers are multiplied by. A number, such as 0.5 or 1/255, or several: 0, 0.5, 1."
    )


def test_the_name_of_the_layer_inside_lights_alone(session: Session, look: Look, show) -> None:
    panel = made(session, look, show, Bidirectional())
    nested = row(panel, "layer").edit
    assert isinstance(nested, NestedField)
    inner, outer = row(nested, "name"), row(panel, "name")
    for pointed, lit in ((inner, (True, False)), (outer, (False, True))):
        panel.area.ensureWidgetVisible(pointed)
        point_to(pointed)
        assert (inner.lit, outer.lit) == lit
    units = row(nested, "units")  # which the formula knows by its own symbol
    panel.area.ensureWidgetVisible(units)
    point_to(units)
    assert units.lit
