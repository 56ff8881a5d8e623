"""Where a size comes from that stops a chain by being open: the axes of the input to give one."""

from __future__ import annotations

from itertools import zip_longest

from designer.core.analyse import analyse
from designer.core.edits import replace_layers
from designer.core.layer import Shape
from designer.core.layers.input import Input
from designer.core.layers.reshaping import Flatten
from designer.core.report import Report, Row
from designer.core.value import Value

_CODES = ("unknown_dimension", "unknown_channels", "unknown_sides", "unknown_axis")
_SIZE = 32
"""Any size: it is only seen whether there is one."""


class OpenSizes(Value):
    """What has to be known before a row can run.

    *axes* are the symbols of the axes of the input that must get a size. Where a Flatten made one
    long row of what came in, *flatten* is its name and *factors* the length of that row.
    """

    axes: tuple[str, ...]
    flatten: str = ""
    factors: tuple[str | int, ...] = ()


def open_sizes(report: Report, row: Row) -> OpenSizes | None:
    """What is open before *row* and stops it; None where that does not come from the input."""
    if _code(row) not in _CODES or row.index == 0:
        return None
    start, first = (block.layer for block in report.design.chain[:2])
    assert isinstance(start, Input), "a chain begins with its input"
    assert start.batch_shape is not None, "nothing is computed without it"
    needed = tuple(_needed(report, row, start.batch_shape))
    names = first.axes(len(start.batch_shape) - 1)
    axes = tuple(names[i - 1] for i in needed if i <= len(names))
    return OpenSizes(axes, *_flattened(report, row)) if axes else None


def _needed(report: Report, row: Row, shape: Shape) -> list[int]:
    """The open axes of the input without which *row* stops even if the others have a size."""
    left = [i for i, size in enumerate(shape) if i and size is None]
    return [axis for axis in left if _stops(report, row, _given(shape, axis))]


def _given(shape: Shape, but: int) -> Shape:
    sizes = enumerate(shape)
    return tuple(_SIZE if size is None and i not in (0, but) else size for i, size in sizes)


def _stops(report: Report, row: Row, shape: Shape) -> bool:
    block = report.design.chain[0]
    layer = block.layer.replace(batch_shape=shape)
    design = replace_layers(report.design, {block.uid: layer})
    stopped = analyse(design, report).problem_row
    return stopped is not None and (stopped.uid, _code(stopped)) == (row.uid, _code(row))


def _code(row: Row) -> str:
    return row.problem.code if row.problem else ""


def _flattened(report: Report, row: Row) -> tuple[str, tuple[str | int, ...]]:
    """The Flatten that made the row of open length that comes into *row*, and how long it is."""
    for index in range(row.index - 1, 0, -1):
        before = report.row(index)
        if before.output is None or before.output[-1] is not None:
            break
        if isinstance(before.layer, Flatten) and before.input is not None:
            sizes = before.input[1:]
            names = before.layer.axes(len(sizes))
            return before.name, tuple(
                name if size is None else size for name, size in zip_longest(names, sizes)
            )
    return "", ()
