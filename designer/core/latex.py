"""Writes an expression as LaTeX, to stand in a formula: with its symbols, or with their values."""

from __future__ import annotations

import re

from designer.core.symbolic import (
    Expr,
    Largest,
    Negative,
    Number,
    Product,
    Quotient,
    Remainder,
    Sum,
    Symbol,
)
from designer.core.units import grouped

_SUM, _PRODUCT, _ATOM = 0, 1, 2
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "{}$&#_%"},
}
_FOUND = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")


def latex(tree: Expr, named: bool = True, within: int = _SUM) -> str:
    r"""`(k_{h} \cdot k_{w} + 1) \cdot \mathrm{filters}`, or with numbers where not *named*.

    *within* tells how tightly the place of *tree* binds, which decides on parentheses.
    """

    def part(inner: Expr, level: int) -> str:
        return latex(inner, named, level)

    match tree:
        case Number() | Symbol():
            return _symbol(tree.name) if named and isinstance(tree, Symbol) else str(tree.value)
        case Negative(term):
            return f"-{part(term, _PRODUCT)}"
        case Sum(terms):
            return _fenced(_added(terms, named), within)
        case Product(factors):
            text = r" \cdot ".join(part(f, _ATOM) for f in factors)
            return _fenced(text, within - _PRODUCT)
        case Largest(options):
            return rf"\max({', '.join(part(o, _SUM) for o in options)})"
        case Quotient() | Remainder():
            return _divided(tree, named, within)


def _divided(tree: Quotient | Remainder, named: bool, within: int) -> str:
    if isinstance(tree, Remainder):
        top, bottom = (latex(part, named, _ATOM) for part in (tree.top, tree.bottom))
        return _fenced(rf"{top} \bmod {bottom}", within)
    text = rf"\frac{{{latex(tree.top, named)}}}{{{latex(tree.bottom, named)}}}"
    return text if tree.exact else rf"\left\lfloor {text} \right\rfloor"


def number(value: int) -> str:
    """A result with its digits in groups, and no room after the commas."""
    return grouped(value).replace(",", "{,}")


def escaped(text: str) -> str:
    """*text* as LaTeX prints it, whatever is in it, on one line."""
    return _FOUND.sub(lambda found: _SPECIAL[found[0]], " ".join(text.split()))


def _added(terms: tuple[Expr, ...], named: bool) -> str:
    text = ""
    for i, term in enumerate(terms):
        minus = isinstance(term, Negative)
        written = latex(term.term if minus else term, named, _PRODUCT)
        if i:
            text += f" - {written}" if minus else f" + {written}"
        else:
            text = f"-{written}" if minus else written
    return text


def _symbol(name: str) -> str:
    """`k_h` as a letter with an index, `filters` as a word."""
    stem, *marks = name.split("_")
    index = ",".join(map(_letters, filter(None, marks)))
    return f"{_letters(stem)}_{{{index}}}" if index else _letters(stem)


def _letters(text: str) -> str:
    return text if len(text) == 1 or text.isdecimal() else rf"\mathrm{{{escaped(text)}}}"


def _fenced(text: str, needed: int) -> str:
    return f"({text})" if needed > 0 else text
