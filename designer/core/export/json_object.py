"""The report as a JSON object, for programs that read ours."""

from __future__ import annotations

from typing import Any

from designer.core.export.labels import Word, name
from designer.core.graph import Node, nodes
from designer.core.report import Report, Row


def json_object(report: Report, word: Word) -> dict[str, Any]:
    """What `layer-designer summary --json` prints of one file, beside the name of that file.

    Shapes and counts are None where a problem leaves them open, and `complete` is false then.
    """
    rows = [_row(node, word) for node in nodes(report)]
    first = report.problem_row
    if rows and first is not None and first.index < report.printed[0].index:
        rows[0]["problem"] = _problem(first, word)  # of an input that Keras does not print
    return {
        "name": name(report),
        "rows": rows,
        "total": report.total,
        "trainable": report.trainable,
        "non_trainable": report.non_trainable,
        "bytes": report.bytes,
        "complete": report.complete,
    }


def _row(node: Node, word: Word) -> dict[str, Any]:
    """A layer; or an operation on a mask, which has no parameters."""
    row = node.row
    return {
        "name": node.name,
        "type": node.type,
        "output_shape": _shape(node),
        "params": row.params if row else 0,
        "trainable": row.trainable if row else 0,
        "non_trainable": row.non_trainable if row else 0,
        "problem": _problem(row, word) if row else None,
    }


def _shape(row: Node) -> list[Any] | None:
    """The shape; a list of shapes where there are several; None where it is not known."""
    shapes = [list(shape) for shape in row.outputs]
    if len(shapes) > 1:
        return shapes
    return shapes[0] if shapes else None


def _problem(row: Row, word: Word) -> dict[str, str] | None:
    if row.problem is None:
        return None
    return {"code": row.problem.code, "message": word(row.problem, row)}
