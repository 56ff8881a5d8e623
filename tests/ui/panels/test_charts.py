"""The charts: bars as long as the numbers say, made once, and chosen with the pointer."""

from math import log10
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.core.design import new_design
from designer.core.layers.convolution import Conv2D
from designer.core.layers.input import Input
from designer.core.layers.regularization import Dropout
from designer.session.session import Session
from designer.ui.panels.bar_chart import BarChart
from designer.ui.panels.chart_file import save
from designer.ui.panels.charts import ChartsPanel
from designer.ui.panels.measures import LINEAR, LOG, MACS, PARAMS, SHARE, WEIGHTS, even
from designer.ui.theme import Look


@pytest.fixture
def panel(classifier: Session, look: Look, show, qtbot) -> ChartsPanel:
    return shown(classifier, look, show, qtbot)


def shown(session: Session, look: Look, show, qtbot) -> ChartsPanel:
    made = ChartsPanel(session, look)
    show(made)
    qtbot.waitUntil(lambda: made.charts is not None)
    QApplication.processEvents()
    return made


def chart(panel: ChartsPanel) -> BarChart:
    """The bars."""
    assert panel.charts is not None
    return panel.charts.bars


def drawn(bars: Any, name: str) -> list[float]:
    """One of the arrays that pyqtgraph draws from."""
    return [float(number) for number in bars.opts[name]]


def lengths(panel: ChartsPanel) -> dict[float, float]:
    """The length of the bar of every row."""
    found: dict[float, float] = {}
    for bars in chart(panel).bars.values():
        found |= dict(zip(drawn(bars, "y"), drawn(bars, "width"), strict=True))
    return found


def pick(panel: ChartsPanel, measure: int, scale: int) -> None:
    panel.measure.setFocus()
    panel.measure.setCurrentIndex(measure)
    panel.scales.button(scale).click()


def middle(panel: ChartsPanel, row: int) -> QPoint:
    """Where the row is in the plot."""
    plot = chart(panel).plot
    (low, high), _ = plot.box.viewRange()
    return plot.mapFromScene(plot.box.mapViewToScene(QPointF((low + high) / 2, row)))


def test_the_bars_are_as_long_as_the_counts(panel: ChartsPanel, classifier: Session) -> None:
    assert lengths(panel) == {
        row.index: float(row.params or 0) for row in classifier.controller.report.rows
    }
    assert lengths(panel)[14] == 5_915_136.0


def test_log_and_share(panel: ChartsPanel) -> None:
    pick(panel, 0, 1)
    assert lengths(panel)[1] == pytest.approx(log10(897))
    assert lengths(panel)[4] == 0.0
    pick(panel, 0, 2)
    assert sum(lengths(panel).values()) == pytest.approx(1.0)
    assert lengths(panel)[14] == pytest.approx(5_915_136 / 6_029_097)


def test_memory_and_work(panel: ChartsPanel) -> None:
    pick(panel, 1, 0)
    assert chart(panel).numbers.text(2) == "36.12 KB"  # 9,248 numbers of 4 bytes
    pick(panel, 2, 0)
    assert chart(panel).numbers.text(1) == "8.00 MB"  # 256 * 256 * 32 numbers of 4 bytes
    pick(panel, 3, 0)
    assert lengths(panel)[1] == 256 * 256 * 3 * 3 * 3 * 32  # as PyTorch counts: no bias
    assert chart(panel).numbers.text(1) == "56.6 M MACs"


def test_every_measure_keeps_its_scale(panel: ChartsPanel) -> None:
    pick(panel, 0, 1)
    pick(panel, 1, 2)
    panel.measure.setCurrentIndex(0)
    panel.measure.activated.emit(0)
    assert panel.scales.checkedId() == 1


def test_an_edit_moves_the_bars_and_makes_none(panel: ChartsPanel, classifier: Session) -> None:
    before, bars = panel.charts, dict(chart(panel).bars)
    uid = classifier.store.design.chain[1].uid
    classifier.editor.set_field(uid, "filters", 64)
    assert lengths(panel)[1] == 1792.0  # (3 * 3 * 3 + 1) * 64
    classifier.editor.remove([uid])
    assert len(lengths(panel)) == 18
    assert panel.charts is before
    assert all(chart(panel).bars[token] is made for token, made in bars.items())


def test_a_click_selects_the_layer(panel: ChartsPanel, classifier: Session) -> None:
    viewport = chart(panel).plot.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=middle(panel, 5))
    assert classifier.stage.selection.uids == (classifier.store.design.chain[5].uid,)
    assert (chart(panel).names.marked, chart(panel).numbers.marked) == ({5}, {5})


def test_what_is_selected_is_marked_beside_the_bars(panel: ChartsPanel, look: Look) -> None:
    """A light bar over the whole plot would read as a value."""
    viewport = chart(panel).plot.viewport()
    before = viewport.grab().toImage()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=middle(panel, 5))
    after = viewport.grab().toImage()
    edges = chart(panel).plot.box.mapRectToScene(chart(panel).plot.box.rect())
    inside = [(x, middle(panel, 5).y()) for x in range(int(edges.left()) + 2, int(edges.right()))]
    assert all(before.pixelColor(*place) == after.pixelColor(*place) for place in inside)
    for axis in (chart(panel).names, chart(panel).numbers):
        where = axis.mapRectToScene(axis.background(5))
        assert where.top() < middle(panel, 5).y() < where.bottom()
        spot = QPointF(where.right() - 2, where.top() + 2).toPoint()
        assert after.pixelColor(spot) == look.theme.color("selection")
        assert before.pixelColor(spot) != look.theme.color("selection")


def test_the_arrow_keys_move_the_selection(panel: ChartsPanel, classifier: Session) -> None:
    plot = chart(panel).plot
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=middle(panel, 2))
    assert plot.hasFocus()
    for key, row in (
        (Qt.Key.Key_Down, 3),
        (Qt.Key.Key_Up, 2),
        (Qt.Key.Key_End, 18),
        (Qt.Key.Key_Down, 18),
        (Qt.Key.Key_Home, 0),
    ):
        QTest.keyClick(plot, key)
        assert classifier.stage.current_index == row
    assert chart(panel).accessibleDescription() == "input_layer: 0 (0.0%)"


def test_a_ring_shows_where_the_keys_go(panel: ChartsPanel, look: Look) -> None:
    accent = look.theme.color("accent")
    panel.measure.setFocus()
    assert chart(panel).grab().toImage().pixelColor(60, 0) != accent
    chart(panel).plot.setFocus()
    assert chart(panel).grab().toImage().pixelColor(60, 0) == accent


def test_the_pointer_reads_the_number_its_share_and_its_formula(panel: ChartsPanel) -> None:
    plot = chart(panel).plot
    QTest.mouseMove(panel.windowHandle(), plot.mapTo(panel, middle(panel, 2)))
    assert plot.toolTip() == (
        "<div>conv2d_1: 9,248 (0.2%)</div>"
        "<div>(k_h * k_w * c_in + 1) * filters = (3 * 3 * 32 + 1) * 32 = 9,248</div>"
    )
    assert chart(panel).tip(3) == "max_pooling2d: 0 (0.0%)"


def test_what_the_pointer_reads_of_the_other_measures(panel: ChartsPanel) -> None:
    pick(panel, 1, 0)
    assert chart(panel).tip(18) == (
        "dense_2: 4.54 KB (0.0%)\n(d_in + 1) * units = (128 + 1) * 9 = 1,161 numbers of 4 bytes"
    )
    pick(panel, 2, 0)
    assert chart(panel).tip(1).endswith("\n256 × 256 × 32 numbers a sample")
    pick(panel, 3, 0)
    assert chart(panel).tip(2).endswith("= 254 * 254 * 3 * 3 * 32 * 32 = 594,579,456")


def test_a_layer_selected_elsewhere_comes_into_sight(
    panel: ChartsPanel, classifier: Session
) -> None:
    classifier.editor.insert(19, [Dropout() for _ in range(100)])
    classifier.stage.select_row(90)
    _, (top, bottom) = chart(panel).plot.box.viewRange()
    assert top < 90 < bottom
    assert chart(panel).names.marked == {90}


def turn_wheel(panel: ChartsPanel, notches: int, held: Qt.KeyboardModifier) -> None:
    viewport = chart(panel).plot.viewport()
    where, turned = QPointF(middle(panel, 1)), QPoint(0, 120 * notches)
    spot = QPointF(viewport.mapToGlobal(where.toPoint()))
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(where, spot, QPoint(), turned, none, held, phase, False)
    QApplication.sendEvent(viewport, event)


def test_the_wheel_scrolls_and_zooms(panel: ChartsPanel) -> None:
    turn_wheel(panel, -1, Qt.KeyboardModifier.NoModifier)
    assert chart(panel).slider.value() == 3
    in_sight = chart(panel).slider.pageStep()
    turn_wheel(panel, -4, Qt.KeyboardModifier.ControlModifier)
    assert chart(panel).slider.pageStep() > 2 * in_sight


def test_a_low_dock_is_not_forced_open(panel: ChartsPanel, look: Look) -> None:
    look.choose("light", 1.8)
    QApplication.processEvents()
    assert panel.minimumSizeHint().height() < 260
    panel.resize(560, 300)
    QApplication.processEvents()
    assert chart(panel).height() >= 116 * 1.8 - 1


def test_long_names_keep_their_number(panel: ChartsPanel, classifier: Session) -> None:
    uid = classifier.store.design.chain[1].uid
    classifier.editor.rename(uid, "a_rather_long_name_of_a_convolution_17")
    (text,) = chart(panel).names.tickStrings([1.0], 1.0, 1.0)
    assert text.startswith("a_ra")
    assert text.endswith("17")
    assert "…" in text


@pytest.mark.parametrize("scale", [1.0, 1.4, 1.8])
def test_texts_do_not_collide(panel: ChartsPanel, look: Look, scale: float) -> None:
    look.choose("dark", scale)
    QApplication.processEvents()
    bars = chart(panel)
    for zoom in (0, -4, -4):
        bars.zoom(zoom)
        _, (top, bottom) = bars.plot.box.viewRange()
        height = bars.plot.box.height()
        ((step, rows),) = bars.names.tickValues(top, bottom, height)
        assert rows
        assert step * height / (bottom - top) >= 12 * scale  # pixels of a line of text
    for place in range(4):
        pick(panel, place, 0)
        (low, high), _ = bars.plot.box.viewRange()
        width = bars.plot.box.width()
        ((_, ticks),) = bars.lengths.tickValues(low, high, width)
        font = QFontMetricsF(look.theme.font(12))
        texts = map(font.horizontalAdvance, bars.lengths.tickStrings(ticks, 1.0, 1.0))
        assert sum(texts) < width + 80 * scale  # the last may reach past the axis


def test_a_broken_chain_leaves_open_what_is_not_known(broken: Session, look: Look, show, qtbot):
    bars = chart(shown(broken, look, show, qtbot))
    assert [bars.numbers.text(row) for row in (5, 6, 7)] == ["9,248", "?", "?"]
    assert drawn(bars.unknown, "y") == [float(row) for row in range(6, 19)]
    assert bars.tip(6).startswith("conv2d_3: ?\n")
    assert bars.tip(7) == "max_pooling2d_1: ?\nwaiting for conv2d_3"


def test_an_open_size_is_not_known(session: Session, look: Look, show, qtbot) -> None:
    design = new_design(
        Conv2D(filters=8, kernel_size=(3, 3)), input=Input(batch_shape=(None, None, None, 3))
    )
    session.store.reset(design)
    panel = shown(session, look, show, qtbot)
    pick(panel, 2, 0)
    assert chart(panel).numbers.text(1) == "?"
    assert chart(panel).tip(1) == "conv2d: ?\na size is left open: None × None × 8"


def test_it_is_saved_as_a_picture(panel: ChartsPanel, classifier: Session, tmp_path: Path) -> None:
    told: list[object] = []
    classifier.notices.told.connect(told.append)
    for suffix in ("png", "svg"):
        save(chart(panel), classifier.notices, tmp_path / f"chart.{suffix}")
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    svg = (tmp_path / "chart.svg").read_text()
    assert "<svg" in svg
    assert "Parameters of the layers" in svg  # text, not a picture of it
    assert "dense_2" in svg  # all rows, also those that are out of sight
    assert told == ["Saved chart.png", "Saved chart.svg"]


def test_a_picture_that_cannot_be_saved_is_told(
    panel: ChartsPanel, classifier: Session, tmp_path: Path
) -> None:
    told: list[str] = []
    classifier.notices.told.connect(told.append)
    save(chart(panel), classifier.notices, tmp_path / "nowhere" / "chart.png")
    assert len(told) == 1
    assert told[0].startswith("chart.png was not saved: the folder is gone.")


@pytest.mark.parametrize(
    ("rough", "base", "expected"),
    [(1, 10, 1), (1.1, 10, 2), (3, 10, 5), (7, 10, 10), (0.03, 10, 0.05), (5, 2, 8), (8, 2, 8)],
)
def test_round_numbers(rough: float, base: int, expected: float) -> None:
    assert even(rough, base) == pytest.approx(expected)


def test_ticks_say_what_a_length_stands_for() -> None:
    assert LINEAR.tick(PARAMS, 2_000_000.0) == "2,000,000"
    assert LINEAR.tick(WEIGHTS, 4194304.0) == "4 MB"
    assert LINEAR.tick(MACS, 200e6) == "200 M MACs"
    assert [LOG.tick(PARAMS, n) for n in (0.0, 3.0)] == ["0", "1,000"]
    assert [LOG.tick(WEIGHTS, n) for n in (0.0, 10.0, 20.0)] == ["0 B", "1 KB", "1 MB"]
    assert SHARE.tick(PARAMS, 0.25) == "25%"
