"""The files that Keras itself saved: `.keras`, `.h5`, and YAML; made here as Keras makes them."""

import io
import json
import struct
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import h5py
import pytest

from designer.core.analyse import analyse
from designer.core.files import keras_archive, keras_h5, keras_h5_child, keras_yaml
from designer.core.files.faults import Unreadable
from designer.core.files.gate import design_of, read_design
from designer.words import fault_text

MODEL = {
    "module": "keras",
    "class_name": "Sequential",
    "config": {
        "name": "sequential",
        "layers": [
            {"class_name": "InputLayer", "config": {"batch_shape": [None, 28, 28, 1]}},
            {"class_name": "Conv2D", "config": {"filters": 32, "kernel_size": [3, 3]}},
        ],
    },
}
TEXT = json.dumps(MODEL)


def faults(data: bytes) -> list[str]:
    with pytest.raises(Unreadable) as caught:
        design_of(data)
    assert all(fault_text(fault) for fault in caught.value.faults)
    return [fault.problem.code for fault in caught.value.faults]


def total(data: bytes) -> int:
    return analyse(design_of(data)).total


# .keras


def archive(method: int = zipfile.ZIP_DEFLATED, **parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as file:
        for name, text in parts.items():
            file.writestr(name.replace("_json", ".json"), text)
    return made.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_config_of_an_archive_is_read(method: int):
    data = archive(method, metadata_json="{}", config_json=TEXT, weights="\0" * 1000)
    assert total(data) == 320  # (3 * 3 * 1 + 1) * 32
    assert design_of(data) == design_of(TEXT.encode())


def test_an_archive_may_be_larger_than_a_text(tmp_path: Path):
    path = tmp_path / "model.keras"
    with zipfile.ZipFile(path, "w") as file:
        with file.open("model.weights.h5", "w") as weights:
            for _ in range(80):
                weights.write(bytes(1024 * 1024))
        file.writestr("config.json", TEXT)
    assert analyse(read_design(path)).total == 320


def test_an_archive_of_something_else_is_refused():
    assert faults(archive(readme="hello")) == ["no_keras_archive"]
    assert faults(archive(zipfile.ZIP_BZIP2, config_json=TEXT)) == ["archive_method"]
    twice = archive(config_json=TEXT, confic_json=TEXT).replace(b"confic", b"config")
    assert faults(twice) == ["archive_twice"]


def test_a_bomb_is_refused_at_once():
    bomb = archive(config_json=" " * (1024 * 1024 * 100))
    assert len(bomb) < 150_000
    assert faults(bomb) == ["file_too_large"]
    # the size in the directory can lie: nothing more than that is unpacked
    place = bomb.rfind(b"PK\x01\x02")
    lying = bomb[: place + 24] + struct.pack("<L", 100) + bomb[place + 28 :]
    assert faults(lying) in (["archive_damaged"], ["empty_file"])


def test_a_long_directory_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for i in range(20_000):
            file.writestr(f"part{i}", "")
    assert faults(made.getvalue()) == ["archive_too_large"]


def test_damaged_archives_are_refused_or_read():
    data = archive(config_json=TEXT)
    assert faults(data[:40]) == ["archive_damaged"]
    for place in range(4, len(data)):
        broken = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
        with suppress(Unreadable):
            design_of(broken)


def test_nothing_but_the_description_may_be_large():
    assert keras_archive.LARGEST == keras_h5_child.LARGEST == 16 * 1024 * 1024


# .h5


def hdf5(path: Path, **attributes: Any) -> bytes:
    with h5py.File(path, "w") as file:
        file.attrs.update(attributes)
        file.create_group("model_weights").create_dataset("kernel", data=[1.0, 2.0])
    return path.read_bytes()


@pytest.mark.parametrize("text", [TEXT, TEXT.encode()])
def test_the_model_of_an_hdf5_file_is_read(tmp_path: Path, text: str | bytes):
    data = hdf5(tmp_path / "model.h5", model_config=text, keras_version="2.15.0")
    assert total(data) == 320
    assert analyse(read_design(tmp_path / "model.h5")).total == 320


def test_keras_3_names_the_layers_of_an_hdf5_file(tmp_path: Path):
    """As Keras 3.15.1 saves and prints them; `dense_1` would be the first of Keras 2.2."""
    policy = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}}
    start = {"class_name": "InputLayer", "config": {"batch_shape": [None, 8], "name": "input"}}
    dense = {"class_name": "Dense", "config": {"name": "dense_1", "dtype": policy, "units": 2}}
    for layers in ([start, dense], [dense]):
        about = {"name": "sequential_1", "layers": layers, "build_input_shape": [None, 8]}
        text = json.dumps({"class_name": "Sequential", "config": about})
        report = analyse(design_of(hdf5(tmp_path / "model.h5", model_config=text)))
        assert [(row.name, row.params) for row in report.printed] == [("dense_1", 18)]
        assert report.design.name == "sequential_1"


def test_keras_3_calls_a_layer_otherwise_in_an_hdf5_file():
    """Keras 3.15.1 counts 640 for 8 heads of 4, 2 for keys and values, without biases."""
    about = {"name": "gqa", "head_dim": 4, "num_query_heads": 8, "num_key_value_heads": 2}
    start = {"class_name": "InputLayer", "config": {"batch_shape": [None, 10, 8], "name": "i"}}
    taken = {"class_name": "__keras_tensor__", "config": {"keras_history": ["i", 0, 0]}}
    layers = [
        {**start, "name": "i", "inbound_nodes": []},
        {
            "class_name": "GroupedQueryAttention",
            "config": {**about, "use_bias": False},
            "name": "gqa",
            "inbound_nodes": [{"args": [taken, taken], "kwargs": {}}],
        },
    ]
    ends = {"input_layers": ["i", 0, 0], "output_layers": ["gqa", 0, 0]}
    model = {"class_name": "Functional", "config": {"name": "f", "layers": layers, **ends}}
    assert total(json.dumps(model).encode()) == 640


def test_an_hdf5_file_without_a_model_says_so(tmp_path: Path):
    assert faults(hdf5(tmp_path / "a.h5")) == ["no_model_config"]
    assert faults(hdf5(tmp_path / "b.h5", model_config=7)) == ["no_model_config"]


def test_a_damaged_hdf5_file_is_refused(tmp_path: Path):
    data = hdf5(tmp_path / "model.h5", model_config=TEXT)
    assert faults(data[:200]) == ["h5_damaged"]
    assert faults(keras_h5.SIGNATURE + bytes(2000)) == ["h5_damaged"]


def test_links_are_not_followed(tmp_path: Path):
    hdf5(tmp_path / "other.h5", model_config=TEXT)
    with h5py.File(tmp_path / "link.h5", "w") as file:
        file["model_config"] = h5py.ExternalLink("other.h5", "/")
    with pytest.raises(Unreadable) as caught:
        read_design(tmp_path / "link.h5")
    assert caught.value.faults[0].problem.code == "no_model_config"


def test_without_the_library_the_program_says_what_to_install(tmp_path: Path):
    hdf5(tmp_path / "model.h5", model_config=TEXT)
    child = [sys.executable, "-I", "-S", keras_h5_child.__file__]  # -S: nothing is installed
    with (tmp_path / "model.h5").open("rb") as file:
        done = subprocess.run(child, stdin=file, capture_output=True, check=False)
    assert done.returncode == keras_h5_child.NO_LIBRARY
    assert done.stdout == b""


# YAML

YAML = """\
backend: tensorflow
class_name: Sequential
config:
- class_name: Conv2D
  config:
    activation: relu
    batch_input_shape: !!python/tuple [null, 28, 28, 1]
    bias_initializer:
      class_name: Zeros
      config: {}
    filters: 32
    kernel_initializer:
      class_name: VarianceScaling
      config: {distribution: uniform, mode: fan_avg, scale: 1.0,
        seed: null}
    kernel_size: &id001 !!python/tuple [3, 3]
    name: 'conv2d_1'
    padding: "valid"
    strides: !!python/tuple
    - 1
    - 1
- class_name: MaxPooling2D
  config: {name: max_pooling2d_1, padding: valid}
- class_name: Conv2D
  config:
    filters: 64
    kernel_size: *id001
    name: conv2d_2
keras_version: 2.0.8
"""


def test_a_model_in_yaml_is_read():
    rows = [(r.type, r.output, r.params) for r in analyse(design_of(YAML.encode())).printed]
    assert rows == [
        ("Conv2D", (None, 26, 26, 32), 320),  # (3 * 3 * 1 + 1) * 32
        ("MaxPooling2D", (None, 13, 13, 32), 0),
        ("Conv2D", (None, 11, 11, 64), 18_496),  # (3 * 3 * 32 + 1) * 64
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "config: [1, -2, 0.5, 1.0e-07, null, true, 'null', \"a\\tb\", x y]",
            [1, -2, 0.5, 1e-07, None, True, "null", "a\tb", "x y"],
        ),
        ("config:\n- - - input_1\n    - 0\n    - {}\n  - []", [[["input_1", 0, {}], []]]),
        ("config: a text that was\n  broken into lines", "a text that was broken into lines"),
        ("config: 'it''s\n  quoted'", "it's quoted"),
        ('config: "one \\\n  \\ word"', "one  word"),
        ("config: !!python/unicode 'Dense'", "Dense"),
        ("config:\n  a: &x\n    b: 1\n  c: *x", {"a": {"b": 1}, "c": {"b": 1}}),
        ("config: \nbackend: x", None),
    ],
)
def test_the_yaml_that_keras_wrote(text: str, value: Any):
    # the expected values are those of yaml.load, PyYAML 6
    assert keras_yaml.parse(text.encode())["config"] == value


@pytest.mark.parametrize(
    "text",
    [
        "config: !!python/object/apply:os.system [ls]",
        "config: !!python/name:os.system",
        "config: *nowhere",
        "config: |\n  text",
        "config: [1, 2",
        "config: [1 2]]",
        "config: {a}",
        "config: {[1]: 2}",
        "config: %x",
        "config:\n  a: 1\n b: 2",
        "config: 'open",
    ],
)
def test_other_yaml_is_refused(text: str):
    assert faults(text.encode()) == ["not_yaml"]


def test_yaml_has_the_limits_of_json():
    assert faults(b"config: " + b"[" * 65 + b"]" * 65) == ["too_deep"]
    assert faults(b"config:\n" + b"- " * 70 + b"1") == ["too_deep"]
    assert faults(b"config: {a: 1, a: 2}") == ["key_twice"]
    assert faults(b"config: 1\nconfig: 2") == ["key_twice"]
    assert faults(b"config: " + b"9" * 19) == ["number_too_long"]
    assert faults(b"config: \xff") == ["not_utf8"]


def test_a_billion_laughs_are_refused():
    lines = ["config:", "  a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]"]
    for i in range(1, 12):
        lines += [f"  a{i}: &a{i}", *[f"  - *a{i - 1}"] * 10]
    assert faults("\n".join(lines).encode()) == ["too_many_values"]
