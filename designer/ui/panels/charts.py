"""Charts of the chain: where its costs are, how sizes flow, how a total grows with a setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.core.report import Report
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.session.stage import Selection
from designer.ui.first_paint import FirstPaint
from designer.ui.panels.measures import BARS, FLOW, LINEAR, LOG, SCALES, SHARE, Charted, Scale
from designer.ui.panels.panel import Panel
from designer.ui.theme import Look, Theme

if TYPE_CHECKING:
    from designer.ui.panels.chart_set import ChartSet

VIEWS = (*BARS, FLOW)


class ChartsPanel(Panel):
    """Chooses what the charts show. They are made after the panel was first painted."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.charts: ChartSet | None = None
        self._scales: dict[Charted, Scale] = {FLOW: LOG}
        self.measure = QComboBox()
        self.measure.addItems([charted.title for charted in VIEWS])
        self.measure.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.measure.setMinimumContentsLength(8)
        self.measure.setAccessibleName(tr("What to show"))
        self.measure.activated.connect(self._redraw)
        self.scales = QButtonGroup(self)
        self._bar = QHBoxLayout()
        self._bar.addWidget(self.measure, 4)
        self._bar.addStretch(1)
        for place, scale in enumerate(SCALES):
            button = QToolButton()
            button.setText(scale.title)
            button.setCheckable(True)
            button.setAccessibleName(tr("{scale} scale").format(scale=scale.title))
            self.scales.addButton(button, place)
            self._bar.addWidget(button)
        self.scales.idClicked.connect(self._scale_chosen)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(self._bar)
        self._layout.addWidget(self.area, 1)
        FirstPaint(self, self._make_charts)

    @property
    def charted(self) -> Charted:
        """What is shown of every block."""
        return VIEWS[self.measure.currentIndex()]

    @property
    def scale(self) -> Scale:
        """The scale on which it is shown; each measure keeps its own."""
        return self._scales.get(self.charted, LINEAR)

    def show_report(self, report: Report) -> None:
        self.scales.button(SCALES.index(self.scale)).setChecked(True)
        self.scales.button(SCALES.index(SHARE)).setEnabled(self.charted.adds)
        if self.charts is not None:
            self.charts.show_report(report, self.charted, self.scale)
            self.charts.show_selection(self.session.stage.selection)

    def show_selection(self, selection: Selection) -> None:
        if self.charts is not None:
            self.charts.show_selection(selection)

    def restyle(self, theme: Theme) -> None:
        self._layout.setContentsMargins(*(theme.px(n) for n in (12, 10, 8, 8)))
        self._layout.setSpacing(theme.px(6))
        self._bar.setSpacing(theme.px(6))
        if self.charts is not None:
            self.charts.restyle(theme)
            self.show_report(self.session.controller.report)

    @guarded
    def _make_charts(self) -> None:
        from designer.ui.panels.chart_set import ChartSet  # takes a quarter of a second

        self.charts = ChartSet(self.session, self.look)
        self.area.setWidget(self.charts)
        self.restyle(self.look.theme)

    @guarded
    def _redraw(self, _place: int) -> None:
        self.show_report(self.session.controller.report)

    @guarded
    def _scale_chosen(self, place: int) -> None:
        self._scales[self.charted] = SCALES[place]
        self.show_report(self.session.controller.report)
