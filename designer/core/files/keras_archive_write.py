"""The archive `.keras` with which `keras.saving.load_model` gives the model, untrained.

It has what Keras's own has: the model as JSON, the release it is meant for, and the weights in
HDF5. The weights are freshly drawn as their initializers say, the same ones each time.
"""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import Any

from designer.core.files.hdf5 import Group, written
from designer.core.files.keras_weights import Stored, chain_weights
from designer.core.files.keras_write import model
from designer.core.layers.unknown import Unknown
from designer.core.problems import Refused
from designer.core.report import Report

SUFFIX = ".keras"
MOST = 25_000_000
"""As many weights as are drawn; a larger file takes long to make and shows nothing else."""

MOST_LAYERS = 60_000
"""As many as a group of the file can list."""

_FOR = {"keras_version": "3.15.1", "date_saved": "1980-01-01@00:00:00"}
_THEN = (1980, 1, 1, 0, 0, 0)
"""The time of all entries, so that the same design gives the same bytes."""


def archive(report: Report) -> bytes:
    """The archive of a complete report, or `Refused` with the reason."""
    _check(report)
    steps = ((row.layer, row.input or ()) for row in report.rows[1:])
    weights = written(_grouped(chain_weights(steps)))
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as made:
        for name, data in (
            ("metadata.json", json.dumps(_FOR).encode()),
            ("config.json", json.dumps(model(report.design), ensure_ascii=False).encode()),
            ("model.weights.h5", weights),
        ):
            made.writestr(zipfile.ZipInfo(name, _THEN), data)
    return file.getvalue()


def _check(report: Report) -> None:
    row = report.problem_row
    if row is not None and row.problem is not None:
        raise Refused("runs_not", name=row.name, problem=row.problem)
    for row in report.rows:
        if isinstance(row.layer, Unknown):
            raise Refused("no_keras_class", layer=row.type)
    if report.total > MOST:
        raise Refused("weights_too_large", count=report.total, most=MOST)
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
