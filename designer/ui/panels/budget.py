"""What to turn so that the model fits: so many parameters, so much memory, so much work."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from designer.core.amounts import Amount, Size, with_unit
from designer.core.budget import known
from designer.core.kinds import Kind
from designer.core.measures import MEASURES, Measure
from designer.core.problems import Problem, Refused
from designer.core.report import Report
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.session.stage import Selection
from designer.ui.flow_layout import FlowLayout
from designer.ui.panels.budget_bar import BudgetBar
from designer.ui.panels.budget_changes import ChangesCard
from designer.ui.panels.budget_value import ValueCard
from designer.ui.panels.line_field import LineField
from designer.ui.panels.panel import Panel
from designer.ui.plain import Label, ShortLabel
from designer.ui.theme import Look, Theme
from designer.words import measure_title, problem_text
from designer.words.budget import fit_text, used_text
from designer.words.units import budget_note

_KINDS: Mapping[str, Kind] = {"params": Amount(), "bytes": Size(), "macs": Amount()}


class BudgetPanel(Panel):
    """A budget, whether the model fits it, and what would make it fit."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.measure = QComboBox()
        self.measure.setAccessibleName(tr("What is limited"))
        for code in _KINDS:
            self.measure.addItem(measure_title(code), code)
        self.amounts = {code: LineField(kind) for code, kind in _KINDS.items()}
        self.means = Label("", "quiet")
        self.fault = Label("", "error")
        self.bar = BudgetBar(look.theme)
        self.fit, self.used = Label(), ShortLabel("", "quiet")
        self.hint = Label("", "quiet")
        self.value = ValueCard(session)
        self.changes = ChangesCard(session)
        for label in (self.means, self.fault, self.hint):
            label.setWordWrap(True)
        self._soon = QTimer(self)
        """What takes a moment comes after the figures are drawn, and once for several changes."""
        self._soon.setSingleShot(True)
        self._place()
        self._recall()
        self._connect()

    def _place(self) -> None:
        self._head, self._figures = FlowLayout(), QHBoxLayout()
        for part in (self.measure, *self.amounts.values()):
            self._head.addWidget(part)
        self._figures.addWidget(self.fit)
        self._figures.addStretch(1)
        self._figures.addWidget(self.used)
        held = QWidget()
        self._cards = QVBoxLayout(held)
        self._cards.addLayout(self._head)
        for part in (self.means, self.fault):
            self._cards.addWidget(part)
        self._cards.addWidget(self.bar)
        self._cards.addLayout(self._figures)
        for part in (self.hint, self.value, self.changes):
            self._cards.addWidget(part)
        self._cards.addStretch(1)
        self.room = QScrollArea()
        self.room.setWidgetResizable(True)
        self.room.setFrameShape(QScrollArea.Shape.NoFrame)
        self.room.setWidget(held)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.room)

    def _recall(self) -> None:
        """Show what was asked last time."""
        get = self.session.settings.get
        self.measure.setCurrentIndex(max(self.measure.findData(get("budget_measure")), 0))
        for code, field in self.amounts.items():
            field.setText(get(f"budget_{code}"))
            name = tr("Budget: {measure}").format(measure=measure_title(code))
            field.setAccessibleName(name)

    def _connect(self) -> None:
        self.measure.activated.connect(self._measure_chosen)
        for field in self.amounts.values():
            field.edited.connect(self._amount_edited)
            field.refused.connect(self._amount_refused)
            field.editingFinished.connect(self._amount_finished)
        self.value.chosen.connect(self._soon.start)
        self._soon.timeout.connect(self._ask)
        self.session.stage.field_changed.connect(self._field_changed)

    @property
    def code(self) -> str:
        """What is limited."""
        return self.measure.currentData()

    def budget(self) -> int | Problem:
        """The amount that was typed, or why it is none."""
        try:
            amount: int | None = _KINDS[self.code].parse(self._meant())
        except Refused as refused:
            return refused.problem
        return amount if amount else Problem("value_missing")

    def _meant(self) -> str:
        """What was typed; in a number of bytes the unit stays that stood there before."""
        typed, before = self.amounts[self.code].text(), self.session.settings.get(self._setting)
        return with_unit(typed, before) if self.code == "bytes" else typed

    @property
    def _setting(self) -> str:
        return f"budget_{self.code}"

    def ask(self) -> None:
        """Let the person type an amount."""
        field = self.amounts[self.code]
        field.setFocus()
        field.selectAll()

    def show_report(self, report: Report) -> None:
        budget, measure = self.budget(), MEASURES[self.code]
        for code, field in self.amounts.items():
            field.setVisible(code == self.code)
        self._show_amount(budget)
        able = known(report, measure)
        for part in (self.bar, self.fit, self.used):
            part.setVisible(able and isinstance(budget, int))
        self.hint.say(_hint(report, able))
        self.hint.setVisible(not able)
        if able and isinstance(budget, int):
            self._compare(report, measure, budget)
        else:
            self.changes.search.stop()
            self.value.hide()
            self.changes.hide()

    def show_selection(self, selection: Selection) -> None:
        self._soon.start()

    def restyle(self, theme: Theme) -> None:
        self._cards.setContentsMargins(*(theme.px(n) for n in (18, 10, 18, 12)))
        self._cards.setSpacing(theme.px(8))
        self._head.setSpacing(theme.px(8))
        self.means.setFont(theme.font(11))
        self.fit.setFont(theme.font(13, 600))
        for field in self.amounts.values():
            field.setFixedWidth(theme.px(150))
        for part in (self.bar, self.value, self.changes):
            part.restyle(theme)

    def _show_amount(self, budget: int | Problem) -> None:
        """Say why the amount that was typed is none, if so."""
        wrong = isinstance(budget, Problem)
        field = self.amounts[self.code]
        self.fault.say(problem_text(budget) if wrong else "")
        self.fault.setVisible(wrong)
        sized = self.code == "bytes" and isinstance(budget, int)
        self.means.say(budget_note(budget) if sized and isinstance(budget, int) else "")
        self.means.setVisible(sized)
        if field.property("problem") is not wrong:
            field.setProperty("problem", wrong)
            field.style().polish(field)

    def _compare(self, report: Report, measure: Measure, budget: int) -> None:
        total = measure.total(report)
        self.bar.show_figures(total, budget)
        text = fit_text(self.code, total, budget)
        self.fit.say(text)
        self.bar.setAccessibleName(text)
        self.used.say(used_text(self.code, total, budget))
        if self.session.controller.previewing:
            return  # what is only tried moves the bar; what fits is told of what is there
        self._soon.start()
        self.changes.setVisible(total > budget)
        if total > budget:
            self.changes.look_for(report, measure, budget)
        else:
            self.changes.search.stop()

    @guarded
    def _ask(self) -> None:
        controller, budget, measure = self.session.controller, self.budget(), MEASURES[self.code]
        able = isinstance(budget, int) and known(controller.report, measure)
        if isinstance(budget, int) and able and not controller.previewing:
            self.value.ask(controller.report, measure, budget)
        self.value.setVisible(able)

    @guarded
    def _field_changed(self, name: str | None) -> None:
        if name is not None and self.isVisible():
            self._soon.start()

    @guarded
    def _measure_chosen(self, _place: int) -> None:
        self.session.settings.set("budget_measure", self.code)
        self.show_report(self.session.controller.report)

    @guarded
    def _amount_edited(self, amount: object) -> None:
        self.session.settings.set(self._setting, self._meant())
        self.show_report(self.session.controller.report)

    @guarded
    def _amount_finished(self) -> None:
        """Write the unit that was meant."""
        if isinstance(self.budget(), int):
            self.amounts[self.code].setText(self._meant())

    @guarded
    def _amount_refused(self, _problem: object) -> None:
        self.show_report(self.session.controller.report)


def _hint(report: Report, able: bool) -> str:
    row = report.problem_row
    if row is not None:
        return tr("The chain must run first: {name} cannot.").format(name=row.name)
    return "" if able else tr("This cannot be told while a size of the input is open.")
