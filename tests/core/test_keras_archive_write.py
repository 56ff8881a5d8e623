"""The `.keras` archive: what is in it, and what its weights begin with.

That Keras loads it is shown in `tests/oracle/test_written_archive.py`; the HDF5 file is read here
by h5py, which Keras reads it with.
"""

import json
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from math import sqrt
from typing import Any, cast

import h5py
import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.files import keras_json
from designer.core.files.gate import design_of, read_design
from designer.core.files.hdf5 import Numbers, written
from designer.core.files.initial_values import initial_values
from designer.core.files.keras_archive_write import MOST, archive
from designer.core.files.streamed import Streamed
from designer.core.layer import LAYERS, Layer
from designer.core.layers.audio import STFTSpectrogram
from designer.core.layers.colour_changes import Equalization
from designer.core.layers.custom import CustomLayer
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.nested import Sequential
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.recurrent import LSTM
from designer.core.layers.spectral import SpectralNormalization
from designer.core.layers.unknown import unknown
from designer.core.layers.wrappers import Bidirectional
from designer.core.problems import Refused
from designer.core.report import Report
from designer.paths import resource
from designer.words import fault_message

EXAMPLES = sorted(resource("examples").glob("*.design"))
LONG = 25_000_000
"""So many weights take some seconds; the largest example is loaded by Keras itself."""


def report_of(*layers: Layer, shape: tuple[int | None, ...] = (None, 6, 4)) -> Report:
    return analyse(new_design(*layers, input=Input(batch_shape=shape)))


def whole(streamed: Streamed) -> bytes:
    return b"".join(streamed.pieces)


def arrays(data: bytes) -> dict[str, Any]:
    """The arrays of an archive, or of an HDF5 file, by their paths."""
    if data.startswith(b"PK"):
        data = zipfile.ZipFile(BytesIO(data)).read("model.weights.h5")
    found: dict[str, Any] = {}

    def visit(path: str, part: Any) -> None:
        if isinstance(part, h5py.Dataset):
            found[path] = part[()]

    with h5py.File(BytesIO(data), "r") as file:
        file.visititems(visit)
    return found


def problem(report: Report) -> str:
    with pytest.raises(Refused) as caught:
        archive(report)
    return fault_message(caught.value.problem)


def test_it_has_what_an_archive_of_keras_has_and_nothing_of_the_clock():
    report = analyse(read_design(resource("examples", "b-small-images.design")))
    data = whole(archive(report))
    with zipfile.ZipFile(BytesIO(data)) as made:
        assert made.namelist() == ["metadata.json", "config.json", "model.weights.h5"]
        assert {entry.date_time for entry in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in made.infolist()} == {zipfile.ZIP_STORED}
        assert json.loads(made.read("config.json")) == json.loads(keras_json.write(report.design))
        assert set(json.loads(made.read("metadata.json"))) == {"keras_version", "date_saved"}
    assert whole(archive(report)) == data
    assert design_of(data).chain == report.design.chain


def examples() -> Iterable[Any]:
    for path in EXAMPLES:
        report = analyse(read_design(path))
        if report.total < LONG:
            yield pytest.param(report, id=path.stem)


@pytest.mark.parametrize("report", [*examples()])
def test_every_weight_is_there_with_its_shape(report: Report):
    if any(isinstance(row.layer, CustomLayer) for row in report.rows):
        assert "no layer of Keras" in problem(report)
        return
    sizes = sorted(part.shape for part in arrays(whole(archive(report))).values())
    weights = (w for row in report.rows[1:] for w in row.layer.resolve(row.input or ())[1])
    assert sizes == sorted(cast("tuple[int, ...]", w.shape) for w in weights)


def test_layers_inside_others_are_where_keras_looks_for_them():
    """The paths are those that Keras 3.15.1 itself writes for these layers."""
    inside = Sequential(layers=(Dense(units=2), Dense(units=3)))
    report = report_of(Bidirectional(layer=LSTM(units=2)), inside, BatchNormalization())
    gates = [f"{way}_layer/cell/vars/{n}" for way in ("backward", "forward") for n in range(3)]
    assert sorted(arrays(whole(archive(report)))) == [
        *(f"layers/batch_normalization/vars/{n}" for n in range(4)),
        *(f"layers/bidirectional/{path}" for path in gates),
        *(f"layers/sequential/layers/{d}/vars/{n}" for d in ("dense", "dense_1") for n in (0, 1)),
    ]


def test_the_weights_begin_as_the_initializers_say():
    report = report_of(LSTM(units=3), BatchNormalization(), Dense(units=50, use_bias=False))
    found = arrays(whole(archive(report)))
    # the second of the four gates is the one that forgets
    assert list(found["layers/lstm/cell/vars/2"]) == [0] * 3 + [1] * 3 + [0] * 6
    recurrent = found["layers/lstm/cell/vars/1"]
    products = [[float(sum(a * b)) for b in recurrent] for a in recurrent]
    assert products == [pytest.approx(row, abs=1e-6) for row in ([1, 0, 0], [0, 1, 0], [0, 0, 1])]
    assert [list(found[f"layers/batch_normalization/vars/{n}"]) for n in range(4)] == [
        [1, 1, 1],
        [0, 0, 0],
        [0, 0, 0],
        [1, 1, 1],
    ]
    kernel = found["layers/dense/vars/0"]
    limit = sqrt(6 / (3 + 50))  # Glorot and Bengio: sqrt(6 / (fan_in + fan_out))
    assert abs(kernel).max() <= limit
    assert abs(kernel).max() > 0.9 * limit


def drawn(initializer: object, shape: tuple[int, ...], key: str) -> list[float]:
    values = initial_values(initializer, shape, key)
    assert isinstance(values, Iterable)
    return list(values)


@pytest.mark.parametrize("shape", [(3, 8), (8, 3), (2, 2, 2, 5), (4, 4)])
def test_orthogonal_rows_or_columns(shape: tuple[int, ...]):
    values = drawn("orthogonal", shape, "key")
    width = shape[-1]
    rows = [list(values[i : i + width]) for i in range(0, len(values), width)]
    lines = rows if len(rows) <= width else [list(column) for column in zip(*rows, strict=True)]
    for i, a in enumerate(lines):
        for j, b in enumerate(lines):
            assert sum(x * y for x, y in zip(a, b, strict=True)) == pytest.approx(
                int(i == j), abs=1e-6
            )


@pytest.mark.parametrize(
    ("initializer", "mean", "deviation"),
    [
        # the variance of a uniform distribution is the square of its width over 12
        ("uniform", 0, 0.1 / sqrt(12)),
        ("he_uniform", 0, sqrt(2 / 100)),
        ("glorot_uniform", 0, sqrt(1 / 100)),
        ("lecun_normal", 0, sqrt(1 / 100)),
        ({"class_name": "RandomNormal", "config": {"mean": 3, "stddev": 0.5}}, 3, 0.5),
        ({"class_name": "Constant", "config": {"value": 7}}, 7, 0),
    ],
)
def test_draws_have_the_mean_and_the_deviation(initializer: object, mean: float, deviation: float):
    if not deviation:
        assert initial_values(initializer, (100, 100), "key") == mean
        return
    values = drawn(initializer, (100, 100), "key")
    found = sum(values) / len(values)
    assert found == pytest.approx(mean, abs=0.02)
    spread = sqrt(sum((v - found) ** 2 for v in values) / len(values))
    assert spread == pytest.approx(deviation, rel=0.05)
    assert values == drawn(initializer, (100, 100), "key")
    assert values != drawn(initializer, (100, 100), "other")


def test_what_keras_could_not_load_is_refused_with_the_reason():
    broken = report_of(LAYERS["Conv2D"]())
    assert problem(broken).startswith("conv2d cannot run, so Keras cannot build the model: ")
    assert problem(report_of(unknown({"class_name": "Mine", "config": {}}))).startswith("mine ")
    large = report_of(Dense(units=MOST))
    assert problem(large).startswith(
        "2,500,000,000 weights would be drawn, and 500,000,000 is the most, in a file of 1.86 GB: "
    )
    strange = Dense(kernel_initializer={"class_name": "Mine", "config": {}})
    assert problem(report_of(strange)).startswith('How "Mine" draws the first weights')
    sound = report_of(STFTSpectrogram(window=["kaiser", 14]), shape=(None, 16_000, 1))
    assert problem(sound).startswith("What real_kernel of STFTSpectrogram begins with")


def test_a_beginning_that_keras_could_not_load_is_refused():
    """`load_model` of Keras 3.15.1 finds a cycle in it, unless it is a functional model."""
    begun = report_of(Equalization(), Dense(units=2), shape=(None, 8, 8, 3))
    assert problem(begun) == (
        "Keras cannot read a Sequential model that begins with equalization: put it into a "
        "Pipeline, or remove it."
    )
    assert whole(archive(analyse(replace(begun.design, kind="functional"))))


def test_a_spectrogram_begins_with_waves_that_are_faded():
    """A frame of 4 has frequencies 0, 1 and 2; "hann" that repeats is 0, 1/2, 1, 1/2, and the
    square root of the sum of its squares is sqrt(3 / 2)."""
    layer = STFTSpectrogram(frame_length=4, periodic=True)
    found = arrays(whole(archive(report_of(layer, shape=(None, 100, 1)))))
    size = sqrt(1.5)
    assert found["layers/stft_spectrogram/vars/0"][:, 0].tolist() == [
        pytest.approx([part / size for part in row], abs=1e-6)
        for row in ([0, 0, 0], [0.5, 0, -0.5], [1, -1, 1], [0.5, 0, -0.5])
    ]
    assert found["layers/stft_spectrogram/vars/1"][:, 0].tolist() == [
        pytest.approx([part / size for part in row], abs=1e-6)
        for row in ([0, 0, 0], [0, -0.5, 0], [0, 0, 0], [0, 0.5, 0])
    ]


def test_wrappers_around_one_another_all_have_the_kernel():
    """The paths and shapes are those that Keras 3.15.1 itself writes for these layers."""
    twice = SpectralNormalization(layer=SpectralNormalization(layer=Dense(units=3)))
    found = arrays(whole(archive(report_of(twice, shape=(None, 4)))))
    outer = "layers/spectral_normalization"
    assert {path: part.shape for path, part in found.items()} == {
        f"{outer}/layer/layer/vars/0": (4, 3),
        f"{outer}/layer/layer/vars/1": (3,),
        f"{outer}/layer/vars/0": (4, 3),
        f"{outer}/layer/vars/1": (1, 3),
        f"{outer}/vars/0": (4, 3),
        f"{outer}/vars/1": (1, 3),
    }


def test_no_more_than_a_few_of_the_weights_are_there_at_once():
    """The largest example has 50,828,751 weights, but it is made of pieces of 64 KiB."""
    streamed = archive(analyse(read_design(resource("examples", "g-grey-images.design"))))
    assert streamed.size > 4 * 50_828_751
    pieces = [len(next(streamed.pieces)) for _ in range(100)]
    assert max(pieces) < 70_000


def test_a_functional_model_is_kept_as_one():
    report = analyse(replace(report_of(Dense()).design, kind="functional"))
    data = zipfile.ZipFile(BytesIO(whole(archive(report)))).read("config.json")
    assert json.loads(data)["class_name"] == "Functional"


def test_hdf5_files_are_read_by_the_library():
    values = (float(n) for n in range(1, 7))
    long = "a" * 300
    streamed = written(
        {
            "vars": {"0": Numbers((2, 3), values), "1": Numbers((), 7.0)},
            "empty": {},
            "none": Numbers((0,), []),
            long: {str(i): Numbers((2,), float(i)) for i in range(2000)},
        }
    )
    data = whole(streamed)
    assert len(data) == streamed.size
    found = arrays(data)
    assert found["vars/0"].tolist() == [[1, 2, 3], [4, 5, 6]]
    assert (found["vars/0"].dtype, found["vars/0"].shape) == ("float32", (2, 3))
    assert float(found["vars/1"]) == 7
    assert found["none"].shape == (0,)
    assert [found[f"{long}/{i}"].tolist() for i in range(2000)] == [[i, i] for i in range(2000)]


def test_a_frozen_layer_keeps_the_order_of_its_weights():
    frozen = report_of(BatchNormalization(trainable=False))
    assert list(arrays(whole(archive(frozen)))["layers/batch_normalization/vars/3"]) == [1] * 4
