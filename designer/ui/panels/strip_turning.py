"""One setting of one layer, turned on trial or for good."""

from __future__ import annotations

from collections.abc import Mapping

from designer.core import edits
from designer.core.countermove import countermove
from designer.core.design import Block
from designer.core.problems import Problem, Refused
from designer.core.report import Report
from designer.core.sweep import Knob, current, swept, turned
from designer.core.value import Value
from designer.session.session import Session
from designer.ui.panels.measures import Charted
from designer.words import problem_text
from designer.words.charts import reading
from designer.words.growth import countermove_text


class Turning(Value):
    """*knob* of *block* in the chain of *report*, and what is followed while it is turned."""

    session: Session
    report: Report
    block: Block
    knob: Knob
    charted: Charted

    @property
    def now(self) -> int:
        """The value that the setting has."""
        return current(self.block.layer, self.knob)

    @property
    def field(self) -> str:
        """The setting of the block that holds the knob."""
        return field_of(self.knob)

    @property
    def name(self) -> str:
        """What the layer is called."""
        return self.report.names[self.report.design.index(self.block.uid) or 0]

    def why_it_falls(self, totals: Mapping[int, int | None]) -> str:
        """Which layer behind takes away from *totals*, by the values of the setting."""
        found = countermove(self.report, self.block.uid, self.knob, totals, self.charted.measure)
        if found is None:
            return ""
        other = self.report.names[found.index]
        return countermove_text(self.name, found.own, other)

    def try_out(self, value: int) -> Report | None:
        """Show in all views what *value* gives; None where the setting refuses it."""
        controller = self.session.controller
        try:
            layer = turned(self.block.layer, self.knob, value)
        except Refused:
            controller.preview(None)
            return None
        design = edits.replace_layers(self.report.design, {self.block.uid: layer})
        controller.preview(None if value == self.now else design)
        return controller.report

    def settle(self, value: int) -> Problem | None:
        """Set the knob to *value*, as one step that can be undone."""
        try:
            layer = turned(self.block.layer, self.knob, value)
        except Refused as refused:
            return refused.problem
        return self.session.editor.set_field(self.block.uid, self.field, getattr(layer, self.field))

    def total(self, report: Report | None) -> int | None:
        """What is followed, in *report*; None where the chain cannot run."""
        return self.charted.total(report) if report is not None and report.complete else None

    def text(self, value: int, total: int | None) -> str:
        """ "5: 6,045,481 (+16,384)", as it stands beside the marker."""
        if total is None:
            return reading(value, None, "")
        change = total - self.charted.total(self.report) if self.report.complete else 0
        sign = "+" if change > 0 else "−"
        more = f" ({sign}{self.charted.text(abs(change))})" if change else ""
        return reading(value, self.charted.text(total), more)

    def why_not(self, value: int) -> str:
        """Why the chain cannot run at *value*."""
        tried = swept(self.report, self.block.uid, self.knob, value)
        if isinstance(tried, Problem):
            return problem_text(tried)
        row = tried.problem_row
        return problem_text(row.problem, row) if row and row.problem else ""


def field_of(knob: Knob) -> str:
    """The setting of the layer in the chain that holds *knob*, itself or in a layer inside."""
    return str(knob.inside[0]) if knob.inside else knob.field
