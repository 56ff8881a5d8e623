"""The strip: how a total grows with one setting of the selected layer."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.core.design import new_design
from designer.core.layers.convolution import Conv2D
from designer.core.layers.input import Input
from designer.session.session import Session
from designer.ui.panels.chart_file import save
from designer.ui.panels.charts import ChartsPanel
from designer.ui.panels.strip_range import reach, samples
from designer.ui.theme import Look
from designer.words.charts import growth_text
from tests.ui.panels.strip_hand import choose, opened, settled, spot, strip, with_filters


@pytest.fixture
def panel(classifier: Session, look: Look, show, qtbot) -> ChartsPanel:
    return opened(classifier, look, show, qtbot, 2)


# the curve


def test_the_curve_is_what_the_chain_would_cost(panel: ChartsPanel) -> None:
    data: Any = strip(panel).chart.curve.getData()
    xs, ys = data
    assert {int(x): int(y) for x, y in zip(xs, ys, strict=True)} == {
        value: with_filters(value) for value in {1, 32, *range(2, 101, 2)}
    }
    assert strip(panel).growth.text() == "linear"
    assert strip(panel).chart.accessibleName() == "Parameters with filters of conv2d_1: linear"
    assert strip(panel).chart.accessibleDescription() == "32: 6,029,097"


def test_a_kernel_is_quadratic(session: Session, look: Look, show, qtbot) -> None:
    convolution = Conv2D(filters=8, kernel_size=(3, 3), padding="same")
    session.store.reset(new_design(convolution, input=Input(batch_shape=(None, 32, 32, 3))))
    panel = opened(session, look, show, qtbot, 1)
    choose(strip(panel).knob, "kernel_size")
    settled(panel, qtbot)
    assert strip(panel).growth.text() == "quadratic"
    assert strip(panel).sweeper.totals[5] == (5 * 5 * 3 + 1) * 8
    choose(strip(panel).knob, "kernel_size, height")
    settled(panel, qtbot)
    assert strip(panel).growth.text() == "linear"
    assert strip(panel).sweeper.totals[5] == (5 * 3 * 3 + 1) * 8


def test_the_measure_is_chosen(panel: ChartsPanel, qtbot) -> None:
    choose(strip(panel).measure, "Memory of the weights")
    settled(panel, qtbot)
    assert strip(panel).sweeper.totals[40] == 4 * with_filters(40)
    assert strip(panel).chart.accessibleDescription() == "32: 23.00 MB"


def test_without_a_layer_it_says_so(panel: ChartsPanel, classifier: Session) -> None:
    classifier.stage.select(())
    shown = strip(panel)
    assert shown.note.isVisible()
    assert not shown.chart.isVisible()
    assert shown.note.text().startswith("Select a layer")
    classifier.stage.select_row(3 + 10)
    assert shown.note.text() == "flatten has no setting that decides about sizes or counts."


def test_values_that_do_not_run_are_hatched(broken: Session, look: Look, show, qtbot) -> None:
    panel = opened(broken, look, show, qtbot, 6)  # a 91 x 91 window on 84 x 84
    choose(strip(panel).knob, "kernel_size")
    settled(panel, qtbot)
    chart = strip(panel).chart
    totals = strip(panel).sweeper.totals
    runs = [value for value in sorted(totals) if totals[value] is not None]
    assert runs[0] == 1
    # Of 85 - k rows half are left, less 2 for the next window, and two of these must be left to
    # pool: k is at most 77, and every fifth value is tried.
    assert runs[-1] == 75
    gaps: Any = chart.gaps
    hatched = {float(x) + chart.values.step / 2 for x in gaps.opts["x0"]}
    assert hatched == {float(value) for value in totals if totals[value] is None}
    assert 91.0 in hatched
    QTest.mouseMove(panel.windowHandle(), chart.plot.mapTo(panel, spot(panel, 91)))
    assert "kernel_size = 91: the chain cannot run" in chart.plot.toolTip()
    assert "84" in chart.plot.toolTip()  # the reason


def test_a_chain_that_does_not_run_at_all(broken: Session, look: Look, show, qtbot) -> None:
    panel = opened(broken, look, show, qtbot, 7)
    assert strip(panel).growth.text() == "not known"
    assert strip(panel).chart.label.toPlainText().endswith("the chain cannot run")


def test_the_pointer_reads_a_value(panel: ChartsPanel) -> None:
    plot = strip(panel).chart.plot
    QTest.mouseMove(panel.windowHandle(), plot.mapTo(panel, spot(panel, 40)))
    assert plot.toolTip() == f"<div>filters = 40: {with_filters(40):,} (+4,616)</div>"


# what is said about it


def test_it_says_why_a_larger_kernel_may_cost_less(
    panel: ChartsPanel, classifier: Session, qtbot
) -> None:
    """A "valid" window leaves less the larger it is, and dense takes what is left: of its
    5,915,136 parameters more go than the kernel adds."""
    choose(strip(panel).knob, "kernel_size")
    settled(panel, qtbot)
    assert strip(panel).growth.text() == "up and down"
    why = "A larger value costs more in conv2d_1, but less flows into dense."
    assert why in strip(panel).growth.toolTip()
    assert strip(panel).remark.text().startswith(f"{why} Axis from ")


def test_it_says_where_the_axis_starts(
    panel: ChartsPanel, classifier: Session, session: Session, qtbot
) -> None:
    least = with_filters(1)
    assert strip(panel).remark.text() == f"Axis from {least:,}."
    assert strip(panel).remark.isVisible()
    session.store.reset(new_design(Conv2D(filters=8), input=Input(batch_shape=(None, 9, 9, 3))))
    session.stage.select_row(1)
    settled(panel, qtbot)
    assert strip(panel).remark.text() == ""
    assert not strip(panel).remark.isVisible()


# which setting


def test_it_follows_the_setting_in_focus(panel: ChartsPanel, classifier: Session, qtbot) -> None:
    assert strip(panel).knob.currentText() == "filters"
    classifier.stage.focus_field("strides")
    settled(panel, qtbot)
    assert strip(panel).knob.currentText() == "strides"
    classifier.stage.focus_field("activation")  # nothing that could be turned
    assert strip(panel).knob.currentText() == "strides"


def test_the_chooser_puts_the_setting_in_focus(panel: ChartsPanel, classifier: Session) -> None:
    choose(strip(panel).knob, "kernel_size, width")
    assert classifier.stage.field == "kernel_size"
    classifier.stage.focus_field("kernel_size")
    assert strip(panel).knob.currentText() == "kernel_size, width"


def test_the_same_setting_of_another_layer(panel: ChartsPanel, classifier: Session) -> None:
    choose(strip(panel).knob, "kernel_size")
    classifier.stage.select_row(5)
    assert strip(panel).knob.currentText() == "kernel_size"
    classifier.stage.select_row(14)
    assert strip(panel).knob.currentText() == "units"


def test_what_is_known_stays_while_the_marker_moves(
    panel: ChartsPanel, classifier: Session
) -> None:
    known = dict(strip(panel).sweeper.totals)
    classifier.editor.set_field(classifier.store.design.chain[2].uid, "filters", 40)
    assert known.items() <= strip(panel).sweeper.totals.items()
    classifier.editor.set_field(classifier.store.design.chain[1].uid, "filters", 40)
    assert strip(panel).sweeper.totals == {}


def test_nobody_sweeps_what_nobody_sees(panel: ChartsPanel, classifier: Session, qtbot) -> None:
    classifier.stage.select_row(14)
    panel.hide()
    QApplication.processEvents()
    known = len(strip(panel).sweeper.totals)
    QTest.qWait(50)
    assert len(strip(panel).sweeper.totals) == known
    panel.show()
    settled(panel, qtbot)
    assert strip(panel).sweeper.totals[1] == 60_106  # (11552 + 1) + (1 + 1) * 128 + the others
    assert strip(panel).growth.text() == "linear"


@pytest.mark.parametrize("scale", [1.0, 1.4, 1.8])
def test_nothing_is_cut(
    panel: ChartsPanel, look: Look, classifier: Session, qtbot, scale: float
) -> None:
    look.choose("light", scale)
    QApplication.processEvents()
    chart = strip(panel).chart
    for row in (2, 14):
        classifier.stage.select_row(row)
        settled(panel, qtbot)
        panel.grab()
        room = chart.plot.viewport().rect()
        label = chart.label.mapRectToScene(chart.label.boundingRect())
        assert room.contains(chart.plot.mapFromScene(label).boundingRect())
        texts = [chart.sizes.charted.text(end) for end in chart.sizes.ends]
        widest = max(map(chart.plot.fontMetrics().horizontalAdvance, texts), default=0)
        assert chart.sizes.width() >= widest


def test_it_is_saved_as_a_picture(panel: ChartsPanel, classifier: Session, tmp_path: Path) -> None:
    for suffix in ("png", "svg"):
        save(strip(panel).chart, classifier.notices, tmp_path / f"strip.{suffix}")
    assert (tmp_path / "strip.png").read_bytes().startswith(b"\x89PNG")
    svg = (tmp_path / "strip.svg").read_text()
    assert "Parameters with filters of conv2d_1: linear" in svg
    assert "32: 6,029,097" in svg


# the parts


def test_the_range_is_round_and_has_few_points() -> None:
    assert reach(3) == range(1, 17)
    assert reach(512) == range(1, 2001, 50)
    assert reach(0) == range(17)
    assert len(samples(reach(10**9), 10**9)) < 100
    assert samples(range(1, 17), 3)[:4] == [3, 2, 4, 1]


def test_every_growth_has_its_word() -> None:
    assert growth_text("quadratic") == "quadratic"
    assert growth_text("steps") == "in steps"
