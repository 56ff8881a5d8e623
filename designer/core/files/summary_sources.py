"""The cells of the column "Connected to" of a printed summary."""

from __future__ import annotations

import re

from designer.core.value import Value

_INDEXES = r"\[\d{1,9}\]\[(\d{1,9})\]"
_LETTERS = r"[^\[\]'…\n]+"
_SOURCE = re.compile(
    rf"(?P<name>{_LETTERS}){_INDEXES}"
    rf"|(?P<cut>{_LETTERS})(?:\[\d{{0,9}}\]?(?:\[\d{{0,9}})?)?[…\n]"
    rf"|{_LETTERS}"  # neither, passed over at once
)
_ALONE = re.compile(rf"\s*[^\s\[\]']+{_INDEXES}\s*")


class Source(Value):
    """A tensor that a row takes in: of which layer, and which of its outputs.

    *cut* says that the end of the name is not shown.
    """

    name: str
    tensor: int = 0
    cut: bool = False


def is_source(line: str) -> bool:
    """Whether all that *line* holds is a further tensor of the row before: `dense_1[0][0]`.

    A page may have lost the blanks before it.
    """
    return _ALONE.fullmatch(line) is not None


def sources_of(cell: str) -> tuple[Source, ...]:
    """The tensors in a *cell*, whose lines end with a line break where they are apart.

    Up to Keras 2.6 each tensor has a line of its own and is cut off at the end of it; from 2.7 on
    they are a list that goes on in the next line; Keras 3 puts a comma between them, and an
    ellipsis where a word is cut off.
    """
    text = cell.replace("\n", "") if cell.startswith("[") else cell
    found = (_source(match) for match in _SOURCE.finditer(text))
    return tuple(source for source in found if source.name)


def _source(match: re.Match[str]) -> Source:
    name = (match["name"] or match["cut"] or "").strip(" ,\t")
    return Source(name, cut=True) if match["name"] is None else Source(name, int(match[2]))
