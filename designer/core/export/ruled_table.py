"""The tables of Keras 1 and 2: columns between rules of `_` and `=`.

Sources: `print_summary` in `keras/utils/layer_utils.py` of every release from 1.0.0 to 2.15.0 that
changed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from designer.core.value import Value

Cells = Sequence[str]
Row = tuple[int, Sequence[Cells]]
"""A depth, which is 0 for the layers of the model itself, and the texts, line by line."""

_BREAKS = ("),", "},", "],", "',")


class Cut(Value):
    """One line, each text cut where its column ends: up to Keras 2.6.

    From 1.1.2 on a blank is forced *apart* the columns, and takes the last place of a full one.
    """

    apart: bool

    def line(self, cells: Cells, ends: Sequence[int], depth: int = 0) -> Iterator[str]:
        """A row, of which the columns end at *ends*. None stands inside another in those days."""
        line = ""
        for i, (text, end) in enumerate(zip(cells, ends, strict=True)):
            start = line[:-1] + " " if i and self.apart else line
            line = (start + text)[:end].ljust(end)
        yield line

    def rows(self, rows: Sequence[Row], length: int, ends: Sequence[int]) -> Iterator[str]:
        """The rows with a rule between them."""
        for i, (_, lines) in enumerate(rows):
            if i:
                yield "_" * length
            for cells in lines:
                yield from self.line(cells, ends)

    def shows(self, text: str, column: int, ends: Sequence[int]) -> bool:
        """Whether *text* is whole in a *column*."""
        start = ends[column - 1] if column else 0
        taken = self.apart and column < len(ends) - 1
        return len(text) <= ends[column] - start - taken

    def connections(self, names: Sequence[str]) -> Sequence[str]:
        """What stands in the fourth column, line by line."""
        return names or ("",)


class Wrap(Value):
    """As many lines as the texts need: Keras 2.7 to 2.12, and *narrower* by 1 from 2.13 on.

    From then on a row that stands in a model has less room for the name, and before that for what
    fills the columns.
    """

    narrower: int

    def line(self, cells: Cells, ends: Sequence[int], depth: int = 0) -> Iterator[str]:
        """The lines of a row that stands so deep in models; the columns end at *ends*."""
        left = list(cells)
        while any(left):
            line = "|" * depth + " "
            for i, (start, end) in enumerate(zip((0, *ends), ends, strict=False)):
                last = i == len(ends) - 1
                room = end - start if last else end - start - 2 - self.narrower
                piece = _piece(left[i], room - depth if self.narrower and i == 0 else room)
                left[i] = left[i][len(piece) :]
                less = depth if last or not self.narrower else 0
                line = (line + piece + ("" if last else "  ")).ljust(end - less)
            yield line + "|" * depth

    def rows(self, rows: Sequence[Row], length: int, ends: Sequence[int]) -> Iterator[str]:
        """Rows with blanks after them, but for the last one in a model, which has a box."""
        following = [depth for depth, _ in rows[1:]] + [0]
        for (depth, lines), after in zip(rows, following, strict=True):
            for cells in lines:
                yield from self.line(cells, ends, depth)
            if after > depth:
                yield _across("¯", after, length)
            elif after == depth:
                yield _across(" ", depth, length)
            for ended in range(depth - 1, after - 1, -1):
                yield _across("¯", ended, length)

    def shows(self, text: str, column: int, ends: Sequence[int]) -> bool:
        """Whether *text* is whole in a *column*: it always goes on below."""
        return True

    def connections(self, names: Sequence[str]) -> Sequence[str]:
        """What stands in the fourth column: a Python list."""
        return (repr(list(names)),)


class RuledTable(Value):
    """A table *length* characters wide, its columns ending at *ends*; *prints* says how."""

    length: int
    ends: tuple[int, ...]
    prints: Cut | Wrap

    def lines(self, header: Cells, rows: Iterable[Row]) -> Iterator[str]:
        """The lines of the table, the last of which is the rule below the rows."""
        yield "_" * self.length
        yield from self.prints.line(header, self.ends)
        yield "=" * self.length
        yield from self.prints.rows(list(rows), self.length, self.ends)
        yield "=" * self.length

    def shows(self, text: str, column: int) -> bool:
        """Whether *text* is whole in a *column*."""
        return self.prints.shows(text, column, self.ends)


def _across(filling: str, depth: int, length: int) -> str:
    return "|" * depth + filling * (length - 2 * depth) + "|" * depth


def _piece(text: str, room: int) -> str:
    """What fits, up to the first place where a tuple or a list ends."""
    piece = text[:room]
    stops = [piece.find(mark) + len(mark) for mark in _BREAKS if mark in piece]
    return piece[: min(stops)] if stops else piece
