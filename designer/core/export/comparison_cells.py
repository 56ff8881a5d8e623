"""What stands in the cells of a comparison: the same in the window and in text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from designer.core.compare import Kind, Line
from designer.core.layer import Shape
from designer.core.report import Row
from designer.core.units import MINUS, flow_text, grouped

SIGNS: Mapping[Kind, str] = {
    "same": "=",
    "changed": "~",
    "moved": "↕",
    "added": "+",
    "removed": MINUS,
}
"""How a kind of line is marked, so that its colour says nothing alone."""


def name_text(line: Line) -> str:
    """The name of a layer; both where it has another one now."""
    return _both(line, lambda row: row.name)


def type_text(line: Line) -> str:
    """The type of a layer; both where another type has taken its place."""
    return _both(line, lambda row: row.type)


def shapes_text(line: Line) -> str:
    """What comes out; before and after where that differs."""
    return _both(line, lambda row: ", ".join(map(size_text, row.outputs)) or "?")


def short_shapes(line: Line) -> tuple[str, ...]:
    """What comes out, ever shorter: for where there is too little room. Sizes that stay give way,
    then what was; never what is new."""
    whole = shapes_text(line)
    if not line.before or not line.after or line.before.outputs == line.after.outputs:
        return (whole,)
    now = shapes_text(line.replace(before=None))
    sides = [row.outputs for row in (line.before, line.after)]
    if any(len(side) != 1 for side in sides) or len(sides[0][0]) != len(sides[1][0]):
        return whole, f"→ {now}", now
    (a,), (b,) = sides
    differ = [x != y for x, y in zip(a, b, strict=True)]
    told = " → ".join(_only(side, differ) for side in (a, b))
    return whole, told, f"→ {now}", now


def _only(shape: Shape, told: Sequence[bool]) -> str:
    """The sizes of *shape* that are *told*, with an ellipsis for each run of the others."""
    sizes = [str(d) if keep else "…" for d, keep in zip(shape[1:], told[1:], strict=True)]
    runs = [size for i, size in enumerate(sizes) if size != "…" or i == 0 or sizes[i - 1] != "…"]
    return "×".join(runs)


def short_names(line: Line) -> tuple[str, ...]:
    """The name and the type, then the name alone, then the name that it has now."""
    named = name_text(line)
    return tuple(dict.fromkeys((f"{named} ({type_text(line)})", named, line.row.name)))


def _both(line: Line, text: Callable[[Row], str]) -> str:
    """The *text* of both rows, once where it is the same."""
    texts = [text(row) for row in (line.before, line.after) if row]
    return " → ".join(dict.fromkeys(texts))


def size_text(shape: Shape) -> str:
    """A shape without the batch, such as 39×39×32; a bare length with its digits in groups."""
    if len(shape) == 2 and shape[1] is not None:
        return grouped(shape[1])
    return flow_text(shape, by="×")


def percent_text(before: int, after: int) -> str:
    """A change in percent: "−80.1 %"; nothing where there was nothing before."""
    if not before:
        return ""
    part = (after - before) / before
    if abs(part) < 0.0005:
        return "less than 0.1 %"
    return f"{part:+,.1%}".replace("-", MINUS).replace("%", " %")
