"""`model.summary()` of Keras 3."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designer.core.demand import keeps
from designer.core.export.box_table import BoxTable
from designer.core.export.columns import PARAMS, Columns
from designer.core.export.labels import at_least, outputs_text, title
from designer.core.export.text_cells import folded
from designer.core.graph import Node, expanded_nodes, is_chain, nodes
from designer.core.naming import class_name
from designer.core.optimizers import Kept, Optimizer
from designer.core.report import Report, Row
from designer.core.units import grouped, memory
from designer.core.value import Value

LOG = 80
"""The columns of a console that nobody looks at: what a log shows."""

_MARGIN = 4
"""The columns that Keras leaves free."""

_TRAINABLE = 12
"""The width of the column that tells what is trained."""


class Release(Value):
    """What sets a release apart: the columns of a chain, and those of a model that is none. They
    are so wide at the most by themselves."""

    chain: Columns
    graph: Columns


KERAS_3_0 = Release(
    Columns(84, (0.45, 0.84, 1.0)),
    Columns(108, (0.30, 0.56, 0.70, 1.0)),
)
KERAS_3 = Release(
    Columns(88, (0.45, 0.80, 1.0)),
    Columns(108, (0.30, 0.56, 0.74, 1.0)),
)


def lines(
    release: Release,
    report: Report,
    width: int | None,
    columns: int | None,
    show_trainable: bool,
    expand_nested: bool,
    optimizer: Optimizer | None,
) -> Iterator[str]:
    """The lines of the summary, *width* cells wide; without it, as a console of *columns* has it.

    What a console is too narrow for is wrapped, but the table is clipped. Without *columns* there
    is no such end, or that of a log where there is no *width* either.
    """
    unbuilt = _is_unbuilt(report)
    found = nodes(report)
    table = _table(release, found, width, columns, show_trainable)
    columns = table.room
    shown = expanded_nodes(report, found) if expand_nested else ((0, node) for node in found)
    connected = not is_chain(found)
    rows = (_cells(node, depth, unbuilt, connected, show_trainable) for depth, node in shown)
    yield from folded(title(report, "keras3"), columns)
    yield from table.lines(rows)
    if not unbuilt:
        yield from at_least(report, "keras3")
    kept = None if optimizer is None or unbuilt else keeps(report, optimizer)
    for line in _totals(report, kept):
        yield from folded(line, columns)


def cuts_counts(
    release: Release, report: Report, width: int | None, columns: int | None, show_trainable: bool
) -> bool:
    """Whether a count is wider than its column."""
    found, unbuilt = nodes(report), _is_unbuilt(report)
    table = _table(release, found, width, columns, show_trainable)
    return not all(table.shows(_count(node.row, unbuilt), PARAMS) for node in found)


def _table(
    release: Release,
    found: Sequence[Node],
    width: int | None,
    columns: int | None,
    show_trainable: bool,
) -> BoxTable:
    layout = release.chain if is_chain(found) else release.graph
    if width is None:
        columns = columns or LOG
        width = min(layout.width + _TRAINABLE * show_trainable, columns - _MARGIN)
    return BoxTable(layout.replace(width=width), show_trainable, columns)


def _is_unbuilt(report: Report) -> bool:
    """Whether no shape came in: Keras prints such a model, and nothing else that cannot run."""
    row = report.problem_row
    return row is not None and row.problem is not None and row.problem.code == "no_input_shape"


def _cells(
    node: Node, depth: int, unbuilt: bool, connected: bool, show_trainable: bool
) -> tuple[str, ...]:
    branch = "   " * depth + "└ " if depth else ""
    label = f"{branch}{node.name} ({class_name(node.type, 'keras3')})"
    cells = [label, outputs_text(node), _count(node.row, unbuilt)]
    if connected:
        cells.append(", ".join(f"{name}[0][0]" for name in node.sources) or "-")
    if show_trainable:
        cells.append(_trained(node.row, unbuilt))
    return tuple(cells)


def _count(row: Row | None, unbuilt: bool) -> str:
    """The parameters; an operation has none."""
    if row is None:
        return "0"
    if row.params is not None:
        return grouped(row.params)
    if not unbuilt:
        return "?"
    return "0" if row.layer.built_at_once else "0 (unbuilt)"


def _trained(row: Row | None, unbuilt: bool) -> str:
    """Y or N; a dash for a layer without weights, which one that is unbuilt has not got yet."""
    if row is None:
        return "-"
    if row.params is None and not unbuilt:
        return "?"
    if row.input is None or not row.layer.resolve(row.input)[1]:
        return "-"
    return "Y" if row.layer.trainable else "N"


def _totals(report: Report, kept: Kept | None) -> Iterator[str]:
    """A model that is compiled has what its optimizer *kept*, too, and counts it in the total."""
    frozen = report.bytes - report.trainable_bytes
    more = kept or Kept(0, 0)
    total, size = report.total + more.count, report.bytes + more.bytes
    yield f" Total params: {grouped(total)} ({memory(size)})"
    yield f" Trainable params: {grouped(report.trainable)} ({memory(report.trainable_bytes)})"
    yield f" Non-trainable params: {grouped(report.non_trainable)} ({memory(frozen)})"
    if kept is not None:
        yield f" Optimizer params: {grouped(kept.count)} ({memory(kept.bytes)})"
