"""A comparison as text, to be read in 100 columns, and as a JSON object."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from designer.core.compare import Comparison, Line
from designer.core.export.comparison_cells import (
    SIGNS,
    name_text,
    percent_text,
    shapes_text,
    type_text,
)
from designer.core.export.text_cells import width, wrapped
from designer.core.measures import MEASURES
from designer.core.report import Report, Row
from designer.core.units import grouped, memory, signed

WIDTH = 100
_LABEL = 23
_ROOMS = (34, 32, 12, 14)
"""The most room of each column after the sign."""
_TITLES = ("layer (type)", "output shape", "params", "difference")
_MEASURES = {
    "params": "parameters",
    "bytes": "memory of the weights",
    "macs": "multiply-accumulates",
    "activations": "activations a sample",
}

Word = Callable[[Comparison, int], str]
"""How the difference of a line is worded; that is not the business of the core."""
Cells = tuple[str, str, str, str, str]


def comparison_text(comparison: Comparison, names: tuple[str, str], word: Word) -> str:
    """The totals, and a line with its cause for each layer that differs."""
    lines = [" → ".join(names), "", *_totals(comparison)]
    if comparison.equal:
        lines += ["", "There is no difference."]
    else:
        lines += ["", *_table(comparison, word)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _totals(comparison: Comparison) -> Iterator[str]:
    for code, title in _MEASURES.items():
        before, after = comparison.totals(code)
        figures = (
            _least(comparison.before) + _figure(before, code),
            _least(comparison.after) + _figure(after, code),
        )
        told = comparison.complete and before != after
        more = f"  {_change(before, after, code)}" if told else ""
        yield from _labelled(title, " → ".join(dict.fromkeys(figures)) + more)
    parts = comparison.largest("params", 3)
    if parts:
        told = (f"{comparison.line(i).row.name} {signed(part)}" for i, part in parts)
        yield from _labelled("most of it", ", ".join(told))


def _least(report: Report) -> str:
    return "" if report.complete else "at least "


def _labelled(label: str, text: str) -> Iterator[str]:
    for number, part in enumerate(wrapped(text, WIDTH - _LABEL)):
        yield f"{label if number == 0 else '':{_LABEL}}{part}"


def _figure(value: int, measure: str) -> str:
    return memory(value) if measure == "bytes" else grouped(value)


def _change(before: int, after: int, measure: str) -> str:
    change = after - before
    text = signed(change)
    if measure == "bytes":
        text = text[0] + memory(abs(change))
    percent = percent_text(before, after)
    return f"{text} ({percent})" if percent else text


def _table(comparison: Comparison, word: Word) -> Iterator[str]:
    shown = [_cells(comparison, line) for line in map(comparison.line, comparison.different)]
    columns = zip(*(cells[1:] for cells in shown), strict=True)
    rooms = [
        min(room, max(width(title), *map(width, column)))
        for room, title, column in zip(_ROOMS, _TITLES, columns, strict=True)
    ]
    yield from _row(("", *_TITLES), rooms)
    yield "─" * (sum(rooms) + 8)
    following = 0
    for index, cells in zip(comparison.different, shown, strict=True):
        yield from _equal(comparison, following, index)
        yield from _row(cells, rooms)
        text = word(comparison, index)
        yield from (f"    {part}" for part in wrapped(text, WIDTH - 4) if text)
        following = index + 1
    yield from _equal(comparison, following, len(comparison.pairs))


def _equal(comparison: Comparison, start: int, end: int) -> Iterator[str]:
    """A line for the lines between that are the same."""
    if end - start == 1:
        yield f"{SIGNS['same']} {name_text(comparison.line(start))}"
    elif end > start:
        first, last = (name_text(comparison.line(i)) for i in (start, end - 1))
        yield f"{SIGNS['same']} {grouped(end - start)} layers, {first} to {last}"


def _cells(comparison: Comparison, line: Line) -> Cells:
    return (
        SIGNS[line.kind],
        f"{name_text(line)} ({type_text(line)})",
        shapes_text(line),
        "?" if line.row.params is None else grouped(line.row.params),
        _difference(comparison.delta(line.index, "params")),
    )


def _difference(value: int | None) -> str:
    if value is None:
        return "?"
    return signed(value) if value else ""


def _row(cells: Cells, rooms: Sequence[int]) -> Iterator[str]:
    """A row of the table; what is too long for its column goes on below."""
    sign, *texts = cells
    columns = [wrapped(text, room) for text, room in zip(texts, rooms, strict=True)]
    for number, parts in enumerate(zip_longest(*columns, fillvalue="")):
        name, shape, params, difference = (
            _filled(part, room, right=place > 1)
            for place, (part, room) in enumerate(zip(parts, rooms, strict=True))
        )
        mark = sign if number == 0 else ""
        yield f"{mark:2}{name}  {shape}  {params}  {difference}"


def _filled(text: str, room: int, right: bool) -> str:
    blanks = " " * (room - width(text))
    return blanks + text if right else text + blanks


def comparison_object(comparison: Comparison, word: Word) -> dict[str, Any]:
    """What `layer-designer compare --json` prints beside the names of the files.

    `layers` has those that differ. A figure that is not known is None, and totals are *at least*
    where `complete` is false.
    """
    return {
        "equal": comparison.equal,
        "complete": comparison.complete,
        "totals": {code: _totalled(comparison, code) for code in MEASURES},
        "layers": [_layer(comparison, index, word) for index in comparison.different],
    }


def _totalled(comparison: Comparison, measure: str) -> dict[str, int | None]:
    both = _both(*comparison.totals(measure))
    return both if comparison.complete else {**both, "difference": None}


def _both(before: int | None, after: int | None) -> dict[str, int | None]:
    difference = None if before is None or after is None else after - before
    return {"before": before, "after": after, "difference": difference}


def _layer(comparison: Comparison, index: int, word: Word) -> dict[str, Any]:
    line, cause = comparison.line(index), comparison.causes.of(index)
    return {
        "change": line.kind,
        "before": _side(line.before),
        "after": _side(line.after),
        "settings": [
            {"name": change.name, "before": change.texts[0], "after": change.texts[1]}
            for change in line.altered
        ],
        **{code: _both(*comparison.figures(index, code)) for code in MEASURES},
        "causes": [
            {
                "code": act.code,
                "layer": act.name,
                "setting": act.setting or None,
                "before": act.before or None,
                "after": act.after or None,
            }
            for act in cause.acts
        ],
        "through": None if cause.via is None else comparison.line(cause.via).row.name,
        "text": word(comparison, index),
    }


def _side(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "place": row.index,
        "name": row.name,
        "type": row.type,
        "input_shape": None if row.input is None else list(row.input),
        "output_shapes": [list(shape) for shape in row.outputs],
        "problem": None if row.problem is None else row.problem.code,
    }
