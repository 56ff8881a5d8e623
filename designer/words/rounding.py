"""What is said beside a size that padding decides about."""

from __future__ import annotations

from collections.abc import Iterable

from designer.core.layer import Layer
from designer.core.notation import Typeset
from designer.core.symbolic import Expr, Negative, Number, Quotient, Sum
from designer.i18n import tr


def rounded_text(layer: Layer, trees: Iterable[Expr]) -> str:
    """ "same padding: the size divided by the stride, rounded up: ⌈84 / 2⌉": what the rule of
    Keras, ⌊(84 − 1) / 2⌋ + 1, comes to; empty where none of *trees* is such a size.
    """
    found = list(dict.fromkeys(filter(None, map(_rounded, trees))))
    rule = getattr(layer, "padding", None)
    if not found or not isinstance(rule, str):
        return ""
    text = tr("{rule} padding: the size divided by the stride, rounded up: {sizes}")
    return text.format(rule=rule, sizes=", ".join(found))


def _rounded(tree: Expr) -> str:
    match tree:
        case Sum((Quotient(Sum((size, Negative(Number(1)))), stride), Number(1))):
            write = Typeset(named=False).write
            return f"⌈{write(size)} / {write(stride)}⌉"
        case _:
            return ""
