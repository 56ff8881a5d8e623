"""What is dragged from the palette is one thing: a tile on the way, over the canvas a block."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from designer.ui.main_window import MainWindow
from tests.stories.person import Person

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_no_second_tile_hangs_beside_the_block(window: MainWindow, person: Person) -> None:
    tree, canvas = window.pages.palette.tree, window.canvas
    index = person._palette_index("Dense")
    tree.scrollTo(index)
    person.settle()
    start = tree.visualRect(index).center()
    seen: list[tuple[bool, bool]] = []

    def look() -> None:
        cursor = QGuiApplication.overrideCursor()
        assert cursor is not None
        tile = not cursor.pixmap().isNull()
        seen.append((tile, canvas.chain.ghost.isVisible()))

    def hover(widget: QWidget, spot: QPoint) -> None:
        for step in range(5, -1, -1):
            QTest.mouseMove(widget, spot + QPoint(step, 0))
            QTest.qWait(5)

    def feed() -> None:  # inside the loop of the drag
        hover(tree.viewport(), start + QPoint(0, 40))
        look()
        hover(canvas.viewport(), canvas.mapFromScene(165, 60))
        look()
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)

    QTimer.singleShot(60, feed)
    QTest.mousePress(tree.viewport(), _LEFT, _NONE, start)
    for step in (6, 14, 30):
        QTest.mouseMove(tree.viewport(), start + QPoint(step, step // 2))
    QTest.mouseRelease(tree.viewport(), _LEFT, _NONE, start)
    assert seen == [(True, False), (False, True)]
