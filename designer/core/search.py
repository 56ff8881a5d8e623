"""Finds layer types by what people call them: name, alias, purpose, initials, small typos."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from designer.core.families import SHELVES
from designer.core.files.old_names import older_names
from designer.core.layer import LAYERS, Layer
from designer.core.value import Value

_LEAST_FOR_TYPOS = 4
_LETTERS_A_TYPO = 8
_LONGEST = 60
_BY_NAME = 6
"""So many of the tests below ask for a name or an alias; the rest for a purpose or initials."""


class _Entry(Value):
    """A layer type and the ways to ask for it, without case, spaces and punctuation."""

    cls: type[Layer]
    name: str
    aliases: tuple[str, ...]
    words: tuple[str, ...]
    purpose: tuple[str, ...]
    initials: str


def find(text: str) -> list[type[Layer]]:
    """The layer types that *text* may mean, the best first; all of them for an empty text."""
    words = _words(text[:_LONGEST])
    entries = _entries(len(LAYERS))
    if not words:
        return [entry.cls for entry in entries]
    return _sorted((_match(entry, words), entry) for entry in entries) or _sorted(
        (_typos_in(entry, "".join(words)), entry) for entry in entries
    )


_Rank = tuple[int, int]


def _sorted(ranked: Iterable[tuple[_Rank | None, _Entry]]) -> list[type[Layer]]:
    found = ((rank, entry.cls) for rank, entry in ranked if rank is not None)
    return [cls for _, cls in sorted(found, key=lambda pair: pair[0])]


def _match(entry: _Entry, words: tuple[str, ...]) -> _Rank | None:
    """How well *entry* answers, smaller is better: how it was found, then the plainer name."""
    asked = "".join(words)
    names = (entry.name, *entry.aliases)
    tests = (
        asked == entry.name,
        asked in entry.aliases,
        entry.name.startswith(asked),
        any(alias.startswith(asked) for alias in entry.aliases),
        _begin(words, entry.words),
        any(asked in name for name in names),
        _begin(words, entry.words + entry.purpose),
        len(asked) > 1 and entry.initials.startswith(asked),
    )
    if True not in tests:
        return None
    by_name = True in tests[:_BY_NAME]
    return tests.index(True), len(entry.name) if by_name else 0


def _typos_in(entry: _Entry, asked: str) -> _Rank | None:
    """How many slips would turn *asked* into a name of *entry*, if few enough; its own first."""
    allowed = 0 if len(asked) < _LEAST_FOR_TYPOS else 1 + len(asked) // _LETTERS_A_TYPO
    own = _typos(asked, entry.name)
    typos = min((own, *(_typos(asked, name) for name in (*entry.aliases, *entry.words))))
    return (2 * typos + (own > typos), len(entry.name)) if typos <= allowed else None


def _begin(asked: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether each word that was asked for begins one of *words*."""
    return all(any(word.startswith(part) for word in words) for part in asked)


def _typos(asked: str, name: str) -> int:
    """The fewest letters to add, drop, change or swap to make *asked* the beginning of *name*."""
    before: list[int] = []
    row = list(range(len(name) + 1))
    for i, letter in enumerate(asked, start=1):
        older, before, row = before, row, [i]
        for j, other in enumerate(name, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == name[j - 2] and asked[i - 2] == other:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return min(row)


@cache
def _entries(_registered: int) -> tuple[_Entry, ...]:
    """Every layer type that can be put into a chain, shelf by shelf.

    Remembered for as long as no further type is registered.
    """
    listed = [cls for shelf in SHELVES for cls in LAYERS.values() if cls.family is shelf]
    return tuple(_entry(cls) for cls in listed)


def _entry(cls: type[Layer]) -> _Entry:
    parts = _words(cls.keras)
    spoken = [word for alias in cls.aliases for word in _words(alias)]
    return _Entry(
        cls=cls,
        name=_joined(cls.keras),
        aliases=tuple(_joined(alias) for alias in (*cls.aliases, *older_names(cls.keras))),
        words=(*parts, *spoken),
        purpose=(*_words(cls.__doc__ or ""), *_words(cls.family.title)),
        initials="".join(part if part[0].isdigit() else part[0] for part in parts),
    )


def _joined(text: str) -> str:
    return "".join(_words(text))


def _words(text: str) -> tuple[str, ...]:
    """MaxPooling2D as max, pooling, 2d; LSTM as lstm; "fully-connected" as fully, connected."""
    parts = re.findall(r"\d+[dD]?(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+", text)
    return tuple(part.lower() for part in parts)
