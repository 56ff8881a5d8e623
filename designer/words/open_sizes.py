"""Which sizes of the input must be known before a layer can run, and what they are needed for."""

from __future__ import annotations

from designer.core.notation import Typeset
from designer.core.open_sizes import open_sizes
from designer.core.report import Report, Row
from designer.core.units import grouped
from designer.i18n import tr
from designer.words.failures import axis_name
from designer.words.values import listed, shape

_TIMES = Typeset.times.replace(" ", "\u00a0")
"""A product stays in one line."""


def open_sizes_text(report: Report, row: Row) -> str:
    """ "That row's length, h · w · 8, is unknown: set the height and width of the Input."; nothing
    where *row* does not stop at a size that the input leaves open."""
    found = open_sizes(report, row)
    if found is None or row.input is None:
        return ""
    axes = listed([tr(axis_name(symbol)) for symbol in found.axes])
    if found.flatten:
        factors = (grouped(f) if isinstance(f, int) else f for f in found.factors)
        return tr(
            "{this} has a weight for each number of the row that {flatten} makes. The length of "
            "that row, {length}, is unknown: set the {axes} of the Input."
        ).format(this=row.type, flatten=found.flatten, length=_TIMES.join(factors), axes=axes)
    return tr(
        "{this} has weights whose number depends on sizes that are open in {input}: set the {axes} "
        "of the Input."
    ).format(this=row.type, input=shape(row.input), axes=axes)
