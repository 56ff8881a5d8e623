"""A LaTeX document: the summary as a table, and the derivation of every count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from designer.core.explain import explain
from designer.core.export.derivation import memory_line
from designer.core.export.labels import Word, name, outputs_text
from designer.core.latex import escaped, latex, number
from designer.core.report import Report, Row

_HEAD = r"""\documentclass{article}
\usepackage{iftex}
\ifPDFTeX
\usepackage[T1]{fontenc}
\usepackage{textcomp}
%s\fi
\usepackage[margin=2.5cm]{geometry}
\usepackage{amsmath}
\usepackage{booktabs}
\usepackage{longtable}
\allowdisplaybreaks
\begin{document}
"""

_NO_GLYPH = re.compile(r"[^\x00-ſ–—‘’“”†‡•…‰‹›€™]")
"""What the fonts of pdfTeX lack; XeTeX and LuaTeX take it from fonts of the system."""


def latex_document(report: Report, word: Word) -> str:
    """It needs amsmath, booktabs, geometry, iftex and longtable, which every TeX brings."""
    body = "\n".join(_lines(report, word)) + "\n"
    lacking = sorted(set(_NO_GLYPH.findall(body)))
    return _HEAD % "".join(map(_declared, lacking)) + "\n" + body


def _declared(character: str) -> str:
    """How pdfTeX is to print a *character* that it has no picture of: by its number."""
    code = f"{ord(character):04X}"
    return rf"\DeclareUnicodeCharacter{{{code}}}{{\mbox{{U+{code}}}}}" + "\n"


def _lines(report: Report, word: Word) -> Iterator[str]:
    yield rf"\section*{{{escaped(report.design.title or name(report))}}}"
    yield ""
    yield from _table(report, word)
    yield ""
    yield from _derivation(report)
    yield rf"{escaped(memory_line(report))}"
    yield ""
    yield r"\end{document}"


def _table(report: Report, word: Word) -> Iterator[str]:
    yield r"\begin{longtable}{llr}"
    yield r"\toprule"
    yield r"Layer (type) & Output shape & Parameters \\"
    yield r"\midrule"
    yield r"\endhead"
    for row in report.printed:
        shape = word(row.problem, row) if row.problem else outputs_text(row)
        label = rf"\texttt{{{escaped(row.name)}}} ({escaped(row.type)})"
        yield rf"{label} & {escaped(shape)} & {_count(row)} \\"
    yield r"\midrule"
    least = "" if report.complete else "at least "
    for what, count in (
        ("Total", report.total),
        ("Trainable", report.trainable),
        ("Non-trainable", report.non_trainable),
    ):
        yield rf"{what} & & {least}{number(count)} \\"
    yield r"\bottomrule"
    yield r"\end{longtable}"


def _count(row: Row) -> str:
    return "?" if row.params is None else number(row.params)


def _derivation(report: Report) -> Iterator[str]:
    """An `align*` with the formula and its numbers for each layer that has parameters."""
    lines = [line for row in report.printed if row.params for line in _derived(row)]
    if lines:
        yield r"\begin{align*}"
        yield " \\\\\n".join(lines)
        yield r"\end{align*}"
        yield ""


def _derived(row: Row) -> Iterator[str]:
    assert row.input is not None, "the input has no parameters"
    count = explain(row.layer, row.input).count
    made, result = latex(count, named=False), number(count.value)
    yield rf"\text{{{escaped(row.name)}}} &= {latex(count)}"
    yield f"&= {made} = {result}" if made != str(count.value) else f"&= {result}"
