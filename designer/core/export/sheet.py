"""The derivation sheet as Markdown: a table with a line of arithmetic a layer, and the memory."""

from __future__ import annotations

from designer.core.export.derivation import arithmetic, memory_line
from designer.core.export.labels import Word, outputs_text
from designer.core.export.markdown import escaped, heading, totals
from designer.core.notation import Typeset
from designer.core.report import Report, Row
from designer.core.units import grouped, memory

COLUMNS = ("Layer (type)", "Output shape", "Param #", "Where it comes from", "Memory")
"""What the sheet tells of each layer."""


def sheet_markdown(report: Report, word: Word) -> str:
    """The sheet as Markdown, with a table as GitHub takes it."""
    lines = [
        *heading(report),
        f"| {' | '.join(COLUMNS)} |",
        "| :--- | :--- | ---: | :--- | ---: |",
        *(f"| {' | '.join(map(escaped, _cells(row, word)))} |" for row in report.printed),
        "",
        escaped(memory_line(report, Typeset)),
        "",
        *(f"- {line}" for line in totals(report)),
    ]
    return "\n".join(lines) + "\n"


def _cells(row: Row, word: Word) -> tuple[str, str, str, str, str]:
    return (
        f"{row.name} ({row.type})",
        outputs_text(row),
        "?" if row.params is None else grouped(row.params),
        arithmetic(row, word, write=Typeset),
        "?" if row.bytes is None else memory(row.bytes),
    )
