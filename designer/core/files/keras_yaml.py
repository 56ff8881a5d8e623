"""The YAML that `model.to_yaml()` of Keras 1 and 2 wrote, and no more of YAML than that.

Mappings and lists in blocks or brackets, plain and quoted scalars, anchors for what stands twice,
and the tags of tuples, texts and numbers. A tag never makes anything: every other one is refused,
as are keys that are no texts, and texts behind a bar.
Source: what the emitter of PyYAML 3 to 6 writes for the dictionaries that Keras gave it.
"""

from __future__ import annotations

import json
import re
from typing import Any

from designer.core.files.faults import unreadable
from designer.core.files.strict_json import parse as parse_json
from designer.core.files.yaml_flow import Text
from designer.core.files.yaml_scalars import (
    LISTS,
    MAPPINGS,
    QUOTED,
    NotYaml,
    joint,
    scalar,
    unquoted,
)

_MODEL = re.compile(rb"^(?:class_name|config|backend|keras_version) *:(?: |$)", re.MULTILINE)
_HEAD = 4096

_LINE = r"(?:[^\s:#]|:(?=\S)|(?<!\s)#|[ \t]+(?=[^\s:#]|:\S))*"
_PLAIN = re.compile(rf"(?:[^\s\-?:,\[\]{{}}#&*!|>'\"%@`]|[-?:](?=\S)){_LINE}")
_KEY = re.compile(
    rf"(?P<quoted>\"(?:[^\"\\\n]|\\[^\n])*\"|'(?:[^'\n]|'')*')[ \t]*:(?=\s|\Z)"
    rf"|(?P<plain>{_PLAIN.pattern})[ \t]*:(?=\s|\Z)"
)
_ITEM = re.compile(r"-(?=\s|\Z)")
_BREAK = re.compile(r"[ \t]*\n((?:[ \t]*\n)*)( *)(?=[^\s#])")
_MORE = re.compile(_LINE)
_MARK = re.compile(r"(?:---|\.\.\.)(?=\s|\Z)")
_REST = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
_BREAKS = re.compile("\r\n|\r|\x85")


def looks_like_model(data: bytes) -> bool:
    """Whether *data* begins as the YAML of a model does."""
    return _MODEL.search(data[:_HEAD]) is not None


def parse(data: bytes) -> Any:
    """The value in *data*, as strict as one from JSON; `Unreadable` where it is not this YAML."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise unreadable("not_utf8", at=error.start) from error
    reader = _Reader(_BREAKS.sub("\n", text))
    try:
        value = reader.document()
    except NotYaml as error:
        line = reader.text.count("\n", 0, reader.at) + 1
        raise unreadable("not_yaml", f"line {line}") from error
    return parse_json(json.dumps(value).encode())


class _Reader(Text):
    """Reads values in blocks: what belongs together begins in one column."""

    def document(self) -> Any:
        """The one value in the text."""
        if "\u2028" in self.text or "\u2029" in self.text:  # line ends in YAML, and in nothing else
            raise NotYaml
        self.gap()
        if self._marked("---"):
            self.at += 3
        value = self._block(-1, beside=False, compact=False)
        self.gap()
        if self._marked("..."):
            self.at += 3
            self.gap()
        if self.sign:
            raise NotYaml
        return value

    def _marked(self, mark: str) -> bool:
        return self.column == 0 and self.text.startswith(mark, self.at)

    def _block(self, parent: int, beside: bool, compact: bool) -> Any:
        """The value that begins here, right of the column of its *parent*, or is nothing.

        *beside*: a list may begin in that very column; *compact*: what has several lines may begin
        in this one.
        """
        names: list[str] = []
        tags: list[str] = []
        while True:
            before = self.at
            fresh = self.gap()
            compact = compact or fresh
            if fresh and not self._belongs(parent, beside):
                self.at = before
                return self.node(names, lambda: scalar("", False, tags[0] if tags else None))
            if not self.property(names, tags):
                break
            compact = False
        tag = tags[0] if tags else None
        return self.node(names, lambda: self._value(parent, tag, compact))

    def _belongs(self, parent: int, beside: bool) -> bool:
        """Whether what begins on this new line belongs to what stands in the column *parent*."""
        if not self.sign or (self.column == 0 and _MARK.match(self.text, self.at)):
            return False
        inside = self.column > parent
        return inside or (
            beside and self.column == parent and _ITEM.match(self.text, self.at) is not None
        )

    def _value(self, parent: int, tag: str | None, several: bool) -> Any:
        """The value that begins here, of *several* lines with keys or dashes if that may be."""
        if several and _ITEM.match(self.text, self.at):
            return self._sequence(self._tagged(tag, LISTS))
        if several and _KEY.match(self.text, self.at):
            return self._mapping(self._tagged(tag, MAPPINGS))
        value = self._in_one_piece(parent, tag)
        if not _REST.match(self.text, self.at):
            raise NotYaml
        return value

    def _tagged(self, tag: str | None, tags: tuple[str, ...]) -> int:
        """The column here, if the *tag* is one of those that may stand here."""
        if tag is not None and tag not in tags:
            raise NotYaml
        return self.column

    def _in_one_piece(self, parent: int, tag: str | None) -> Any:
        if self.sign and self.sign in "[{":
            return self.bracketed(tag)
        if tag is None and (known := self.known()):
            return known[0]
        if found := self.take(QUOTED):
            return scalar(unquoted(found[0]), True, tag)
        return scalar(self._plain(parent), False, tag)

    def _plain(self, parent: int) -> str:
        """A text without quotes, which goes on in lines right of the column *parent*."""
        first = self.take(_PLAIN)
        if first is None:
            raise NotYaml
        parts = [first[0]]
        while (found := _BREAK.match(self.text, self.at)) and len(found[2]) > parent:
            if not found[2] and _MARK.match(self.text, found.end()):
                break
            self.at = found.end()
            more = self.take(_MORE)
            if more is None or not more[0]:
                raise NotYaml
            parts += [joint(found[1].count("\n")), more[0]]
        return "".join(parts)

    def _sequence(self, column: int) -> list[Any]:
        values: list[Any] = []
        while self._goes_on(column) and self.take(_ITEM):
            values.append(self._block(column, beside=False, compact=True))
        return values

    def _mapping(self, column: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while self._goes_on(column):
            found = self.take(_KEY)
            if found is None:
                raise NotYaml
            quoted = found["quoted"]
            key = unquoted(quoted) if quoted else scalar(found["plain"], False, None)
            if not isinstance(key, str):
                raise NotYaml
            if key in values:
                line = self.text.count("\n", 0, self.at) + 1
                raise unreadable("key_twice", f"line {line}", key=key)
            values[key] = self._block(column, beside=True, compact=False)
        return values

    def _goes_on(self, column: int) -> bool:
        """Whether the next line, or this one, has something in this *column*; else it stays."""
        before = self.at
        self.gap()
        if self.sign and self.column > column:
            raise NotYaml
        if not self._belongs(column - 1, beside=False):
            self.at = before
            return False
        return True
