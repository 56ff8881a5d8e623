"""The README's table of what opens is true: a file of each row opens, and no row is untried."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import h5py
import pytest

from designer.core.analyse import analyse
from designer.core.design import Design, new_design
from designer.core.export.summary_text import summary_text
from designer.core.files import design_file, gate, keras_json
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.nested import Functional

README = Path(__file__).parents[2] / "README.md"
MODEL = new_design(Dense(units=7), Dense(units=5), input=Input(batch_shape=(None, 4)))
TOTAL = (4 + 1) * 7 + (7 + 1) * 5


def old_json(version: str, units: str) -> bytes:
    def dense(size: int, **more: object) -> dict[str, object]:
        return {"class_name": "Dense", "config": {units: size, **more}}

    layers = [dense(7, batch_input_shape=[None, 4]), dense(5)]
    model = {"class_name": "Sequential", "config": layers, "keras_version": version}
    return json.dumps(model).encode()


def archive() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr("config.json", keras_json.write(MODEL))
    return data.getvalue()


def legacy() -> bytes:
    data = io.BytesIO()
    with h5py.File(data, "w") as file:
        file.attrs["model_config"] = keras_json.write(MODEL)
    return data.getvalue()


YAML = b"""class_name: Sequential
config:
- class_name: Dense
  config:
    units: 7
    batch_input_shape: !!python/tuple [null, 4]
- class_name: Dense
  config: {units: 5}
keras_version: 2.2.4
"""

FILES: dict[str, Callable[[], bytes]] = {
    "`.design`": lambda: design_file.write(MODEL),
    "Keras 3 JSON": lambda: keras_json.write(MODEL).encode(),
    "Keras 2 JSON": lambda: old_json("2.2.4", "units"),
    "Keras 1 JSON": lambda: old_json("1.1.1", "output_dim"),
    "`.keras`": archive,
    "`.h5`": legacy,
    "YAML": lambda: YAML,
    "printed summary": lambda: summary_text(analyse(MODEL)).encode(),
}


def rows() -> list[str]:
    section = README.read_text(encoding="utf-8").split("## What opens")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [line.split("|")[1].strip() for line in lines[1:]]


def inside(model: Design) -> bytes:
    """*model* as a functional model inside one that is functional, too."""
    layers = tuple(block.layer for block in model.chain)
    around = new_design(Functional(layers=layers), input=Input(batch_shape=(None, 4)))
    return keras_json.write(replace(around, kind="functional")).encode()


def test_models_inside_one_another_open(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(inside(MODEL))
    assert analyse(gate.read_design(path)).total == TOTAL


def test_every_row_is_tried() -> None:
    assert rows() == list(FILES)


@pytest.mark.parametrize("row", FILES)
def test_a_file_of_each_row_opens(row: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(FILES[row]())
    design: Design = gate.read_design(path)
    assert analyse(design).total == TOTAL
