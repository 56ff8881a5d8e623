"""The derivation sheet: a table with one line of arithmetic a layer, and the memory.

As Markdown, and as an HTML page that needs nothing else and can be printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from designer.core.export.derivation import arithmetic, memory_line
from designer.core.export.labels import Word, name, outputs_text
from designer.core.export.markdown import escaped, heading, totals
from designer.core.report import Report, Row
from designer.core.units import grouped, memory

_COLUMNS = ("Layer (type)", "Output shape", "Param #", "Where it comes from", "Memory")
_STYLE = """\
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72em; margin: 2em auto; padding: 0 1em; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .35em .8em; text-align: left; vertical-align: top; }
th { border-bottom: 2px solid; }
td { border-bottom: 1px solid #8884; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.problem { font-weight: bold; }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }"""


def sheet_markdown(report: Report, word: Word) -> str:
    """The sheet as Markdown, with a table as GitHub takes it."""
    lines = [
        *heading(report),
        f"| {' | '.join(_COLUMNS)} |",
        "| :--- | :--- | ---: | :--- | ---: |",
        *(f"| {' | '.join(map(escaped, _cells(row, word)))} |" for row in report.printed),
        "",
        escaped(_times(memory_line(report))),
        "",
        *(f"- {line}" for line in totals(report)),
    ]
    return "\n".join(lines) + "\n"


def sheet_html(report: Report, word: Word) -> str:
    """The sheet as a page; all text in it is escaped."""
    return "\n".join(_page(report, word)) + "\n"


def _cells(row: Row, word: Word) -> tuple[str, str, str, str, str]:
    return (
        f"{row.name} ({row.type})",
        outputs_text(row),
        "?" if row.params is None else grouped(row.params),
        _times(arithmetic(row, word)),
        "?" if row.bytes is None else memory(row.bytes),
    )


def _times(text: str) -> str:
    return text.replace(" * ", " × ")


def _page(report: Report, word: Word) -> Iterator[str]:
    design = report.design
    title = escape(design.title or name(report))
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield f'<head><meta charset="utf-8"><title>{title}</title>'
    yield f"<style>\n{_STYLE}\n</style></head>"
    yield f"<body><h1>{title}</h1>"
    for text in (design.note, design.source and f"Source: {design.source}"):
        if text:
            yield f"<p>{escape(text)}</p>"
    yield f"<table><thead><tr>{''.join(f'<th>{c}</th>' for c in _COLUMNS)}</tr></thead><tbody>"
    yield from (_table_row(row, word) for row in report.printed)
    yield "</tbody></table>"
    yield f"<p>{escape(_times(memory_line(report)))}</p>"
    yield f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in totals(report))}</ul>"
    yield "</body></html>"


def _table_row(row: Row, word: Word) -> str:
    label, shape, count, why, size = map(escape, _cells(row, word))
    kind = ' class="problem"' if row.problem else ""
    number = '<td class="number">'
    return (
        f"<tr{kind}><td>{label}</td><td>{shape}</td>{number}{count}</td>"
        f"<td>{why}</td>{number}{size}</td></tr>"
    )
