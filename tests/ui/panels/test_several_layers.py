"""Several layers selected: what they have in common is edited in all of them, as one step."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from designer.core.layer import Layer
from designer.core.layers.convolution import Conv1D, Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.reshaping import Flatten
from designer.core.layers.wrappers import Bidirectional
from designer.core.shared import SEVERAL, shared_fields, shared_value
from designer.session.session import Session
from designer.ui.panels.choice_field import ChoiceField, FlagField
from designer.ui.panels.field_row import FieldRow
from designer.ui.panels.line_field import LineField
from designer.ui.panels.properties import PropertiesPanel
from designer.ui.theme import Look

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def panel(session: Session, look: Look, show) -> PropertiesPanel:
    """Edits two convolutions and a dense layer between other layers."""
    session.editor.insert(
        1,
        [
            Conv2D(filters=16, padding="same", use_bias=False),
            Conv2D(filters=32, kernel_size=(5, 5)),
            Flatten(),
            Dense(units=10, activation="relu"),
        ],
    )
    made = PropertiesPanel(session, look)
    show(made)
    return made


def select(session: Session, *rows: int) -> None:
    chain = session.store.design.chain
    session.stage.select([chain[row].uid for row in rows])


def row(panel: PropertiesPanel, name: str) -> FieldRow:
    assert panel.form is not None
    return panel.form.rows[name]


def values(session: Session, name: str, *rows: int) -> list[Any]:
    return [getattr(session.store.design.chain[row].layer, name) for row in rows]


def test_what_layers_share() -> None:
    """Conv1D also pads causally, so its padding is not for the same kind of value."""
    names = {f.name for f in shared_fields([Conv2D(), Conv1D()])}
    assert {"filters", "use_bias", "activation", "trainable"} <= names
    assert not names & {"name", "kernel_size", "padding", "units"}
    assert "layer" not in {f.name for f in shared_fields([Bidirectional(), Bidirectional()])}
    assert shared_fields([]) == ()


def test_the_value_of_several() -> None:
    layers: list[Layer] = [Dense(units=3), Dense(units=4)]
    assert shared_value(layers, "units") is SEVERAL
    assert shared_value(layers, "use_bias") is True


def test_equal_values_are_shown_and_different_ones_are_not(
    session: Session, panel: PropertiesPanel
) -> None:
    select(session, 1, 2)
    assert panel.title.text() == "2 layers selected"
    filters, strides = row(panel, "filters").edit, row(panel, "strides").edit
    assert isinstance(filters, LineField)
    assert isinstance(strides, LineField)
    assert (filters.text(), filters.placeholderText()) == ("", "several values")
    assert (strides.text(), strides.placeholderText()) == ("1", "")
    padding, bias = row(panel, "padding").edit, row(panel, "use_bias").edit
    assert isinstance(padding, ChoiceField)
    assert (padding.currentIndex(), padding.placeholderText()) == (-1, "several values")
    assert isinstance(bias, FlagField)
    assert bias.checkState() is Qt.CheckState.PartiallyChecked


def test_what_is_typed_goes_into_all_of_them_as_one_step(
    session: Session, panel: PropertiesPanel
) -> None:
    select(session, 1, 2)
    before = session.store.design
    filters = row(panel, "filters").edit
    filters.setFocus()
    QTest.keyClicks(filters, "128")
    assert values(session, "filters", 1, 2) == [128, 128]
    assert session.store.undo_stack.undoText() == "Change filters of 2 layers"
    session.store.undo_stack.undo()
    assert session.store.design == before
    assert isinstance(filters, LineField)
    assert (filters.text(), filters.placeholderText()) == ("", "several values")


def test_a_choice_and_a_flag_for_all(session: Session, panel: PropertiesPanel) -> None:
    select(session, 1, 2)
    padding, bias = row(panel, "padding").edit, row(panel, "use_bias").edit
    padding.setFocus()
    QTest.keyClicks(padding, "same")
    assert values(session, "padding", 1, 2) == ["same", "same"]
    seen = []
    for _ in range(3):
        QTest.mouseClick(bias, LEFT, NONE, QPoint(10, bias.height() // 2))
        seen.append(values(session, "use_bias", 1, 2))
    assert seen == [[True, True], [False, False], [True, True]]


def test_layers_of_different_types(session: Session, panel: PropertiesPanel) -> None:
    select(session, 1, 3, 4)
    assert panel.form is not None
    assert list(panel.form.rows) == ["trainable"]
    frozen = row(panel, "trainable").edit
    QTest.mouseClick(frozen, LEFT, NONE, QPoint(10, frozen.height() // 2))
    assert values(session, "trainable", 1, 2, 3, 4) == [False, True, False, False]
    assert session.store.undo_stack.undoText() == "Freeze 3 layers"
    select(session, 2, 4)
    activation = row(panel, "activation").edit
    activation.setFocus()
    QTest.keyClicks(activation, "tanh")
    assert values(session, "activation", 1, 2, 4) == [None, "tanh", "tanh"]


def test_a_wrong_value_changes_none_of_them(session: Session, panel: PropertiesPanel) -> None:
    select(session, 1, 2)
    filters = row(panel, "filters").edit
    filters.setFocus()
    QTest.keyClicks(filters, "0")
    assert row(panel, "filters").problem.text() == "0 is too small: it must be at least 1."
    assert values(session, "filters", 1, 2) == [16, 32]
    select(session, 1)
    assert row(panel, "filters").edit.property("text") == "16"
    select(session, 1, 2)
    assert row(panel, "filters").problem.text() == ""


def test_what_becomes_wrong_gives_each_layer_its_own_value_back(
    session: Session, panel: PropertiesPanel
) -> None:
    select(session, 1, 2)
    before, count = session.store.design, session.store.undo_stack.count()
    filters = row(panel, "filters").edit
    filters.setFocus()
    QTest.keyClicks(filters, "7")
    assert values(session, "filters", 1, 2) == [7, 7]
    QTest.keyClicks(filters, ".5")
    assert values(session, "filters", 1, 2) == [16, 32]
    assert filters.property("text") == "7.5"
    QTest.keyClick(filters, Qt.Key.Key_Backspace)
    QTest.keyClick(filters, Qt.Key.Key_Backspace)
    assert values(session, "filters", 1, 2) == [7, 7]
    QTest.keyClick(filters, Qt.Key.Key_Escape)
    assert filters.property("text") == ""
    assert session.store.design == before
    assert session.store.undo_stack.count() == count


def test_leaving_a_field_with_several_values_changes_nothing(
    session: Session, panel: PropertiesPanel
) -> None:
    select(session, 1, 2)
    before = session.store.design
    for name in ("filters", "kernel_size"):
        row(panel, name).edit.setFocus()
        QTest.keyClick(row(panel, name).edit, Qt.Key.Key_Return)
    assert session.store.design is before
    assert session.stage.field == "kernel_size"


def test_settings_under_more(session: Session, panel: PropertiesPanel) -> None:
    select(session, 1, 2)
    assert panel.form is not None
    QTest.mouseClick(panel.form.more, LEFT)
    initial = row(panel, "kernel_initializer").edit
    assert initial.property("text") == "glorot_uniform"
    initial.setFocus()
    QTest.keyClick(initial, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(initial, "he_normal")
    assert values(session, "kernel_initializer", 1, 2) == ["he_normal", "he_normal"]
