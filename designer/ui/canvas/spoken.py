"""What the canvas says to those who listen: a row of the chain as a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from designer.core.report import Report, Row
from designer.core.units import grouped
from designer.i18n import tr
from designer.ui.canvas.face import LONGEST
from designer.words import problem_short
from designer.words.assumptions import assumption_text

if TYPE_CHECKING:
    from designer.core.warnings import LayerWarning


def spoken(report: Report, index: int, found: Sequence[LayerWarning] = ()) -> str:
    """The row at *index*: "layer 2 of 17: Conv2D, conv2d_1, 32 filters, 9,248 parameters", and
    the warnings *found* for it."""
    row, count = report.row(index), len(report.rows) - 1
    place = tr("layer {index} of {count}").format(index=index, count=count)
    parts = [type(row.layer).__name__, row.name[:LONGEST], *row.layer.mentions(), _cost(row)]
    if not row.layer.trainable:
        parts.append(tr("frozen"))
    text = f"{place if index else tr('start')}: {', '.join(parts)}"
    assumed = (assumption_text(one, row.layer) for one in row.block.assumed)
    return ". ".join([text, *_warned(found), *assumed])


def _warned(found: Sequence[LayerWarning]) -> Iterator[str]:
    if found:
        from designer.words.warnings import (
            warning_text,
        )  # a window without layers has no use for it

        for warning in found:
            yield tr("Warning: {text}").format(text=warning_text(warning))


def _cost(row: Row) -> str:
    if row.problem:
        return problem_short(row.problem)
    if row.waits_for:
        return tr("waiting for {name}").format(name=row.waits_for)
    return tr("{count} parameters").format(count=grouped(row.params or 0))
