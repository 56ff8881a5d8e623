"""Writes an expression: as text here, and as every other notation that puts parts together.

The walk through the tree, and where a part needs parentheses, is the same for all; what a
sum or a fraction looks like is what makes a notation.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

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

T = TypeVar("T")

SUM, PRODUCT, ATOM = 0, 1, 2
"""How tightly the place of a part binds what stands there."""


class Notation(ABC, Generic[T]):
    """A way to write expressions: with their symbols, or with their values where not *named*."""

    stacked: ClassVar[bool] = False
    """Whether a fraction is written one part over the other, where it needs no parentheses."""

    def __init__(self, named: bool = True) -> None:
        self.named = named

    def write(self, tree: Expr, within: int = SUM) -> T:
        """*tree* written, in parentheses where its place *within* a larger one needs them."""
        match tree:
            case Number(value):
                return self.number(value)
            case Symbol():
                return self.symbol(tree)
            case Negative(term):
                return self.sum([(True, self.write(term, PRODUCT))])
            case Sum(terms):
                return self._fenced(self.sum([self._term(t) for t in terms]), within > SUM)
            case Product(factors):
                parts = [self.write(factor, ATOM) for factor in factors]
                return self._fenced(self.product(parts), within > PRODUCT)
            case Largest(options):
                return self.largest([self.write(option) for option in options])
            case Quotient() | Remainder():
                return self._divided(tree, within)

    def _term(self, term: Expr) -> tuple[bool, T]:
        minus = isinstance(term, Negative)
        return minus, self.write(term.term if minus else term, PRODUCT)

    def _divided(self, tree: Quotient | Remainder, within: int) -> T:
        if isinstance(tree, Remainder):
            rest = self.remainder(self.write(tree.top, ATOM), self.write(tree.bottom, ATOM))
            return self._fenced(rest, within > SUM)
        place = SUM if self.stacked else ATOM
        ratio = self.ratio(self.write(tree.top, place), self.write(tree.bottom, place))
        if tree.exact:
            return self._fenced(ratio, within > PRODUCT and not self.stacked)
        return self.floor(ratio)

    def _fenced(self, inner: T, needed: bool) -> T:
        return self.fenced(inner) if needed else inner

    @abstractmethod
    def number(self, value: int) -> T:
        """A number of the rule itself."""

    @abstractmethod
    def symbol(self, symbol: Symbol) -> T:
        """A named quantity, or its value where not `named`."""

    @abstractmethod
    def sum(self, terms: Sequence[tuple[bool, T]]) -> T:
        """Terms added up; those marked True are taken away."""

    @abstractmethod
    def product(self, factors: Sequence[T]) -> T:
        """Factors multiplied."""

    @abstractmethod
    def ratio(self, top: T, bottom: T) -> T:
        """A division."""

    @abstractmethod
    def floor(self, inner: T) -> T:
        """The whole part of *inner*."""

    @abstractmethod
    def remainder(self, top: T, bottom: T) -> T:
        """What a whole division leaves over."""

    @abstractmethod
    def largest(self, options: Sequence[T]) -> T:
        """The largest of the *options*."""

    @abstractmethod
    def fenced(self, inner: T) -> T:
        """*inner* in parentheses."""


class Written(Notation[str]):
    """A notation that is a string, with *plus*, *minus* and *times* between the parts."""

    plus: ClassVar[str] = " + "
    minus: ClassVar[str] = " - "
    times: ClassVar[str] = " * "
    negative: ClassVar[str] = "-"
    equals: ClassVar[str] = " = "

    def result(self, value: int) -> str:
        """What comes out, with its digits in groups."""
        return grouped(value)

    def words(self, text: str) -> str:
        """A word that stands in a formula: what the equation is about."""
        return text

    def displayed(self, formula: str) -> str:
        """A whole formula, as it stands in a text of this kind."""
        return formula

    def sum(self, terms: Sequence[tuple[bool, str]]) -> str:
        (taken, first), *others = terms
        text = self.negative + first if taken else first
        return text + "".join((self.minus if less else self.plus) + part for less, part in others)

    def product(self, factors: Sequence[str]) -> str:
        return self.times.join(factors)


class Plain(Written):
    """One line of plain text, which reads as arithmetic."""

    def number(self, value: int) -> str:
        return str(value)

    def symbol(self, symbol: Symbol) -> str:
        return symbol.name if self.named else str(symbol.value)

    def ratio(self, top: str, bottom: str) -> str:
        return f"{top} / {bottom}"

    def floor(self, inner: str) -> str:
        return f"floor({inner})"

    def remainder(self, top: str, bottom: str) -> str:
        return f"{top} mod {bottom}"

    def largest(self, options: Sequence[str]) -> str:
        return f"max({', '.join(options)})"

    def fenced(self, inner: str) -> str:
        return f"({inner})"


class Typeset(Plain):
    """The same for reading alone: a dot for times, and numbers in groups."""

    times = " · "

    def number(self, value: int) -> str:
        return grouped(value)

    def symbol(self, symbol: Symbol) -> str:
        return symbol.name if self.named else grouped(symbol.value)


Writer = Callable[[bool], Written]
"""What makes a notation: with symbols (True), or with their values."""


def sides(tree: Expr, write: Writer = Plain) -> tuple[str, ...]:
    """What stands between the equals signs: symbols, numbers, result; nothing is said twice."""
    named = write(True)
    result = named.result(tree.value)
    match tree:
        case Number():
            return (result,)
        case Symbol():
            return (named.write(tree), result)
        case _:
            return tuple(dict.fromkeys((named.write(tree), write(False).write(tree), result)))


def equation(head: str, tree: Expr, write: Writer = Plain) -> str:
    """`params = (d_in + 1) * units = (4 + 1) * 7 = 35`, without the beginning if there is no
    *head*."""
    named = write(True)
    heads = (named.words(head),) if head else ()
    return named.displayed(named.equals.join((*heads, *sides(tree, write))))


def worked(tree: Expr, write: Writer = Plain) -> str:
    """`(4 + 1) * 7 = 35`: the numbers and what they come to."""
    named = write(True)
    parts = (named.result(tree.value),)
    if not isinstance(tree, Number | Symbol):
        parts = (write(False).write(tree), *parts)
    return named.displayed(named.equals.join(parts))


def symbolic(tree: Expr) -> str:
    """`(k_h * k_w * c_in + 1) * filters`."""
    return Plain().write(tree)


def substituted(tree: Expr) -> str:
    """`(3 * 3 * 32 + 1) * 32`."""
    return Plain(named=False).write(tree)
