"""A design beside Keras's answer: row by row, what differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from designer.check.keras_side import Answer
from designer.core.analyse import analyse
from designer.core.export.labels import outputs_text
from designer.core.files.keras_layer import write_layer
from designer.core.layers.unknown import call_with
from designer.core.naming import class_name
from designer.core.report import Report, Row
from designer.core.units import grouped, shape_text
from designer.core.value import Value


class Difference(Value):
    """One value that Keras has otherwise: of a row, or of the whole where *name* is empty."""

    name: str
    what: str
    ours: str
    keras: str


def foreign(report: Report) -> int | None:
    """Where the first layer stands that Keras does not have, as a user has declared it."""
    blocks = enumerate(report.design.chain)
    return next((i for i, block in blocks if not block.layer.module.startswith("keras")), None)


def question(report: Report) -> list[dict[str, Any]]:
    """The chain as Keras reads layers, up to one that it does not have.

    Automatic names are left to Keras.
    """
    layers = [block.layer for block in _asked(report).design.chain]
    first = report.design.functional
    return [{"layer": write_layer(v), **call_with(v, "x"), "first": first} for v in layers]


def _asked(report: Report) -> Report:
    """The report of what Keras is asked for: a chain that ends earlier may be refused for that."""
    end = foreign(report)
    if end is None:
        return report
    return analyse(report.design.with_chain(report.design.chain[:end]))


def differences(report: Report, answer: Answer) -> list[Difference]:
    """Everything that differs, in the order of the chain; nothing where both agree."""
    report = _asked(report)
    rows = [row for row in report.rows if row.outputs]
    found = [
        d for row, theirs in zip(rows, answer["rows"], strict=False) for d in _row(row, theirs)
    ]
    found += _verdict(report, answer)
    if not found:
        found += _totals(report, answer["rows"])
    return found


def _row(row: Row, theirs: Answer) -> Iterator[Difference]:
    shapes = [shape_text(tuple(shape)) for shape in theirs["outputs"]]
    values = {
        "name": (row.name, theirs["name"]),
        "type": (class_name(row.type, "keras3"), theirs["type"]),
        "output shape": (
            outputs_text(row),
            shapes[0] if len(shapes) == 1 else f"[{', '.join(shapes)}]",
        ),
        "params": (grouped(row.params or 0), grouped(theirs["params"])),
        "trainable": (grouped(row.trainable or 0), grouped(theirs["trainable"])),
    }
    for what, (ours, keras) in values.items():
        if ours != keras:
            yield Difference(row.name, what, ours, keras)


def _verdict(report: Report, answer: Answer) -> Iterator[Difference]:
    """Where one of the two stops and the other goes on."""
    stopped, refused = report.problem_row, answer["refused"]
    here = None if stopped is None else stopped.index
    there = None if refused is None else refused["index"]
    if here != there:
        first = min(index for index in (here, there) if index is not None)
        words = ["cannot run" if index == first else "runs" for index in (here, there)]
        yield Difference(report.names[first], "verdict", *words)


def _totals(report: Report, rows: list[Answer]) -> Iterator[Difference]:
    total = sum(row["params"] for row in rows)
    trainable = sum(row["trainable"] for row in rows)
    for what, ours, keras in (
        ("total params", report.total, total),
        ("trainable params", report.trainable, trainable),
        ("non-trainable params", report.non_trainable, total - trainable),
    ):
        if ours != keras:
            yield Difference("", what, grouped(ours), grouped(keras))
