"""Space held over the canvas pans, whatever has the keyboard, unless somebody writes there."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from designer.core.layers.dense import Dense
from designer.ui.canvas.quick_insert import QuickInsert
from designer.ui.canvas.view import ChainView
from tests.ui.canvas.drag import settle

KEY, LEFT, NONE = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Beside(QWidget):
    """A box and a line to write in, beside a canvas."""

    def __init__(self, view: ChainView) -> None:
        super().__init__()
        self.box, self.line = QCheckBox("On"), QLineEdit()
        row = QHBoxLayout(self)
        for part in (self.box, self.line, view):
            row.addWidget(part)


@pytest.fixture
def beside(view, build, qtbot) -> Beside:
    """Such a window with 40 layers."""
    build(*[Dense(units=8)] * 40)
    window = Beside(view)
    window.resize(1000, 560)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    view.show()
    point(window, QPoint(5, 5))
    return window


def point(widget: QWidget, at: QPoint) -> None:
    handle = widget.window().windowHandle()
    QTest.mouseMove(handle, widget.mapTo(widget.window(), at))
    settle()


def drag_with_space(view: ChainView, keyboard: QWidget) -> int:
    """How far a drag of 50 pixels up on a block scrolls while *keyboard* hears the space bar."""
    corner = view.place_of(2).center()
    before = view.verticalScrollBar().value()
    keyboard.setFocus()
    point(view.viewport(), corner)
    QTest.keyPress(keyboard, KEY.Key_Space)
    QTest.mousePress(view.viewport(), LEFT, NONE, corner)
    for step in range(10, 51, 10):
        QTest.mouseMove(view.viewport(), corner - QPoint(0, step))
    QTest.mouseRelease(view.viewport(), LEFT, NONE, corner - QPoint(0, 50))
    QTest.keyRelease(view, KEY.Key_Space)
    settle()
    return view.verticalScrollBar().value() - before


def test_the_canvas_is_panned_and_no_block_is_moved(beside, view, session):
    before = session.store.design, session.stage.selection
    assert drag_with_space(view, beside.box) == 50
    assert (session.store.design, session.stage.selection) == before
    assert not beside.box.isChecked()
    assert view.hasFocus()
    assert not view.findChildren(QuickInsert)  # Space was used to pan


def test_a_space_in_a_text_is_a_space(beside, view, session):
    assert drag_with_space(view, beside.line) == 0
    assert beside.line.text() == " "
    assert session.stage.current_index == 2  # it was pressed


def test_space_still_presses_a_button_while_the_pointer_rests_on_the_canvas(beside, view):
    beside.box.setFocus()
    point(view.viewport(), QPoint(200, 200))
    QTest.keyClick(beside.box, KEY.Key_Space)
    assert beside.box.isChecked()
    assert not view.findChildren(QuickInsert)


def test_space_held_elsewhere_does_not_pan_later(beside, view, session):
    """Let go, or held where the pointer is not over the canvas."""
    before = session.store.design
    start = view.verticalScrollBar().value()
    beside.box.setFocus()
    point(beside.box, QPoint(5, 5))
    QTest.keyPress(beside.box, KEY.Key_Space)
    spot = view.place_of(2).center()
    QTest.mousePress(view.viewport(), LEFT, NONE, spot)
    QTest.mouseMove(view.viewport(), spot - QPoint(0, 40))
    assert view.verticalScrollBar().value() == start
    QTest.mouseMove(view.viewport(), spot)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, spot)
    settle()
    assert session.store.design == before
