"""The summary as a Markdown document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from designer.core.export.labels import Word, name, outputs_text
from designer.core.report import Report, Row
from designer.core.units import grouped, memory

_SPECIAL = re.compile(r"[\\`*\[\]<>|#~]|(?<!\w)_|_(?!\w)")
_LINE_BREAK = re.compile(r"\s*\n\s*")


def markdown(report: Report, word: Word) -> str:
    """Title, table and totals; what an instructor wrote stands above the table."""
    return "\n".join(_lines(report, word)) + "\n"


def _lines(report: Report, word: Word) -> Iterator[str]:
    yield from heading(report)
    yield "| Layer (type) | Output Shape | Param # |"
    yield "| :--- | :--- | ---: |"
    for row in report.printed:
        yield f"| {escaped(row.name)} ({row.type}) | {_shape(row, word)} | {_count(row.params)} |"
    yield ""
    yield from (f"- {line}" for line in totals(report))


def heading(report: Report) -> Iterator[str]:
    """The title, and what an instructor wrote."""
    design = report.design
    yield f"# {escaped(design.title or name(report))}"
    for text in (design.note, design.source and f"Source: {design.source}"):
        if text:
            yield ""
            yield escaped(text)
    yield ""


def _shape(row: Row, word: Word) -> str:
    if row.problem:
        return escaped(word(row.problem, row))
    return escaped(outputs_text(row))


def _count(params: int | None) -> str:
    return "?" if params is None else grouped(params)


def totals(report: Report) -> Iterator[str]:
    """The three totals with their memory, where 1 MB is 1,048,576 bytes as in Keras."""
    least = "" if report.complete else "at least "
    frozen = report.bytes - report.trainable_bytes
    for what, count, size in (
        ("Total params", report.total, report.bytes),
        ("Trainable params", report.trainable, report.trainable_bytes),
        ("Non-trainable params", report.non_trainable, frozen),
    ):
        yield f"{what}: {least}{grouped(count)} ({memory(size)})"


def escaped(text: str) -> str:
    """*text* on one line, with nothing that Markdown would take for a sign."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", _LINE_BREAK.sub(" ", text))
