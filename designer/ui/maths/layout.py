"""Finds the place of every piece: equations below each other, broken into rows where need be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from designer.ui.maths.glyphs import ASCENT, AXIS, DESCENT, LEADING, Style, extent, growth
from designer.ui.maths.picture import Picture, Placed, Rows
from designer.ui.maths.pieces import BINARY, EQUALS, Line, Piece, Role

_LAST = 1000


@lru_cache(maxsize=512)
def layout_formula(lines: tuple[Line, ...], style: Style, width: float) -> Picture:
    """*lines* one below the other, their first equals signs aligned, in *width*.

    A line that is too long breaks at its equals signs, then at its outermost operators, and so on
    inwards. If that is not enough, all start at the margin; if that is not enough, they shrink:
    nothing is ever cut off.
    """
    rows = _aligned(lines, style, width)
    if _widest(rows) > width:
        rows = _hanging(lines, style, width)
    widest = _widest(rows)
    shrunk = min(1.0, max(width, 1.0) / widest) if widest else 1.0
    height = rows[-1][0].y + DESCENT * style.size if rows else 0.0
    return Picture(style, rows, shrunk, widest * shrunk, height * shrunk)


def _widest(rows: Rows) -> float:
    return max((row[-1].x + row[-1].width for row in rows), default=0.0)


def _aligned(lines: Sequence[Line], style: Style, width: float) -> Rows:
    """Every row starts below the first equals sign; those without one of their own, after it."""
    margin = max((_length(_head(line), style) for line in lines), default=0.0)
    inner = margin + extent(EQUALS, style)
    stack = _Stack(style)
    for line in lines:
        head = _head(line)
        for part in _broken(line[len(head) :], style, width - margin, width - inner):
            stack.add(part, margin if part[0].role is Role.EQUALS else inner, head)
            head = ()
    return tuple(stack.rows)


def _hanging(lines: Sequence[Line], style: Style, width: float) -> Rows:
    """Every line starts at the left, and goes on a little further in."""
    stack = _Stack(style)
    for line in lines:
        x = 0.0
        for part in _broken(line, style, width, width - style.size):
            stack.add(part, x)
            x = style.size
    return tuple(stack.rows)


class _Stack:
    """Puts row under row."""

    def __init__(self, style: Style) -> None:
        self.rows: list[tuple[Placed, ...]] = []
        self._style = style
        self._bottom = -LEADING * style.size

    def add(self, part: Line, x: float, head: Line = ()) -> None:
        """The next row: *part* from *x* on, and *head* at the left."""
        style = self._style
        more = max((growth(piece) - 1) for piece in part) * AXIS
        y = self._bottom + (LEADING + more + ASCENT) * style.size
        self.rows.append((*_place(head, 0.0, y, style), *_place(part, x, y, style)))
        self._bottom = y + (DESCENT + more) * style.size


def _place(pieces: Line, x: float, y: float, style: Style) -> Iterator[Placed]:
    for piece in pieces:
        width = extent(piece, style)
        yield Placed(piece, x, y, width)
        x += width


def _length(pieces: Line, style: Style) -> float:
    return sum(extent(piece, style) for piece in pieces)


def _head(line: Line) -> Line:
    """What stands before the first equals sign."""
    return tuple(takewhile(lambda piece: piece.role is not Role.EQUALS, line))


def _broken(pieces: Line, style: Style, first: float, rest: float) -> list[Line]:
    """*pieces* in rows, the first of them at most *first* wide, the others *rest*."""
    rows = [pieces]
    for finest in sorted({rank for rank in _ranks(pieces) if rank is not None}):
        if _fit(rows, style, first, rest):
            break
        rows = _filled(pieces, finest, style, first, rest)
    return rows


def _fit(rows: list[Line], style: Style, first: float, rest: float) -> bool:
    rooms = (rest if number else first for number in range(len(rows)))
    return all(_length(row, style) <= room for row, room in zip(rows, rooms, strict=False))


def _filled(pieces: Line, finest: int, style: Style, first: float, rest: float) -> list[Line]:
    """Rows as full as they can be, broken before operators of a rank up to *finest*."""
    rows: list[Line] = []
    row: Line = ()
    for segment in _segments(pieces, finest):
        if row and _length(row + segment, style) > (rest if rows else first):
            rows.append(row)
            row = ()
        row += segment
    return [*rows, row]


def _segments(pieces: Line, finest: int) -> Iterator[Line]:
    start = 0
    for number, rank in enumerate(_ranks(pieces)):
        if rank is not None and rank <= finest:
            yield pieces[start:number]
            start = number
    yield pieces[start:]


def _ranks(pieces: Line) -> Iterator[int | None]:
    """How soon a row may end before each piece: never before the first equals sign."""
    first = len(_head(pieces))
    return (_rank(piece) if number > first else None for number, piece in enumerate(pieces))


def _rank(piece: Piece) -> int | None:
    if piece.role is Role.EQUALS:
        return 0
    if piece.role not in BINARY:
        return None
    within = _LAST if piece.tint else 2 * piece.depth  # what shares a background stays together
    return within + (1 if piece.role is Role.PLUS else 2)
