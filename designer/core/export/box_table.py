"""The table of Keras 3: boxes, and texts that wrap by word.

Source: `keras.src.utils.summary_utils.print_summary`, and the arithmetic of `rich.table.Table`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designer.core.export.text_cells import width, wrapped

_HEADER = ("Layer (type)", "Output Shape", "Param #")
_CONNECTED, _TRAINABLE = "Connected to", "Trainable"
_PADDING = 2

Cells = Sequence[str]


class BoxTable:
    """A table *length* cells wide, of which columns end at the parts *ends*.

    It has a column for where inputs come from if it is *connected*; the last column shows what is
    *trainable*.
    """

    def __init__(
        self, length: int, ends: Sequence[float], connected: bool = False, trainable: bool = False
    ) -> None:
        header = (*_HEADER, _CONNECTED) if connected else _HEADER
        if trainable:
            ends, header = (*(end * 0.90 for end in ends), 1.0), (*header, _TRAINABLE)
        self._header = header
        self._widths = _widths([int(end * length) for end in ends], length)

    def lines(self, rows: Iterator[Cells]) -> Iterator[str]:
        """The lines of the table with a line between the rows."""
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
    if title == _HEADER[2]:
        return " " * left + text
    if title == _TRAINABLE:
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
