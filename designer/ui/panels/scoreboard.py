"""The figures that everybody looks for first, in large type above the chain."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from designer.core.report import Report
from designer.core.units import grouped, memory
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.panels.cells import outputs_text
from designer.ui.panels.panel import Panel
from designer.ui.plain import Label, ShortLabel, tooltip
from designer.ui.theme import Look, Theme
from designer.words import problem_short, problem_text, warnings_text
from designer.words.units import weights_caption, weights_tip

_SHAPE = 14
"""So many characters of the output shape stay in sight, which is most shapes."""


class OutputShape(ShortLabel):
    """The shape that comes out, or the list of several, which gives way."""

    @guarded(safe=QSize(0, 0))
    def minimumSizeHint(self) -> QSize:
        most = self.fontMetrics().averageCharWidth() * _SHAPE
        return self.sizeHint().boundedTo(QSize(most, self.sizeHint().height()))


class Figure(QWidget):
    """A *figure* over the words that say what it is."""

    def __init__(self, caption: str, figure: Label, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = figure
        self.caption = ShortLabel(caption, "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.figure)
        layout.addWidget(self.caption)

    def say(self, figure: str, caption: str = "") -> None:
        """Show *figure*, and another *caption* if there is one."""
        self.figure.say(figure)
        if caption:
            self.caption.say(caption)
        self.setAccessibleName(f"{self.caption.text()}: {figure}")

    def restyle(self, theme: Theme, size: int) -> None:
        """Take over the fonts of *theme*."""
        self.figure.setFont(theme.font(size, 700))
        self.caption.setFont(theme.font(12))


class Scoreboard(Panel):
    """Totals, memory, output shape, and whether the chain runs."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.total = Figure(tr("Total params"), Label())
        self.trainable = Figure(tr("Trainable"), Label())
        self.non_trainable = Figure(tr("Non-trainable"), Label())
        self.weights = Figure(tr("Weights"), Label())
        self.output = Figure(tr("Output shape"), OutputShape())
        self.layers = Figure(tr("Layers"), Label())
        self.fine = Figure("", Label(role="ok"))
        self.problem = Figure("", Label(role="error"))
        self._figures = (
            self.total,
            self.trainable,
            self.non_trainable,
            self.weights,
            self.output,
            self.layers,
        )
        self._layout = QHBoxLayout(self)
        self._gaps = [QSpacerItem(0, 0) for _ in self._figures]
        for figure, gap in zip(self._figures, self._gaps, strict=True):
            self._layout.addWidget(figure)
            self._layout.addItem(gap)
        self._layout.addStretch(1)
        for state in (self.fine, self.problem):
            self._layout.addWidget(state, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(tr("Scoreboard"))
        self.restyle(look.theme)
        self.show_report(session.controller.report)
        session.warnings.changed.connect(self._warnings_changed)

    def show_report(self, report: Report) -> None:
        least = "" if report.complete else "≥ "
        self.total.say(least + grouped(report.total))
        self.trainable.say(least + grouped(report.trainable))
        self.non_trainable.say(least + grouped(report.non_trainable))
        self.weights.say(least + memory(report.bytes), weights_caption(report.bytes))
        self.weights.setToolTip(tooltip(least + weights_tip(report.total, report.bytes)))
        self.output.say(outputs_text(report.outputs))
        self.output.setToolTip(tooltip(outputs_text(report.outputs)))
        self.layers.say(grouped(report.layer_count))
        self._show_state(report)

    @guarded
    def _warnings_changed(self, _found: object) -> None:
        self._show_state(self.session.controller.report)

    def _show_state(self, report: Report) -> None:
        row = report.problem_row
        self.fine.setVisible(row is None)
        self.problem.setVisible(row is not None)
        if row and row.problem:
            self.problem.say(tr("1 problem"), f"{row.name}: {problem_short(row.problem)} · F8")
            self.problem.setToolTip(tooltip(problem_text(row.problem)))
        count = len(self.session.warnings.found)
        caption = f"{warnings_text(count)} · F8" if count else tr("no problems")
        self.fine.say(tr("✓ Valid chain"), caption)

    def restyle(self, theme: Theme) -> None:
        self._layout.setContentsMargins(*(theme.px(n) for n in (4, 0, 4, 0)))
        self._layout.setSpacing(theme.px(10))
        for gap in self._gaps:  # at most so wide, less where the window is narrow
            gap.changeSize(theme.px(34), 0, QSizePolicy.Policy.Maximum)
        self._layout.invalidate()
        for figure in self._figures:
            figure.restyle(theme, 22)
        for state in (self.fine, self.problem):
            state.restyle(theme, 15)
