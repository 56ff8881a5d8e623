"""Whole numbers that remember how they were made.

A layer writes each of its rules once, in plain integer arithmetic. Fed with plain integers the rule
computes; fed with `Traced` integers (which are integers) it also yields the tree of the named
quantities behind the result. Every formula, derivation and substituted line is read off a tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, SupportsInt

from designer.core.value import Value


class Origin(Value):
    """Where a symbol's value comes from: a field of the layer, an axis of its input or output."""

    kind: Literal["field", "axis", "output"]
    name: str
    index: int = 0
    mark: str = ""
    """What ends the symbols of a layer inside the layer, to tell them from those of another."""


class Number(Value):
    """A number that the rule itself brings in, such as the 4 gates of an LSTM."""

    value: int


class Symbol(Value):
    """A named quantity and the value it has here."""

    name: str
    value: int
    origin: Origin


class Sum(Value):
    """Terms added up; a `Negative` term is subtracted."""

    terms: tuple[Expr, ...]

    @property
    def value(self) -> int:
        return sum(t.value for t in self.terms)


class Negative(Value):
    """A term that is taken away."""

    term: Expr

    @property
    def value(self) -> int:
        return -self.term.value


class Product(Value):
    """Factors multiplied."""

    factors: tuple[Expr, ...]

    @property
    def value(self) -> int:
        result = 1
        for factor in self.factors:
            result *= factor.value
        return result


class Quotient(Value):
    """A division: `exact` leaves no remainder, `floor` drops it."""

    top: Expr
    bottom: Expr
    exact: bool = False

    @property
    def value(self) -> int:
        return self.top.value // self.bottom.value


class Remainder(Value):
    """What a whole division leaves over."""

    top: Expr
    bottom: Expr

    @property
    def value(self) -> int:
        return self.top.value % self.bottom.value


class Largest(Value):
    """The larger of several quantities."""

    options: tuple[Expr, ...]

    @property
    def value(self) -> int:
        return max(o.value for o in self.options)


Expr = Number | Symbol | Sum | Negative | Product | Quotient | Remainder | Largest


class Traced(int):
    """An integer with the expression it was computed by; arithmetic extends the expression."""

    expr: Expr

    def __new__(cls, expr: Expr) -> Traced:
        self = super().__new__(cls, expr.value)
        self.expr = expr
        return self

    def __add__(self, other: SupportsInt) -> int:  # type: ignore[override]
        return Traced(_sum(self, other))

    def __radd__(self, other: SupportsInt) -> int:  # type: ignore[override]
        return Traced(_sum(other, self))

    def __sub__(self, other: SupportsInt) -> int:  # type: ignore[override]
        return Traced(_sum(self, other, minus=True))

    def __rsub__(self, other: SupportsInt) -> int:  # type: ignore[override]
        return Traced(_sum(other, self, minus=True))

    def __mul__(self, other: SupportsInt) -> int:  # type: ignore[override]
        return Traced(_product(self, other))

    def __rmul__(self, other: SupportsInt) -> int:  # type: ignore[override]
        return Traced(_product(other, self))

    def __floordiv__(self, other: SupportsInt) -> int:  # type: ignore[override]
        return Traced(Quotient(expr(self), expr(other)))

    def __mod__(self, other: SupportsInt) -> int:  # type: ignore[override]
        return Traced(Remainder(expr(self), expr(other)))

    def __reduce__(self) -> tuple[type[Traced], tuple[Expr]]:
        return Traced, (self.expr,)


def expr(value: SupportsInt) -> Expr:
    """The tree behind a value: its own if it is traced, else the bare number."""
    return value.expr if isinstance(value, Traced) else Number(int(value))


def traced(name: str, value: int, origin: Origin) -> int:
    """*value* as a named symbol with its *origin*."""
    return Traced(Symbol(name, value, origin))


def exactly(top: int, bottom: int) -> int:
    """*top* / *bottom* where the caller knows that nothing is left over (channels of a group)."""
    if bottom == 1:
        return top
    if isinstance(top, Traced) or isinstance(bottom, Traced):
        return Traced(Quotient(expr(top), expr(bottom), exact=True))
    return top // bottom


def larger(a: int, b: int) -> int:
    """The larger of two integers, traced where either is."""
    if isinstance(a, Traced) or isinstance(b, Traced):
        return Traced(Largest((expr(a), expr(b))))
    return max(a, b)


def symbols(tree: Expr) -> Iterator[Symbol]:
    """Every symbol in *tree*, in reading order, repeated as often as it is written."""
    match tree:
        case Symbol():
            yield tree
        case Number():
            return
        case Negative(term):
            yield from symbols(term)
        case Sum(parts) | Product(parts) | Largest(parts):
            for part in parts:
                yield from symbols(part)
        case Quotient(top, bottom) | Remainder(top, bottom):
            yield from symbols(top)
            yield from symbols(bottom)


def _sum(left: SupportsInt, right: SupportsInt, minus: bool = False) -> Expr:
    last = expr(right)
    if last == Number(0):
        return expr(left)
    if expr(left) == Number(0) and not minus:
        return last
    if minus:
        return Sum((*_terms(expr(left)), *_minus(last)))
    return Sum((*_terms(expr(left)), *_terms(last)))


def _minus(tree: Expr) -> tuple[Expr, ...]:
    # a subtracted sum stays together in parentheses: that is how the rules are written
    return (Negative(tree),)


def _terms(tree: Expr) -> tuple[Expr, ...]:
    return tree.terms if isinstance(tree, Sum) else (tree,)


def _product(left: SupportsInt, right: SupportsInt) -> Expr:
    factors = (*factors_of(expr(left)), *factors_of(expr(right)))
    kept = tuple(f for f in factors if f != Number(1))
    if len(kept) == 1:
        return kept[0]
    return Product(kept) if kept else Number(1)


def factors_of(tree: Expr) -> tuple[Expr, ...]:
    """What is multiplied in *tree*."""
    return tree.factors if isinstance(tree, Product) else (tree,)
