"""The command line as a user has it: a process of its own, its output, its exit status."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from designer import __version__
from designer.core.analyse import analyse
from designer.core.export.summary_text import TITLES, summary_text
from designer.core.files import keras_json
from designer.core.files.gate import read_design
from designer.paths import resource
from tests.core.command_line import Run

EXAMPLES = sorted(str(path) for path in resource("examples").glob("*.design"))
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


@pytest.fixture
def damaged(tmp_path: Path) -> str:
    path = tmp_path / "damaged.design"
    path.write_text(BROKEN.replace("4", "0", 1).replace('"filters": 4', '"filters": 0'))
    return str(path)


def test_version_and_help():
    assert Run("--version").out == f"layer-designer {__version__}\n"
    told = Run("--help")
    assert told.status == 0
    for verb in ("summary", "explain", "export"):
        assert f"layer-designer {verb} FILE" in told.out
        assert Run(verb, "--help").status == 0


# summary


def test_the_summary_of_one_file_is_that_of_keras_and_nothing_else():
    done = Run("summary", CLASSIFIER)
    assert done.out == summary_text(analyse(read_design(CLASSIFIER)))
    assert (done.status, done.err) == (0, "")


@pytest.mark.parametrize("style", TITLES)
def test_every_style_and_width(style: str):
    report = analyse(read_design(DIGITS))
    done = Run("summary", DIGITS, "--style", style, "--width", "120", COLUMNS="40")
    assert done.out == summary_text(report, style, 120)  # type: ignore[arg-type]


def test_all_examples_with_the_totals_of_their_pages():
    done = Run("summary", *EXAMPLES)
    assert [line for line in done.out.splitlines() if line.startswith("==> ")] == [
        f"==> {file} <==" for file in EXAMPLES
    ]
    totals = [
        line.partition(" (")[0] for line in done.out.splitlines() if line.startswith(" Total")
    ]
    assert totals == [
        " Total params: 209",
        " Total params: 63,210",
        " Total params: 6,029,097",
        " Total params: 7,850",
        " Total params: 397,065",
        " Total params: 397,065",
        " Total params: 94,538",
        " Total params: 228,550",
        " Total params: 50,828,751",
        " Total params: 154,798",
        " Total params: 61,750",
    ]


def test_a_design_with_a_problem_is_printed_and_the_status_is_1(broken: str):
    done = Run("summary", broken, DIGITS)
    assert done.status == 1
    assert "At least, as conv2d cannot run" in done.out
    assert "Total params: 7,850" in done.out
    assert done.err.startswith(
        f"layer-designer: {broken}: conv2d: valid padding: (84 - 91) / 1 + 1 = -6: "
        "a 91x91 window does not fit in 84x84"
    )


def test_a_file_that_cannot_be_read_does_not_stop_the_others(damaged: str, broken: str):
    done = Run("summary", damaged, "no-such-file", broken, DIGITS)
    assert done.status == 2
    assert done.err.splitlines()[:2] == [
        f"layer-designer: {damaged}: chain[1].filters: 0 is too small: it must be at least 1.",
        "layer-designer: no-such-file: There is no such file.",
    ]
    assert "Total params: 7,850" in done.out


def test_json_has_a_line_a_file(broken: str, damaged: str):
    done = Run("summary", "--json", DIGITS, broken, damaged)
    good, problem, error = (json.loads(line) for line in done.out.splitlines())
    assert good == {
        "file": DIGITS,
        "name": "sequential",
        "rows": [
            {
                "name": name,
                "type": kind,
                "output_shape": [None, width],
                "params": params,
                "trainable": params,
                "non_trainable": 0,
                "problem": None,
            }
            for name, kind, width, params in (
                ("flatten", "Flatten", 784, 0),
                ("dense", "Dense", 10, 7850),
                ("activation", "Activation", 10, 0),
            )
        ],
        "total": 7850,
        "trainable": 7850,
        "non_trainable": 0,
        "bytes": 31400,
        "complete": True,
    }
    assert problem["complete"] is False
    assert problem["rows"][0]["problem"]["code"] == "window_too_large"
    assert error == {
        "file": damaged,
        "error": {
            "place": "chain[1].filters",
            "message": "0 is too small: it must be at least 1.",
        },
    }
    assert (done.status, done.err) == (2, "")


def test_all_faults_of_a_file_are_told(tmp_path: Path):
    path = tmp_path / "bad.design"
    path.write_text(BROKEN.replace('"filters": 4', '"filters": 0, "color": 1'))
    places = ["chain[1].filters", "chain[1].color"]
    assert [line.split(": ")[2] for line in Run("summary", str(path)).err.splitlines()] == places
    error = json.loads(Run("summary", "--json", str(path)).out)["error"]
    assert error["place"] == places[0]
    assert [fault["place"] for fault in error["faults"]] == places


def test_1000_files_take_a_few_seconds(tmp_path: Path):
    files = [tmp_path / f"{i}.design" for i in range(1000)]
    for file in files:
        file.write_bytes(Path(CLASSIFIER).read_bytes())
    start = time.monotonic()
    done = Run("summary", "--json", *map(str, files))
    assert time.monotonic() - start < 30  # 3 seconds on a machine that has nothing else to do
    assert sum(json.loads(line)["total"] for line in done.out.splitlines()) == 6_029_097_000


@pytest.mark.parametrize("width", ["39", "1001", "x", "-5", "1e2"])
def test_a_width_is_a_number_that_leaves_room_for_the_columns(width: str):
    done = Run("summary", "--width", width, DIGITS)
    assert done.status == 2
    assert "is not between 40 and 1000" in done.err or "expected one argument" in done.err


def test_a_count_that_is_cut_is_told(tmp_path: Path):
    path = tmp_path / "large.design"
    path.write_text(
        '{"format": "layer-designer", "version": 1, "chain": ['
        '{"layer": "InputLayer", "batch_shape": [null, 100000]},'
        '{"layer": "Dense", "units": 100000}]}'
    )
    done = Run("summary", "--style", "keras2.6", str(path))
    assert "counts are cut off, as Keras 2.4 to 2.6 does" in done.err
    assert done.status == 0


# the door


def test_verbs_need_a_file():
    assert Run("summary").status == 2
    assert "FILE" in Run("summary").err


def test_a_file_may_be_called_like_a_verb(tmp_path: Path):
    (tmp_path / "summary").write_bytes(Path(DIGITS).read_bytes())
    done = Run("summary", "summary", folder=tmp_path)
    assert "Total params: 7,850" in done.out
    opened = Run("summary", folder=tmp_path, DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert "usage" not in opened.err  # one argument that is a file is a file to open


def test_the_words_go_out_in_utf_8_whatever_the_terminal_says(tmp_path: Path):
    path = tmp_path / "weiß-卷积.design"
    path.write_text(BROKEN.replace('"layer": "Flatten"', '"layer": "Flatten", "name": "卷积"'))
    done = Run("summary", str(path), PYTHONIOENCODING="ascii", LC_ALL="C")
    assert "卷积 (Flatten)" in done.out
    assert "weiß-卷积" in done.err


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text elsewhere")
def test_a_file_name_that_is_no_text(tmp_path: Path):
    name = os.fsdecode(os.fsencode(str(tmp_path)) + b"/\xff.design")
    Path(name).write_bytes(Path(DIGITS).read_bytes())
    assert json.loads(Run("summary", "--json", name).out)["total"] == 7850


def test_a_reader_that_has_seen_enough(tmp_path: Path):
    shell = f'"{sys.executable}" -m designer summary {" ".join([CLASSIFIER] * 200)} | head -n 1'
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(shell, shell=True, capture_output=True, env=environment, timeout=60)
    assert done.stdout.decode() == f"==> {CLASSIFIER} <==\n"
    assert done.stderr == b""


def test_no_part_of_qt_is_loaded():
    heavy = ("PySide6", "shiboken6", "numpy", "pyqtgraph")
    check = (
        "import sys; from designer import cli, __main__;"
        f"status = cli.run(cli.parse(['summary', {DIGITS!r}]), print);"
        f"assert not [m for m in sys.modules if m.startswith({heavy})]; sys.exit(status)"
    )
    assert subprocess.run([sys.executable, "-c", check], capture_output=True).returncode == 0


def test_a_summary_opens_models_and_tells_what_is_trained(
    tmp_path: Path, cases: Callable[[str], list[dict[str, Any]]]
):
    """As Keras 3.15.1 prints a frozen model inside a model on a terminal of 80 columns."""
    model = next(case for case in cases("models") if case["id"] == "zoo-nested-frozen")
    wanted = {"model_id": model["id"], "columns": 80, "line_length": None}
    wanted |= {"show_trainable": True, "expand_nested": True}
    (printed,) = [case["text"] for case in cases("summary_text") if wanted.items() <= case.items()]
    file = tmp_path / "frozen.json"
    file.write_text(model["keras_json"], encoding="utf-8")
    assert Run("summary", "--show-trainable", "--expand-nested", str(file)).out == printed
    assert "conv2d" not in Run("summary", str(file)).out


def test_a_folder_stands_for_the_models_in_it(tmp_path: Path):
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    design = read_design(DIGITS)
    (inside / "digits.json").write_text(keras_json.write(design))
    (tmp_path / "z.design").write_bytes(Path(DIGITS).read_bytes())
    (tmp_path / "read me.txt").write_text("no model")
    done = Run("summary", "--json", str(tmp_path))
    found = [json.loads(line) for line in done.out.splitlines()]
    assert [(each["file"], each["total"]) for each in found] == [
        (str(inside / "digits.json"), 7850),
        (str(tmp_path / "z.design"), 7850),
    ]
    assert done.status == 0
    (inside / "digits.json").unlink()
    empty = Run("summary", "--json", str(inside))
    assert (empty.status, "folder" in json.loads(empty.out)["error"]["message"]) == (2, True)


def test_a_console_clips_what_is_wider(
    tmp_path: Path, cases: Callable[[str], list[dict[str, Any]]]
):
    """As Keras 3.15.1 printed a table that was wider than its console."""
    case = next(
        case
        for case in cases("summary_text")
        if (case["line_length"] or 0) > case["columns"] and not case["expand_nested"]
    )
    model = next(m for m in cases("models") if m["id"] == case["model_id"])
    file = tmp_path / "model.json"
    file.write_text(model["keras_json"], encoding="utf-8")
    options = ["--width", str(case["line_length"]), "--columns", str(case["columns"])]
    options += ["--show-trainable"] * case["show_trainable"]
    assert Run("summary", *options, str(file)).out == case["text"]


def test_an_open_size_is_traced_to_the_input(tmp_path: Path):
    """What a Flatten makes of an image of open sides has no known length."""
    path = tmp_path / "open.design"
    path.write_text(
        BROKEN.replace("84, 84", "null, null")
        .replace("91", "3")
        .replace('"Flatten"}', '"Flatten"}, {"layer": "Dense", "units": 4}')
    )
    done = Run("summary", str(path))
    assert done.status == 1
    assert (
        "h\u00a0·\u00a0w\u00a0·\u00a04, is unknown: set the height and width of the Input.\n"
        in done.err
    )
