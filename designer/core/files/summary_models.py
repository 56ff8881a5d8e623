"""Models inside the model that a printed summary describes."""

from __future__ import annotations

from collections.abc import Sequence

from designer.core.assumption import Assumption
from designer.core.cleaning import clean_name
from designer.core.declared import Array
from designer.core.design import Block
from designer.core.files.faults import unreadable
from designer.core.files.summary_rows import PrintedRow
from designer.core.layer import Shape
from designer.core.layers.custom import CustomLayer
from designer.core.layers.input import Input
from designer.core.layers.nested import Functional, Sequential
from designer.core.units import grouped

MODELS = ("Sequential", "Functional", "Model")


def open_model(row: PrintedRow, blocks: Sequence[Block]) -> Block:
    """The model of *row* with the layers that are printed below it."""
    layers = tuple(block.layer for block in blocks)
    cls = Functional if isinstance(layers[0], Input) else Sequential
    assumed = (
        a.replace(fields=("layers",), told=f"{block.layer.name or block.layer.keras}: {a.told}")
        for block in blocks
        for a in block.assumed
    )
    return Block(cls(layers=layers, name=clean_name(row.name) or None), assumed=tuple(assumed))


def closed_model(row: PrintedRow, x: Shape | None) -> Block:
    """A layer of its own with as many weights, and the shape that comes out.

    What is inside is not printed.
    """
    if x is None or len(row.outputs) != 1 or None in row.outputs[0][1:]:
        raise unreadable("closed_model", name=clean_name(row.name))
    sizes = tuple(str(size) for size in row.outputs[0][1:])
    arrays = (Array("inside", (str(row.params),)),) if row.params else ()
    layer = CustomLayer(title=row.type, numbers=(), arrays=arrays, output=sizes)
    told = f"{row.type}, {grouped(row.params or 0)}"
    return Block(
        layer.replace(name=clean_name(row.name) or None), assumed=(Assumption("model", told=told),)
    )
