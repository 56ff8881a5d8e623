"""The small language of declared layers: what it computes, and what it says of what it cannot."""

import math
import operator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.core.expression import LONGEST, check_syntax, evaluate
from designer.core.notation import substituted, symbolic
from designer.core.problems import Refused
from designer.core.symbolic import Origin, expr, traced
from designer.words import problem_text

KNOWN = {"h": 28, "w": 27, "c": 6, "k": 2, "open": None}


@pytest.mark.parametrize(
    ("text", "value"),  # by hand
    [
        ("7", 7),
        ("h", 28),
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("10 - 3 - 2", 5),
        ("-c + 1", -5),
        ("--c", 6),
        ("2 * -3", -6),
        ("h // k", 14),
        ("w // k", 13),
        ("-7 // 2", -4),
        ("7 // -2", -4),
        ("h / k", 14),
        ("w / 2 * 2", 27),
        ("floor(w / k)", 13),
        ("ceil(w / k)", 14),
        ("floor((h - 5) / 2 + 1)", 12),
        ("ceil(-7 / 2)", -3),
        ("floor(1 / 2 + 1 / 3 + 1 / 6)", 1),
        ("max(h, w, 30)", 30),
        ("min(h, w, c)", 6),
        ("max(h / 2, 3) * c", 84),
        ("min(4)", 4),
        ("open", None),
        ("open * 0 + h", None),
        ("max(open, 3)", None),
        ("floor(h / open)", None),
        ("  h//k ", 14),
    ],
)
def test_expressions_have_the_value_of_arithmetic(text: str, value: int | None):
    assert evaluate(text, KNOWN) == value
    check_syntax(text)


@pytest.mark.parametrize(
    ("text", "code", "values"),
    [
        ("", "expression_unfinished", {}),
        ("2 +", "expression_unfinished", {}),
        ("(h", "expression_unfinished", {}),
        ("2 h", "expression_unexpected", {"token": "h", "at": 3}),
        ("h)", "expression_unexpected", {"token": ")", "at": 2}),
        ("(h, w)", "expression_unexpected", {"token": ",", "at": 3}),
        ("2.5", "expression_unexpected", {"token": ".", "at": 2}),
        ("h ** 2", "expression_unexpected", {"token": "*", "at": 4}),
        ("__import__('os')", "expression_function", {"name": "__import__"}),
        ("c.real", "expression_unexpected", {"token": ".", "at": 2}),
        ("eval(2)", "expression_function", {"name": "eval"}),
        ("ü", "expression_unexpected", {"token": "ü", "at": 1}),
        ("d + 1", "expression_name", {"name": "d", "options": tuple(KNOWN)}),
        ("floor(1, 2)", "expression_arguments", {"name": "floor"}),
        ("h / 0", "expression_zero", {}),
        ("h // (c - 6)", "expression_zero", {}),
        ("w / 2", "expression_fraction", {"top": 27, "bottom": 2}),
        ("max(w / 2, 1)", "expression_fraction", {"top": 27, "bottom": 2}),
        ("(" * 21 + "1" + ")" * 21, "expression_too_deep", {"most": 20}),
        ("1" * (LONGEST + 1), "expression_too_long", {"most": LONGEST}),
    ],
)
def test_what_cannot_be_computed_says_why_and_where(text: str, code: str, values: dict[str, Any]):
    with pytest.raises(Refused) as refused:
        evaluate(text, KNOWN)
    problem = refused.value.problem
    assert problem.code == code
    assert problem.values["value"] == text
    assert {key: problem.values[key] for key in values} == values
    assert problem_text(problem)


def test_the_sentence_shows_the_place():
    with pytest.raises(Refused) as refused:
        check_syntax("h //")
    assert problem_text(refused.value.problem) == (
        '"h //" cannot be read: something is missing at its end.'
    )
    with pytest.raises(Refused) as refused:
        check_syntax("2 h")
    assert problem_text(refused.value.problem) == (
        '"2 h" cannot be read: "h", character 3, has no place there.'
    )


def test_the_result_tells_how_it_was_made():
    known = {
        "h": traced("h", 28, Origin("axis", "h", 1)),
        "k": traced("k", 3, Origin("field", "numbers", 0)),
    }
    result = evaluate("floor((h - k) / 2) + 1", known)
    assert result is not None
    assert symbolic(expr(result)) == "floor((h - k) / 2) + 1"
    assert substituted(expr(result)) == "floor((28 - 3) / 2) + 1"
    halves = evaluate("h / 2", known)
    assert halves is not None
    assert symbolic(expr(halves)) == "h / 2"


OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
Drawn = tuple[str, Fraction]


def _joined(parts: tuple[Drawn, str, Drawn]) -> Drawn:
    (left, a), sign, (right, b) = parts
    if sign == "/" and not b:
        return f"({left} + {right})", a + b
    return f"({left} {sign} {right})", OPERATORS[sign](a, b)


LEAVES = st.integers(0, 50).map(lambda n: (str(n), Fraction(n)))
TREES = st.recursive(
    LEAVES, lambda t: st.tuples(t, st.sampled_from(list(OPERATORS)), t).map(_joined), max_leaves=8
)


@given(TREES)
def test_rounding_agrees_with_fractions(drawn: Drawn):
    """What Python's own exact fractions say."""
    text, value = drawn
    assert evaluate(f"floor({text})", {}) == math.floor(value)
    assert evaluate(f"ceil({text})", {}) == math.ceil(value)


@given(st.text(alphabet="hw12+-*/(), floorceilmaxmin", max_size=40))
def test_no_text_does_worse_than_being_refused(text: str):
    assert _answer(text)


def _answer(text: str) -> str:
    try:
        return str(evaluate(text, KNOWN))
    except Refused as refused:
        return problem_text(refused.problem)
