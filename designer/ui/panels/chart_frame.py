"""What the charts have in common: a plot in a frame that shows the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from designer.session.guard import guarded
from designer.ui.panels.chart_plot import Plot
from designer.ui.plain import tooltip
from designer.ui.theme import Theme

_RING = 2
_Key = Qt.Key
_PAD = Qt.KeyboardModifier.KeypadModifier
_FAR = 1 << 30
_WAYS = {
    _Key.Key_Up: -1,
    _Key.Key_Down: 1,
    _Key.Key_Left: -1,
    _Key.Key_Right: 1,
    _Key.Key_Home: -_FAR,
    _Key.Key_End: _FAR,
}


class Chart(QWidget):
    """A plot with a ring around it while it has the focus. What is exported is the plot."""

    def __init__(self, theme: Theme, plot: Plot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.plot = plot
        self.setFocusProxy(plot)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(_RING, _RING, _RING, _RING)
        self.row.setSpacing(0)
        self.row.addWidget(plot)
        plot.focused.connect(self.update)
        plot.typed.connect(self._typed)

    def restyle(self, theme: Theme) -> None:
        """Take over colours, fonts and sizes."""
        self.theme = theme
        self.plot.setBackground(theme.color("surface"))
        self.update()

    def picture(self) -> Chart:
        """What to save as a picture: the chart as it is, unless it shows a part only."""
        return self

    def press(self, key: QKeyEvent) -> bool:
        """Do what a key asks for; whether it asks for anything."""
        return False

    @guarded
    def _typed(self, event: QKeyEvent) -> None:
        if self.press(event):
            event.accept()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.plot.hasFocus():
            return
        half = _RING / 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.theme.color("accent"), _RING))
            ring = QRectF(self.rect()).adjusted(half, half, -half, -half)
            painter.drawRoundedRect(ring, 4, 4)


class LayerChart(Chart):
    """A chart of the layers: a click and the arrow keys choose one, the pointer reads it.

    `chosen` carries the place of a row; `tip` says what there is to read of one.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, plot: Plot, parent: QWidget | None = None) -> None:
        super().__init__(theme, plot, parent)
        self.count = 0
        self.current: int | None = None
        self.tip: Callable[[int], str] = str
        plot.pressed.connect(self._pressed)
        plot.pointed.connect(self._pointed)

    def row_at(self, place: QPointF) -> int:
        """The row that is drawn at *place*."""
        raise NotImplementedError

    @property
    def page(self) -> int:
        """How many rows a page is."""
        return 10

    def picture(self) -> Chart:
        """What to save as a picture: the chart as it is, unless it shows a part only."""
        return self

    def press(self, key: QKeyEvent) -> bool:
        ways = {_Key.Key_PageUp: -self.page, _Key.Key_PageDown: self.page} | _WAYS
        way = ways.get(_Key(key.key()))
        if way is None or key.modifiers() & ~_PAD or not self.count:
            return False
        start = -1 if self.current is None else self.current
        self.chosen.emit(max(0, min(start + way, self.count - 1)))
        return True

    @guarded
    def _pressed(self, place: QPointF) -> None:
        if 0 <= self.row_at(place) < self.count:
            self.chosen.emit(self.row_at(place))

    @guarded
    def _pointed(self, place: QPointF | None) -> None:
        row = -1 if place is None else self.row_at(place)
        lines = self.tip(row).splitlines() if 0 <= row < self.count else ()
        self.plot.setToolTip("".join(map(tooltip, lines)))
