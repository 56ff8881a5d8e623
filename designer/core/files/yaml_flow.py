"""What stands in one piece in YAML: plain and quoted scalars, and values in brackets."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from designer.core.files.faults import unreadable
from designer.core.files.strict_json import DEEPEST

QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'"
PROPERTY = re.compile(
    r"(?:&(\w+)|!!python/(?:tuple|unicode|str|long)|!!(?:str|int|float))(?:\s+|$)", re.ASCII
)
ALIAS = re.compile(r"\*(\w+)", re.ASCII)

_WORDS: dict[str, Any] = {
    **dict.fromkeys(("null", "~", ""), None),
    **dict.fromkeys(("true", "True", "yes", "on"), True),
    **dict.fromkeys(("false", "False", "no", "off"), False),
}
_WHOLE = re.compile(r"[-+]?\d{1,4000}", re.ASCII)
_REAL = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+|\d+(?=e))(?:e[-+]?\d+)?", re.ASCII)
_BROKEN = re.compile(r"\\\n[ \t]*")
_FOLD = re.compile(r"[ \t]*\n[ \t]*")
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "e": "\x1b", "a": "\a", "b": "\b"}
_TOKEN = re.compile(
    rf"({QUOTED})|([^\s,\[\]{{}}\"'#&*!|>%@`](?:[^,\[\]{{}}:\n]|:(?!\s))*)", re.DOTALL
)
_BLANK = re.compile(r"\s*")


class NotFlow(ValueError):
    """The text is not a value in brackets or quotes."""


def plain(text: str) -> Any:
    """The value of a scalar without quotes."""
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _REAL.fullmatch(text) else text


def unquoted(text: str) -> str:
    """The text between quotes; one without quotes is as it is."""
    if text[:1] == "'":
        return _FOLD.sub(" ", text[1:-1]).replace("''", "'")
    if text[:1] == '"':
        return _ESCAPE.sub(_unescaped, _FOLD.sub(" ", _BROKEN.sub("", text[1:-1])))
    return text


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    if len(code) == 1:
        return _ESCAPES.get(code, code)
    number = int(code[1:], 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"


class Balance:
    """Tells where a value in brackets or quotes that goes over several lines ends."""

    def __init__(self) -> None:
        self._depth = 0
        self._quote = ""

    def closed_by(self, line: str) -> bool:
        """Whether the value is complete after *line*."""
        escaped = False
        for sign in line:
            if self._quote:
                if sign == self._quote and not escaped:
                    self._quote = ""
                escaped = self._quote == '"' and sign == "\\" and not escaped
            elif sign in "\"'":
                self._quote = sign
            elif sign in "[{":
                self._depth += 1
            elif sign in "]}":
                self._depth -= 1
        return self._depth <= 0 and not self._quote


class Flow:
    """Reads a *text* of brackets and quotes. *known* gives what an alias stands for."""

    def __init__(self, text: str, known: Callable[[str], Any]) -> None:
        self._text = text
        self._at = 0
        self._known = known
        self._depth = 0
        self.count = 0

    def read(self) -> Any:
        """The one value; `NotFlow` where there is none, or something after it."""
        value = self._value()
        if self._at != len(self._text):
            raise NotFlow
        return value

    def _value(self) -> Any:
        self._skip()
        while found := PROPERTY.match(self._text, self._at):
            if found[1]:
                raise NotFlow  # what stands twice is given its name where it stands in a block
            self._at = found.end()
        self.count += 1
        if self._take("["):
            return self._inside(self._items)
        if self._take("{"):
            return self._inside(self._members)
        if found := ALIAS.match(self._text, self._at):
            self._at = found.end()
            self._skip()
            return self._known(found[1])
        return self._scalar()

    def _inside(self, read: Callable[[], Any]) -> Any:
        self._depth += 1
        if self._depth > DEEPEST:
            raise unreadable("too_deep", most=DEEPEST)
        value = read()
        self._depth -= 1
        return value

    def _items(self) -> list[Any]:
        values: list[Any] = []
        while not self._take("]"):
            values.append(self._value())
            self._separate("]")
        return values

    def _members(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not self._take("}"):
            key = self._scalar()
            if not isinstance(key, str) or not self._take(":"):
                raise NotFlow
            if key in values:
                raise unreadable("key_twice", key=key)
            values[key] = self._value()
            self._separate("}")
        return values

    def _scalar(self) -> Any:
        found = _TOKEN.match(self._text, self._at)
        if found is None:
            raise NotFlow
        self._at = found.end()
        self._skip()
        return unquoted(found[1]) if found[1] else plain(found[2].strip())

    def _separate(self, end: str) -> None:
        if not self._take(",") and self._text[self._at : self._at + 1] != end:
            raise NotFlow

    def _take(self, sign: str) -> bool:
        if self._text[self._at : self._at + 1] != sign:
            return False
        self._at += 1
        self._skip()
        return True

    def _skip(self) -> None:
        found = _BLANK.match(self._text, self._at)
        self._at = found.end() if found else self._at
