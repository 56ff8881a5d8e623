"""The YAML that `model.to_yaml()` of Keras 1 and 2 wrote, and no more of YAML than that.

Mappings and lists in blocks or brackets, plain and quoted scalars, anchors for what stands twice,
and the tags of tuples and texts. A tag never makes anything: every other one is refused.
Source: what the emitter of PyYAML 3 to 5 writes for the dictionaries that Keras gave it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from designer.core.files.faults import Unreadable, unreadable
from designer.core.files.strict_json import DEEPEST
from designer.core.files.strict_json import parse as parse_json
from designer.core.files.yaml_flow import (
    ALIAS,
    PROPERTY,
    QUOTED,
    Balance,
    Flow,
    NotFlow,
    plain,
    unquoted,
)

MOST_VALUES = 5_000_000
"""As many values as a file may hold once everything that stands twice is written out."""

_MODEL = re.compile(rb"^(?:class_name|config|backend|keras_version) *:(?: |$)", re.MULTILINE)
_HEAD = 4096
_KEY = re.compile(rf"({QUOTED}|[\w./<>-](?:[^:#]|:(?! )|(?<! )#)*?) *:(?: +(.*))?")
_BARE = re.compile(r"[\w.+/<>(-]")


def looks_like_model(data: bytes) -> bool:
    """Whether *data* begins as the YAML of a model does."""
    return _MODEL.search(data[:_HEAD]) is not None


def parse(data: bytes) -> Any:
    """The value in *data*, as strict as one from JSON; `Unreadable` where it is not this YAML."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise unreadable("not_utf8", at=error.start) from error
    return parse_json(json.dumps(_Reader(text).document()).encode())


@dataclass(slots=True)
class _Line:
    number: int
    indent: int
    text: str


class _Reader:
    """Walks over the lines; each node begins at `_here` and moves it behind itself."""

    def __init__(self, text: str) -> None:
        self._lines = [
            _Line(number, len(line) - len(line.lstrip(" ")), line.strip(" \r"))
            for number, line in enumerate(text.split("\n"), start=1)
            if line.strip(" \r") not in ("", "---", "...") and not line.lstrip(" ").startswith("#")
        ]
        self._next = 0
        self._depth = 0
        self._count = 0
        self._anchors: dict[str, tuple[Any, int]] = {}

    @property
    def _here(self) -> _Line | None:
        return self._lines[self._next] if self._next < len(self._lines) else None

    def _refused(self) -> Unreadable:
        line = self._here or (self._lines[-1] if self._lines else None)
        return unreadable("not_yaml", f"line {line.number}" if line else "")

    def document(self) -> Any:
        """The one value in the text."""
        value = self._node(0)
        if self._here is not None:
            raise self._refused()
        return value

    def _node(self, indent: int) -> Any:
        """The value that begins on this line; nothing if it stands further left than *indent*."""
        line = self._here
        if line is None or line.indent < indent:
            return None
        self._depth += 1
        if self._depth > DEEPEST:
            raise unreadable("too_deep", most=DEEPEST)
        if _is_item(line):
            value = self._sequence(line.indent)
        elif _KEY.fullmatch(line.text):
            value = self._mapping(line.indent)
        else:
            self._next += 1
            value = self._inline(line.text, line.indent - 1)
        self._depth -= 1
        return value

    def _sequence(self, indent: int) -> list[Any]:
        values: list[Any] = []
        while (line := self._here) and line.indent == indent and _is_item(line):
            rest = line.text[1:].lstrip(" ")
            line.indent += len(line.text) - len(rest) if rest else 1
            line.text = rest
            values.append(self._item(line, indent))
        return values

    def _item(self, line: _Line, indent: int) -> Any:
        """What stands behind a dash: as if on a line of its own, further to the right."""
        if line.text and (_is_item(line) or _KEY.fullmatch(line.text)):
            return self._node(indent + 1)
        self._next += 1
        return self._inline(line.text, indent)

    def _mapping(self, indent: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while (line := self._here) and line.indent == indent:
            found = _KEY.fullmatch(line.text)
            if found is None:
                raise self._refused()
            key = unquoted(found[1])
            if key in values:
                raise unreadable("key_twice", f"line {line.number}", key=key)
            self._next += 1
            values[key] = self._inline(found[2] or "", indent, in_mapping=True)
        return values

    def _inline(self, text: str, indent: int, in_mapping: bool = False) -> Any:
        """The value of *text* and of the lines after it that stand right of *indent*."""
        anchors: list[str] = []
        before = self._count
        while found := PROPERTY.match(text):
            anchors += filter(None, found.groups())
            text = text[found.end() :]
        value = self._value(text, indent, in_mapping)
        self._count += 1
        for anchor in anchors:
            self._anchors[anchor] = (value, self._count - before)
        if self._count > MOST_VALUES:
            raise unreadable("too_many_values", most=MOST_VALUES)
        return value

    def _value(self, text: str, indent: int, in_mapping: bool) -> Any:
        line = self._here
        if not text:
            beside = in_mapping and line and line.indent == indent and _is_item(line)
            return self._node(indent if beside else indent + 1)
        if found := ALIAS.fullmatch(text):
            return self._known(found[1])
        if text[0] in "[{'\"":
            return self._bracketed(text)
        if not _BARE.match(text):
            raise self._refused()
        return plain(" ".join([text, *self._further(indent)]))

    def _further(self, indent: int) -> list[str]:
        """The rest of a plain text that was broken into lines."""
        parts: list[str] = []
        while (line := self._here) and line.indent > indent:
            parts.append(line.text)
            self._next += 1
        return parts

    def _bracketed(self, text: str) -> Any:
        """A value in brackets or quotes, with as many lines as it needs."""
        parts, balance = [text], Balance()
        while not balance.closed_by(parts[-1]):
            line = self._here
            if line is None:
                raise self._refused()
            parts.append(line.text)
            self._next += 1
        reader = Flow("\n".join(parts), self._known)
        try:
            value = reader.read()
        except NotFlow as error:
            raise self._refused() from error
        self._count += reader.count
        return value

    def _known(self, anchor: str) -> Any:
        if anchor not in self._anchors:
            raise self._refused()
        value, count = self._anchors[anchor]
        self._count += count
        return value


def _is_item(line: _Line) -> bool:
    return line.text == "-" or line.text.startswith("- ")
