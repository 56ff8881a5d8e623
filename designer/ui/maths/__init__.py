"""Formulas as people write them: an expression becomes pieces, pieces become a picture."""

from designer.ui.maths.glyphs import Style
from designer.ui.maths.layout import layout_formula
from designer.ui.maths.picture import Picture
from designer.ui.maths.pieces import (
    EQUALS,
    Line,
    Piece,
    count_lines,
    line,
    numeric,
    plain,
    result,
    spoken,
    symbolic,
    symbols_line,
    two_lines,
)

__all__ = [
    "EQUALS",
    "Line",
    "Picture",
    "Piece",
    "Style",
    "count_lines",
    "layout_formula",
    "line",
    "numeric",
    "plain",
    "result",
    "spoken",
    "symbolic",
    "symbols_line",
    "two_lines",
]
