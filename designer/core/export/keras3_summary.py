"""`model.summary()` of Keras 3.0.5 and later."""

from __future__ import annotations

from collections.abc import Iterator

from designer.core.expanded import expanded
from designer.core.export.box_table import BoxTable
from designer.core.export.labels import at_least, outputs_text, title
from designer.core.naming import class_name
from designer.core.report import Report, Row
from designer.core.units import grouped, memory

LENGTH = 76
"""What a log shows: Keras leaves 4 of its 80 columns free."""

_BUILT_AT_ONCE = frozenset(
    {
        "Activation",
        "ActivityRegularization",
        "AlphaDropout",
        "AveragePooling1D",
        "AveragePooling2D",
        "AveragePooling3D",
        "Dropout",
        "ELU",
        "GaussianDropout",
        "GaussianNoise",
        "GlobalAveragePooling1D",
        "GlobalAveragePooling2D",
        "GlobalAveragePooling3D",
        "GlobalMaxPooling1D",
        "GlobalMaxPooling2D",
        "GlobalMaxPooling3D",
        "Identity",
        "LeakyReLU",
        "Masking",
        "MaxPooling1D",
        "MaxPooling2D",
        "MaxPooling3D",
        "ReLU",
        "Reshape",
        "Softmax",
        "SpatialDropout1D",
        "SpatialDropout2D",
        "SpatialDropout3D",
        "UnitNormalization",
    }
)
"""The layers that set `built` when they are made, so that Keras never calls them unbuilt."""


def lines(report: Report, width: int, show_trainable: bool, expand_nested: bool) -> Iterator[str]:
    """The lines of the summary, *width* cells wide."""
    unbuilt = _is_unbuilt(report)
    yield title(report, "keras3")
    shown = expanded(report) if expand_nested else ((0, row) for row in report.printed)
    rows = (_cells(row, depth, unbuilt, show_trainable) for depth, row in shown)
    yield from BoxTable(width, show_trainable).lines(rows)
    if not unbuilt:
        yield from at_least(report, "keras3")
    yield from _totals(report)


def _is_unbuilt(report: Report) -> bool:
    """Whether no shape came in: Keras prints such a model, and nothing else that cannot run."""
    row = report.problem_row
    return row is not None and row.problem is not None and row.problem.code == "no_input_shape"


def _cells(row: Row, depth: int, unbuilt: bool, show_trainable: bool) -> tuple[str, ...]:
    branch = "   " * depth + "└ " if depth else ""
    label = f"{branch}{row.name} ({class_name(row.type, 'keras3')})"
    cells = (label, outputs_text(row), _count(row, unbuilt))
    return (*cells, _trained(row, unbuilt)) if show_trainable else cells


def _count(row: Row, unbuilt: bool) -> str:
    if row.params is not None:
        return grouped(row.params)
    if not unbuilt:
        return "?"
    return "0" if row.type in _BUILT_AT_ONCE else "0 (unbuilt)"


def _trained(row: Row, unbuilt: bool) -> str:
    """Y or N; a dash for a layer without weights, which one that is unbuilt has not got yet."""
    if row.params is None and not unbuilt:
        return "?"
    if row.input is None or not row.layer.resolve(row.input)[1]:
        return "-"
    return "Y" if row.layer.trainable else "N"


def _totals(report: Report) -> Iterator[str]:
    frozen = report.bytes - report.trainable_bytes
    yield f" Total params: {grouped(report.total)} ({memory(report.bytes)})"
    yield f" Trainable params: {grouped(report.trainable)} ({memory(report.trainable_bytes)})"
    yield f" Non-trainable params: {grouped(report.non_trainable)} ({memory(frozen)})"
