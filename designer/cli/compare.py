"""The verb `compare`: two designs side by side, with the exit status of diff(1)."""

from __future__ import annotations

import json
import sys

from designer.core.analyse import analyse
from designer.core.compare import Comparison, compare
from designer.core.export.comparison import comparison_object, comparison_text
from designer.core.files.faults import Unreadable
from designer.core.files.gate import read_design
from designer.core.report import Report
from designer.words import fault_text
from designer.words.comparison import line_text

EQUAL, DIFFERENT, FAILED = 0, 1, 2
"""The exit status."""


def compare_files(before: str, after: str, as_json: bool) -> int:
    """Print how the design in the file *after* differs from that in *before*."""
    first, second = _read(before), _read(after)
    if first is None or second is None:
        return FAILED
    comparison = compare(first, second)
    if as_json:
        print(json.dumps(_described(comparison, before, after), ensure_ascii=False))
    else:
        print(comparison_text(comparison, (before, after), line_text), end="")
    return EQUAL if comparison.equal else DIFFERENT


def _described(comparison: Comparison, before: str, after: str) -> dict[str, object]:
    return {"before": before, "after": after, **comparison_object(comparison, line_text)}


def _read(file: str) -> Report | None:
    try:
        return analyse(read_design(file))
    except Unreadable as error:
        for fault in error.faults:
            print(f"layer-designer: {file}: {fault_text(fault)}", file=sys.stderr)
        return None
