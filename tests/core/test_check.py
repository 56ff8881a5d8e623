"""The comparison with Keras, where another script plays Keras; the real one is in tests/oracle."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from designer.check import process
from designer.check.comparison import Difference, differences, question
from designer.check.process import NoAnswer, ask, heard
from designer.core.analyse import analyse
from designer.core.design import Design, new_design
from designer.core.files import design_file
from designer.core.files.gate import read_design
from designer.core.layer import Layer
from designer.core.layers.convolution import Conv2D
from designer.core.layers.input import Input
from designer.core.report import Report
from designer.paths import resource
from designer.words.check import comparison_text, no_answer_text
from tests.core.command_line import Run

TOLD = {"keras": "3.15.1", "backend": "torch"}
INPUT = {
    "name": "input_layer",
    "type": "InputLayer",
    "outputs": [[None, 8, 8, 3]],
    "params": 0,
    "trainable": 0,
}
# (3 * 3 * 3 + 1) * 4 = 112
CONV = {
    "name": "conv2d",
    "type": "Conv2D",
    "outputs": [[None, 6, 6, 4]],
    "params": 112,
    "trainable": 112,
}
SMALL = new_design(Conv2D(filters=4), input=Input(batch_shape=(None, 8, 8, 3)))


def report(*layers: Layer) -> Report:
    return analyse(new_design(*layers, input=Input(batch_shape=(None, 8, 8, 3))))


def answer(*rows: dict[str, Any], refused: int | None = None) -> dict[str, Any]:
    said = None if refused is None else {"index": refused, "text": "no\nway"}
    return {"rows": list(rows), "refused": said}


def test_keras_gets_the_layers_without_automatic_names():
    start, conv = question(analyse(SMALL))
    assert (start["layer"]["class_name"], start["layer"]["config"]["name"]) == ("InputLayer", None)
    assert conv["layer"]["config"]["filters"] == 4
    assert (conv["args"], conv["kwargs"]) == (["x"], {})


def test_what_is_equal_has_no_differences():
    made = analyse(SMALL)
    assert differences(made, answer(INPUT, CONV)) == []
    assert comparison_text(made, TOLD, answer(INPUT, CONV)) == (
        "equal to Keras 3.15.1 (torch): 2 rows, 112 parameters"
    )


def test_everything_that_differs_is_told():
    other = {
        "name": "conv",
        "type": "Conv1D",
        "outputs": [[None, 6, 6, 5]],
        "params": 1120,
        "trainable": 0,
    }
    assert comparison_text(analyse(SMALL), TOLD, answer(INPUT, other)).splitlines() == [
        "differs from Keras 3.15.1 (torch):",
        "  conv2d, name: conv2d here, conv in Keras",
        "  conv2d, type: Conv2D here, Conv1D in Keras",
        "  conv2d, output shape: (None, 6, 6, 4) here, (None, 6, 6, 5) in Keras",
        "  conv2d, params: 112 here, 1,120 in Keras",
        "  conv2d, trainable: 112 here, 0 in Keras",
    ]


def test_who_stops_first_is_told():
    told = answer(INPUT, refused=1)
    assert differences(analyse(SMALL), told) == [
        Difference("conv2d", "verdict", "runs", "cannot run")
    ]
    broken = report(Conv2D(kernel_size=(9, 9)))
    assert differences(broken, answer(INPUT, CONV)) == [
        Difference("conv2d", "verdict", "cannot run", "runs")
    ]
    assert comparison_text(broken, TOLD, told) == (
        "Keras 3.15.1 (torch) refuses conv2d, too\n  Keras: no way"
    )


def test_a_layer_that_keras_does_not_have_ends_the_comparison():
    made = analyse(read_design(resource("examples", "i-lenet-5.design")))
    rows = [
        {
            "name": row.name,
            "type": row.type,
            "outputs": [list(shape) for shape in row.outputs],
            "params": row.params,
            "trainable": row.trainable,
        }
        for row in made.rows[:2]
    ]
    assert len(question(made)) == 2
    assert comparison_text(made, TOLD, answer(*rows)) == (
        f"equal to Keras 3.15.1 (torch) for 2 rows, until {made.names[2]}, which is no layer of "
        "Keras"
    )


# the other process


def test_where_there_is_no_keras_the_way_to_get_one_is_told():
    """The Python of the tests has none; what it says is what any Python says."""
    with pytest.raises(NoAnswer) as caught:
        heard(b'{"missing": "ModuleNotFoundError: no keras"}')
    assert no_answer_text(caught.value, "py") == (
        "There is no Keras 3 that runs beside py: ModuleNotFoundError: no keras\n"
        "To install it: py -m pip install keras torch"
    )


def test_what_is_no_answer_is_told():
    with pytest.raises(NoAnswer) as caught:
        heard(b"", b"Traceback\nMemoryError\n\n")
    assert no_answer_text(caught.value, "py") == "Keras gave no answer: MemoryError"


def test_a_python_that_is_not_there(tmp_path: Path):
    python = str(tmp_path / "python")
    with pytest.raises(NoAnswer) as caught:
        ask([analyse(SMALL)], python)
    assert caught.value.code == "no_python"


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A script that is run in the place of the one that asks Keras."""
    path = tmp_path / "stand_in.py"
    monkeypatch.setattr(process, "command", lambda python: [python, str(path)])
    return path


def test_patience_ends(stand_in: Path):
    stand_in.write_text("import time; time.sleep(60)")
    with pytest.raises(NoAnswer) as caught:
        ask([analyse(SMALL)], sys.executable, 0.2)
    assert no_answer_text(caught.value, "py") == "Keras has not answered within 0.2 seconds."


def test_the_answer_comes_from_another_process(stand_in: Path):
    told = {**TOLD, "answers": [answer(INPUT, CONV)]}
    stand_in.write_text(f"import sys; sys.stdin.read(); print({json.dumps(told)!r})")
    assert ask([analyse(SMALL)], sys.executable) == told


# the command line


def file(folder: Path, design: Design) -> str:
    path = folder / "a.design"
    path.write_bytes(design_file.write(design))
    return str(path)


def test_without_keras_the_command_says_so(tmp_path: Path):
    done = Run("check", file(tmp_path, SMALL), "--python", str(tmp_path / "nothing"))
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"layer-designer: {tmp_path / 'nothing'} cannot be started")


def test_a_file_that_cannot_be_read_is_no_reason_to_ask(tmp_path: Path):
    done = Run("check", str(tmp_path / "missing.design"), "--python", str(tmp_path / "nothing"))
    assert done.status == 2
    assert done.err == f"layer-designer: {tmp_path / 'missing.design'}: There is no such file.\n"


@pytest.mark.parametrize(("params", "status"), [(112, 0), (113, 1)])
def test_the_exit_status_says_whether_both_agree(tmp_path: Path, params: int, status: int):
    told = {**TOLD, "answers": [answer(INPUT, {**CONV, "params": params})]}
    python = tmp_path / "python"
    python.write_text(f"#!{sys.executable}\nprint({json.dumps(told)!r})\n")
    python.chmod(0o755)
    done = Run("check", file(tmp_path, SMALL), "--python", str(python))
    assert (done.status, done.err) == (status, "")
    verdict = "differs from" if status else "equal to"
    assert done.out.startswith(f"{tmp_path / 'a.design'}: {verdict} Keras 3.15.1 (torch)")
