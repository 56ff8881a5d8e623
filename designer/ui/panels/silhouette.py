"""The flow of sizes through the chain, from left to right, as a silhouette."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from heapq import nlargest
from math import log

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from designer.core.layer import Shape
from designer.core.report import Report
from designer.session.guard import guarded
from designer.ui.panels.bar_chart import hatched
from designer.ui.panels.chart_frame import LayerChart
from designer.ui.panels.chart_labels import LabelAxis
from designer.ui.panels.chart_plot import Bars, Plot
from designer.ui.panels.measures import FLOW, Figures, Scale
from designer.ui.panels.silhouette_shape import blended, runs, silhouette, widest
from designer.ui.theme import Theme

_COLUMNS = 400
"""As many as a person can tell apart in the width of a panel."""
_LABELS = 60
_HIGH = 1.12
_TINT = 0.8
_EDGE = 1.2
_NOTHING = np.zeros(0)


class Outline(pg.GraphicsObject):
    """The silhouette as an item of the plot."""

    def __init__(self) -> None:
        super().__init__()
        self.path = QPainterPath()
        self._pen, self._brush = QPen(), QBrush()

    def show_path(
        self, path: QPainterPath, colors: Sequence[QColor], step: int, edge: QColor
    ) -> None:
        """Draw *path* with an *edge*, coloured from column to column."""
        self.prepareGeometryChange()
        self.path = path
        self._pen = QPen(edge, _EDGE)
        self._pen.setCosmetic(True)
        self._brush = QBrush(blended([_tinted(color) for color in colors], step))
        self.update()

    @guarded(safe=QRectF())
    def boundingRect(self) -> QRectF:
        return self.path.boundingRect()

    @guarded
    def paint(self, p: QPainter, option: object, widget: object = None) -> None:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(self._pen)
        p.setBrush(self._brush)
        p.drawPath(self.path)


class SilhouetteChart(LayerChart):
    """As wide at each layer as the number of values that flow on after it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.names = LabelAxis("top", theme, "ink")
        self.shapes = LabelAxis("bottom", theme, "muted", lines=2)
        super().__init__(theme, Plot(top=self.names, bottom=self.shapes), parent)
        self._report: Report | None = None
        self._changes: list[int] = []
        self.outline = Outline()
        self.marks = self._bands(-1)
        self.unknown = self._bands(0)
        self.plot.addItem(self.outline)
        self.plot.box.setYRange(-_HIGH, _HIGH, padding=0)
        self.restyle(theme)

    def show_figures(self, figures: Figures, scale: Scale) -> None:
        """Draw *figures* of the flow, its width on *scale*."""
        self._report = report = figures.report
        values, total = figures.values, figures.total
        self.count = len(values)
        step = -(-self.count // _COLUMNS)
        lengths = [None if n is None else scale.length(FLOW, n, total) for n in values]
        columns = widest(lengths, step)
        most = max((n for n in columns if n is not None), default=0.0) or 1.0
        halves = [None if n is None else n / most for n in columns]
        colors, edge = self._colors(report, step), self.theme.color("muted")
        self.outline.show_path(silhouette(halves, step), colors, step, edge)
        gaps = [run for known, run in runs([n is not None for n in values]) if not known]
        self._fill(self.unknown, [g.start for g in gaps], [len(g) for g in gaps])
        self._changes = changes(report, values)
        self.plot.box.setXRange(-0.5, self.count - 0.5, padding=0)

    def mark(self, rows: Collection[int], current: int | None) -> None:
        """Show the selected *rows*; the *current* one gets its labels before any other."""
        self.current = current
        chosen = sorted(rows)
        self._fill(self.marks, chosen, [1] * len(chosen))
        self._label(() if current is None else (current,))

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        for axis in (self.names, self.shapes):
            axis.dress(theme)
        self.unknown.setOpts(brush=hatched(theme))
        self.marks.setOpts(brush=theme.color("selection"), pen=pg.mkPen(theme.color("accent")))

    def row_at(self, place: QPointF) -> int:
        return round(place.x())

    def _label(self, first: Sequence[int]) -> None:
        """Name the rows *first*, and then those where the size changes most."""
        report = self._report
        if report is None:
            return
        rows = [*first, *(row for row in self._changes if row not in first)]
        self.names.labels = [(row, report.names[row]) for row in rows]
        self.shapes.labels = [(row, shape_label(report, row)) for row in rows]
        for axis in (self.names, self.shapes):
            axis.redraw()

    def _colors(self, report: Report, step: int) -> list[QColor]:
        color = self.theme.color
        return [color(block.layer.family.token) for block in report.design.chain[::step]]

    def _bands(self, level: int) -> Bars:
        bars = Bars(x0=_NOTHING, width=_NOTHING, y0=_NOTHING, height=_NOTHING, pen=None)
        bars.setZValue(level)
        self.plot.addItem(bars)
        return bars

    def _fill(self, bands: Bars, starts: Sequence[int], widths: Sequence[int]) -> None:
        left, wide = np.array(starts, dtype=float) - 0.5, np.array(widths, dtype=float)
        bands.setOpts(x0=left, width=wide, y0=-_HIGH, height=2 * _HIGH)


def changes(report: Report, values: Sequence[int | None]) -> list[int]:
    """The rows worth a label: the ends, what is not known, and where the shape becomes another,
    first where the size changes most."""
    last = len(values) - 1
    broken = len(report.outcomes) - 1
    found = [
        (_change(values[row - 1], values[row]), -row)
        for row in range(1, len(report.outcomes))
        if report.outcomes[row].outputs != report.outcomes[row - 1].outputs
    ]
    first = dict.fromkeys((0, last) if report.complete else (0, broken))
    return [*first, *(-row for _, row in nlargest(_LABELS, found) if -row not in first)]


def _change(before: int | None, after: int | None) -> float:
    return abs(log((after or 1) / (before or 1)))


def shape_label(report: Report, row: int) -> str:
    """ "256×256×32"; a question mark where nobody knows."""
    outputs: Sequence[Shape] = report.outcomes[row].outputs if row < len(report.outcomes) else ()
    shapes = ("×".join("?" if d is None else str(d) for d in shape[1:]) for shape in outputs)
    return " + ".join(shape or "1" for shape in shapes) or "?"


def _tinted(color: QColor) -> QColor:
    lighter = QColor(color)
    lighter.setAlphaF(_TINT)
    return lighter
