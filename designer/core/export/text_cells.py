"""Text in cells of a terminal: how wide it is, and how it breaks into lines.

The rules are those of `rich`, with which Keras 3 prints: words are kept together and a word that
is too long is cut with an ellipsis; East Asian wide characters take two cells, marks none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category, east_asian_width

_WORD = re.compile(r"\s*\S+\s*")


def width(text: str) -> int:
    """How many cells *text* takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def wrapped(text: str, room: int) -> list[str]:
    """*text* as lines of at most *room* cells, without blanks at the end."""
    if width(text) <= room:
        return [text]
    return [_cut(line.rstrip(), room) for line in _lines(text, room)]


def clipped(line: str, room: int | None) -> str:
    """What a console of *room* cells shows of a line that does not break; None for all of it."""
    if room is None or width(line) <= room:
        return line
    kept, used = _start(line, room)
    return kept + " " * (room - used)


def folded(text: str, room: int | None) -> list[str]:
    """*text* as a console of *room* cells breaks it: words that are too long go on below.

    Blanks at the end of a line stay as far as there is room for them (`Text.rstrip_end`).
    """
    if room is None or width(text) <= room:
        return [text]
    lines: list[str] = []
    for line in _lines(text, room):
        while width(line.rstrip()) > room:
            piece, _ = _start(line, room)
            lines.append(piece)
            line = line[len(piece) :]
        lines.append(_start(line, room)[0])
    return lines


def _start(text: str, room: int) -> tuple[str, int]:
    """As much of *text* as fits, and how many cells that takes."""
    used = 0
    for i, character in enumerate(text):
        if used + _cells(character) > room:
            return text[:i], used
        used += _cells(character)
    return text, used


def _lines(text: str, room: int) -> Iterator[str]:
    start, used = 0, 0
    for found in _WORD.finditer(text):
        word = found[0]
        if used and width(word.rstrip()) > room - used:
            yield text[start : found.start()]
            start, used = found.start(), 0
        used += width(word)
    yield text[start:]


def _cut(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    kept, used = "", 0
    for character in text:
        used += _cells(character)
        if used > room - 1:
            # half of a wide character becomes a blank
            return kept + " " * (room - 1 - width(kept)) + "…"
        kept += character
    return kept
