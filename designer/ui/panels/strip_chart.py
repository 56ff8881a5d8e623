"""The curve of a total over the values of one setting, with a marker that can be dragged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import nan

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from designer.session.guard import guarded
from designer.ui.panels.bar_chart import hatched
from designer.ui.panels.chart_axes import EndsAxis, SettingAxis
from designer.ui.panels.chart_frame import Chart
from designer.ui.panels.chart_plot import Bars, Plot
from designer.ui.panels.measures import Charted
from designer.ui.panels.stepping import stepped
from designer.ui.plain import tooltip
from designer.ui.theme import Theme
from designer.words.growth import axis_text

_NEAR = 12
"""How far from the marker, in pixels of the design, the pointer still takes hold of it."""

_BESIDE = 8
_AIR = 0.16
_NOTHING = np.zeros(0)
_Key = Qt.Key


class StripChart(Chart):
    """`moved` carries a value while the marker is dragged; then `dropped` or `cancelled` comes.

    `stepped` carries the value that the arrow keys lead to; `tip` says what there is to read of a
    value, `axis` that the totals do not start at 0.
    """

    moved = Signal(object)
    dropped = Signal()
    cancelled = Signal()
    stepped = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.sizes = EndsAxis(theme, "left")
        self.settings = SettingAxis(theme)
        super().__init__(theme, Plot(left=self.sizes, bottom=self.settings), parent)
        self.held = False
        self.value = 0
        self.values = range(1)
        self.totals: Mapping[int, int | None] = {}
        self.tip: Callable[[int], str] = str
        self.axis = ""
        self.gaps = Bars(x0=_NOTHING, width=_NOTHING, y0=_NOTHING, height=_NOTHING, pen=None)
        self.curve = pg.PlotDataItem(connect="finite", antialias=True)
        self.line = pg.InfiniteLine(angle=90)
        self.dot = pg.ScatterPlotItem()
        self.label = pg.TextItem()
        for level, item in enumerate((self.gaps, self.curve, self.line, self.dot, self.label)):
            item.setZValue(level)
            self.plot.addItem(item)
        self.plot.pressed.connect(self._pressed)
        self.plot.dragged.connect(self._dragged)
        self.plot.released.connect(self._released)
        self.plot.pointed.connect(self._pointed)
        self.plot.focused.connect(self._focus_changed)
        self.restyle(theme)

    def show_curve(self, charted: Charted, values: range, totals: Mapping[int, int | None]) -> None:
        """Draw the *totals* that are known of the *values*; where there is none, say so."""
        self.values, self.totals, self.sizes.charted = values, totals, charted
        self.settings.first = values.start
        places = [value for value in sorted(totals) if values.start <= value < values.stop]
        known = [total for value in places if (total := totals[value]) is not None]
        lost = [value for value in places if totals[value] is None]
        heights = [nan if (total := totals[value]) is None else float(total) for value in places]
        self.curve.setData(np.array(places, dtype=float), np.array(heights))
        low, high = _span(known)
        self.axis = axis_text(charted.text(min(known))) if low > 0 else ""
        self.plot.box.setYRange(low, high, padding=0)
        self.plot.box.setXRange(*self._ends(), padding=0)
        self._hatch(np.array(lost, dtype=float), low, high)
        self.sizes.show_ends(known)
        self.settings.redraw()

    def show_marker(self, value: int, total: int | None, text: str) -> None:
        """Put the marker on *value*, with *text* beside it; *total* is None where there is none."""
        self.value = value
        self.line.setPos(value)
        self.dot.setData([value] if total is not None else [], [total] if total is not None else [])
        self.label.setText(text)
        _, (low, high) = self.plot.box.viewRange()
        before, above = self._free_corner(value)
        apart = self.theme.px(_BESIDE) / max(1.0, self.label.boundingRect().width())
        self.label.setAnchor((1 + apart if before else -apart, 0.0 if above else 1.0))
        self.label.setPos(value, high if above else low)

    def let_go(self) -> None:
        """Stop dragging, whatever the pointer does."""
        self.held = False

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        accent, surface = theme.color("accent"), theme.color("surface")
        for axis in (self.sizes, self.settings):
            axis.dress(theme)
        self.plot.pad(top=theme.px(5), right=theme.px(20))
        self.gaps.setOpts(brush=hatched(theme))
        self.curve.setPen(pg.mkPen(accent, width=theme.px(2)))
        self.line.setPen(pg.mkPen(accent, width=theme.px(1), style=Qt.PenStyle.DashLine))
        self.dot.setSize(theme.px(13))
        self.dot.setBrush(accent)
        self.dot.setPen(pg.mkPen(surface, width=theme.px(2)))
        self.label.setFont(theme.font(12, 600))
        self.label.setColor(theme.color("ink"))
        self.label.fill = pg.mkBrush(theme.color("surface2"))
        self.label.border = pg.mkPen(theme.color("strong_border"))

    def press(self, key: QKeyEvent) -> bool:
        if key.key() == _Key.Key_Escape and self.held:
            self.cancel()
            return True
        if key.key() not in (_Key.Key_Left, _Key.Key_Right) or self.held:
            return False
        by_power = bool(key.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        value = int(stepped(str(self.value), key.key() == _Key.Key_Right, by_power))
        self.stepped.emit(max(self.values.start, value))
        return True

    def cancel(self) -> None:
        """Give up dragging; everything falls back."""
        if self.held:
            self.held = False
            self.cancelled.emit()

    def x_of(self, value: int) -> float:
        """Where *value* is in the plot, in pixels from its left edge."""
        return self.plot.mapFromScene(self.plot.box.mapViewToScene(QPointF(value, 0))).x()

    def _free_corner(self, value: int) -> tuple[bool, bool]:
        """Whether the label stands before the marker, and above: where the curve is not."""
        (left, right), _ = self.plot.box.viewRange()
        known = [total for _, total in sorted(self.totals.items()) if total is not None]
        wide = self.label.boundingRect().width() + self.theme.px(2 * _BESIDE)
        share = wide / max(1.0, self.plot.box.width()) * (right - left)
        if not known or known[-1] >= known[0]:
            before = value - left > share
            return before, before
        before = right - value < share
        return before, not before

    def _ends(self) -> tuple[float, float]:
        air = (self.values.stop - 1 - self.values.start) * 0.02
        return self.values.start - air, self.values.stop - 1 + air

    def _hatch(self, lost: np.ndarray, low: float, high: float) -> None:
        step = self.values.step
        self.gaps.setOpts(x0=lost - step / 2, width=step, y0=low, height=high - low)

    def _near(self, place: QPointF) -> bool:
        pixel = self.plot.box.viewPixelSize()[0] or 1.0
        return abs(place.x() - self.value) / pixel <= self.theme.px(_NEAR)

    def _value_at(self, place: QPointF) -> int:
        return max(self.values.start, min(round(place.x()), self.values.stop - 1))

    @guarded
    def _pressed(self, place: QPointF) -> None:
        self.held = self._near(place)

    @guarded
    def _dragged(self, place: QPointF) -> None:
        if self.held and self._value_at(place) != self.value:
            self.moved.emit(self._value_at(place))

    @guarded
    def _released(self) -> None:
        if self.held:
            self.held = False
            self.dropped.emit()

    @guarded
    def _pointed(self, place: QPointF | None) -> None:
        near = place is not None and self._near(place)
        shape = Qt.CursorShape.SizeHorCursor if near else Qt.CursorShape.ArrowCursor
        self.plot.viewport().setCursor(shape)
        lines = () if place is None else self.tip(self._value_at(place)).splitlines()
        self.plot.setToolTip("".join(map(tooltip, lines)))

    @guarded
    def _focus_changed(self) -> None:
        """Who turns to something else drags no more, and Escape would not come here."""
        if not self.plot.hasFocus():
            self.cancel()

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.cancel()


def _span(known: Sequence[int]) -> tuple[float, float]:
    """From where to where the totals are drawn: all of them, with some air."""
    if not known:
        return 0.0, 1.0
    low, high = float(min(known)), float(max(known))
    air = (high - low) * _AIR or max(1.0, high / 2)
    return max(low - air, min(0.0, low)), high + air
