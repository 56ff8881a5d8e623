"""`model.summary()` of Keras 1 and 2."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from designer.core.expanded import expanded
from designer.core.export.labels import at_least, title
from designer.core.export.ruled_table import Print, RuledTable, cut, cut_with_blanks, wrap
from designer.core.layer import Shape
from designer.core.naming import Scheme, class_name
from designer.core.report import Report, Row
from designer.core.units import grouped, memory
from designer.core.value import Value

Totals = Callable[[Report], Iterator[str]]

_HEADER = ("Layer (type)", "Output Shape", "Param #")


class Release(Value):
    """What sets a release apart. *width* is what a log shows.

    *ends* are the parts of the width at which columns end; *tensors* prints the shape of an input
    as a list, as tf.keras does; *blank_lines* separates rows by blanks.
    """

    scheme: Scheme
    prints: Print
    totals: Totals
    width: int = 65
    ends: tuple[float, ...] = (0.45, 0.85, 1.0)
    titled: bool = True
    tensors: bool = True
    blank_lines: bool = False
    connected: bool = False

    @property
    def knows_more(self) -> bool:
        """Whether it can tell which layers are trained, and open the models inside a model."""
        return self.blank_lines


def lines(
    release: Release, report: Report, width: int, show_trainable: bool, expand_nested: bool = False
) -> Iterator[str]:
    """The lines of the summary, *width* characters wide (11 more with the trainable column)."""
    header = (*_HEADER, "Connected to") if release.connected else _HEADER
    ends = [int(width * end) for end in release.ends]
    marked = show_trainable and release.knows_more
    if marked:
        header, width = (*header, "Trainable"), width + 11
        ends.append(width)
    opened = expand_nested and release.knows_more
    rows = (
        (depth, (*cells, "Y" if row.layer.trainable else "N") if marked else cells)
        for depth, row, cells in _rows(release, report, opened)
    )
    table = RuledTable(width, tuple(ends), release.prints, release.blank_lines)
    if release.titled:
        yield title(report, release.scheme)
    yield from table.lines(header, rows)
    yield from at_least(report, release.scheme)
    yield from release.totals(report)
    yield "_" * width


def cuts_counts(release: Release, report: Report, width: int) -> bool:
    """Whether a count has more digits than its column shows, and loses the last of them."""
    if release.prints not in (cut, cut_with_blanks):
        return False
    start, end = (int(width * end) for end in release.ends[1:3])
    return any(o.problem is None and o.params >= 10 ** (end - start) for o in report.outcomes)


def _rows(
    release: Release, report: Report, opened: bool
) -> Iterator[tuple[int, Row, tuple[str, ...]]]:
    """A depth, a row, and its cells; with what is inside models where they are *opened*."""
    names = report.names_in(release.scheme)
    sources = _sources(report, names)
    shown = expanded(report, release.scheme) if opened else ((0, row) for row in report.printed)
    for depth, row in shown:
        name = row.name if depth else names[row.index]
        kind = class_name(row.type, release.scheme)
        cells = (f"{name} ({kind})", _shape(row, release), _count(row.params))
        yield depth, row, (*cells, sources[row.index]) if release.connected else cells


def _sources(report: Report, names: Sequence[str]) -> list[str]:
    """Where each layer's input comes from. A hidden input is called after the first class."""
    start = names[0]
    if not report.design.functional and len(report.rows) > 1:
        start = f"{class_name(report.row(1).type, 'keras1').lower()}_input_1"
    return ["", *(f"{name}[0][0]" for name in (start, *names[1:-1]))]


def _count(params: int | None) -> str:
    return "?" if params is None else str(params)


def _shape(row: Row, release: Release) -> str:
    """As Python writes a tuple; several outputs, and the input in tf.keras, as a list."""
    if not row.outputs:
        return "?"
    shapes = [_tuple(shape) for shape in row.outputs]
    listed = len(shapes) > 1 or (release.tensors and not row.index)
    return f"[{', '.join(shapes)}]" if listed else shapes[0]


def _tuple(shape: Shape) -> str:
    return repr(tuple(shape))


def _one_total(report: Report) -> Iterator[str]:
    yield f"Total params: {report.total}"


def _three_totals(report: Report) -> Iterator[str]:
    yield f"Total params: {grouped(report.total)}"
    yield f"Trainable params: {grouped(report.trainable)}"
    yield f"Non-trainable params: {grouped(report.non_trainable)}"


def _totals_with_memory(report: Report) -> Iterator[str]:
    frozen = report.bytes - report.trainable_bytes
    yield f"Total params: {report.total} ({memory(report.bytes, 'Byte')})"
    yield f"Trainable params: {report.trainable} ({memory(report.trainable_bytes, 'Byte')})"
    yield f"Non-trainable params: {report.non_trainable} ({memory(frozen, 'Byte')})"


KERAS_1 = Release(
    "keras1",
    cut,
    _one_total,
    width=100,
    ends=(0.33, 0.55, 0.67, 1.0),
    titled=False,
    tensors=False,
    connected=True,
)
KERAS_1_1_2 = KERAS_1.replace(prints=cut_with_blanks)
KERAS_1_2 = KERAS_1_1_2.replace(totals=_three_totals)
KERAS_2_2 = Release("keras2.2", cut_with_blanks, _three_totals, titled=False, tensors=False)
KERAS_2_3 = KERAS_2_2.replace(titled=True)
KERAS_2_6 = Release("keras2.6", cut_with_blanks, _three_totals)
KERAS_2_12 = Release("keras2", wrap(narrower=0), _three_totals, blank_lines=True)
KERAS_2_15 = Release("keras2", wrap(narrower=1), _totals_with_memory, blank_lines=True)
