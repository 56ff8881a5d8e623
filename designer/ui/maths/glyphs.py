"""One piece on paper: the style it is drawn in, how much room it takes, and how it is drawn."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from designer.core.value import Value
from designer.ui.maths.pieces import Piece, Role
from designer.ui.theme import FAMILIES

# All lengths are in em, the size of the font.
ASCENT, DESCENT, LEADING = 0.84, 0.34, 0.46
AXIS = 0.25
"""How high the minus sign stands above the baseline: fences are centred on it."""

_SPACE = {
    Role.COMMA: (0.0, 0.2),
    Role.TIMES: (0.2, 0.2),
    Role.OVER: (0.2, 0.2),
    Role.PLUS: (0.24, 0.24),
    Role.MOD: (0.26, 0.26),
    Role.EQUALS: (0.29, 0.29),
}
_TINTED, _TERM = 0.13, 0.05
_SUB_SIZE, _SUB_DROP, _SUB_GAP = 0.7, 0.24, 0.03
_FENCE_GROWS = 0.16
_MATHS, _BOLD = FAMILIES["maths"], "STIX Two Text"


class Style(Value):
    """How a formula is set: the size of its letters in pixels, and whether terms are coloured."""

    size: int
    tinted: bool = True


@lru_cache(maxsize=4096)
def extent(piece: Piece, style: Style) -> float:
    """The width of *piece* with the space around it."""
    return sum(_space(piece, style)) + _inked(piece, style.size)


def growth(piece: Piece) -> float:
    """How many times as high as a letter: a fence spans the fences within."""
    return 1 + _FENCE_GROWS * piece.inside


def draw(painter: QPainter, piece: Piece, left: QPointF, style: Style) -> None:
    """Draw *piece*, the space before it beginning at *left* on the baseline."""
    size = style.size
    x, drop = left.x() + _space(piece, style)[0], (growth(piece) - 1) * AXIS * size
    painter.setFont(_font(_family(piece), _pixels(piece, size)))
    painter.drawText(QPointF(x, left.y() + drop), piece.text)
    if piece.sub:
        x += _advance(piece.text, _MATHS, size) + _SUB_GAP * size
        painter.setFont(_font(_MATHS, _small(size)))
        painter.drawText(QPointF(x, left.y() + _SUB_DROP * size), piece.sub)


def _space(piece: Piece, style: Style) -> tuple[float, float]:
    """What is left free before and after *piece*."""
    around = _TINTED if piece.tint and style.tinted else _TERM if piece.term else 0.0
    before, after = _SPACE.get(piece.role, (around, around))
    return before * style.size, after * style.size


def _inked(piece: Piece, size: int) -> float:
    width = _advance(piece.text, _family(piece), _pixels(piece, size))
    if piece.sub:
        width += _SUB_GAP * size + _advance(piece.sub, _MATHS, _small(size))
    return width


def _small(size: int) -> int:
    return round(size * _SUB_SIZE)


def _pixels(piece: Piece, size: int) -> int:
    return round(size * growth(piece))


def _family(piece: Piece) -> str:
    return _BOLD if piece.bold else _MATHS


def _advance(text: str, family: str, pixels: int) -> float:
    return QFontMetricsF(_font(family, pixels)).horizontalAdvance(text)


@cache
def _font(family: str, pixels: int) -> QFont:
    font = QFont(family)
    font.setPixelSize(max(1, pixels))
    font.setBold(family == _BOLD)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
