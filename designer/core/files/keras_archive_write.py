"""The archive `.keras` with which `keras.saving.load_model` gives the model, untrained.

It has what Keras's own has: the model as JSON, the release it is meant for, and the weights in
HDF5. The weights are freshly drawn as their initializers say, the same ones each time, and while
they are written, so that no more than a few of them are there at once.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO, Any, cast

from designer.core.files.hdf5 import Group, written
from designer.core.files.keras_weights import Stored, chain_weights
from designer.core.files.keras_write import model
from designer.core.files.streamed import Streamed
from designer.core.handed_on import left_out
from designer.core.layers.unknown import Unknown
from designer.core.problems import Refused
from designer.core.report import Report

SUFFIX = ".keras"
MOST = 500_000_000
"""As many weights as are drawn: a file of 2 GB, which takes minutes to make."""

MOST_LAYERS = 60_000
"""As many as a group of the file can list."""

_FOR = {"keras_version": "3.15.1", "date_saved": "1980-01-01@00:00:00"}
_THEN = (1980, 1, 1, 0, 0, 0)
"""The time of all entries, so that the same design gives the same bytes."""


def archive(report: Report) -> Streamed:
    """The archive of a complete report, or `Refused` with the reason."""
    _check(report)
    steps = ((row.layer, row.input or ()) for row in report.rows[1:])
    weights = written(_grouped(chain_weights(steps)))
    entries = {
        "metadata.json": _whole(_FOR),
        "config.json": _whole(model(report.design)),
        "model.weights.h5": weights,
    }
    return Streamed(weights.size, _zipped(entries))


def _whole(value: object) -> Streamed:
    data = json.dumps(value, ensure_ascii=False).encode()
    return Streamed(len(data), iter([data]))


def _zipped(entries: Mapping[str, Streamed]) -> Iterator[bytes]:
    passed_on = _PassedOn()
    with zipfile.ZipFile(cast("IO[bytes]", passed_on), "w", zipfile.ZIP_STORED) as made:
        for name, streamed in entries.items():
            about = zipfile.ZipInfo(name, _THEN)
            about.file_size = streamed.size  # beyond 2 GiB an entry is written in another way
            with made.open(about, "w") as entry:
                for piece in streamed.pieces:
                    entry.write(piece)
                    yield passed_on.taken()
    yield passed_on.taken()


class _PassedOn:
    """A file that keeps what is written to it until that is taken; there is no going back in it."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        return len(data)

    def flush(self) -> None:
        """There is nowhere else to write to."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        held, self._held = bytes(self._held), bytearray()
        return held


def _check(report: Report) -> None:
    row = report.problem_row
    if row is not None and row.problem is not None:
        raise Refused("runs_not", name=row.name, problem=row.problem)
    for row in report.rows:
        if isinstance(row.layer, Unknown):
            raise Refused("no_keras_class", layer=row.type)
    start, *first = report.rows[:2]
    if first and not report.design.functional and left_out(first[0].layer, [start.layer]):
        # `Sequential.from_config` adds one layer after the other, and makes a model each time
        raise Refused("no_beginning", name=first[0].name)
    if report.total > MOST:
        raise Refused("weights_too_large", count=report.total, most=MOST, size=4 * MOST)
    if report.layer_count > MOST_LAYERS:
        raise Refused("too_many_layers", most=MOST_LAYERS)


def _grouped(stored: Stored) -> Group:
    root: dict[str, Any] = {}
    for (*groups, last), numbers in stored:
        group = root
        for name in groups:
            group = group.setdefault(name, {})
        group[last] = numbers
    return root
