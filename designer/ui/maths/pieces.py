"""An expression as the pieces that are painted one after the other.

A piece is a symbol, a number, an operator or a fence. It knows the term that it stands for, so that
the same term can be lit wherever it is written, and how deep it stands, so that a line that is
too long breaks at its outermost operators.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from designer.core.symbolic import (
    Expr,
    Largest,
    Negative,
    Number,
    Product,
    Quotient,
    Remainder,
    Sum,
    Symbol,
)
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


@dataclass(frozen=True, slots=True)
class Piece:
    """Something painted as one: `text` in true maths letters with an upright or italic `sub`.

    `name` is how it is typed where that differs ("k_h"), `term` the symbol that it stands for,
    `tint` the theme token of its background, `depth` how many fences stand around it, `inside` how
    many nest within a fence.
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


Line = tuple[Piece, ...]

EQUALS = Piece("=", Role.EQUALS)


def symbolic(tree: Expr) -> Line:
    """`(k_h · k_w · c_in + 1) · filters`."""
    return tuple(_Writer(named=True).write(tree))


def numeric(tree: Expr) -> Line:
    """`(3 · 3 · 32 + 1) · 32`, each number still knowing its symbol."""
    return tuple(_Writer(named=False).write(tree))


def result(value: int) -> Line:
    """What comes out, in bold."""
    return (Piece(grouped(value), bold=True),)


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
    return ", ".join(" ".join(_said(piece) for piece in each) for each in lines)


_SUM, _PRODUCT, _ATOM = 0, 1, 2
_FENCES = {True: ("(", ")"), False: ("⌊", "⌋")}


class _Writer:
    """Puts fences where `core.notation` puts them."""

    def __init__(self, named: bool) -> None:
        self._named = named

    def write(self, tree: Expr, within: int = _SUM) -> list[Piece]:
        match tree:
            case Number() | Symbol():
                return [self._atom(tree)]
            case Negative(term):
                return [Piece("−", Role.SIGN), *self.write(term, _PRODUCT)]
            case Sum(terms):
                return _fenced(self._sum(terms), within > _SUM)
            case Product(factors):
                parts = [self.write(factor, _ATOM) for factor in factors]
                return _fenced(_joined(parts, Piece("·", Role.TIMES)), within > _PRODUCT)
            case Quotient(top, bottom, exact):
                divided = self._pair(top, Piece("/", Role.OVER), bottom)
                return _fenced(divided, not exact or within > _PRODUCT, *_FENCES[exact])
            case Remainder(top, bottom):
                return _fenced(self._pair(top, Piece("mod", Role.MOD), bottom), within > _SUM)
            case Largest(options):
                parts = [self.write(option) for option in options]
                listed = _joined(parts, Piece(",", Role.COMMA))
                return [Piece("max", Role.HEAD), *_fenced(listed, True)]

    def _pair(self, left: Expr, operator: Piece, right: Expr) -> list[Piece]:
        return [*self.write(left, _ATOM), operator, *self.write(right, _ATOM)]

    def _atom(self, atom: Number | Symbol) -> Piece:
        if isinstance(atom, Number):
            return Piece(grouped(atom.value))
        name, tint = atom.name, _tint(atom)
        if not self._named:
            return Piece(grouped(atom.value), term=name, tint=tint)
        base, _, sub = name.partition("_")
        sub = _italic(sub) if len(sub) == 1 else sub.replace("_", " ")
        return Piece(_italic(base), sub=sub, name=name, term=name, tint=tint)

    def _sum(self, terms: tuple[Expr, ...]) -> list[Piece]:
        written: list[Piece] = []
        for term in terms:
            bare = term.term if isinstance(term, Negative) else term
            part = self.write(bare, _PRODUCT)
            if isinstance(bare, Number):
                part = [replace(part[0], tint=BIAS)]
            if isinstance(term, Negative):
                written.append(Piece("−", Role.PLUS if written else Role.SIGN))
            elif written:
                written.append(Piece("+", Role.PLUS))
            written += part
        return written


def _tint(symbol: Symbol) -> str:
    if symbol.origin.kind == "axis":
        return CHANNEL
    return KERNEL if symbol.name.partition("_")[0] == "k" else FILTERS


def _joined(parts: list[list[Piece]], between: Piece) -> list[Piece]:
    """*parts* with *between* them, which shares the background of two neighbours of one tint."""
    written = list(parts[0])
    for before, part in pairwise(parts):
        shared = before[-1].tint if before[-1].tint == part[0].tint else ""
        written += [replace(between, tint=shared), *part]
    return written


def _fenced(
    inner: list[Piece], needed: bool, opening: str = "(", closing: str = ")"
) -> list[Piece]:
    if not needed:
        return inner
    inside = 1 + max(p.inside if p.role in (Role.OPEN, Role.CLOSE) else -1 for p in inner)
    return [
        Piece(opening, Role.OPEN, inside=inside),
        *(replace(p, depth=p.depth + 1) for p in inner),
        Piece(closing, Role.CLOSE, inside=inside),
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
    words = {
        "=": tr("equals"),
        "+": tr("plus"),
        "−": tr("minus"),
        "·": tr("times"),
        "/": tr("divided by"),
        "(": tr("open parenthesis"),
        ")": tr("close parenthesis"),
        "⌊": tr("floor of"),
        "⌋": tr("end floor"),
    }
    return piece.name.replace("_", " ") or words.get(piece.text, piece.text)
