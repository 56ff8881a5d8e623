"""`layer-designer explain` and `export`: a process of its own, its output, its exit status."""

import zipfile
from pathlib import Path

import pytest

from designer.formats import ARCHIVES, TEXT_FORMATS
from designer.paths import resource
from tests.core.command_line import Run

CLASSIFIER = str(resource("examples", "c-image-classifier.design"))
DIGITS = str(resource("examples", "d-digits.design"))

BROKEN = (
    '{"format": "layer-designer", "version": 1, "chain": ['
    '{"layer": "InputLayer", "batch_shape": [null, 84, 84, 3]},'
    '{"layer": "Conv2D", "filters": 4, "kernel_size": 91}, {"layer": "Flatten"}]}'
)


@pytest.fixture
def broken(tmp_path: Path) -> str:
    path = tmp_path / "broken.design"
    path.write_text(BROKEN)
    return str(path)


def test_explain_prints_a_line_a_layer_and_the_memory():
    done = Run("explain", CLASSIFIER)
    lines = done.out.splitlines()
    assert lines[1] == "conv2d_1 (Conv2D): (3 * 3 * 32 + 1) * 32 = 9,248"
    assert lines[18] == (
        "6,029,097 parameters * 4 bytes = 24,116,388 bytes = 23.00 MB (1 MB = 1,048,576 bytes)"
    )
    assert done.status == 0


def test_explain_one_layer():
    done = Run("explain", CLASSIFIER, "dense")
    assert "params = (d_in + 1) * units = (11552 + 1) * 512 = 5,915,136\n" in done.out
    done = Run("explain", CLASSIFIER, "dense", "--form", "by_weight", "--notation", "spoken")
    assert "params equals d in times units plus units equals 11,552 times 512" in done.out


@pytest.mark.parametrize("name", ["", "nope"])
def test_explain_a_layer_that_is_not_there(name: str):
    done = Run("explain", DIGITS, name)
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        f"layer-designer: {DIGITS}: no layer is called {name!r}; there are input_layer, flatten, "
        "dense, activation\n"
    )


def test_explain_what_cannot_run_or_be_read(broken: str):
    assert Run("explain", broken).status == 1
    assert Run("explain", broken, "conv2d").status == 1
    assert Run("explain", "no-such-file").status == 2


# export


@pytest.mark.parametrize("ending", [".txt", ".md", ".csv", ".json", ".keras.json", ".design"])
def test_export_as_text(ending: str, tmp_path: Path):
    out = tmp_path / f"out{ending}"
    done = Run("export", CLASSIFIER, str(out))
    assert (done.status, done.err) == (0, "")
    assert "conv2d" in out.read_text(encoding="utf-8").lower()
    assert list(tmp_path.iterdir()) == [out]


def test_export_takes_a_style(tmp_path: Path):
    out = tmp_path / "out.txt"
    assert Run("export", DIGITS, str(out), "--style", "keras1").status == 0
    assert out.read_text().endswith("Total params: 7850\n" + "_" * 100 + "\n")


def test_export_of_an_archive_for_keras(tmp_path: Path):
    out = tmp_path / "out.keras"
    done = Run("export", DIGITS, str(out))
    assert (done.status, done.err) == (0, "")
    with zipfile.ZipFile(out) as made:
        assert made.namelist() == ["metadata.json", "config.json", "model.weights.h5"]
    assert Run("summary", str(out)).out == Run("summary", DIGITS).out


def test_export_of_an_archive_that_keras_could_not_load(tmp_path: Path):
    out = tmp_path / "out.keras"
    done = Run("export", str(resource("examples", "i-lenet-5.design")), str(out))
    assert done.status == 2
    assert done.err == (
        f"layer-designer: {out}: CustomLayer is no layer of Keras, so Keras could not open the "
        "archive.\n"
    )
    assert not out.exists()


def test_export_to_a_format_that_is_none(tmp_path: Path):
    done = Run("export", DIGITS, str(tmp_path / "out.xyz"))
    assert done.status == 2
    endings = [*dict.fromkeys(f.suffix for f in (*TEXT_FORMATS, *ARCHIVES)), ".pdf", ".png", ".svg"]
    assert f"{', '.join(endings[:-1])} or .svg" in done.err


def test_export_to_where_nothing_can_be_written(tmp_path: Path):
    done = Run("export", DIGITS, str(tmp_path / "none" / "out.txt"))
    assert done.status == 2
    assert "the folder is gone" in done.err
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    assert Run("export", DIGITS, str(folder)).status == 2
    assert list(tmp_path.iterdir()) == [folder]


def test_a_failed_export_leaves_what_was_there(tmp_path: Path):
    out = tmp_path / "out.txt"
    out.write_text("before")
    assert Run("export", "no-such-file", str(out)).status == 2
    assert out.read_text() == "before"


@pytest.mark.parametrize(
    ("ending", "start"), [("png", b"\x89PNG"), ("pdf", b"%PDF"), ("svg", b"<?xml")]
)
def test_export_as_a_picture_needs_no_display(ending: str, start: bytes, tmp_path: Path):
    out = tmp_path / f"out.{ending}"
    assert Run("export", DIGITS, str(out), DISPLAY="", QT_QPA_PLATFORM="").status == 0
    assert out.read_bytes().startswith(start)


def test_explain_ends_with_what_is_worth_a_thought():
    """Example C: pools of 3 see 252 of 254 rows, and 5,915,136 parameters are in one Dense."""
    lines = Run("explain", CLASSIFIER).out.splitlines()
    told = [line for line in lines if line.startswith("warning: ")]
    assert lines[-3:] == told
    assert told[0] == (
        "warning: max_pooling2d: Windows of 3×3 in steps of 3×3 leave out 2 of 254 rows and 2 of "
        "254 columns: what stands there is never seen."
    )
    assert told[2].startswith("warning: flatten: (None, 19, 19, 32) becomes one row of 11,552")
    assert Run("explain", CLASSIFIER, "flatten").out.splitlines()[-1] == told[2]
    assert "warning" not in Run("explain", CLASSIFIER, "--no-warnings").out
    assert "warning" not in Run("explain", CLASSIFIER, "dense").out
