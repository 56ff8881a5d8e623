"""The table of Keras 3: boxes, and texts that wrap by word.

Source: `keras.src.utils.summary_utils.print_summary`, and the arithmetic of `rich.table.Table`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designer.core.export.columns import HEADER, PARAMS, TRAINABLE, Columns
from designer.core.export.text_cells import clipped, width, wrapped

_PADDING = 2

Cells = Sequence[str]


class BoxTable:
    """A table of *columns*, with another one if it shows what is *trainable*.

    A console has *room* for so many cells of each line; None for all of them.
    """

    def __init__(self, columns: Columns, trainable: bool = False, room: int | None = None) -> None:
        header, ends = columns.header, columns.ends
        if trainable:
            ends, header = (*(end * 0.90 for end in ends), 1.0), (*header, TRAINABLE)
        self.room = room
        self._header = header
        self._widths = _widths([int(end * columns.width) for end in ends], columns.width)

    def shows(self, text: str, column: int) -> bool:
        """Whether no word of *text* is cut in a *column*, and the console has room for it."""
        inside = self._widths[column] - _PADDING
        end = sum(self._widths[: column + 1]) + column  # before the blank and the line after it
        fits = self.room is None or end <= self.room
        return fits and all(width(word) <= inside for word in text.split())

    def lines(self, rows: Iterator[Cells]) -> Iterator[str]:
        """The lines of the table with a line between the rows, as far as the console shows them."""
        return (clipped(line, self.room) for line in self._whole(rows))

    def _whole(self, rows: Iterator[Cells]) -> Iterator[str]:
        yield self._rule("┏━┳┓")
        yield from self._row(self._header, "┃", at_bottom=True)
        yield self._rule("┡━╇┩")
        between = self._rule("├─┼┤")
        for i, cells in enumerate(rows):
            if i:
                yield between
            yield from self._row(cells, "│")
        yield self._rule("└─┴┘")

    def _rule(self, corners: str) -> str:
        left, line, cross, right = corners
        return left + cross.join(line * w for w in self._widths) + right

    def _row(self, cells: Cells, edge: str, at_bottom: bool = False) -> Iterator[str]:
        blocks = [wrapped(text, w - _PADDING) for text, w in zip(cells, self._widths, strict=True)]
        height = max(map(len, blocks))
        for i in range(height):
            parts = [
                _aligned(_line(block, i - (height - len(block)) * at_bottom), w - _PADDING, title)
                for title, block, w in zip(self._header, blocks, self._widths, strict=True)
            ]
            yield edge + edge.join(f" {part} " for part in parts) + edge


def _line(block: list[str], index: int) -> str:
    return block[index] if 0 <= index < len(block) else ""


def _aligned(text: str, room: int, title: str) -> str:
    """Counts to the right, what is trainable in the middle, all else to the left."""
    left = room - width(text)
    if title == HEADER[PARAMS]:
        return " " * left + text
    if title == TRAINABLE:
        return " " * (left // 2) + text + " " * (left - left // 2)
    return text + " " * left


def _widths(ends: list[int], length: int) -> list[int]:
    """The columns with their padding, made narrower by turns until they fit between the lines."""
    planned = [end - start + _PADDING for start, end in zip([0, *ends], ends, strict=False)]
    excess = sum(planned) + len(planned) + 1 - length
    widths: list[int] = []
    for i, column in enumerate(planned):
        taken = round(excess / (len(planned) - i))  # half to even, as rich does
        widths.append(column - taken)
        excess -= taken
    return widths
