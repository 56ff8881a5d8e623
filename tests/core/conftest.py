"""What the tests of the core share: layers made as a Keras file has them, and Keras's answers."""

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest

import designer.core.layers  # noqa: F401 registers every layer
from designer.core.files.faults import Unreadable
from designer.core.files.keras_layer import read_layer
from designer.core.layer import Layer, Shape

_DATA = Path(__file__).parents[1] / "data"
_COMPARED = "compared with Keras"

Make = Callable[..., Layer]
Case = dict[str, Any]


@pytest.fixture
def make() -> Make:
    """`make("Flatten", data_format="channels_first")` reads that Keras config."""

    def read(class_name: str, **config: Any) -> Layer:
        return read_layer(class_name, config, "layer")

    return read


@cache
def _cases(name: str) -> list[Case]:
    with gzip.open(_DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture
def cases() -> Callable[[str], list[Case]]:
    """The cases of a file of `tests/data`, by its first name."""
    return _cases


@pytest.fixture
def layers_on_file() -> Callable[[str], Iterator[tuple[Layer, Shape]]]:
    """Every layer of a class that Keras and we take, with what comes into it."""

    def taken(name: str) -> Iterator[tuple[Layer, Shape]]:
        for case in _cases("layers"):
            if case["class_name"] == name and case.get("input_shape") is not None:
                with suppress(Unreadable):
                    layer, x = read_layer(name, case["config"], "layer"), tuple(case["input_shape"])
                    if layer.at(x).problem is None:
                        yield layer, x

    return taken


@pytest.fixture
def compared(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Tells the closing lines of the test run how many cases of a kind were compared."""
    return lambda kind, count: record_property(_COMPARED, [kind, count])


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """How many cases of each kind equal Keras."""
    counts = _counts(terminalreporter.stats.get("passed", ()))
    if counts:
        terminalreporter.section("cases that equal Keras")
        terminalreporter.line(", ".join(f"{kind} {n:,}" for kind, n in sorted(counts.items())))


def _counts(reports: Iterable[pytest.TestReport]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for report in reports:
        for name, value in report.user_properties:
            if name == _COMPARED and report.when == "call":
                kind, count = cast("list[Any]", value)
                counts[kind] += count
    return counts
