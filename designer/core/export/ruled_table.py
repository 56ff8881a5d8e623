"""The tables of Keras 1 and 2: columns between rules of `_` and `=`.

Sources: `print_summary` in `keras/utils/layer_utils.py` of Keras 1.1.1, 2.2.4, 2.6, 2.12 and 2.15.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Cells = Sequence[str]
Print = Callable[[Cells, Sequence[int]], Iterator[str]]

_BREAKS = ("),", "},", "],", "',")


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table *length* characters wide, its columns ending at *ends*.

    *prints* writes one row; *blank_lines* stand after rows where releases before 2.7 have a rule
    between them.
    """

    length: int
    ends: tuple[int, ...]
    prints: Print
    blank_lines: bool = False

    def lines(self, header: Cells, rows: Iterator[Cells]) -> Iterator[str]:
        """The lines of the table, the last of which is the rule below the rows."""
        yield "_" * self.length
        yield from self.prints(header, self.ends)
        yield "=" * self.length
        for i, cells in enumerate(rows):
            if i and not self.blank_lines:
                yield "_" * self.length
            yield from self.prints(cells, self.ends)
            if self.blank_lines:
                yield " " * self.length
        yield "=" * self.length


def cut(cells: Cells, ends: Sequence[int]) -> Iterator[str]:
    """One line, each text cut where its column ends: Keras 1.0 to 1.1.1."""
    line = ""
    for text, end in zip(cells, ends, strict=True):
        line = (line + text)[:end].ljust(end)
    yield line


def cut_with_blanks(cells: Cells, ends: Sequence[int]) -> Iterator[str]:
    """The same, with a blank forced between the columns: Keras 1.1.2 to 2.6."""
    line = ""
    for i, (text, end) in enumerate(zip(cells, ends, strict=True)):
        line = ((line[:-1] + " " if i else line) + text)[:end].ljust(end)
    yield line


def wrap(narrower: int) -> Print:
    """As many lines as the texts need: Keras 2.7 to 2.12, and *narrower* by 1 from 2.13 on."""

    def printed(cells: Cells, ends: Sequence[int]) -> Iterator[str]:
        left = list(cells)
        while any(left):
            line = ""
            for i, (start, end) in enumerate(zip((0, *ends), ends, strict=False)):
                last = i == len(ends) - 1
                room = end - start if last else end - start - 2 - narrower
                piece = _piece(left[i], room)
                left[i] = left[i][len(piece) :]
                line = (line + (" " if i == 0 else "") + piece + ("" if last else "  ")).ljust(end)
            yield line

    return printed


def _piece(text: str, room: int) -> str:
    """What fits, up to the first place where a tuple or a list ends."""
    piece = text[:room]
    stops = [piece.find(mark) + len(mark) for mark in _BREAKS if mark in piece]
    return piece[: min(stops)] if stops else piece
