"""The charts: bars as long as the numbers say, made once, and chosen with the pointer."""

from math import log10
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.core.layers.regularization import Dropout
from designer.session.session import Session
from designer.ui.panels.charts import ChartsPanel
from designer.ui.panels.measures import LINEAR, LOG, MEASURES, SHARE, even
from designer.ui.theme import Look


@pytest.fixture
def panel(classifier: Session, look: Look, show, qtbot) -> ChartsPanel:
    made = ChartsPanel(classifier, look)
    show(made)
    qtbot.waitUntil(lambda: made.chart is not None)
    QApplication.processEvents()
    return made


def drawn(bars: Any, name: str) -> list[float]:
    """One of the arrays that pyqtgraph draws from."""
    return [float(number) for number in bars.opts[name]]


def lengths(panel: ChartsPanel) -> dict[float, float]:
    """The length of the bar of every row."""
    assert panel.chart is not None
    found: dict[float, float] = {}
    for bars in panel.chart.bars.values():
        found |= dict(zip(drawn(bars, "y"), drawn(bars, "width"), strict=True))
    return found


def pick(panel: ChartsPanel, measure: int, scale: int) -> None:
    panel.measure.setFocus()
    panel.measure.setCurrentIndex(measure)
    panel.scales.button(scale).click()


def middle(panel: ChartsPanel, row: int) -> QPoint:
    """Where the row is in the plot."""
    assert panel.chart is not None
    plot = panel.chart.plot
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


def test_memory_and_the_flow_of_sizes(panel: ChartsPanel) -> None:
    assert panel.chart is not None
    pick(panel, 1, 0)
    assert panel.chart.tip(2) == "conv2d_1: 36.12 KB (0.2%)"
    pick(panel, 2, 0)
    assert panel.chart.numbers.text(1) == "8.00 MB"  # 256 * 256 * 32 numbers of 4 bytes
    pick(panel, 3, 0)
    assert lengths(panel)[0] == 256 * 256 * 3
    assert lengths(panel)[18] == 9
    assert not panel.chart.lengths.isVisible()


def test_an_edit_moves_the_bars_and_makes_none(panel: ChartsPanel, classifier: Session) -> None:
    assert panel.chart is not None
    chart, bars = panel.chart, dict(panel.chart.bars)
    uid = classifier.store.design.chain[1].uid
    classifier.editor.set_field(uid, "filters", 64)
    assert lengths(panel)[1] == 1792.0  # (3 * 3 * 3 + 1) * 64
    classifier.editor.remove([uid])
    assert len(lengths(panel)) == 18
    assert panel.chart is chart
    assert all(panel.chart.bars[token] is made for token, made in bars.items())


def test_a_click_selects_the_layer(panel: ChartsPanel, classifier: Session) -> None:
    assert panel.chart is not None
    QTest.mouseClick(panel.chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=middle(panel, 5))
    assert classifier.stage.selection.uids == (classifier.store.design.chain[5].uid,)
    assert drawn(panel.chart.marks, "y") == [5.0]


def test_the_pointer_reads_the_numbers(panel: ChartsPanel) -> None:
    assert panel.chart is not None
    QTest.mouseMove(panel.windowHandle(), panel.chart.plot.mapTo(panel, middle(panel, 14)))
    assert panel.chart.plot.toolTip() == "<p>dense: 5,915,136 (98.1%)</p>"


def test_a_layer_selected_elsewhere_comes_into_sight(
    panel: ChartsPanel, classifier: Session
) -> None:
    assert panel.chart is not None
    classifier.editor.insert(19, [Dropout() for _ in range(100)])
    classifier.stage.select_row(90)
    _, (top, bottom) = panel.chart.plot.box.viewRange()
    assert top < 90 < bottom
    assert drawn(panel.chart.marks, "y") == [90.0]


@pytest.mark.parametrize("scale", [1.0, 1.4, 1.8])
def test_texts_do_not_collide(panel: ChartsPanel, look: Look, scale: float) -> None:
    look.choose("dark", scale)
    QApplication.processEvents()
    assert panel.chart is not None
    for zoom in (0, -4, -4):
        panel.chart.zoom(zoom)
        _, (top, bottom) = panel.chart.plot.box.viewRange()
        height = panel.chart.plot.box.height()
        ((step, rows),) = panel.chart.names.tickValues(top, bottom, height)
        assert rows
        assert step * height / (bottom - top) >= 12 * scale  # pixels of a line of text


def test_a_broken_chain_leaves_open_what_is_not_known(broken: Session, look: Look, show, qtbot):
    made = ChartsPanel(broken, look)
    show(made)
    qtbot.waitUntil(lambda: made.chart is not None)
    assert made.chart is not None
    assert [made.chart.numbers.text(row) for row in (5, 6, 7)] == ["9,248", "?", "?"]


def test_it_is_saved_as_a_picture(panel: ChartsPanel, classifier: Session, tmp_path: Path) -> None:
    told: list[object] = []
    classifier.notices.told.connect(told.append)
    panel.save(tmp_path / "chart.png")
    panel.save(tmp_path / "chart.svg")
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    svg = (tmp_path / "chart.svg").read_text()
    assert "<svg" in svg
    assert "conv2d_1" in svg  # text, not a picture of it
    assert told == ["Saved chart.png", "Saved chart.svg"]


def test_a_picture_that_cannot_be_saved_is_told(
    panel: ChartsPanel, classifier: Session, tmp_path: Path
) -> None:
    told: list[str] = []
    classifier.notices.told.connect(told.append)
    panel.save(tmp_path / "nowhere" / "chart.png")
    assert len(told) == 1
    assert told[0].startswith("chart.png was not saved: the folder is gone.")


@pytest.mark.parametrize(
    ("rough", "base", "expected"),
    [(1, 10, 1), (1.1, 10, 2), (3, 10, 5), (7, 10, 10), (0.03, 10, 0.05), (5, 2, 8), (8, 2, 8)],
)
def test_round_numbers(rough: float, base: int, expected: float) -> None:
    assert even(rough, base) == pytest.approx(expected)


def test_ticks_say_what_a_length_stands_for() -> None:
    params, weights = MEASURES[0], MEASURES[1]
    assert LINEAR.tick(params, 2_000_000.0) == "2,000,000"
    assert LINEAR.tick(weights, 4194304.0) == "4 MB"
    assert [LOG.tick(params, n) for n in (0.0, 3.0)] == ["0", "1,000"]
    assert [LOG.tick(weights, n) for n in (0.0, 10.0, 20.0)] == ["0 B", "1 KB", "1 MB"]
    assert SHARE.tick(params, 0.25) == "25%"
