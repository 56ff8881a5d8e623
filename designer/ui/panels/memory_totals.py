"""What a design takes in all: to be used, to be trained, and how much it computes."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from designer.core.demand import PRECISIONS, Demand, by_precision, demand
from designer.core.measures import MEASURES
from designer.core.report import Report
from designer.core.units import grouped
from designer.core.work import FLOPS_A_MAC
from designer.i18n import tr
from designer.ui.panels.memory_choices import BASES, Choices
from designer.ui.panels.memory_lines import Lines, Weights
from designer.ui.plain import Label
from designer.ui.theme import Theme
from designer.words import macs_text
from designer.words import memory as words
from designer.words.units import base_note, limit_note, sum_text

_USING = {"weights": tr("Weights"), "widest": tr("The layer at work")}
_TRAINING = {
    "weights": tr("Weights"),
    "gradients": tr("Gradients"),
    "optimizer": tr("Optimizer"),
    "input": tr("Input"),
    "activations": tr("Activations kept"),
}
_WORK = {"macs": tr("MACs a sample"), "flops": tr("FLOPs a sample"), "batch": tr("MACs a batch")}
_SINGLE = [name for name in PRECISIONS if not name.startswith("mixed")]


class Totals(QScrollArea):
    """The *choices*, and four cards under one another."""

    def __init__(self, choices: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Memory and work in all"))
        self.using = Lines(tr("To use it"), _USING)
        self.training = Lines(tr("To train it"), _TRAINING)
        self.work = Lines(tr("Work"), _WORK)
        self.weights = Weights(_SINGLE)
        self.units = Label("", "quiet")
        self.units.setWordWrap(True)
        held = QWidget()
        self._cards = QVBoxLayout(held)
        self._cards.addWidget(choices)
        self._cards.addWidget(self.units)
        for card in (self.using, self.training, self.work, self.weights):
            self._cards.addWidget(card)
        self._cards.addStretch(1)
        self.setWidget(held)

    def show_report(self, report: Report, choices: Choices) -> None:
        """Write what *report* takes with the *choices*."""
        needs = demand(report, choices.precision, choices.optimizer)
        least = "" if needs.complete else "≥ "
        shown = base_note(BASES[choices.base], choices.base)
        self.units.say(f"{shown} {limit_note(choices.budget_text, choices.budget)}")
        self._use(needs, choices, least, report.names[needs.busiest] if needs.widest else "")
        self._train(needs, choices, least)
        self._compute(report, choices.batch)
        for name in _SINGLE:
            size = report.total * PRECISIONS[name].weight
            self.weights.say(name, least + choices.sized(size), size)
        self.weights.said.say(words.precisions_text(by_precision(report)))

    def _use(self, needs: Demand, choices: Choices, least: str, busiest: str) -> None:
        batch = choices.batch
        held = words.weights_note(needs, choices.optimizer, choices.sized)
        self._say(self.using, "weights", needs.weights, held, choices, least)
        widest = needs.widest * batch
        note = words.working_note(busiest, batch)
        self._say(self.using, "widest", widest, note, choices, least)
        taken = needs.using(batch)
        self.using.sum.say(sum_text([needs.weights, widest]))
        self._head(self.using, taken, needs.largest_use(choices.budget), needs, choices)

    def _train(self, needs: Demand, choices: Choices, least: str) -> None:
        batch, rule = choices.batch, choices.optimizer
        self.training.unfold(needs.trains)
        if not needs.trains:
            self.training.head("—", words.unfit_text(needs), "warning")
            return
        self.training.titles["optimizer"].say(rule.title)
        lines = (
            ("weights", needs.weights, words.TRAINED_NOTE),
            ("gradients", needs.gradients, words.GRADIENTS_NOTE),
            ("optimizer", needs.optimizer.bytes, words.optimizer_note(rule, needs.optimizer.count)),
            ("input", needs.input * batch, words.input_note(batch)),
            ("activations", needs.activations * batch, words.activations_note(batch)),
        )
        for code, size, note in lines:
            self._say(self.training, code, size, note, choices, least)
        self.training.sum.say(sum_text([size for _, size, _ in lines]))
        taken = needs.training(batch)
        self._head(self.training, taken, needs.largest_training(choices.budget), needs, choices)

    def _say(
        self, card: Lines, code: str, size: int, note: str, choices: Choices, least: str
    ) -> None:
        exactly = tr("{size} bytes").format(size=grouped(size))
        card.say(code, least + choices.sized(size), note, exactly)

    def _head(self, card: Lines, taken: int, largest: int, needs: Demand, choices: Choices) -> None:
        """The total, and whether it fits: what is not known in whole may still be too much."""
        budget, written = choices.budget, choices.budget_text
        if not needs.complete and taken <= budget:
            card.head("≥ " + choices.sized(taken), words.open_text(written), "warning")
            return
        told = words.fit_text(taken, largest, choices.batch, budget, written)
        least = "" if needs.complete else "≥ "
        card.head(least + choices.sized(taken), told, "ok" if taken <= budget else "error")

    def _compute(self, report: Report, batch: int) -> None:
        measure = MEASURES["macs"]
        least = "≥ " if None in measure.rows(report) else ""
        macs = measure.total(report)
        flops = FLOPS_A_MAC * macs
        self.work.head(least + macs_text(macs), "")
        self.work.say("macs", least + grouped(macs), words.MACS_NOTE)
        self.work.say("flops", least + grouped(flops), words.FLOPS_NOTE)
        self.work.say("batch", least + grouped(macs * batch), words.batch_note(batch))

    def restyle(self, theme: Theme) -> None:
        """Take over the sizes of *theme*."""
        self._cards.setContentsMargins(*(theme.px(n) for n in (14, 4, 14, 12)))
        self._cards.setSpacing(theme.px(10))
        self.units.setFont(theme.font(11))
        for card in (self.using, self.training, self.work, self.weights):
            card.restyle(theme)
