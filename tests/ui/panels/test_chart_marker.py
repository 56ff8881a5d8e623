"""The marker of the strip: dragged with a real mouse, stepped with the keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from designer.core import edits
from designer.core.design import new_design
from designer.core.layers.convolution import Conv2D
from designer.core.layers.input import Input
from designer.core.layers.recurrent import LSTM
from designer.core.layers.wrappers import Bidirectional
from designer.session.session import Session
from designer.ui.panels.charts import ChartsPanel
from designer.ui.theme import Look
from tests.ui.panels.strip_hand import (
    TOTAL,
    choose,
    let_go,
    opened,
    press,
    pull,
    settled,
    strip,
    with_filters,
)


@pytest.fixture
def panel(classifier: Session, look: Look, show, qtbot) -> ChartsPanel:
    return opened(classifier, look, show, qtbot, 2)


def test_dragging_previews_and_release_is_one_step(panel: ChartsPanel, classifier: Session) -> None:
    stack, before = classifier.store.undo_stack, classifier.store.design
    press(panel, 32)
    pull(panel, 36, 44, 50)
    assert classifier.controller.previewing
    assert classifier.controller.report.total == with_filters(50)
    assert strip(panel).chart.label.toPlainText() == f"50: {with_filters(50):,} (+10,386)"
    assert panel.charts is not None
    assert panel.charts.bars.numbers.text(2) == "14,450"  # the bars follow: 289 * 50
    assert classifier.store.design is before
    assert stack.count() == 0
    let_go(panel, 50)
    assert not classifier.controller.previewing
    layer = classifier.store.design.chain[2].layer
    assert isinstance(layer, Conv2D)
    assert layer.filters == 50
    assert stack.count() == 1
    stack.undo()
    assert classifier.controller.report.total == TOTAL


def test_escape_falls_back(panel: ChartsPanel, classifier: Session) -> None:
    press(panel, 32)
    pull(panel, 40, 60)
    assert classifier.controller.previewing
    QTest.keyClick(strip(panel).chart.plot, Qt.Key.Key_Escape)
    assert not classifier.controller.previewing
    assert classifier.controller.report.total == TOTAL
    assert strip(panel).chart.value == 32
    pull(panel, 70)
    let_go(panel, 70)
    assert classifier.store.undo_stack.count() == 0


def test_the_marker_stays_where_it_is_let_go(panel: ChartsPanel, qtbot) -> None:
    """The axis is that of 32 filters, 1 to 100, though 23 would have 1 to 50."""
    press(panel, 32)
    pull(panel, 28, 23)
    where = strip(panel).chart.x_of(23)
    let_go(panel, 23)
    settled(panel, qtbot)
    assert strip(panel).chart.value == 23
    assert strip(panel).chart.values == range(1, 101, 2)
    assert strip(panel).chart.x_of(23) == where


def test_a_value_beyond_the_axis_has_a_longer_one(
    panel: ChartsPanel, classifier: Session, qtbot
) -> None:
    block = classifier.store.design.chain[2]
    for filters, most in ((100, 200), (3, 200), (500, 1000)):
        classifier.editor.set_field(block.uid, "filters", filters)
        settled(panel, qtbot)
        assert strip(panel).chart.values[-1] in range(most - 20, most + 1)
        assert strip(panel).chart.values.stop == most + 1


def test_going_back_to_where_it_was_changes_nothing(
    panel: ChartsPanel, classifier: Session
) -> None:
    press(panel, 32)
    pull(panel, 50, 32)
    assert not classifier.controller.previewing
    pull(panel, 40)
    assert classifier.controller.report.total == with_filters(40)
    pull(panel, 32)
    let_go(panel, 32)
    assert classifier.store.undo_stack.count() == 0


def test_a_press_beside_the_marker_changes_nothing(panel: ChartsPanel, classifier: Session) -> None:
    press(panel, 80)
    pull(panel, 90)
    let_go(panel, 90)
    assert not classifier.controller.previewing
    assert classifier.store.undo_stack.count() == 0


def test_a_drag_that_is_hidden_falls_back(panel: ChartsPanel, classifier: Session) -> None:
    press(panel, 32)
    pull(panel, 50)
    panel.hide()
    assert not classifier.controller.previewing
    let_go(panel, 50)
    assert classifier.store.undo_stack.count() == 0


def test_a_drag_that_loses_the_focus_falls_back(panel: ChartsPanel, classifier: Session) -> None:
    press(panel, 32)
    pull(panel, 50)
    panel.measure.setFocus()
    assert not classifier.controller.previewing
    let_go(panel, 50)
    assert classifier.store.undo_stack.count() == 0


def test_a_design_that_changes_ends_the_drag(panel: ChartsPanel, classifier: Session) -> None:
    press(panel, 32)
    pull(panel, 50)
    classifier.store.reset(new_design(Conv2D(filters=4)))
    assert not strip(panel).chart.held
    pull(panel, 60)
    let_go(panel, 60)
    assert not classifier.controller.previewing
    assert classifier.store.undo_stack.count() == 0


def test_the_marker_stops_at_the_ends(panel: ChartsPanel, classifier: Session) -> None:
    press(panel, 32)
    pull(panel, 60)
    QTest.mouseMove(strip(panel).chart.plot.viewport(), QPoint(4000, 10))
    assert strip(panel).chart.value == 100
    QTest.mouseMove(strip(panel).chart.plot.viewport(), QPoint(-4000, 10))
    assert strip(panel).chart.value == 1
    let_go(panel, 1)
    assert classifier.controller.report.total == with_filters(1)


def test_dragging_to_where_nothing_runs(classifier: Session, look: Look, show, qtbot) -> None:
    panel = opened(classifier, look, show, qtbot, 11)  # pooling of 39 x 39
    choose(strip(panel).knob, "pool_size")
    settled(panel, qtbot)
    top = strip(panel).chart.values.stop - 1
    design = classifier.store.design
    block = design.chain[11]
    wide = block.layer.replace(pool_size=(30, 30))
    classifier.store.reset(edits.replace_layers(design, {block.uid: wide}))
    settled(panel, qtbot)
    assert strip(panel).chart.values.stop - 1 > top
    press(panel, 30)
    pull(panel, 34, 90)
    assert strip(panel).chart.label.toPlainText() == "90: the chain cannot run"
    assert not classifier.controller.report.complete
    QTest.keyClick(strip(panel).chart.plot, Qt.Key.Key_Escape)
    assert classifier.controller.report.complete
    let_go(panel, 90)
    assert classifier.store.undo_stack.count() == 0


def test_the_arrow_keys_step(panel: ChartsPanel, classifier: Session) -> None:
    plot = strip(panel).chart.plot
    plot.setFocus()
    for key, held, filters in (
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 33),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, 32),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, 64),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 65),
    ):
        QTest.keyClick(plot, key, held)
        assert strip(panel).chart.value == filters
        assert classifier.controller.report.total == with_filters(filters)
    assert classifier.store.undo_stack.count() == 1  # as typing in the field


def test_the_input_can_be_turned(classifier: Session, look: Look, show, qtbot) -> None:
    panel = opened(classifier, look, show, qtbot, 0)
    choose(strip(panel).knob, "batch_shape, axis 3")
    QTest.keyClick(strip(panel).chart.plot, Qt.Key.Key_Right)
    layer = classifier.store.design.chain[0].layer
    assert isinstance(layer, Input)
    assert layer.batch_shape == (None, 256, 256, 4)
    assert classifier.controller.report.total == TOTAL + 3 * 3 * 32
    assert strip(panel).growth.text() in ("linear", "…")


def test_a_layer_inside_can_be_turned(session: Session, look: Look, show, qtbot) -> None:
    both = Bidirectional(layer=LSTM(units=8))
    session.store.reset(new_design(both, input=Input(batch_shape=(None, 10, 4))))
    panel = opened(session, look, show, qtbot, 1)
    assert strip(panel).knob.currentText() == "units, inside layer"
    assert strip(panel).growth.text() == "quadratic"
    QTest.keyClick(strip(panel).chart.plot, Qt.Key.Key_Right)
    # four gates, both ways: 4 inputs, 9 units of before, and a bias for each of 9 units
    assert session.controller.report.total == 2 * 4 * (4 + 9 + 1) * 9
    assert session.store.undo_stack.count() == 1


def test_the_arrow_keys_stop_at_one(session: Session, look: Look, show, qtbot) -> None:
    session.store.reset(new_design(Conv2D(filters=1), input=Input(batch_shape=(None, 8, 8, 1))))
    panel = opened(session, look, show, qtbot, 1)
    QTest.keyClick(strip(panel).chart.plot, Qt.Key.Key_Left)
    assert strip(panel).chart.value == 1
    assert session.store.undo_stack.count() == 0


def test_a_ring_shows_the_focus(panel: ChartsPanel, look: Look) -> None:
    chart, accent = strip(panel).chart, look.theme.color("accent")
    assert chart.grab().toImage().pixelColor(60, 0) != accent
    chart.plot.setFocus()
    assert chart.grab().toImage().pixelColor(60, 0) == accent
