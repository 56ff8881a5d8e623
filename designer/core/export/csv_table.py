"""The summary as comma-separated values, one row a layer."""

from __future__ import annotations

import csv
import io

from designer.core.export.labels import Word, outputs_text
from designer.core.report import Report, Row

_HEADER = (
    "name",
    "type",
    "output_shape",
    "params",
    "trainable",
    "non_trainable",
    "bytes",
    "problem",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_table(report: Report, word: Word) -> str:
    """A line for each layer that Keras prints; what is unknown is left empty."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_HEADER)
    table.writerows(_cells(row, word) for row in report.printed)
    return text.getvalue()


def _cells(row: Row, word: Word) -> tuple[str, ...]:
    counts = (row.params, row.trainable, row.non_trainable, row.bytes)
    return (
        _inert(row.name),
        row.type,
        outputs_text(row) if row.outputs else "",
        *("" if count is None else str(count) for count in counts),
        _inert(word(row.problem, row)) if row.problem else "",
    )


def _inert(text: str) -> str:
    """A text that a spreadsheet would take for a formula, with a quote that makes it text."""
    return f"'{text}" if text.startswith(_FORMULA) else text
