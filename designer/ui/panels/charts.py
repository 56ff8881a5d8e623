"""Charts of the chain: where the parameters and the memory are, and how sizes flow."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.core.report import Report
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.session.stage import Selection
from designer.session.writer import write
from designer.ui.first_paint import FirstPaint
from designer.ui.panels.measures import MEASURES, SCALES
from designer.ui.panels.panel import Panel
from designer.ui.theme import Look, Theme
from designer.words import save_error_text

if TYPE_CHECKING:
    from designer.ui.panels.bar_chart import BarChart


class ChartsPanel(Panel):
    """Shows one measure of every block. The chart is made after the panel was first painted."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.chart: BarChart | None = None
        self.measure = QComboBox()
        self.measure.addItems([measure.title for measure in MEASURES])
        self.measure.setAccessibleName(tr("What to show"))
        self.measure.activated.connect(self._redraw)
        self.scales = QButtonGroup(self)
        self._bar = QHBoxLayout()
        self._bar.addWidget(self.measure)
        self._bar.addStretch(1)
        for place, scale in enumerate(SCALES):
            button = QToolButton()
            button.setText(scale.title)
            button.setCheckable(True)
            button.setChecked(place == 0)
            button.setAccessibleName(tr("{scale} scale").format(scale=scale.title))
            self.scales.addButton(button, place)
            self._bar.addWidget(button)
        self.scales.idClicked.connect(self._redraw)
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(self._bar)
        self._layout.addStretch(1)
        FirstPaint(self, self._make_chart)

    def show_report(self, report: Report) -> None:
        if self.chart is None:
            return
        scale = SCALES[self.scales.checkedId()]
        self.chart.show_report(report, MEASURES[self.measure.currentIndex()], scale)
        self.show_selection(self.session.stage.selection)

    def show_selection(self, selection: Selection) -> None:
        if self.chart is None:
            return
        chain, wanted = self.session.controller.report.design.chain, set(selection.uids)
        rows = {block.uid: row for row, block in enumerate(chain) if block.uid in wanted}
        self.chart.mark(rows.values(), rows.get(selection.current or 0))

    def restyle(self, theme: Theme) -> None:
        self._layout.setContentsMargins(*(theme.px(n) for n in (12, 10, 8, 8)))
        self._layout.setSpacing(theme.px(6))
        if self.chart:
            self.chart.restyle(theme)

    @guarded
    def _make_chart(self) -> None:
        from designer.ui.panels.bar_chart import BarChart  # takes a quarter of a second

        self.chart = BarChart(self.look.theme)
        self.chart.setAccessibleName(tr("Chart of the layers"))
        self.chart.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.chart.customContextMenuRequested.connect(self._open_menu)
        self.chart.chosen.connect(self._chosen)
        self._layout.addWidget(self.chart, 1)
        self._layout.setStretch(1, 0)
        self.show_report(self.session.controller.report)

    @guarded
    def _redraw(self, _place: int) -> None:
        self.show_report(self.session.controller.report)

    @guarded
    def _chosen(self, row: int) -> None:
        self.session.stage.select_row(row)

    @guarded
    def _open_menu(self, where: QPoint) -> None:
        assert self.chart is not None
        menu = QMenu(self)
        for suffix in ("png", "svg"):
            text = tr("Save as {format}…").format(format=suffix.upper())
            menu.addAction(text, partial(self._ask_and_save, suffix))
        menu.exec(self.chart.mapToGlobal(where))

    @guarded
    def _ask_and_save(self, suffix: str) -> None:
        title = tr("Save the chart")
        name, _ = QFileDialog.getSaveFileName(self, title, f"chart.{suffix}", f"*.{suffix}")
        if name:
            self.save(Path(name).with_suffix(f".{suffix}"))

    def save(self, path: Path) -> None:
        """Write the chart to *path*, as SVG or PNG by its name."""
        if self.chart is None:
            return
        try:
            write(path, _svg(self.chart) if path.suffix == ".svg" else _png(self.chart))
        except OSError as error:
            self.session.notices.tell(save_error_text(path.name, error))
        else:
            self.session.notices.tell(tr("Saved {name}").format(name=path.name))


def _png(chart: QWidget) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    chart.grab().save(buffer, "PNG")
    return bytes(buffer.data().data())


def _svg(chart: QWidget) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(chart.size())
    generator.setViewBox(chart.rect())
    painter = QPainter(generator)
    chart.render(painter, chart.rect().topLeft())
    painter.end()
    return bytes(buffer.data().data())
