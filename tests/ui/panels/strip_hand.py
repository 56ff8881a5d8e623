"""A hand at the strip of the charts: opens it, chooses, takes hold of the marker."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from designer.session.session import Session
from designer.ui.panels.charts import ChartsPanel
from designer.ui.panels.strip import Strip
from designer.ui.theme import Look

LEFT = Qt.MouseButton.LeftButton
TOTAL = 6_029_097


def opened(session: Session, look: Look, show, qtbot, row: int) -> ChartsPanel:
    """The panel with the layer at *row* selected, and its strip complete."""
    panel = ChartsPanel(session, look)
    show(panel)
    qtbot.waitUntil(lambda: panel.charts is not None)
    session.stage.select_row(row)
    settled(panel, qtbot)
    return panel


def strip(panel: ChartsPanel) -> Strip:
    assert panel.charts is not None
    return panel.charts.strip


def settled(panel: ChartsPanel, qtbot) -> None:
    qtbot.waitUntil(lambda: strip(panel).sweeper.done, timeout=30_000)
    QApplication.processEvents()


def choose(box: QComboBox, text: str) -> None:
    """Type the beginning of an entry, as a person may."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findText(text) - box.currentIndex()):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == text


def spot(panel: ChartsPanel, value: float) -> QPoint:
    """Where *value* is in the plot, in the middle of its height."""
    plot = strip(panel).chart.plot
    _, (low, high) = plot.box.viewRange()
    return plot.mapFromScene(plot.box.mapViewToScene(QPointF(value, (low + high) / 2)))


def press(panel: ChartsPanel, value: int) -> None:
    QTest.mousePress(strip(panel).chart.plot.viewport(), LEFT, pos=spot(panel, value))


def pull(panel: ChartsPanel, *values: int) -> None:
    for value in values:
        QTest.mouseMove(strip(panel).chart.plot.viewport(), spot(panel, value))


def let_go(panel: ChartsPanel, value: int) -> None:
    QTest.mouseRelease(strip(panel).chart.plot.viewport(), LEFT, pos=spot(panel, value))


def with_filters(filters: int) -> int:
    """The total of example C with *filters* in its second convolution instead of 32: they stand in
    its own count, (3 * 3 * 32 + 1) * filters, and in the next one's, (3 * 3 * filters + 1) * 32.
    """
    return TOTAL + (289 + 288) * (filters - 32)
