"""Writes an expression as a line of text: with its symbols, or with their values."""

from __future__ import annotations

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

_SUM, _PRODUCT, _ATOM = 0, 1, 2


def symbolic(tree: Expr) -> str:
    """`(k_h * k_w * c_in + 1) * filters`."""
    return _write(tree, named=True)


def substituted(tree: Expr) -> str:
    """`(3 * 3 * 32 + 1) * 32`."""
    return _write(tree, named=False)


def _write(tree: Expr, named: bool, within: int = _SUM) -> str:
    """The text of *tree*, in parentheses where its place *within* a larger one asks for them."""

    def part(inner: Expr, level: int) -> str:
        return _write(inner, named, level)

    match tree:
        case Number() | Symbol():
            return tree.name if named and isinstance(tree, Symbol) else str(tree.value)
        case Negative(term):
            return f"-{part(term, _PRODUCT)}"
        case Sum(terms):
            return _fenced(_added([(t, part(_bare(t), _PRODUCT)) for t in terms]), within > _SUM)
        case Product(factors):
            return _fenced(" * ".join(part(f, _ATOM) for f in factors), within > _PRODUCT)
        case Largest(options):
            return f"max({', '.join(part(o, _SUM) for o in options)})"
        case Quotient() | Remainder():
            return _divided(tree, part(tree.top, _ATOM), part(tree.bottom, _ATOM), within)


def _divided(tree: Quotient | Remainder, top: str, bottom: str, within: int) -> str:
    if isinstance(tree, Remainder):
        return _fenced(f"{top} mod {bottom}", within > _SUM)
    text = f"{top} / {bottom}"
    return _fenced(text, within > _PRODUCT) if tree.exact else f"floor({text})"


def _bare(term: Expr) -> Expr:
    return term.term if isinstance(term, Negative) else term


def _added(parts: list[tuple[Expr, str]]) -> str:
    text = ""
    for i, (term, written) in enumerate(parts):
        if isinstance(term, Negative):
            text += f" - {written}" if i else f"-{written}"
        else:
            text += f" + {written}" if i else written
    return text


def _fenced(text: str, needed: bool) -> str:
    return f"({text})" if needed else text
