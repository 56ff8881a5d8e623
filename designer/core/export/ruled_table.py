"""The tables of Keras 1 and 2: columns between rules of `_` and `=`.

Sources: `print_summary` in `keras/utils/layer_utils.py` of Keras 1.1.1, 1.1.2, 1.2.2, 2.0.8,
2.2.4, 2.3.1, 2.6, 2.12 and 2.15. Keras 2.0.0 to 2.0.8 print a chain as 2.2.4 does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from designer.core.value import Value

Cells = Sequence[str]
Print = Callable[[Cells, Sequence[int], int], Iterator[str]]
"""How a row is written: its texts, where the columns end, and how deep it stands in models."""

Row = tuple[int, Cells]
"""A depth, which is 0 for the layers of the model itself, and the texts."""

_BREAKS = ("),", "},", "],", "',")


class RuledTable(Value):
    """A table *length* characters wide, its columns ending at *ends*.

    *prints* writes one row; *blank_lines* stand after rows where releases before 2.7 have a rule
    between them.
    """

    length: int
    ends: tuple[int, ...]
    prints: Print
    blank_lines: bool = False

    def lines(self, header: Cells, rows: Iterable[Row]) -> Iterator[str]:
        """The lines of the table, the last of which is the rule below the rows."""
        yield "_" * self.length
        yield from self.prints(header, self.ends, 0)
        yield "=" * self.length
        yield from self._boxed(list(rows)) if self.blank_lines else self._ruled(rows)
        yield "=" * self.length

    def _ruled(self, rows: Iterable[Row]) -> Iterator[str]:
        for i, (depth, cells) in enumerate(rows):
            if i:
                yield "_" * self.length
            yield from self.prints(cells, self.ends, depth)

    def _boxed(self, rows: Sequence[Row]) -> Iterator[str]:
        """Rows with blanks after them, but for the last one in a model, which has a box."""
        following = [depth for depth, _ in rows[1:]] + [0]
        for (depth, cells), after in zip(rows, following, strict=True):
            yield from self.prints(cells, self.ends, depth)
            if after > depth:
                yield self._across("¯", after)
            elif after == depth:
                yield self._across(" ", depth)
            for ended in range(depth - 1, after - 1, -1):
                yield self._across("¯", ended)

    def _across(self, filling: str, depth: int) -> str:
        return "|" * depth + filling * (self.length - 2 * depth) + "|" * depth


def cut(cells: Cells, ends: Sequence[int], depth: int = 0) -> Iterator[str]:
    """One line, each text cut where its column ends: Keras 1.0 to 1.1.1."""
    line = ""
    for text, end in zip(cells, ends, strict=True):
        line = (line + text)[:end].ljust(end)
    yield line


def cut_with_blanks(cells: Cells, ends: Sequence[int], depth: int = 0) -> Iterator[str]:
    """The same, with a blank forced between the columns: Keras 1.1.2 to 2.6."""
    line = ""
    for i, (text, end) in enumerate(zip(cells, ends, strict=True)):
        line = ((line[:-1] + " " if i else line) + text)[:end].ljust(end)
    yield line


def wrap(narrower: int) -> Print:
    """As many lines as the texts need: Keras 2.7 to 2.12, and *narrower* by 1 from 2.13 on.

    From then on a row that stands in a model has less room for the name, and before that for what
    fills the columns.
    """

    def printed(cells: Cells, ends: Sequence[int], depth: int) -> Iterator[str]:
        left = list(cells)
        while any(left):
            line = "|" * depth + " "
            for i, (start, end) in enumerate(zip((0, *ends), ends, strict=False)):
                last = i == len(ends) - 1
                room = end - start if last else end - start - 2 - narrower
                piece = _piece(left[i], room - depth if narrower and i == 0 else room)
                left[i] = left[i][len(piece) :]
                less = depth if last or not narrower else 0
                line = (line + piece + ("" if last else "  ")).ljust(end - less)
            yield line + "|" * depth

    return printed


def _piece(text: str, room: int) -> str:
    """What fits, up to the first place where a tuple or a list ends."""
    piece = text[:room]
    stops = [piece.find(mark) + len(mark) for mark in _BREAKS if mark in piece]
    return piece[: min(stops)] if stops else piece
