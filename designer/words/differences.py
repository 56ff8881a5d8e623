"""How much two designs differ, in figures: totals, lines, and how many layers."""

from __future__ import annotations

from collections import Counter

from designer.core.compare import Comparison
from designer.core.export.comparison_cells import percent_text
from designer.core.units import MINUS, grouped, signed
from designer.i18n import tr
from designer.words.measures import measure_text

KINDS = {
    "same": tr("the same"),
    "changed": tr("changed"),
    "moved": tr("moved"),
    "added": tr("new"),
    "removed": tr("gone"),
}


def total_text(comparison: Comparison, measure: str) -> str:
    """The totals and their difference; of a design that cannot run, what it has at least."""
    before, after = comparison.totals(measure)
    if comparison.complete:
        return difference_text(before, after, measure)
    sides = ((before, comparison.before.complete), (after, comparison.after.complete))
    return " → ".join(_at_least(measure_text(measure, n), complete) for n, complete in sides)


def _at_least(figure: str, complete: bool) -> str:
    return figure if complete else tr("at least {figure}").format(figure=figure)


def difference_text(before: int, after: int, measure: str = "params") -> str:
    """ "6,029,097 → 1,199,882: −4,829,215 (−80.1 %)", in the unit of the measure."""
    figures = [measure_text(measure, value) for value in (before, after)]
    if before == after:
        return tr("{figure}, no difference").format(figure=figures[0])
    percent = percent_text(before, after)
    change = _delta(after - before, measure)
    return f"{figures[0]} → {figures[1]}: {change}{f' ({percent})' if percent else ''}"


def delta_text(value: int | None, measure: str) -> str:
    """A difference of one line, in the unit of the measure; nothing where there is none."""
    if value is None:
        return "?"
    return _delta(value, measure) if value else ""


def counts_text(comparison: Comparison) -> str:
    """How many layers are new, gone, moved or changed."""
    counts = Counter(map(comparison.kind, comparison.different))
    said = [f"{grouped(counts[kind])} {text}" for kind, text in KINDS.items() if counts[kind]]
    return ", ".join(said) or tr("The layers are the same.")


def largest_text(comparison: Comparison, measure: str, most: int = 2) -> str:
    """Which lines make most of the difference of the totals; empty where there is none."""
    before, after = comparison.totals(measure)
    parts = [
        f"{comparison.line(i).row.name} {_delta(part, measure)}"
        for i, part in comparison.largest(measure, most)
    ]
    if after == before or not parts:
        return ""
    return tr("Most of it: {parts}").format(parts=", ".join(parts))


def _delta(value: int, measure: str) -> str:
    if measure in ("bytes", "macs"):
        return f"{'+' if value > 0 else MINUS}{measure_text(measure, abs(value))}"
    return signed(value)
