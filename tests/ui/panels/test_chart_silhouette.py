"""The silhouette: as wide as what flows, from left to right, and labelled where there is room."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.core.design import new_design
from designer.core.layers.convolution import Conv2D
from designer.core.layers.input import Input
from designer.core.layers.regularization import Dropout
from designer.session.session import Session
from designer.ui.panels.chart_file import save
from designer.ui.panels.chart_labels import placed
from designer.ui.panels.charts import VIEWS, ChartsPanel
from designer.ui.panels.measures import FLOW
from designer.ui.panels.silhouette import SilhouetteChart
from designer.ui.panels.silhouette_shape import blended, runs, silhouette, widest
from designer.ui.theme import Look


def opened(session: Session, look: Look, show, qtbot) -> ChartsPanel:
    panel = ChartsPanel(session, look)
    show(panel)
    qtbot.waitUntil(lambda: panel.charts is not None)
    panel.measure.setFocus()
    QTest.keyClick(panel.measure, Qt.Key.Key_End)
    QApplication.processEvents()
    assert panel.charted is FLOW
    return panel


@pytest.fixture
def panel(classifier: Session, look: Look, show, qtbot) -> ChartsPanel:
    return opened(classifier, look, show, qtbot)


def chart(panel: ChartsPanel) -> SilhouetteChart:
    assert panel.charts is not None
    assert panel.charts.chart is panel.charts.flow
    return panel.charts.flow


def width_at(flow: SilhouetteChart, row: int) -> float:
    """How wide the outline is at the middle of *row*; 2 is the widest."""
    steps = [i / 1000 for i in range(1001)]
    return 2 * max((y for y in steps if flow.outline.path.contains(QPointF(row, y))), default=0.0)


def drawn(bands: Any, name: str) -> list[float]:
    """One of the arrays that pyqtgraph draws from."""
    return [float(number) for number in bands.opts[name]]


def middle(flow: SilhouetteChart, row: int) -> QPoint:
    return flow.plot.mapFromScene(flow.plot.box.mapViewToScene(QPointF(row, 0)))


def test_the_flow_is_the_last_view() -> None:
    assert VIEWS[-1] is FLOW


def test_it_is_as_wide_as_what_flows(panel: ChartsPanel) -> None:
    panel.scales.button(0).click()  # linear
    flow, most = chart(panel), 256 * 256 * 32
    assert width_at(flow, 0) == pytest.approx(2 * 256 * 256 * 3 / most, abs=0.005)
    assert width_at(flow, 1) == pytest.approx(2.0, abs=0.005)
    assert width_at(flow, 2) == pytest.approx(2 * 254 * 254 * 32 / most, abs=0.005)
    assert width_at(flow, 3) == pytest.approx(2 * 84 * 84 * 32 / most, abs=0.005)


def test_it_is_symmetrical_and_smooth(panel: ChartsPanel) -> None:
    path = chart(panel).outline.path
    points = [path.elementAt(i) for i in range(path.elementCount())]
    above = sorted((p.x, -p.y) for p in points if p.y < 0)  # type: ignore[attr-defined]
    below = sorted((p.x, p.y) for p in points if p.y > 0)  # type: ignore[attr-defined]
    assert len(above) == pytest.approx(len(below), abs=1)  # the start is there twice
    assert {(round(x, 6), round(y, 6)) for x, y in above} == {
        (round(x, 6), round(y, 6)) for x, y in below
    }


def test_small_sizes_are_seen_as_well(panel: ChartsPanel) -> None:
    flow = chart(panel)
    assert panel.scales.checkedId() == 1  # it starts with the logarithm
    assert width_at(flow, 18) > 0.2  # 9 numbers beside 2,097,152
    assert not panel.scales.button(2).isEnabled()  # shares of a flow mean nothing


def test_a_click_and_the_keys_select(panel: ChartsPanel, classifier: Session) -> None:
    flow = chart(panel)
    QTest.mouseClick(flow.plot.viewport(), Qt.MouseButton.LeftButton, pos=middle(flow, 5))
    assert classifier.stage.current_index == 5
    assert drawn(flow.marks, "x0") == [4.5]
    assert drawn(flow.marks, "width") == [1.0]
    QTest.keyClick(flow.plot, Qt.Key.Key_Down)
    QTest.keyClick(flow.plot, Qt.Key.Key_Right)
    assert classifier.stage.current_index == 7
    QTest.keyClick(flow.plot, Qt.Key.Key_Up)
    assert classifier.stage.current_index == 6


def test_the_pointer_reads_the_shape(panel: ChartsPanel) -> None:
    flow = chart(panel)
    QTest.mouseMove(panel.windowHandle(), flow.plot.mapTo(panel, middle(flow, 2)))
    assert flow.plot.toolTip() == (
        "<div>conv2d_1: 2,064,512</div><div>254 × 254 × 32 numbers a sample</div>"
    )


@pytest.mark.parametrize("scale", [1.0, 1.4, 1.8])
def test_labels_stand_apart(panel: ChartsPanel, look: Look, scale: float) -> None:
    look.choose("dark", scale)
    QApplication.processEvents()
    for axis in (chart(panel).names, chart(panel).shapes):
        found = [place for _, place in axis.places()]
        assert len(found) >= 3
        for line in (0, 1):
            row = sorted((p.left, p.left + p.width) for p in found if p.line == line)
            assert all(end < start for (_, end), (start, _) in pairwise(row))
            assert all(left >= 0 for left, _ in row)


def test_what_is_selected_is_labelled(panel: ChartsPanel, classifier: Session) -> None:
    for row, name, shape in ((5, "conv2d_2", "84×84×32"), (13, "flatten", "11552")):
        classifier.stage.select_row(row)
        assert name in [text for text, _ in chart(panel).names.places()]
        assert shape in [text for text, _ in chart(panel).shapes.places()]


def test_three_hundred_layers(session: Session, look: Look, show, qtbot) -> None:
    layers = [Conv2D(filters=1 + i, kernel_size=(1, 1)) for i in range(300)]
    session.store.reset(new_design(*layers, input=Input(batch_shape=(None, 8, 8, 1))))
    flow = chart(opened(session, look, show, qtbot))
    assert flow.count == 301
    shown = [text for text, _ in flow.shapes.places()]
    assert {"8×8×1", "8×8×300"} <= set(shown)
    assert flow.row_at(flow.plot.place_at(QPointF(middle(flow, 150)))) == 150


def test_ten_thousand_layers_take_no_more_than_can_be_seen(
    session: Session, look: Look, show, qtbot
) -> None:
    session.store.reset(new_design(*(Dropout() for _ in range(10_000))))
    flow = chart(opened(session, look, show, qtbot))
    assert flow.outline.path.elementCount() < 4000
    assert flow.row_at(QPointF(9_999.2, 0)) == 9_999


def test_what_is_not_known_is_hatched(broken: Session, look: Look, show, qtbot) -> None:
    flow = chart(opened(broken, look, show, qtbot))
    assert drawn(flow.unknown, "x0") == [5.5]
    assert drawn(flow.unknown, "width") == [13.0]  # rows 6 to 18
    assert width_at(flow, 6) == 0.0
    assert flow.outline.path.boundingRect().right() == pytest.approx(5.5)
    assert "?" in [text for text, _ in flow.shapes.places()]


def test_open_sizes_are_hatched_too(session: Session, look: Look, show, qtbot) -> None:
    design = new_design(
        Conv2D(filters=8, kernel_size=(3, 3)), input=Input(batch_shape=(None, None, None, 3))
    )
    session.store.reset(design)
    flow = chart(opened(session, look, show, qtbot))
    assert drawn(flow.unknown, "width") == [2.0]
    assert [text for text, _ in flow.shapes.places()] == ["?×?×3", "?×?×8"]


def test_it_is_updated_and_never_made_again(panel: ChartsPanel, classifier: Session) -> None:
    before = chart(panel).outline
    classifier.editor.set_field(classifier.store.design.chain[1].uid, "filters", 64)
    assert chart(panel).outline is before
    assert "256×256×64" in [text for _, text in chart(panel).shapes.labels]


def test_it_is_saved_as_a_picture(panel: ChartsPanel, classifier: Session, tmp_path: Path) -> None:
    for suffix in ("png", "svg"):
        save(chart(panel), classifier.notices, tmp_path / f"flow.{suffix}")
    assert (tmp_path / "flow.png").read_bytes().startswith(b"\x89PNG")
    svg = (tmp_path / "flow.svg").read_text()
    assert "256×256×3" in svg
    assert "linearGradient" in svg


# the parts


def test_labels_go_where_there_is_room() -> None:
    wanted = [(50.0, 40.0), (60.0, 40.0), (0.0, 20.0), (55.0, 90.0), (120.0, 10.0)]
    found = placed(wanted, room=100.0, lines=2, gap=4.0)
    assert [(p.index, p.left, p.line) for p in found] == [(0, 30.0, 0), (2, 0.0, 0)]
    beside = placed([(20.0, 30.0), (40.0, 30.0)], room=100.0, lines=2, gap=4.0)
    assert [(p.index, p.line) for p in beside] == [(0, 0), (1, 1)]


def test_columns_keep_the_widest() -> None:
    assert widest([1.0, 5.0, None, None, 2.0], 2) == [5.0, None, 2.0]
    assert list(runs([True, True, False])) == [(True, range(2)), (False, range(2, 3))]


def test_the_outline_begins_again_after_a_gap() -> None:
    path = silhouette([1.0, None, 0.5], 1)
    assert path.contains(QPointF(0.0, 0.9))
    assert not path.contains(QPointF(1.0, 0.0))
    assert path.contains(QPointF(2.0, 0.4))


def test_colours_flow_into_one_another() -> None:
    red, blue = QColor("#ff0000"), QColor("#0000ff")
    stops = blended([red, blue], 1).stops()
    assert [(round(at, 3), color.name()) for at, color in stops] == [
        (0.0, "#ff0000"),
        (0.4, "#ff0000"),
        (0.6, "#0000ff"),
        (1.0, "#0000ff"),
    ]
