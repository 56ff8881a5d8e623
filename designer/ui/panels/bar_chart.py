"""Horizontal bars, a row a block, drawn by pyqtgraph. Imported when a chart is first looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QWidget

from designer.core.report import Report
from designer.session.guard import guarded
from designer.ui.panels.chart_axes import LengthAxis, RowAxis
from designer.ui.panels.chart_plot import Bars, Plot
from designer.ui.panels.measures import Measure, Scale
from designer.ui.plain import tooltip
from designer.ui.theme import Theme

_ROW = 24
_THICK = 0.56
_LEAST = 0.25


class BarChart(QWidget):
    """Shows a measure of every block. `chosen` carries the place of the row that was clicked."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zoom = 1.0
        self._share: Callable[[int], str] = str
        self.names = RowAxis("left", theme, "ink", 120)
        self.numbers = RowAxis("right", theme, "muted", 76)
        self.lengths = LengthAxis(theme)
        self.plot = Plot(left=self.names, right=self.numbers, bottom=self.lengths)
        self.slider = QScrollBar(Qt.Orientation.Vertical)
        self.marks = self._new_bars("selection", -1)
        self.bars: dict[str, Bars] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.plot)
        layout.addWidget(self.slider)
        self.plot.clicked.connect(self._clicked)
        self.plot.pointed.connect(self._pointed)
        self.plot.wheeled.connect(self._wheeled)
        self.plot.zoomed.connect(self.zoom)
        self.plot.resized.connect(self._fit)
        self.slider.valueChanged.connect(self._scrolled)
        self.restyle(theme)

    def show_report(self, report: Report, measure: Measure, scale: Scale) -> None:
        """Draw *measure* on *scale* for every block of *report*."""
        values = measure.values(report)
        known = [0 if n is None else n for n in values]
        total = sum(known)
        lengths = np.array([scale.length(measure, n, total) for n in known])
        self.names.count = self.numbers.count = len(values)
        self.names.text = report.names.__getitem__
        self.numbers.text = partial(_number, measure, values)
        self._share = partial(_share, known, total)
        self.lengths.measure, self.lengths.scale_of = measure, scale
        self.lengths.setVisible(not measure.centred)
        longest = float(lengths.max(initial=0.0)) or 1.0
        left = -lengths / 2 if measure.centred else np.zeros(len(lengths))
        self._draw(report, left, lengths)
        middle = longest / 2 if measure.centred else 0.0
        self.plot.box.setXRange(-middle, longest * 1.02 - middle, padding=0)
        self._redraw_axes()
        self._fit()

    def _redraw_axes(self) -> None:
        """An axis keeps its picture until its range changes; its texts may change before."""
        for axis in (self.names, self.numbers, self.lengths):
            axis.picture = None
            axis.update()

    def mark(self, rows: Collection[int], current: int | None) -> None:
        """Show the selected *rows*, and bring the *current* one into sight."""
        (low, high), _ = self.plot.box.viewRange()
        places = np.array(sorted(rows), dtype=float)
        self.marks.setOpts(x0=np.full(len(places), low), width=high - low, y=places, height=1.0)
        if current is not None:
            top, rows_in_sight = self.slider.value(), self.slider.pageStep()
            if not top <= current < top + rows_in_sight:
                self.slider.setValue(current - rows_in_sight // 2)

    def restyle(self, theme: Theme) -> None:
        """Take over colours, fonts and sizes."""
        self._theme = theme
        self.plot.setBackground(theme.color("surface"))
        for axis in (self.names, self.numbers, self.lengths):
            axis.dress(theme)
        for token, bars in (*self.bars.items(), ("selection", self.marks)):
            bars.setOpts(brush=theme.color(token))
        self._fit()

    def _draw(self, report: Report, left: np.ndarray, lengths: np.ndarray) -> None:
        """Every colour has its own bars, made once; what is not needed any more gets no bars."""
        rows: dict[str, list[int]] = defaultdict(list)
        for row, block in enumerate(report.design.chain):
            rows[block.layer.family.token].append(row)
        for token in self.bars.keys() | rows.keys():
            if token not in self.bars:
                self.bars[token] = self._new_bars(token, 0)
            at = np.array(rows.get(token, []), dtype=int)
            self.bars[token].setOpts(x0=left[at], width=lengths[at], y=at, height=_THICK)

    def _new_bars(self, token: str, level: int) -> Bars:
        nothing = np.zeros(0)
        brush = self._theme.color(token)
        bars = Bars(x0=nothing, width=nothing, y=nothing, height=_THICK, pen=None, brush=brush)
        bars.setZValue(level)
        self.plot.addItem(bars)
        return bars

    @guarded
    def _fit(self) -> None:
        """Set how many rows are in sight."""
        height = max(1.0, self.plot.box.height())
        rows = max(1.0, height / (self._theme.px(_ROW) * self._zoom))
        self.slider.setPageStep(int(rows))
        self.slider.setRange(0, max(0, self.names.count - int(rows)))
        top = self.slider.value() - 0.5
        self.plot.box.setYRange(top, top + rows, padding=0)
        self.slider.setVisible(self.slider.maximum() > 0)

    @guarded
    def _scrolled(self, _value: int) -> None:
        self._fit()

    @guarded
    def _wheeled(self, turned: float) -> None:
        self.slider.setValue(self.slider.value() - round(3 * turned))

    @guarded
    def zoom(self, turned: float) -> None:
        """Make the rows higher or lower, by so many notches of the wheel."""
        self._zoom = min(1.0, max(_LEAST, self._zoom * 1.25**turned))
        self._fit()

    @guarded
    def _clicked(self, row: int) -> None:
        if 0 <= row < self.names.count:
            self.chosen.emit(row)

    @guarded
    def _pointed(self, row: int | None) -> None:
        about = "" if row is None or not 0 <= row < self.names.count else self.tip(row)
        self.plot.setToolTip(tooltip(about))

    def tip(self, row: int) -> str:
        """The numbers of a row, as the pointer over it gets to read them."""
        return f"{self.names.text(row)}: {self.numbers.text(row)}{self._share(row)}"


def _number(measure: Measure, values: Sequence[int | None], row: int) -> str:
    value = values[row]
    return "?" if value is None else measure.text(value)


def _share(known: Sequence[int], total: int, row: int) -> str:
    return f" ({known[row] / total:.1%})" if total else ""
