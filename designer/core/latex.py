"""Writes an expression as LaTeX, to stand in a formula: with its symbols, or with their values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from designer.core.notation import Written
from designer.core.symbolic import Expr, Symbol
from designer.core.units import grouped

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "{}$&#_%"},
}
_FOUND = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")


class Latex(Written):
    """A formula of amsmath."""

    stacked = True
    times = r" \cdot "

    def result(self, value: int) -> str:
        return number(value)

    def words(self, text: str) -> str:
        return rf"\text{{{escaped(text)}}}"

    def displayed(self, formula: str) -> str:
        return f"${formula}$"

    def number(self, value: int) -> str:
        return str(value)

    def symbol(self, symbol: Symbol) -> str:
        return _symbol(symbol.name) if self.named else str(symbol.value)

    def ratio(self, top: str, bottom: str) -> str:
        return rf"\frac{{{top}}}{{{bottom}}}"

    def floor(self, inner: str) -> str:
        return rf"\left\lfloor {inner} \right\rfloor"

    def remainder(self, top: str, bottom: str) -> str:
        return rf"{top} \bmod {bottom}"

    def largest(self, options: Sequence[str]) -> str:
        return rf"\max({', '.join(options)})"

    def fenced(self, inner: str) -> str:
        return f"({inner})"


def latex(tree: Expr, named: bool = True) -> str:
    r"""`(k_{h} \cdot k_{w} + 1) \cdot \mathrm{filters}`, or with numbers where not *named*."""
    return Latex(named).write(tree)


def number(value: int) -> str:
    """A result with its digits in groups, and no room after the commas."""
    return grouped(value).replace(",", "{,}")


def escaped(text: str) -> str:
    """*text* as LaTeX prints it, whatever is in it, on one line."""
    return _FOUND.sub(lambda found: _SPECIAL[found[0]], " ".join(text.split()))


def _symbol(name: str) -> str:
    """`k_h` as a letter with an index, `filters` as a word."""
    stem, *marks = name.split("_")
    index = ",".join(map(_letters, filter(None, marks)))
    return f"{_letters(stem)}_{{{index}}}" if index else _letters(stem)


def _letters(text: str) -> str:
    return text if len(text) == 1 or text.isdecimal() else rf"\mathrm{{{escaped(text)}}}"
