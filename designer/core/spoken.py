"""Writes an expression as it is read out, so that nobody has to see the parentheses."""

from __future__ import annotations

from collections.abc import Sequence

from designer.core.notation import Written
from designer.core.symbolic import Expr, Symbol
from designer.core.units import grouped


class Spoken(Written):
    """Words in the manner of ClearSpeak: what is opened is closed, so it can be said one way only.

    The words are English, as the names of the symbols are.
    """

    plus, minus, times, negative = " plus ", " minus ", " times ", "minus "
    equals = " equals "

    def number(self, value: int) -> str:
        return grouped(value)

    def symbol(self, symbol: Symbol) -> str:
        return symbol.name.replace("_", " ") if self.named else grouped(symbol.value)

    def ratio(self, top: str, bottom: str) -> str:
        return f"{top} over {bottom}"

    def floor(self, inner: str) -> str:
        return f"the floor of {inner} end floor"

    def remainder(self, top: str, bottom: str) -> str:
        return f"{top} modulo {bottom}"

    def largest(self, options: Sequence[str]) -> str:
        return f"the largest of {' and '.join(options)} end largest"

    def fenced(self, inner: str) -> str:
        return f"open parenthesis {inner} close parenthesis"


def spoken(tree: Expr, named: bool = True) -> str:
    """ "open parenthesis k h times k w times c in plus 1 close parenthesis times filters"."""
    return Spoken(named).write(tree)
