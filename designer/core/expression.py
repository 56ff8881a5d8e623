"""Whole-number arithmetic as a person types it: `floor((h - k) / s) + 1`.

Numbers, names, + - * / // and parentheses, and the functions floor, ceil, max and min. Nothing of
Python is run. Traced numbers come in under their names, so the result can tell how it was made.
A name whose value is open (None) leaves the result open; the text is checked all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from designer.core.problems import Refused
from designer.core.symbolic import Negative, Traced, exactly, expr, larger
from designer.core.value import Value

LONGEST = 120
"""As many characters as an expression may have; it bounds the numbers too."""
_DEEPEST = 20
_TOKEN = re.compile(r"\s*(?:(\d+)|([A-Za-z_]\w*)|(//|[-+*/(),])|(\S))")
NAME = re.compile(r"[A-Za-z_][A-Za-z_0-9]{0,29}")
"""What a name looks like."""


class _Ratio(Value):
    """A division that has not been rounded yet; most are by 1."""

    top: int
    bottom: int = 1


_Value = _Ratio | None


def evaluate(text: str, known: Mapping[str, int | None]) -> int | None:
    """The value of *text* with the *known* names, or `Refused` with the place of what is wrong."""
    return _Reader(text, known).read()


def check_syntax(text: str) -> None:
    """`Refused` unless *text* is an expression, whatever its names stand for."""
    _Reader(text, None).read()


class _Reader:
    """Reads an expression from left to right, and computes as it goes."""

    def __init__(self, text: str, known: Mapping[str, int | None] | None) -> None:
        if len(text) > LONGEST:
            raise Refused("expression_too_long", value=text, most=LONGEST)
        self._text, self._known = text, known
        self._tokens = [(m[m.lastindex or 0], m.start(m.lastindex or 0)) for m in _tokens(text)]
        self._next = 0
        self._depth = 0

    def read(self) -> int | None:
        value = self._sum()
        if self._peek():
            raise self._unexpected()
        return self._whole(value)

    # the grammar

    def _sum(self) -> _Value:
        value = self._product()
        while self._peek() in ("+", "-"):
            value = _both(_added if self._take() == "+" else _subtracted, value, self._product())
        return value

    def _product(self) -> _Value:
        value = self._signed()
        while self._peek() in ("*", "/", "//"):
            sign = self._take()
            right = self._signed()
            if sign == "*":
                value = _both(_multiplied, value, right)
            else:
                self._refuse_zero(right)
                value = _both(_divided, value, right)
                value = _floor(value) if sign == "//" else value
        return value

    def _signed(self) -> _Value:
        minus = 0
        while self._peek() == "-":
            self._take()
            minus += 1
        value = self._atom()
        return _negative(value) if minus % 2 else value

    def _atom(self) -> _Value:
        token = self._peek()
        if token.isdecimal():
            return _Ratio(int(self._take()))
        if token == "(":
            return self._fenced()[0]
        if NAME.fullmatch(token):
            name = self._take()
            return self._call(name) if self._peek() == "(" else self._value_of(name)
        raise self._unexpected()

    def _fenced(self) -> list[_Value]:
        """What stands in parentheses: one value, or several with commas between them."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Refused("expression_too_deep", value=self._text, most=_DEEPEST)
        opening = self._next
        self._take()
        values = [self._sum()]
        calls = opening and NAME.fullmatch(self._tokens[opening - 1][0])
        while calls and self._peek() == ",":
            self._take()
            values.append(self._sum())
        if self._peek() != ")":
            raise self._unexpected()
        self._take()
        self._depth -= 1
        return values

    def _call(self, name: str) -> _Value:
        rounds, chooses = _ROUNDING.get(name), _CHOOSING.get(name)
        if rounds is None and chooses is None:
            raise Refused("expression_function", value=self._text, name=name, options=FUNCTIONS)
        values = self._fenced()
        if rounds is not None:
            if len(values) != 1:
                raise Refused("expression_arguments", value=self._text, name=name)
            return rounds(values[0])
        assert chooses is not None, "it is one of the two kinds"
        whole = [self._whole(value) for value in values]
        return _chosen(chooses, whole)

    def _value_of(self, name: str) -> _Value:
        if self._known is None:
            return None
        if name not in self._known:
            options = tuple(self._known)
            raise Refused("expression_name", value=self._text, name=name, options=options)
        value = self._known[name]
        return None if value is None else _Ratio(value)

    # parts

    def _peek(self) -> str:
        return self._tokens[self._next][0] if self._next < len(self._tokens) else ""

    def _take(self) -> str:
        self._next += 1
        return self._tokens[self._next - 1][0]

    def _unexpected(self) -> Refused:
        if self._next == len(self._tokens):
            return Refused("expression_unfinished", value=self._text)
        token, start = self._tokens[self._next]
        return Refused("expression_unexpected", value=self._text, token=token, at=start + 1)

    def _refuse_zero(self, value: _Value) -> None:
        if value is not None and value.top == 0:
            raise Refused("expression_zero", value=self._text, divisor=value.top)

    def _whole(self, value: _Value) -> int | None:
        if value is None:
            return None
        if int(value.top) % int(value.bottom):
            top, bottom = value.top, value.bottom
            raise Refused("expression_fraction", value=self._text, top=top, bottom=bottom)
        return exactly(value.top, value.bottom)


def _tokens(text: str) -> list[re.Match[str]]:
    return list(_TOKEN.finditer(text))


def _both(apply: Callable[[_Ratio, _Ratio], _Ratio], left: _Value, right: _Value) -> _Value:
    return None if left is None or right is None else apply(left, right)


def _added(left: _Ratio, right: _Ratio) -> _Ratio:
    a, b, bottom = _alike(left, right)
    return _Ratio(a + b, bottom)


def _subtracted(left: _Ratio, right: _Ratio) -> _Ratio:
    a, b, bottom = _alike(left, right)
    return _Ratio(a - b, bottom)


def _alike(left: _Ratio, right: _Ratio) -> tuple[int, int, int]:
    """The two over one bottom."""
    if left.bottom == right.bottom:
        return left.top, right.top, left.bottom
    return left.top * right.bottom, right.top * left.bottom, left.bottom * right.bottom


def _multiplied(left: _Ratio, right: _Ratio) -> _Ratio:
    return _Ratio(left.top * right.top, left.bottom * right.bottom)


def _divided(left: _Ratio, right: _Ratio) -> _Ratio:
    if right.top < 0:  # a bottom is always positive, so that rounding goes the right way
        right = _Ratio(_minus(right.top), _minus(right.bottom))
    bottom = left.bottom * right.top
    return _Ratio(left.top * right.bottom, bottom)


def _negative(value: _Value) -> _Value:
    return None if value is None else _Ratio(_minus(value.top), value.bottom)


def _minus(number: int) -> int:
    return Traced(Negative(expr(number))) if isinstance(number, Traced) else -number


def _floor(value: _Value) -> _Value:
    if value is None or value.bottom == 1:
        return value
    return _Ratio(value.top // value.bottom)


def _ceil(value: _Value) -> _Value:
    if value is None or value.bottom == 1:
        return value
    return _Ratio((value.top + (value.bottom - 1)) // value.bottom)


def _chosen(choose: Callable[[int, int], int], values: Sequence[int | None]) -> _Value:
    result: int | None = values[0]
    for value in values[1:]:
        result = None if result is None or value is None else choose(result, value)
    return None if result is None else _Ratio(result)


def _smaller(a: int, b: int) -> int:
    return _minus(larger(_minus(a), _minus(b)))


_ROUNDING: dict[str, Callable[[_Value], _Value]] = {"floor": _floor, "ceil": _ceil}
_CHOOSING: dict[str, Callable[[int, int], int]] = {"max": larger, "min": _smaller}
FUNCTIONS = (*_ROUNDING, *_CHOOSING)
"""The names that are taken."""
