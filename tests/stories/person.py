"""A person in front of the window: drags, types, reads. Everything goes through real events."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from designer.core.layer import LAYERS
from designer.ui.main_window import MainWindow
from designer.ui.panels.shelves import entry

_LEFT = Qt.MouseButton.LeftButton
_NONE = Qt.KeyboardModifier.NoModifier
_WATCHDOG_MS = 5000


class Person:
    """What a newcomer does with *window*."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def drag_in(self, keras: str, gap: int) -> None:
        """Drag a layer type from the palette to before the block at *gap*, or to the end."""
        tree, canvas = self.window.pages.palette.tree, self.window.canvas
        index = self._palette_index(keras)
        tree.scrollTo(index)
        layout = canvas.chain.layout
        y = layout.bottom(gap - 1) + 8
        canvas.ensureVisible(0, y - 60, 330, 120)
        self.settle()
        start = tree.visualRect(index).center()
        self._drag(tree.viewport(), start, canvas.viewport(), canvas.mapFromScene(165, y))

    def select(self, index: int) -> None:
        """Click the block at *index*."""
        canvas = self.window.canvas
        layout = canvas.chain.layout
        canvas.ensureVisible(0, layout.top(index), 330, 60)
        self.settle()
        spot = canvas.mapFromScene(40, layout.middle(index))
        QTest.mouseClick(canvas.viewport(), _LEFT, _NONE, spot)
        self.settle()

    def set_fields(self, index: int, **values: str) -> None:
        """Select the block at *index* and type *values* into its properties."""
        self.select(index)
        self.window.layer_dock.open_page(1)
        self.settle()
        for name, text in values.items():
            self._type(self.field(name), text)

    def field(self, name: str) -> QWidget:
        """The editor of a setting of the selected layer."""
        form = self.window.pages.properties.form
        assert form is not None
        return form.rows[name].edit

    def _type(self, editor: QWidget, text: str) -> None:
        editor.setFocus()
        if isinstance(editor, QComboBox):
            QTest.keyClicks(editor, text)
            editor.activated.emit(editor.currentIndex())
        else:
            assert isinstance(editor, QLineEdit)
            editor.selectAll()
            QTest.keyClicks(editor, text)
        self.settle()

    def _palette_index(self, keras: str) -> QModelIndex:
        tree = self.window.pages.palette.tree
        model = tree.model()
        for row in range(model.rowCount()):
            shelf = model.index(row, 0)
            for line in range(model.rowCount(shelf)):
                index = model.index(line, 0, shelf)
                if entry(index) is LAYERS[keras]:
                    tree.setExpanded(shelf, True)
                    return index
        raise LookupError(keras)

    def _drag(self, source: QWidget, start: QPoint, target: QWidget, end: QPoint) -> None:
        def feed() -> None:  # inside the loop of the drag
            for step in range(5, -1, -1):
                QTest.mouseMove(target, end + QPoint(step, 0))
                QTest.qWait(5)
            QTest.mouseRelease(target, _LEFT, _NONE, end)

        QTimer.singleShot(60, feed)
        watchdog = QTimer()
        watchdog.setSingleShot(True)
        watchdog.timeout.connect(self._escape)
        watchdog.start(_WATCHDOG_MS)
        QTest.mousePress(source, _LEFT, _NONE, start)
        for step in (6, 14, 30):
            QTest.mouseMove(source, start + QPoint(step, step // 2))
        QTest.mouseRelease(source, _LEFT, _NONE, start)  # in case the drag never began
        assert watchdog.isActive(), "the drag did not end by itself"
        watchdog.stop()
        self.settle()

    def _escape(self) -> None:
        QTest.keyClick(self.window.windowHandle(), Qt.Key.Key_Escape)

    def settle(self) -> None:
        """Let everything happen that was put off."""
        for _ in range(3):
            QApplication.processEvents()
