"""The derivation sheet as a web page that needs nothing else and can be printed.

Formulas are MathML: the browser sets them, a screen reader reads them, and each symbol says where
its number comes from when somebody points at it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from html import escape

from designer.core.explain import Explanation
from designer.core.export.derivation import FORMS, count_of, memory_line, reason, work_line
from designer.core.export.labels import Voice, name, outputs_text
from designer.core.export.markdown import totals
from designer.core.export.sheet import COLUMNS
from designer.core.mathml import MathML
from designer.core.notation import Typeset, equation
from designer.core.origins import explained
from designer.core.report import Report, Row
from designer.core.symbolic import Expr, symbols
from designer.core.units import grouped, memory

_STYLE = """\
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72em; margin: 2em auto; padding: 0 1em; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .35em .8em; text-align: left; vertical-align: top; }
th { border-bottom: 2px solid; }
td { border-bottom: 1px solid #8884; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.problem { font-weight: bold; }
.warning { border-left: .25em solid #b8860b; padding-left: .75em; }
td p { margin: .3em 0 0; opacity: .8; }
math { font-size: 1.05em; }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }"""


def sheet_html(report: Report, voice: Voice, form: str = FORMS[0]) -> str:
    """The sheet as a page; all text in it is escaped."""
    return "\n".join(_page(report, voice, form)) + "\n"


def _page(report: Report, voice: Voice, form: str) -> Iterator[str]:
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
    yield f"<table><thead><tr>{''.join(f'<th>{c}</th>' for c in COLUMNS)}</tr></thead><tbody>"
    yield from (_table_row(report, row, voice, form) for row in report.printed)
    yield "</tbody></table>"
    yield from (f'<p class="warning">{escape(line)}</p>' for line in voice.warnings(report))
    for text in (memory_line(report, Typeset), *work_line(report, Typeset)):
        yield f"<p>{escape(text)}</p>"
    yield f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in totals(report))}</ul>"
    yield "</body></html>"


def _table_row(report: Report, row: Row, voice: Voice, form: str) -> str:
    about = explained(row)
    shape, why = escape(outputs_text(row)), escape(row.layer.why_none)
    if row.params is None:
        why = "".join(_paragraph(line) for line in _why_not(row, voice))
    elif about is not None:
        titles = _titles(report, row, about, voice, form)
        shape += "".join(f"<p>{side}</p>" for side in _shape(about, titles))
        if about.weights:
            why = _math("", count_of(about, form), titles)
            why += _paragraph(row.layer.meaning(about.input))
    count = "?" if row.params is None else grouped(row.params)
    size = "?" if row.bytes is None else memory(row.bytes)
    kind = ' class="problem"' if row.problem else ""
    return (
        f"<tr{kind}><td>{escape(f'{row.name} ({row.type})')}</td><td>{shape}</td>"
        f'<td class="number">{count}</td><td>{why}</td><td class="number">{size}</td></tr>'
    )


def _why_not(row: Row, voice: Voice) -> Iterator[str]:
    yield reason(row, voice.problem)
    yield from voice.failure(row)


def _shape(about: Explanation, titles: Mapping[str, str]) -> Iterator[str]:
    for side in about.sides:
        if side.computed and side.tree is not None:
            yield _math(side.name, side.tree, titles)


def _titles(
    report: Report, row: Row, about: Explanation, voice: Voice, form: str
) -> Mapping[str, str]:
    """Where the number of each symbol comes from."""
    trees = [count_of(about, form), *(side.tree for side in about.sides if side.tree is not None)]
    found = {symbol.name: symbol for tree in trees for symbol in symbols(tree)}
    return {key: voice.term(report, row, symbol) for key, symbol in found.items()}


def _math(head: str, tree: Expr, titles: Mapping[str, str]) -> str:
    return equation(head, tree, partial(MathML, titles=titles))


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
