"""Reads formulas back: every form that a derivation is written in, as arithmetic with fractions."""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import floor
from typing import Any
from xml.etree import ElementTree

from designer.core.latex import latex
from designer.core.mathml import MathML
from designer.core.notation import substituted, symbolic
from designer.core.spoken import spoken
from designer.core.symbolic import Expr, Symbol, symbols

Known = Mapping[str, int]

_OPERATIONS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
    ast.USub: operator.neg,
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {"floor": floor, "max": max}


def evaluate(text: str, known: Known | None = None) -> Fraction:
    """The value of a printed formula, whose symbols have the values *known*."""
    return _value(ast.parse(text.strip().replace(" mod ", " % "), mode="eval").body, known or {})


def _value(node: ast.expr, known: Known) -> Fraction:
    match node:
        case ast.Constant(int(number)):
            return Fraction(number)
        case ast.Name(name):
            return Fraction(known[name])
        case ast.BinOp(left, operation, right):
            return _OPERATIONS[type(operation)](_value(left, known), _value(right, known))
        case ast.UnaryOp(operation, operand):
            return _OPERATIONS[type(operation)](_value(operand, known))
        case ast.Call(ast.Name(name), arguments):
            return Fraction(_FUNCTIONS[name](*(_value(a, known) for a in arguments)))
    raise AssertionError(f"not arithmetic: {ast.dump(node)}")


def plain_readings(tree: Expr) -> dict[str, Fraction]:
    """What *tree* comes to as plain text, with its symbols and with numbers."""
    known = {symbol.name: symbol.value for symbol in symbols(tree)}
    return {
        symbolic(tree): evaluate(symbolic(tree), known),
        substituted(tree): evaluate(substituted(tree)),
    }


def readings(tree: Expr) -> dict[str, Fraction]:
    """What *tree* comes to in every form that it is written in."""
    named = {symbol.name: symbol for symbol in symbols(tree)}
    known = {name: symbol.value for name, symbol in named.items()}
    return {
        **plain_readings(tree),
        latex(tree): evaluate(_from_latex(latex(tree), named)),
        latex(tree, named=False): evaluate(_from_latex(latex(tree, named=False), {})),
        MathML().write(tree): evaluate(_from_mathml(MathML().write(tree)), known),
        MathML(named=False).write(tree): evaluate(_from_mathml(MathML(named=False).write(tree))),
        spoken(tree): evaluate(_from_speech(spoken(tree), named)),
        spoken(tree, named=False): evaluate(_from_speech(spoken(tree, named=False), {})),
    }


def _with_values(text: str, named: Mapping[str, Symbol], written: Callable[[Symbol], str]) -> str:
    """*text* with every symbol replaced by its value, the longest first."""
    values = {written(symbol): str(symbol.value) for symbol in named.values()}
    if not values:
        return text
    longest = sorted(values, key=len, reverse=True)
    pattern = "|".join(rf"(?<![\w{{]){re.escape(name)}(?!\w)" for name in longest)
    return re.sub(pattern, lambda found: values[found[0]], text)


def _from_latex(text: str, named: Mapping[str, Symbol]) -> str:
    text = text.replace(r"\left\lfloor", "floor(").replace(r"\right\rfloor", ")")
    text = text.replace(r"\max", "max").replace(r"\bmod", "%")
    while r"\frac" in text:
        start = text.rindex(r"\frac")
        top, middle = _braced(text, start + len(r"\frac"))
        bottom, end = _braced(text, middle)
        text = f"{text[:start]}(({top}) / ({bottom})){text[end:]}"
    return _with_values(text.replace(r"\cdot", "*"), named, latex)


def _braced(text: str, start: int) -> tuple[str, int]:
    """What stands between the brace at *start* and the one that closes it, and where that ends."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if not depth:
            return text[start + 1 : place], place + 1
    raise AssertionError(f"a brace is open in {text}")


_SIGNS = {"−": "-", "·": "*", "⌊": "floor(", "⌋": ")", "mod": "%"}


def _from_mathml(text: str) -> str:
    return _element(ElementTree.fromstring(f"<mrow>{text}</mrow>"))


def _element(element: ElementTree.Element) -> str:
    inside = [_element(child) for child in element]
    text = element.text or ""
    match element.tag:
        case "mfrac":
            return f"(({inside[0]}) / ({inside[1]}))"
        case "msub":
            return "_".join(inside)
        case "mn":
            return text.replace(",", "")
        case "mo":
            return f" {_SIGNS.get(text, text)} "
        case "mi":
            return text
    return "".join(inside)


_WORDS = {
    "open parenthesis": "(",
    "close parenthesis": ")",
    "the floor of": "floor(",
    "end floor": ")",
    "the largest of": "max(",
    "end largest": ")",
    "and": ",",
    "plus": "+",
    "minus": "-",
    "times": "*",
    "over": "/",
    "modulo": "%",
}


def _from_speech(text: str, named: Mapping[str, Symbol]) -> str:
    text = _with_values(text, named, spoken)
    for words, sign in _WORDS.items():
        text = re.sub(rf"\b{words}\b", sign, text)
    return re.sub(r"(?<=\d),(?=\d{3})", "", text)
