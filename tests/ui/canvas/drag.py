"""True drags without a screen: on the platform "minimal" Qt runs the drag loop that people use."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from designer.ui.canvas.view import ChainView
from designer.ui.mime import carry_type

_NONE = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton
_WATCHDOG_MS = 4000


class Source(QWidget):
    """A piece of palette: a drag that starts here carries the layer type *keras*."""

    keras = "Dense"

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = QDrag(self)
        drag.setMimeData(carry_type(self.keras))
        drag.exec(Qt.DropAction.CopyAction)


class Bench(QWidget):
    """A piece of palette beside a canvas, and below both a place where nothing can be dropped."""

    def __init__(self, view: ChainView) -> None:
        super().__init__()
        self.source = Source()
        self.nothing = QWidget()
        self.view = view
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part, width in ((self.source, 80), (view, 640), (self.nothing, 80)):
            part.setFixedWidth(width)
            row.addWidget(part)
        self.resize(800, 560)


def at(view: ChainView, y: float, x: float = 165) -> QPoint:
    """A place of the chain in the viewport of *view*."""
    return view.mapFromScene(x, y)


def drag_type(
    bench: Bench,
    keras: str,
    target: QWidget,
    end: QPoint,
    *,
    during: Callable[[], None] = lambda: None,
    escape: bool = False,
) -> None:
    """Drag the layer type *keras* to *end* in *target*; *during* runs before it is let go."""

    def feed() -> None:  # inside the loop of the drag
        for step in range(5, -1, -1):
            QTest.mouseMove(target, end + QPoint(step, 0))
            QTest.qWait(10)
        during()
        if escape:
            QTest.keyClick(bench.windowHandle(), Qt.Key.Key_Escape)
        else:
            QTest.mouseRelease(target, _LEFT, _NONE, end)

    bench.source.keras = keras
    QTimer.singleShot(100, feed)
    watchdog = QTimer()
    watchdog.setSingleShot(True)
    watchdog.timeout.connect(lambda: QTest.keyClick(bench.windowHandle(), Qt.Key.Key_Escape))
    watchdog.start(_WATCHDOG_MS)
    # Qt tells the window that a drag was cancelled only if it has met the pointer before.
    QTest.mouseMove(bench.windowHandle(), QPoint(20, 20))
    QTest.mousePress(bench.source, _LEFT, _NONE, QPoint(20, 20))
    QTest.mouseMove(bench.source, QPoint(40, 40))  # returns when the drag is over
    QTest.mouseRelease(bench.source, _LEFT)
    assert watchdog.isActive(), "the drag did not end by itself"
    watchdog.stop()
    settle()


@dataclass
class Hand:
    """A hand on the mouse over a canvas: presses, moves in steps, lets go."""

    view: ChainView
    held: Qt.KeyboardModifier = field(default=_NONE)

    def press(self, pos: QPoint) -> None:
        """Press the left button."""
        self._pos = pos
        QTest.mousePress(self.view.viewport(), _LEFT, self.held, pos)

    def move(self, pos: QPoint) -> None:
        """Move there, as a hand does."""
        for step in range(1, 6):
            QTest.mouseMove(self.view.viewport(), self._pos + (pos - self._pos) * step / 5)
        self._pos = pos

    def release(self) -> None:
        """Let go."""
        QTest.mouseRelease(self.view.viewport(), _LEFT, self.held, self._pos)
        settle()

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Press, move, let go."""
        self.press(start)
        self.move(end)
        self.release()


def settle() -> None:
    """Let everything happen that was put off."""
    for _ in range(3):
        QApplication.processEvents()
