"""The lists that boxes of choices open: all rows are in sight, whatever the theme and the scale."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from designer.ui.theme import Look


@pytest.mark.parametrize("scale", [1.0, 1.4, 1.8])
@pytest.mark.parametrize("separated", [False, True])
def test_the_last_row_is_whole(qapp: QApplication, qtbot, scale: float, separated: bool) -> None:
    look = Look(qapp)
    look.choose("light", scale)
    box = QComboBox()
    box.addItems(["Parameters", "Memory of the weights", "From a file…"])
    if separated:
        box.insertSeparator(2)
    qtbot.addWidget(box)
    with qtbot.waitActive(box):
        box.show()
        box.activateWindow()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    view = box.view()
    qtbot.waitUntil(view.isVisible)
    QApplication.processEvents()
    last = view.visualRect(view.model().index(box.count() - 1, 0))
    assert last.height() >= round(24 * scale)
    assert view.viewport().rect().contains(last)
    assert view.verticalScrollBar().maximum() == 0
    box.hidePopup()
    look.choose("light", 1.0)
