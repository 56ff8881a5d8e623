"""The scalars of YAML 1.1: what is a text, a number or nothing, in quotes, plain or with a tag.

Source: `resolver.py`, `scanner.py` and `constructor.py` of PyYAML 6.
"""

from __future__ import annotations

import re
from typing import Any

QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", re.DOTALL)
"""A text in quotes, which may go over several lines."""

_WORDS: dict[str, Any] = {
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
    **{form: True for word in ("yes", "true", "on") for form in (word, word.title(), word.upper())},
    **{
        form: False
        for word in ("no", "false", "off")
        for form in (word, word.title(), word.upper())
    },
}
_WHOLE = re.compile(r"[-+]?(?:0|[1-9]\d{0,4000})", re.ASCII)
_REAL = re.compile(r"(?:[-+]?\d+\.\d*|\.\d+)(?:[eE][-+]\d+)?", re.ASCII)
_FOREIGN = re.compile(
    r"[-+]?0b[01_]+|[-+]?0x[\da-fA-F_]+|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?"
    r"|[-+]?0[0-7_]+|[-+]?[1-9][\d_]*|[-+]?\d[\d_]*\.[\d_]*(?:[eE][-+]\d+)?|\.\d[\d_]*(?:[eE][-+]\d+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|<<|="
    r"|\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:.*)?",
    re.ASCII,
)
"""What YAML takes for something else than a text, and is no JSON number: octal ones, 1_000, 12:30,
dates, infinity. Keras writes none of it."""

FOLD = re.compile(r"[ \t]*\n((?:[ \t]*\n)*)[ \t]*")
_ESCAPE = re.compile(
    r"\\\n[ \t]*((?:\n[ \t]*)*)"
    r"|\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|.)"
    r"|[ \t]*\n((?:[ \t]*\n)*)[ \t]*",
    re.DOTALL,
)
_ESCAPES = dict(
    zip(
        '0abt\tnvfre "\\/N_LP',
        '\0\a\b\t\t\n\v\f\r\x1b "\\/\x85\xa0\u2028\u2029',
        strict=True,
    )
)

_TEXTS = ("!", "!!str", "!!python/str", "!!python/unicode")
_KINDS: dict[str, type] = {
    **dict.fromkeys(("!!int", "!!python/int", "!!python/long"), int),
    **dict.fromkeys(("!!float", "!!python/float"), float),
    **dict.fromkeys(("!!bool", "!!python/bool"), bool),
    **dict.fromkeys(("!!null", "!!python/none"), type(None)),
}
LISTS = ("!!seq", "!!python/list", "!!python/tuple")
MAPPINGS = ("!!map", "!!python/dict")
TAGS = frozenset((*_TEXTS, *_KINDS, *LISTS, *MAPPINGS))
"""The tags that say what is there anyway. Every other one would make something: it is refused."""


class NotYaml(ValueError):
    """The text is not the YAML that is read here."""


def scalar(text: str, quoted: bool, tag: str | None) -> Any:
    """The value of a *text* that was read, which had a *tag* perhaps."""
    if tag in _TEXTS or (quoted and tag is None):
        return text
    value = _resolved(text)
    if tag is None:
        return value
    kind = _KINDS.get(tag)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise NotYaml
    return value


def _resolved(text: str) -> Any:
    """The value of a text without quotes."""
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _REAL.fullmatch(text):
        return float(text)
    if _FOREIGN.fullmatch(text):
        raise NotYaml
    return text


def unquoted(text: str) -> str:
    """What stands in the quotes."""
    if text[0] == "'":
        return folded(text[1:-1]).replace("''", "'")
    return _ESCAPE.sub(_meant, text[1:-1])


def folded(text: str) -> str:
    """*text* with its line ends as YAML reads them: one is a blank, of several one is left out."""
    return FOLD.sub(lambda found: joint(found[1].count("\n")), text)


def joint(empty: int) -> str:
    """What lines are joined with between which there are so many *empty* ones."""
    return "\n" * empty or " "


def _meant(found: re.Match[str]) -> str:
    code = found[2]
    if code is None:
        return "\n" * found[1].count("\n") if found[1] is not None else joint(found[3].count("\n"))
    if len(code) > 1:
        number = int(code[1:], 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    if code not in _ESCAPES:
        raise NotYaml
    return _ESCAPES[code]
