"""The verb `check`: designs beside the Keras of another process."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from designer.check.comparison import differences
from designer.check.process import NoAnswer, ask
from designer.core.analyse import analyse
from designer.core.files.faults import Unreadable
from designer.core.files.gate import read_design
from designer.core.report import Report
from designer.words import fault_text
from designer.words.check import comparison_text, no_answer_text

EQUAL, DIFFERENT, FAILED = 0, 1, 2
"""The exit status."""


def check(files: Sequence[str], python: str) -> int:
    """Print a verdict for each of the *files*; the exit status is the worst of them."""
    reports = {file: report for file in files if (report := _read(file)) is not None}
    status = EQUAL if len(reports) == len(set(files)) else FAILED
    if not reports:
        return status
    try:
        told = ask(list(reports.values()), python)
    except NoAnswer as error:
        _say(no_answer_text(error, python))
        return FAILED
    for (file, report), answer in zip(reports.items(), told["answers"], strict=True):
        print(f"{file}: {comparison_text(report, told, answer)}")
        if differences(report, answer):
            status = max(status, DIFFERENT)
    return status


def _read(file: str) -> Report | None:
    try:
        return analyse(read_design(file))
    except Unreadable as error:
        for fault in error.faults:
            _say(f"{file}: {fault_text(fault)}")
        return None


def _say(text: str) -> None:
    print(f"layer-designer: {text}", file=sys.stderr)
