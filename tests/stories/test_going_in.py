"""Somebody opens a model inside a model, works in there, and comes out again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from designer.core.design import new_design
from designer.core.files import design_file
from designer.core.files.gate import read_design
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.nested import Sequential
from designer.core.layers.regularization import Dropout
from designer.ui.main_window import MainWindow
from tests.pointer import click_twice
from tests.stories.person import Person

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
ENCODER = Sequential(layers=(Dense(units=5), Sequential(layers=(Dense(units=6),))), name="encoder")


@pytest.fixture
def path(window: MainWindow, person: Person, tmp_path: Path) -> Path:
    """The file that is open."""
    made = tmp_path / "auto.design"
    design = new_design(ENCODER, Dense(units=2), input=Input(batch_shape=(None, 3)))
    made.write_bytes(design_file.write(design))
    window.files.open_path(made)
    person.settle()
    return made


def double_click(window: MainWindow, person: Person, index: int) -> None:
    canvas = window.canvas
    person.select(index)  # the first of the two clicks
    click_twice(canvas.viewport(), canvas.place_of(index).center())
    person.settle()


def keras_names(window: MainWindow) -> list[str]:
    return [b.layer.keras for b in window.session.store.design.chain[1:]]


def totals(window: MainWindow) -> int:
    return window.session.controller.report.total


def test_a_double_click_goes_in_and_escape_comes_out(window, person, path):
    double_click(window, person, 1)
    assert keras_names(window) == ["Dense", "Sequential"]
    assert totals(window) == (3 + 1) * 5 + (5 + 1) * 6
    assert window.canvas.trail.isVisible()
    double_click(window, person, 2)
    assert keras_names(window) == ["Dense"]
    assert [b.accessibleName() for b in window.canvas.trail.buttons] == [
        "Back to auto.design",
        "Back to encoder",
    ]
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, KEY.Key_Escape)
    assert keras_names(window) == ["Dense", "Sequential"]
    QTest.keyClick(window.canvas, KEY.Key_Escape)
    assert keras_names(window) == ["Sequential", "Dense"]
    assert not window.canvas.trail.isVisible()
    chosen = window.session.stage.selection.current
    assert chosen == window.session.store.design.chain[1].uid
    assert not window.session.document.dirty


def test_what_is_done_inside_changes_the_whole_and_is_saved(window, person, path):
    person.select(1)
    QTest.keyClick(window.canvas, KEY.Key_Return)
    person.drag_in("Dropout", 2)
    assert window.session.document.dirty
    window.commands["save"].trigger()
    assert not window.session.document.dirty
    saved = read_design(path)
    inside = [layer.keras for layer in saved.chain[1].layer.inner()]
    assert inside == ["Dense", "Dropout", "Sequential"]
    assert len(saved.chain) == 3
    window.commands["leave_model"].trigger()
    assert window.session.store.design == saved


def test_undo_goes_to_where_the_change_was(window, person, path):
    double_click(window, person, 1)
    window.session.editor.insert(2, [Dropout()])
    window.commands["leave_model"].trigger()
    window.session.editor.insert(3, [Dense(units=7)])
    window.commands["undo"].trigger()
    assert keras_names(window) == ["Sequential", "Dense"]
    window.commands["undo"].trigger()
    assert keras_names(window) == ["Dense", "Sequential"]
    assert not window.session.document.dirty
    window.commands["redo"].trigger()
    assert keras_names(window) == ["Dense", "Dropout", "Sequential"]
    window.commands["redo"].trigger()
    window.commands["redo"].trigger()
    assert keras_names(window) == ["Sequential", "Dense", "Dense"]


def test_the_last_layer_stays_with_a_reason(window, person, path):
    double_click(window, person, 1)
    double_click(window, person, 2)
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, KEY.Key_Delete)
    assert keras_names(window) == ["Dense"]
    assert window.statusBar().currentMessage().startswith("A model needs a layer")


def test_a_change_that_leaves_no_layer_is_not_made(window, person, path):
    """Such as a fix that takes the only layer out."""
    double_click(window, person, 1)
    double_click(window, person, 2)
    before = window.session.store.design
    problem = window.session.editor.apply(before.with_chain(before.chain[:1]), "Remove it")
    assert problem is not None
    assert problem.code == "model_empty"
    assert window.session.store.design is before
    assert not window.session.document.dirty


def test_a_name_of_the_trail_is_a_way_back(window, person, path):
    double_click(window, person, 1)
    double_click(window, person, 2)
    QTest.mouseClick(window.canvas.trail.buttons[0], LEFT, pos=QPoint(8, 8))
    assert keras_names(window) == ["Sequential", "Dense"]
    assert window.canvas.hasFocus()


def test_the_menu_and_the_keys_go_in_and_out(window, person, path):
    person.select(1)
    menu = window.canvas.open_menu(QPoint(10, 10))
    opening = next(a for a in menu.actions() if a.text().startswith("Open"))
    opening.trigger()
    menu.close()
    assert keras_names(window) == ["Dense", "Sequential"]
    menu = window.canvas.open_menu(QPoint(10, 10))
    next(a for a in menu.actions() if a.text().startswith("Leave the Model")).trigger()
    menu.close()
    assert keras_names(window) == ["Sequential", "Dense"]
    window.commands["open_model"].trigger()
    assert keras_names(window) == ["Dense", "Sequential"]
    person.select(1)
    window.commands["open_model"].trigger()
    assert window.statusBar().currentMessage().startswith("Select a model first")


def test_a_new_design_is_not_inside_anything(window, person, path):
    double_click(window, person, 1)
    window.session.document.new()
    assert not window.canvas.trail.isVisible()
    assert keras_names(window) == []
