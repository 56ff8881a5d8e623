"""How a total grows with one setting of the selected layer, and a marker to turn it with."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from designer.core.layer import Layer
from designer.core.sweep import Knob, knobs
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.panels.measures import BARS
from designer.ui.panels.strip_chart import StripChart
from designer.ui.panels.strip_range import reach, samples, stayed
from designer.ui.panels.strip_sweep import Sweeper
from designer.ui.panels.strip_turning import Turning, field_of
from designer.ui.plain import Label, tooltip
from designer.ui.theme import Look, Theme
from designer.words import problem_text
from designer.words.charts import (
    curve_title,
    growth_rule,
    growth_text,
    knob_title,
    nothing_to_turn,
)


class Strip(QWidget):
    """A chooser for the measure and one for the setting, the word for the growth, and the curve."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._knobs: tuple[Knob, ...] = ()
        self.turning: Turning | None = None
        self._shown: tuple[object, range] = (None, range(0))
        self.sweeper = Sweeper(self)
        self.chart = StripChart(look.theme)
        self.chart.tip = self._tip
        self.measure = _chooser(tr("Total to follow"), [charted.title for charted in BARS])
        self.knob = _chooser(tr("Setting to turn"), ())
        self.growth = Label()
        self.remark = Label("", "quiet")
        self.remark.setWordWrap(True)
        self.note = Label("", "quiet")
        self.note.setWordWrap(True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._with = Label(tr("with"), "quiet")
        self._head = QHBoxLayout()
        for part, share in ((self.measure, 2), (self._with, 0), (self.knob, 2), (self.growth, 1)):
            self._head.addWidget(part, share)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.addLayout(self._head)
        self._lines.addWidget(self.remark)
        self._lines.addWidget(self.chart, 1)
        self._lines.addWidget(self.note, 1)
        self._connect()

    def _connect(self) -> None:
        self.measure.activated.connect(self._chosen)
        self.knob.activated.connect(self._knob_chosen)
        self._session.stage.field_changed.connect(self._field_changed)
        self.sweeper.grown.connect(self._draw)
        self.chart.moved.connect(self._moved)
        self.chart.dropped.connect(self._dropped)
        self.chart.cancelled.connect(self._fall_back)
        self.chart.stepped.connect(self._settle)

    def show_report(self) -> None:
        """Draw the design as it is; what is only tried moves the marker, but not the curve."""
        controller = self._session.controller
        if controller.previewing:
            return
        if self.chart.held and self.turning and controller.report is not self.turning.report:
            if controller.report.design is self.turning.report.design:
                return
            self.chart.let_go()  # the design is another one
        self._aim()

    def restyle(self, theme: Theme) -> None:
        """Take over colours, fonts and sizes."""
        self._head.setSpacing(theme.px(8))
        self._lines.setSpacing(theme.px(4))
        self.growth.setFont(theme.font(13, 600))
        self.remark.setFont(theme.font(12))
        self.chart.restyle(theme)

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.sweeper.stop()  # it goes on when it is shown again

    # what is looked at

    def _aim(self) -> None:
        report, index = self._session.controller.report, self._session.stage.current_index
        block = None if index is None else report.design.chain[index]
        found = knobs(block.layer) if block else ()
        for part in (self.measure, self._with, self.knob, self.growth, self.chart):
            part.setVisible(bool(found))
        self.note.setVisible(not found)
        if block is None or not found:
            self.turning = None
            self.remark.hide()
            self.sweeper.stop()
            self.note.say(nothing_to_turn(None if index is None else report.names[index]))
            return
        knob = self._offer(block.layer, found)
        self.turning = Turning(
            self._session, report, block, knob, BARS[self.measure.currentIndex()]
        )
        aim = (report, block.uid, knob, self.turning.charted)
        now, before = self.turning.now, self._shown
        values = stayed(before[1], now) if before[0] == (block.uid, knob) else reach(now)
        self._shown = (block.uid, knob), values
        self.sweeper.aim(aim, samples(values, now))
        self._draw()

    def _offer(self, layer: Layer, found: tuple[Knob, ...]) -> Knob:
        """Offer the knobs *found*; the one that was chosen stays, unless another is worked on."""
        before = self._knobs[self.knob.currentIndex()] if self._knobs else None
        place = preferred(found, before, self._session.stage.field)
        if found != self._knobs:
            self._knobs = found
            self.knob.clear()
            self.knob.addItems([knob_title(layer, knob) for knob in found])
        self.knob.setCurrentIndex(place)
        return found[place]

    @guarded
    def _chosen(self, _place: int) -> None:
        self.show_report()

    @guarded
    def _knob_chosen(self, place: int) -> None:
        self._session.stage.focus_field(field_of(self._knobs[place]))
        self.show_report()

    @guarded
    def _field_changed(self, name: str | None) -> None:
        if name is not None and self.isVisible():
            self.show_report()

    # how it is drawn

    @guarded
    def _draw(self) -> None:
        turning = self.turning
        if turning is None:
            return
        present = turning.total(turning.report)
        totals = {turning.now: present, **self.sweeper.totals}
        self.chart.show_curve(turning.charted, self._shown[1], totals)
        code = self.sweeper.growth
        self.growth.say(growth_text(code) if code else "…")
        title = curve_title(turning.charted.title, self.knob.currentText(), turning.name)
        self._say_why(turning)
        self.chart.setAccessibleName(f"{title}: {self.growth.text()}")
        if not self.chart.held:
            self._mark(turning.now, present)

    def _say_why(self, turning: Turning) -> None:
        """Say why the total falls, where it does, and where the axis starts."""
        done = bool(self.sweeper.growth)
        why = turning.why_it_falls(self.sweeper.totals) if done else ""
        rule = growth_rule(self.sweeper.growth) if done else ""
        self.growth.setToolTip("".join(map(tooltip, filter(None, (rule, why)))))
        text = " ".join(filter(None, (why, self.chart.axis)))
        self.remark.say(text)
        self.remark.setVisible(bool(text))

    def _mark(self, value: int, total: int | None) -> None:
        assert self.turning is not None
        text = self.turning.text(value, total)
        self.chart.show_marker(value, total, text)
        self.chart.setAccessibleDescription(text)

    def _tip(self, value: int) -> str:
        if self.turning is None or not self.sweeper.totals:
            return ""
        near = min(self.sweeper.totals, key=lambda other: abs(other - value))
        total = self.sweeper.totals[near]
        text = f"{self.turning.knob.field} = {self.turning.text(near, total)}"
        return text if total is not None else f"{text}\n{self.turning.why_not(near)}"

    # how it is turned

    @guarded
    def _moved(self, value: int) -> None:
        if self.turning is not None:
            self._mark(value, self.turning.total(self.turning.try_out(value)))

    @guarded
    def _dropped(self) -> None:
        self._settle(self.chart.value)

    @guarded
    def _settle(self, value: int) -> None:
        if self.turning is None:
            return
        problem = self.turning.settle(value)
        if problem is not None:
            self._session.notices.tell(problem_text(problem))
        self._fall_back()

    @guarded
    def _fall_back(self) -> None:
        """Show the design as it is again, in all views."""
        self._session.controller.preview(None)
        self.show_report()


def preferred(found: Sequence[Knob], before: Knob | None, field: str | None) -> int:
    """Which of the knobs *found* to show: that of the *field* worked on, or the one shown before,
    or one of the same name, or the first."""
    fields = [field_of(knob) for knob in found]
    wanted = field_of(before) if before else None
    if field in fields:
        wanted = field
    if before in found and before and field_of(before) == wanted:
        return found.index(before)
    return fields.index(wanted) if wanted in fields else 0


def _chooser(name: str, texts: Sequence[str]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItems(texts)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(4)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box
