"""Writes an expression as it is read out, so that nobody has to see the parentheses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from designer.core.notation import Written
from designer.core.symbolic import Expr, Symbol
from designer.core.units import grouped


class Fence(NamedTuple):
    """What is said before and after something, and between its parts where it has several."""

    opening: str
    closing: str
    between: str = ""

    def around(self, *parts: str) -> str:
        """The *parts* with it."""
        return f"{self.opening} {f' {self.between} '.join(parts)} {self.closing}"


PLUS, MINUS, TIMES, OVER, MODULO, EQUALS = "plus", "minus", "times", "over", "modulo", "equals"
PARENTHESES = Fence("open parenthesis", "close parenthesis")
FLOOR = Fence("the floor of", "end floor")
LARGEST = Fence("the largest of", "end largest", "and")
"""How the signs of a formula are read out, wherever it stands."""


def said(name: str) -> str:
    """The name of a symbol as it is read out: "c in"."""
    return name.replace("_", " ")


class Spoken(Written):
    """Words in the manner of ClearSpeak: what is opened is closed, so it can be said one way only.

    The words are English, as the names of the symbols are.
    """

    plus, minus, times, equals = (f" {sign} " for sign in (PLUS, MINUS, TIMES, EQUALS))
    negative = f"{MINUS} "

    def number(self, value: int) -> str:
        return grouped(value)

    def symbol(self, symbol: Symbol) -> str:
        return said(symbol.name) if self.named else grouped(symbol.value)

    def ratio(self, top: str, bottom: str) -> str:
        return f"{top} {OVER} {bottom}"

    def floor(self, inner: str) -> str:
        return FLOOR.around(inner)

    def remainder(self, top: str, bottom: str) -> str:
        return f"{top} {MODULO} {bottom}"

    def largest(self, options: Sequence[str]) -> str:
        return LARGEST.around(*options)

    def fenced(self, inner: str) -> str:
        return PARENTHESES.around(inner)


def spoken(tree: Expr, named: bool = True) -> str:
    """ "open parenthesis k h times k w times c in plus 1 close parenthesis times filters"."""
    return Spoken(named).write(tree)
