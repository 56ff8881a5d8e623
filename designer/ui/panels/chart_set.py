"""The charts themselves: bars or silhouette above, the strip below. Imports pyqtgraph."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QWidget

from designer.core.report import Report
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.session.stage import Selection
from designer.ui.panels.bar_chart import BarChart
from designer.ui.panels.chart_file import ask_and_save
from designer.ui.panels.chart_frame import Chart
from designer.ui.panels.chart_tips import tip
from designer.ui.panels.measures import BARS, FLOW, Charted, Figures, Scale
from designer.ui.panels.silhouette import SilhouetteChart
from designer.ui.panels.strip import Strip
from designer.ui.theme import Look, Theme

_LEAST = 116
"""How high, in pixels of the design, a chart must be to say something."""


class ChartSet(QSplitter):
    """Made once, then updated."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._session = session
        self._figures = Figures(session.controller.report, BARS[0])
        self.bars = BarChart(look.theme)
        self.flow = SilhouetteChart(look.theme)
        self.strip = Strip(session, look)
        self._stack = QStackedWidget()
        for chart in (self.bars, self.flow):
            chart.chosen.connect(self._choose)
            self._stack.addWidget(chart)
        for chart in (self.bars, self.flow, self.strip.chart):
            chart.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            chart.customContextMenuRequested.connect(partial(self._open_menu, chart))
        self.addWidget(self._stack)
        self.addWidget(self.strip)
        self.setSizes([110, 100])
        self.setChildrenCollapsible(False)

    @property
    def chart(self) -> BarChart | SilhouetteChart:
        """The chart of the layers that is shown."""
        return self.flow if self._stack.currentWidget() is self.flow else self.bars

    def show_report(self, report: Report, charted: Charted, scale: Scale) -> None:
        """Draw *charted* of every layer on *scale*, and the strip."""
        self._figures = Figures(report, charted)
        self._stack.setCurrentWidget(self.flow if charted is FLOW else self.bars)
        self.chart.show_figures(self._figures, scale)
        self.chart.tip = partial(tip, self._figures)
        title = tr("{measure} of the layers") if charted.adds else charted.title
        self.chart.setAccessibleName(title.format(measure=charted.title))

    def show_selection(self, selection: Selection) -> None:
        """Mark what is selected."""
        design = self._session.controller.report.design
        current = design.index(selection.current or 0)
        self.chart.mark(design.indexes(selection.uids), current)
        about = "" if current is None else self._figures.reading(current)
        self.chart.setAccessibleDescription(about)
        self.strip.show_report()

    def restyle(self, theme: Theme) -> None:
        """Take over colours, fonts and sizes."""
        for part in (self.bars, self.flow, self.strip):
            part.restyle(theme)
            part.setMinimumHeight(theme.px(_LEAST))
        self.setHandleWidth(theme.px(3))

    @guarded
    def _choose(self, row: int) -> None:
        self._session.stage.select_row(row)

    @guarded
    def _open_menu(self, chart: Chart, where: QPoint) -> None:
        menu = QMenu(self)
        for suffix in ("png", "svg"):
            text = tr("Save as {format}…").format(format=suffix.upper())
            menu.addAction(text, partial(ask_and_save, chart, self._session.notices, suffix))
        menu.exec(chart.mapToGlobal(where))
