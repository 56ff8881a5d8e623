"""An expression as the pieces that are painted one after the other.

A piece is a symbol, a number, an operator or a fence. It knows the term that it stands for, so that
the same term can be lit wherever it is written, and how deep it stands, so that a line that is
too long breaks at its outermost operators.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from itertools import pairwise
from typing import NamedTuple

from designer.core import spoken as words
from designer.core.notation import Notation
from designer.core.symbolic import Expr, Number, Symbol
from designer.core.units import grouped
from designer.i18n import tr

KERNEL, CHANNEL, BIAS, FILTERS = "term_kernel", "term_channel", "term_bias", "term_filters"
"""The theme tokens for what a term counts."""


class Role(Enum):
    """What a piece does in a line: the space around it and where a line may break depend on it."""

    ATOM = auto()
    HEAD = auto()
    SIGN = auto()
    OPEN = auto()
    CLOSE = auto()
    COMMA = auto()
    TIMES = auto()
    OVER = auto()
    PLUS = auto()
    MOD = auto()
    EQUALS = auto()


BINARY = (Role.TIMES, Role.OVER, Role.PLUS, Role.MOD, Role.EQUALS)
"""Those that stand between two others, with space on both sides."""


class Piece(NamedTuple):
    """Something painted as one: `text` in true maths letters with an upright or italic `sub`.

    `name` is how it is typed where that differs ("k_h"), `said` how it is read out where that
    differs, `term` the symbol that it stands for, `tint` the theme token of its background, `depth`
    how many fences stand around it, `inside` how many nest within a fence.
    """

    text: str
    role: Role = Role.ATOM
    sub: str = ""
    name: str = ""
    term: str | None = None
    tint: str = ""
    depth: int = 0
    inside: int = 0
    bold: bool = False
    said: str | None = None


Line = tuple[Piece, ...]

EQUALS = Piece("=", Role.EQUALS, said=words.EQUALS)


def symbolic(tree: Expr) -> Line:
    """`(k_h · k_w · c_in + 1) · filters`."""
    return tuple(_Pieces().write(tree))


def numeric(tree: Expr) -> Line:
    """`(3 · 3 · 32 + 1) · 32`, each number still knowing its symbol."""
    return tuple(_Pieces(named=False).write(tree))


def result(value: int) -> Line:
    """What comes out, in bold."""
    return (Piece(grouped(value).replace("-", "−"), bold=True),)


def line(head: str, *sides: Line) -> Line:
    """An equation: an upright *head* and all *sides*, but for those that repeat the side before."""
    kept = [side for before, side in pairwise([(), *sides]) if _text(side) != _text(before)]
    return (*_head(head), *(piece for side in kept for piece in (EQUALS, *side)))


def count_lines(tree: Expr, trainable: Expr) -> tuple[Line, ...]:
    """`params = symbols` over `= numbers = result`, and what is trainable where that differs."""
    if isinstance(tree, Number):
        return (line(tr("params"), result(tree.value)),)
    lines = two_lines(tr("params"), tree)
    if trainable.value in (0, tree.value):
        return lines
    sides = (symbolic(trainable), numeric(trainable), result(trainable.value))
    return (*lines, line(tr("trainable"), *sides))


def two_lines(head: str, tree: Expr) -> tuple[Line, ...]:
    """`head = symbols` over `= numbers = result`."""
    return line(head, symbolic(tree)), line("", numeric(tree), result(tree.value))


def symbols_line(symbols: Iterable[Symbol]) -> Line:
    """`k_h = 3, k_w = 3`."""
    parts = [[*symbolic(symbol), EQUALS, *numeric(symbol)] for symbol in symbols]
    return tuple(_joined(parts, Piece(",", Role.COMMA)))


def plain(pieces: Iterable[Piece]) -> str:
    """The line as text: `params = (k_h · k_w · c_in + 1) · filters`."""
    return "".join(_typed(piece) for piece in pieces).strip()


def spoken(lines: Sequence[Line]) -> str:
    """The lines as somebody would read them out."""
    return ", ".join(" ".join(filter(None, map(_said, each))) for each in lines)


class _Pieces(Notation[list[Piece]]):
    """An expression as pieces in a line; a division that is rounded down has fences of its own."""

    def number(self, value: int) -> list[Piece]:
        return [Piece(grouped(value))]

    def symbol(self, symbol: Symbol) -> list[Piece]:
        name, tint = symbol.name, _tint(symbol)
        if not self.named:
            return [Piece(grouped(symbol.value), term=name, tint=tint)]
        base, _, sub = name.partition("_")
        sub = _italic(sub) if len(sub) == 1 else sub.replace("_", " ")
        text = _italic(base)
        return [Piece(text, sub=sub, name=name, said=words.said(name), term=name, tint=tint)]

    def sum(self, terms: Sequence[tuple[bool, list[Piece]]]) -> list[Piece]:
        written: list[Piece] = []
        for taken, part in terms:
            if taken:
                role = Role.PLUS if written else Role.SIGN
                written.append(Piece("−", role, said=words.MINUS))
            elif written:
                written.append(Piece("+", Role.PLUS, said=words.PLUS))
            bare = len(part) == 1 and part[0].term is None
            written += [part[0]._replace(tint=BIAS)] if bare else part
        return written

    def product(self, factors: Sequence[list[Piece]]) -> list[Piece]:
        return _joined(factors, Piece("·", Role.TIMES, said=words.TIMES))

    def ratio(self, top: list[Piece], bottom: list[Piece]) -> list[Piece]:
        return [*top, Piece("/", Role.OVER, said=words.OVER), *bottom]

    def floor(self, inner: list[Piece]) -> list[Piece]:
        return _fence(inner, words.FLOOR, "⌊", "⌋")

    def remainder(self, top: list[Piece], bottom: list[Piece]) -> list[Piece]:
        return [*top, Piece("mod", Role.MOD, said=words.MODULO), *bottom]

    def largest(self, options: Sequence[list[Piece]]) -> list[Piece]:
        comma = Piece(",", Role.COMMA, said=words.LARGEST.between)
        fence = _fence(_joined(options, comma), words.LARGEST)
        return [Piece("max", Role.HEAD, said=""), *fence]

    def fenced(self, inner: list[Piece]) -> list[Piece]:
        return _fence(inner, words.PARENTHESES)


def _tint(symbol: Symbol) -> str:
    if symbol.origin.kind == "axis":
        return CHANNEL
    return KERNEL if symbol.name.partition("_")[0] == "k" else FILTERS


def _joined(parts: Sequence[list[Piece]], between: Piece) -> list[Piece]:
    """*parts* with *between* them, which shares the background of two neighbours of one tint."""
    written = list(parts[0])
    for before, part in pairwise(parts):
        shared = before[-1].tint if before[-1].tint == part[0].tint else ""
        written += [between._replace(tint=shared), *part]
    return written


def _fence(
    inner: list[Piece], said: words.Fence, opening: str = "(", closing: str = ")"
) -> list[Piece]:
    inside = 1 + max(p.inside if p.role in (Role.OPEN, Role.CLOSE) else -1 for p in inner)
    return [
        Piece(opening, Role.OPEN, inside=inside, said=said.opening),
        *(p._replace(depth=p.depth + 1) for p in inner),
        Piece(closing, Role.CLOSE, inside=inside, said=said.closing),
    ]


def _italic(text: str) -> str:
    """The letters of mathematical italics, of which h has a place of its own."""
    return "".join(_LETTERS.get(letter, letter) for letter in text)


_LETTERS = {chr(ord("a") + i): chr(0x1D44E + i) for i in range(26)}
_LETTERS |= {chr(ord("A") + i): chr(0x1D434 + i) for i in range(26)}
_LETTERS["h"] = "ℎ"


def _head(text: str) -> Line:
    return (Piece(text, Role.HEAD),) if text else ()


def _text(side: Iterable[Piece]) -> str:
    return "".join(piece.text + piece.sub for piece in side)


def _typed(piece: Piece) -> str:
    text = piece.name or piece.text
    if piece.role is Role.COMMA:
        return f"{text} "
    return f" {text} " if piece.role in BINARY else text


def _said(piece: Piece) -> str:
    return piece.text if piece.said is None else piece.said
