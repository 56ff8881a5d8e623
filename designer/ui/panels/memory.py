"""Memory and work: what a design takes to be used and trained, in all and layer by layer."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.core.report import Report
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.session.stage import Selection
from designer.ui.panels.memory_choices import BASES, ChoiceBar
from designer.ui.panels.memory_table import MemoryTable, memory_columns
from designer.ui.panels.memory_totals import Totals
from designer.ui.panels.panel import Panel
from designer.ui.plain import Label
from designer.ui.theme import Look, Theme
from designer.words.memory import columns_note
from designer.words.units import base_note

_VIEWS = {"totals": tr("In all"), "layers": tr("Layer by layer")}


class MemoryPanel(Panel):
    """Asks what is to be known, and shows it in all or for each layer."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.bar = ChoiceBar(session.settings)
        self.totals = Totals(self.bar)
        self.table = MemoryTable(session, look, memory_columns(lambda: self.bar.choices))
        self.table.setAccessibleName(tr("Memory and work of each layer"))
        self.views = QButtonGroup(self)
        self._tabs = QHBoxLayout()
        for place, title in enumerate(_VIEWS.values()):
            button = QToolButton()
            button.setText(title)
            button.setCheckable(True)
            button.setAutoRaise(True)
            self.views.addButton(button, place)
            self._tabs.addWidget(button)
        self._tabs.addStretch(1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.totals)
        self.about = Label("", "quiet")
        self.about.setWordWrap(True)
        layers = QWidget()
        self._layers = QVBoxLayout(layers)
        self._layers.setContentsMargins(0, 0, 0, 0)
        self._layers.addWidget(self.about)
        self._layers.addWidget(self.table, 1)
        self._pages.addWidget(layers)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._tabs)
        layout.addWidget(self._pages, 1)
        self._turn_to(session.settings.get("memory_view"))
        self.views.idClicked.connect(self._view_chosen)
        self.bar.changed.connect(self._choices_changed)

    def _turn_to(self, view: str) -> None:
        place = list(_VIEWS).index(view) if view in _VIEWS else 0
        self.views.button(place).setChecked(True)
        self._pages.setCurrentIndex(place)

    def show_report(self, report: Report) -> None:
        choices = self.bar.choices
        if self._pages.currentWidget() is self.totals:
            self.totals.show_report(report, choices)
        else:
            columns = columns_note(choices.precision, choices.batch)
            self.about.say(f"{columns} {base_note(BASES[choices.base], choices.base)}")
            self.table.show_report(report)

    def show_selection(self, selection: Selection) -> None:
        self.table.show_selection(selection)

    def restyle(self, theme: Theme) -> None:
        self.bar.restyle(theme)
        self.about.setFont(theme.font(11))
        self.about.setContentsMargins(*(theme.px(n) for n in (18, 0, 18, 2)))
        self._tabs.setContentsMargins(*(theme.px(n) for n in (14, 6, 14, 4)))
        self._tabs.setSpacing(theme.px(4))
        self.totals.restyle(theme)
        self.table.restyle(theme)

    @guarded
    def _view_chosen(self, place: int) -> None:
        view = list(_VIEWS)[place]
        self.session.settings.set("memory_view", view)
        self._turn_to(view)
        self.show_report(self.session.controller.report)

    @guarded
    def _choices_changed(self) -> None:
        self.show_report(self.session.controller.report)
