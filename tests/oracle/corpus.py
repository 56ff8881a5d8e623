"""The examples and the models on file, as reports for tests that ask the real libraries."""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.files.faults import Unreadable
from designer.core.files.gate import design_of, read_design
from designer.core.report import Report
from designer.paths import resource

_DATA = Path(__file__).parents[1] / "data"

EXAMPLES = sorted(resource("examples").glob("*.design"))


def cases(name: str) -> Iterator[dict[str, Any]]:
    """The cases of a file of `tests/data`, by its first name."""
    with gzip.open(_DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def examples(wanted: Callable[[Report], bool]) -> list[Any]:
    """The examples that come with the program and are *wanted*, each under its name."""
    reports = ((path.stem, analyse(read_design(path))) for path in EXAMPLES)
    return [pytest.param(report, id=name) for name, report in reports if wanted(report)]


def models(most: int) -> list[Any]:
    """The models on file that are chains, run, and have fewer parameters than *most*."""
    found: list[Any] = []
    for case in cases("models"):
        try:
            report = analyse(design_of(case["keras_json"].encode()))
        except Unreadable:
            continue
        if report.complete and report.total < most:
            found.append(pytest.param(report, id=case["id"]))
    return found
