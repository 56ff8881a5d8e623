"""Horizontal bars, a row a block, drawn by pyqtgraph. Imported when a chart is first looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from designer.core.report import Report
from designer.session.guard import guarded
from designer.ui.panels.chart_axes import LengthAxis, RowAxis
from designer.ui.panels.chart_frame import LayerChart
from designer.ui.panels.chart_plot import Bars, Plot
from designer.ui.panels.measures import Figures, Scale
from designer.ui.theme import Theme

_ROW = 24
_THICK = 0.56
_LEAST = 0.25
_HIGHEST = 16_000
"""Pixels of a picture: Qt paints on none that is higher than 32,767, and this one is dense."""
_NOTHING = np.zeros(0)


class BarChart(LayerChart):
    """Shows a measure of every block."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._zoom = 1.0
        self.names = RowAxis("left", theme, "ink", 120)
        self.numbers = RowAxis("right", theme, "ink", 84)
        self.lengths = LengthAxis(theme)
        plot = Plot(left=self.names, right=self.numbers, bottom=self.lengths)
        super().__init__(theme, plot, parent)
        plot.box.invertY(True)
        self.slider = QScrollBar(Qt.Orientation.Vertical)
        self.slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.row.addWidget(self.slider)
        self.unknown = self._new_bars(0, _THICK)
        self.bars: dict[str, Bars] = {}
        self._shown: tuple[Figures, Scale] | None = None
        plot.wheeled.connect(self._wheeled)
        plot.resized.connect(self._fit)
        self.slider.valueChanged.connect(self._scrolled)
        self.restyle(theme)

    def show_figures(self, figures: Figures, scale: Scale) -> None:
        """Draw *figures* on *scale*, a bar a block."""
        self._shown = (figures, scale)
        values, charted, report = figures.values, figures.charted, figures.report
        lengths = np.array([scale.length(charted, n or 0, figures.total) for n in values])
        longest = float(lengths.max(initial=0.0)) or 1.0
        self.count = self.names.count = self.numbers.count = len(values)
        self.names.text = report.names.__getitem__
        self.numbers.text = figures.text
        self.lengths.charted, self.lengths.scale_of = charted, scale
        self._draw(report, lengths)
        open_rows = np.array([row for row, n in enumerate(values) if n is None], dtype=float)
        self.unknown.setOpts(x0=0, width=longest, y=open_rows, height=_THICK)
        self.plot.box.setXRange(0.0, longest * 1.02, padding=0)
        for axis in (self.names, self.numbers, self.lengths):
            axis.redraw()
        self._fit()

    def mark(self, rows: Collection[int], current: int | None) -> None:
        """Show the selected *rows*, and bring the *current* one into sight."""
        for axis in (self.names, self.numbers):
            axis.marked = frozenset(rows)
            axis.redraw()
        self.current = current
        if current is not None:
            top, rows_in_sight = self.slider.value(), self.slider.pageStep()
            if not top <= current < top + rows_in_sight:
                self.slider.setValue(current - rows_in_sight // 2)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        for axis in (self.names, self.numbers, self.lengths):
            axis.dress(theme)
        for token, bars in self.bars.items():
            bars.setOpts(brush=theme.color(token))
        self.unknown.setOpts(brush=hatched(theme))
        self._fit()

    def picture(self) -> BarChart:
        """All bars, those that are out of sight too."""
        whole = BarChart(self.theme)
        axis = self.lengths.height() + self.theme.px(_ROW)
        room = min(_HIGHEST, self.count * self.theme.px(_ROW))
        whole._zoom = room / max(1, self.count * self.theme.px(_ROW))
        whole.resize(self.width(), round(room + axis))
        whole.grab()  # lays it out
        if self._shown is not None:
            whole.show_figures(*self._shown)
        whole.setAccessibleName(self.accessibleName())
        return whole

    def row_at(self, place: QPointF) -> int:
        return round(place.y())

    @property
    def page(self) -> int:
        return max(1, self.slider.pageStep() - 1)

    def _draw(self, report: Report, lengths: np.ndarray) -> None:
        """Every colour has its own bars, made once; what is not needed any more gets no bars."""
        rows: dict[str, list[int]] = defaultdict(list)
        for row, block in enumerate(report.design.chain):
            rows[block.layer.family.token].append(row)
        for token in self.bars.keys() | rows.keys():
            if token not in self.bars:
                self.bars[token] = self._new_bars(0, _THICK)
                self.bars[token].setOpts(brush=self.theme.color(token))
            at = np.array(rows.get(token, []), dtype=int)
            self.bars[token].setOpts(x0=0, width=lengths[at], y=at, height=_THICK)

    def _new_bars(self, level: int, height: float) -> Bars:
        bars = Bars(x0=_NOTHING, width=_NOTHING, y=_NOTHING, height=height, pen=None)
        bars.setZValue(level)
        self.plot.addItem(bars)
        return bars

    @guarded
    def _fit(self) -> None:
        """Set how many rows are in sight."""
        height = max(1.0, self.plot.box.height())
        rows = max(1.0, height / (self.theme.px(_ROW) * self._zoom))
        self.slider.setPageStep(int(rows))
        self.slider.setRange(0, max(0, self.count - int(rows)))
        top = self.slider.value() - 0.5
        self.plot.box.setYRange(top, top + rows, padding=0)
        self.slider.setVisible(self.slider.maximum() > 0)

    @guarded
    def _scrolled(self, _value: int) -> None:
        self._fit()

    @guarded
    def _wheeled(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(turned)
        else:
            self.slider.setValue(self.slider.value() - round(3 * turned))
        event.accept()

    def zoom(self, turned: float) -> None:
        """Make the rows higher or lower, by so many notches of the wheel."""
        self._zoom = min(1.0, max(_LEAST, self._zoom * 1.25**turned))
        self._fit()


def hatched(theme: Theme) -> QBrush:
    """What is not known, or not possible, is filled with."""
    return QBrush(theme.color("border"), Qt.BrushStyle.BDiagPattern)
