"""What of a printed summary can stand as one block alone: models inside, and unknown classes."""

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
    return Block(cls(layers=layers, name=row.whole_name), assumed=tuple(assumed))


def closed_model(row: PrintedRow, x: Shape | None) -> Block:
    """The model of *row*, of which is not printed what is inside."""
    block = stand_in(row, x, "model")
    if block is None:
        raise unreadable("closed_model", name=clean_name(row.name))
    return block


def stand_in(row: PrintedRow, x: Shape | None, kind: str) -> Block | None:
    """A layer of its own with as many weights, and the shape that comes out.

    None where the numbers do not say as much. *kind* is what is assumed by it.
    """
    sizes = _sizes(row, x)
    if sizes is None:
        return None
    arrays = (Array("inside", (str(row.params),)),) if row.params else ()
    title, name = clean_name(row.type) or None, row.whole_name
    layer = CustomLayer(title=title, numbers=(), arrays=arrays, output=sizes, name=name)
    told = f"{row.type or row.name}, {grouped(row.params or 0)}"
    return Block(layer, assumed=(Assumption(kind, told=told),))


def _sizes(row: PrintedRow, x: Shape | None) -> tuple[str, ...] | None:
    """What comes out of *row*; an open size is that of the same axis of *x* if it is open too."""
    if x is None or len(row.outputs) != 1:
        return None
    out = row.outputs[0]
    open_axes = [axis for axis, size in enumerate(out) if size is None and axis]
    if any(axis >= len(x) or x[axis] is not None for axis in open_axes):
        return None
    return tuple(f"x{k}" if size is None else str(size) for k, size in enumerate(out) if k)
