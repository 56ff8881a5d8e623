"""Somebody finds the summary of a model on a page and brings it here."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from designer.ui.canvas.face import face
from designer.ui.main_window import MainWindow
from tests.stories.person import Person

# 640 = (3 * 3 * 1 + 1) * 64, and 108,170 = (10,816 + 1) * 10 with 10,816 = 13 * 13 * 64
TABLE = """\
Layer (type)                 Output Shape              Param #
=================================================================
conv2d_1 (Conv2D)            (None, 26, 26, 64)        640
max_pooling2d_1 (MaxPooling2 (None, 13, 13, 64)        0
flatten_1 (Flatten)          (None, 10816)             0
dense_1 (Dense)              (None, 10)                108170
"""


def texts(window: MainWindow) -> list[str]:
    """What Properties says was assumed of the selected layer."""
    return [label.text() for label in window.pages.properties.assumed.labels]


def marked(window: MainWindow) -> list[str]:
    """The blocks that bear the mark of an assumption."""
    report = window.session.controller.report
    return [row.name for row in report.rows if face(row, report.total).assumed]


def paste(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText(TABLE)
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_a_pasted_summary_opens_as_a_new_design(window: MainWindow, person: Person):
    paste(window)
    assert window.session.controller.report.total == 108_810
    assert window.session.document.path is None
    assert marked(window) == ["input_layer", "conv2d", "max_pooling2d"]
    person.select(1)
    window.layer_dock.open_page(1)
    person.settle()
    (text,) = texts(window)
    assert text.startswith("Assumed: (None, 28, 28, 1): kernel_size 3×3")
    assert "640 = (3 * 3 * 1 + 1) * 64" in text
    assert "(None, 26, 26, 9): kernel_size 1×1" in text
    window.layer_dock.open_page(0)
    person.settle()
    assert [label.text() for label in window.pages.formula.assumed.labels] == [text]
    entry = QAccessible.queryAccessibleInterface(window.canvas).child(1)
    assert "Assumed: (None, 28, 28, 1): kernel_size 3×3" in entry.text(QAccessible.Text.Name)


def test_what_is_right_is_settled_with_a_click_and_comes_back_with_undo(
    window: MainWindow, person: Person
):
    paste(window)
    person.select(1)
    window.layer_dock.open_page(1)
    person.settle()
    (link,) = window.pages.properties.assumed.links
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    person.settle()
    assert marked(window) == ["input_layer", "max_pooling2d"]
    assert not window.pages.properties.assumed.isVisible()
    assert window.session.store.undo_stack.undoText() == "Confirm Conv2D"
    QTest.keyClick(window.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.settle()
    assert marked(window) == ["input_layer", "conv2d", "max_pooling2d"]


def test_the_input_is_confirmed_by_its_name(window: MainWindow, person: Person):
    paste(window)
    person.select(0)
    window.layer_dock.open_page(1)
    person.settle()
    QTest.mouseClick(window.pages.properties.assumed.links[0], Qt.MouseButton.LeftButton)
    person.settle()
    assert window.session.store.undo_stack.undoText() == "Confirm InputLayer"
    assert marked(window) == ["conv2d", "max_pooling2d"]


def test_whoever_types_a_setting_has_decided_it(window: MainWindow, person: Person):
    paste(window)
    person.set_fields(1, filters="32")
    assert len(texts(window)) == 1
    person.set_fields(1, kernel_size="5")
    assert texts(window) == []
    assert marked(window) == ["input_layer", "max_pooling2d"]


def test_what_was_assumed_is_saved_and_opened_again(
    window: MainWindow, person: Person, tmp_path: Path
):
    paste(window)
    person.settle()
    window.session.document.save(tmp_path / "a.design")
    window.session.document.new()
    assert marked(window) == []
    window.files.open_path(tmp_path / "a.design")
    person.settle()
    assert marked(window) == ["input_layer", "conv2d", "max_pooling2d"]


def test_layers_that_are_packed_keep_what_was_assumed_of_them(
    window: MainWindow, person: Person, tmp_path: Path
):
    """Into a model, through a file, and out of it again, with the keys for that."""
    convolution = "(None, 28, 28, 1): kernel_size 3×3, padding valid, use_bias True"
    paste(window)
    person.settle()
    layers = [block.uid for block in window.session.store.design.chain[1:3]]
    window.session.stage.select(layers)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window.canvas, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    person.settle()
    assert marked(window) == ["input_layer", "sequential"]
    window.session.document.save(tmp_path / "a.design")
    window.session.document.new()
    window.files.open_path(tmp_path / "a.design")
    person.select(1)
    window.layer_dock.open_page(1)
    person.settle()
    assert [text.splitlines()[0] for text in texts(window)] == [
        f"Conv2D, number 1 inside: assumed: {convolution}",
        "MaxPooling2D, number 2 inside: assumed: padding valid",
    ]
    window.layer_dock.open_page(0)
    person.settle()
    notes = [label.text() for _, label in window.pages.formula.sides.shown]
    assert notes == [
        f"(None, 26, 26, 64)\nAssumed: {convolution}",
        "(None, 13, 13, 64)\nAssumed: padding valid",
    ]
    QTest.keyClick(window.canvas, Qt.Key.Key_G, both)
    person.settle()
    assert marked(window) == ["input_layer", "conv2d", "max_pooling2d"]
    assert [block.layer.keras for block in window.session.store.design.chain[1:3]] == [
        "Conv2D",
        "MaxPooling2D",
    ]


def test_a_dropped_summary_opens_as_a_new_design(window: MainWindow, qtbot: QtBot):
    data = QMimeData()
    data.setText(TABLE)
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPointF(50, 50).toPoint(), action, data, button, keys)
    window.dragEnterEvent(entered)
    assert entered.isAccepted()
    window.dropEvent(QDropEvent(QPointF(50, 50), action, data, button, keys))
    qtbot.waitUntil(lambda: window.session.controller.report.total == 108_810)
    assert marked(window) == ["input_layer", "conv2d", "max_pooling2d"]
