"""How a row of the report reads in tables and bars."""

from __future__ import annotations

from designer.core.layer import Shape
from designer.core.report import Report, Row
from designer.core.units import shape_text


def name_text(row: Row, report: Report) -> str:
    """ "conv2d (Conv2D)", as Keras prints it."""
    return f"{row.name} ({row.type})"


def outputs_text(outputs: tuple[Shape, ...]) -> str:
    """One shape as it is, several as a list; a question mark where nothing is known."""
    if len(outputs) == 1:
        return shape_text(outputs[0])
    return f"[{', '.join(map(shape_text, outputs))}]" if outputs else "?"
