"""What stands in one piece in YAML: values in brackets, and what begins any value."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from designer.core.files.faults import unreadable
from designer.core.files.strict_json import DEEPEST
from designer.core.files.yaml_scalars import (
    LISTS,
    MAPPINGS,
    QUOTED,
    TAGS,
    NotYaml,
    folded,
    scalar,
    unquoted,
)

MOST_VALUES = 5_000_000
"""As many values as a file may hold once everything that stands twice is written out."""

GAP = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*(?:[ \t]*#[^\n]*\Z)?")
_BLANK = re.compile(r"[ \t]*")
_SPACE = re.compile(r" *")
_PROPERTY = re.compile(r"(?:&(?P<anchor>[\w-]+)|(?P<tag>![\w!/]*))(?=[\s,\]}]|\Z)", re.ASCII)
_ALIAS = re.compile(r"\*([\w-]+)(?=[\s,\]}:]|\Z)", re.ASCII)
_PLAIN = re.compile(
    r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=[^\s,?\[\]{}]))"
    r"(?:[^\s:#,?\[\]{}]|:(?=[^\s,\[\]{}])|(?<!\s)#|\s+(?=[^\s:#,?\[\]{}]|:(?=[^\s,\[\]{}])))*"
)

T = TypeVar("T")


class Text:
    """A YAML text that is read from left to right: where the reader is, what has a name, and how
    many values there are in all."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self._count = 0
        self._anchors: dict[str, tuple[Any, int]] = {}

    @property
    def column(self) -> int:
        """How far from the beginning of its line the reader is."""
        return self.at - (self.text.rfind("\n", 0, self.at) + 1)

    @property
    def sign(self) -> str:
        """The next character; nothing at the end."""
        return self.text[self.at : self.at + 1]

    def gap(self) -> bool:
        """Goes over blanks, comments and line ends; whether a new line begins here.

        A line begins with spaces: a tab there is for nobody.
        """
        start = self.at
        found = GAP.match(self.text, self.at)
        self.at = found.end() if found else self.at
        fresh = self.at > start or start == 0
        blanks = (_SPACE if fresh else _BLANK).match(self.text, self.at)
        self.at = blanks.end() if blanks else self.at
        return fresh

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What *pattern* finds here; the reader goes behind it."""
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def property(self, names: list[str], tags: list[str]) -> bool:
        """Whether a name or a tag of the value to come is here, which goes to the others."""
        found = self.take(_PROPERTY)
        if found is None:
            return False
        if found["anchor"]:
            names.append(found["anchor"])
        elif found["tag"] in TAGS and not tags:
            tags.append(found["tag"])
        else:
            raise NotYaml
        return True

    def node(self, names: list[str], read: Callable[[], T]) -> T:
        """The value that *read* gives, remembered by its *names*."""
        before = self._count
        self.depth += 1
        if self.depth > DEEPEST + 1:  # a scalar is no level
            raise unreadable("too_deep", most=DEEPEST)
        value = read()
        self.depth -= 1
        self._counted(1)
        for name in names:
            self._anchors[name] = (value, self._count - before)
        return value

    def _counted(self, values: int) -> None:
        self._count += values
        if self._count > MOST_VALUES:
            raise unreadable("too_many_values", most=MOST_VALUES)

    def known(self) -> tuple[Any] | None:
        """What the alias stands for that is here, if one is."""
        found = self.take(_ALIAS)
        if found is None:
            return None
        if found[1] not in self._anchors:
            raise NotYaml
        value, count = self._anchors[found[1]]
        self._counted(count)
        return (value,)

    # values in brackets

    def bracketed(self, tag: str | None) -> Any:
        """The list or the mapping in brackets that begins here."""
        opening = self.sign
        if tag is not None and tag not in (LISTS if opening == "[" else MAPPINGS):
            raise NotYaml
        self.at += 1
        self.gap()
        return self._items() if opening == "[" else self._members()

    def _flow(self) -> Any:
        names: list[str] = []
        tags: list[str] = []
        while self.property(names, tags):
            self.gap()
        tag = tags[0] if tags else None
        value = self.node(names, lambda: self._flow_value(tag))
        self.gap()
        return value

    def _flow_value(self, tag: str | None) -> Any:
        if self.sign in ("[", "{"):
            return self.bracketed(tag)
        if tag is None and (known := self.known()):
            return known[0]
        return scalar(*self._flow_scalar(), tag)

    def _flow_scalar(self) -> tuple[str, bool]:
        """The text here, and whether it had quotes; nothing before a comma or a bracket."""
        if found := self.take(QUOTED):
            return unquoted(found[0]), True
        found = self.take(_PLAIN)
        return folded(found[0]) if found else "", False

    def _items(self) -> list[Any]:
        values: list[Any] = []
        while not self._taken("]"):
            if self.sign == ",":
                raise NotYaml
            values.append(self._flow())
            self._separate("]")
        return values

    def _members(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not self._taken("}"):
            key = scalar(*self._flow_scalar(), None)
            self.gap()
            if not isinstance(key, str) or not self._taken(":"):
                raise NotYaml
            if key in values:
                raise unreadable("key_twice", key=key)
            values[key] = self._flow()
            self._separate("}")
        return values

    def _separate(self, end: str) -> None:
        if not self._taken(",") and self.sign != end:
            raise NotYaml

    def _taken(self, sign: str) -> bool:
        if self.sign != sign:
            return False
        self.at += 1
        if sign not in "]}":
            self.gap()
        return True
