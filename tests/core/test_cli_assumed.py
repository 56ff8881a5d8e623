"""What was assumed of a printed summary is told beside what a verb prints, on stderr."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TABLE = """\
Model: "sequential"
_________________________________________________________________
Layer (type)                 Output Shape              Param #
=================================================================
dense (Dense)                (None, 4)                 36
_________________________________________________________________
dropout (Dropout)            (None, 4)                 0
_________________________________________________________________
dense_1 (Dense)              (None, 2)                 10
=================================================================
Total params: {}
"""


def run(*arguments: str) -> tuple[int, str, list[str]]:
    done = subprocess.run(
        [sys.executable, "-m", "designer", *arguments],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=120,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode().splitlines()


@pytest.fixture
def printed(tmp_path: Path) -> str:
    path = tmp_path / "printed.txt"
    path.write_text(TABLE.format(46))
    return str(path)


def told(file: str) -> list[str]:
    other = "This would print the same: (None, 9): use_bias False."
    texts = (
        f"input_layer: assumed: the input (None, 8), as 36 = (8 + 1) * 4. {other}",
        f"dense: assumed: (None, 8): use_bias True, as 36 = (8 + 1) * 4. {other}",
        "dropout: assumed: rate 0.5, as a summary does not print it.",
    )
    return [f"layer-designer: {file}: {text}" for text in texts]


def test_a_summary_tells_each(printed: str):
    status, out, err = run("summary", printed)
    assert (status, err) == (0, told(printed))
    assert "assumed" not in out
    status, out, err = run("summary", "--json", printed)
    assert (status, err) == (0, told(printed))
    assert json.loads(out)["total"] == 46


def test_explain_tells_those_of_what_it_explains(printed: str):
    status, _, err = run("explain", printed)
    assert (status, err) == (0, told(printed))
    status, _, err = run("explain", printed, "dropout")
    assert (status, err) == (0, told(printed)[2:])
    assert run("explain", printed, "dense_1")[2] == []


def test_export_tells_each(printed: str, tmp_path: Path):
    status, _, err = run("export", printed, str(tmp_path / "out.keras.json"))
    assert (status, err) == (0, told(printed))


def test_a_design_has_nothing_to_tell(printed: str, tmp_path: Path):
    out = str(tmp_path / "out.keras.json")
    run("export", printed, out)
    assert run("summary", out)[2] == []


def test_a_total_that_the_rows_do_not_give_is_told(tmp_path: Path):
    path = tmp_path / "printed.txt"
    path.write_text(TABLE.format("45 (180.00 B)"))
    status, _, err = run("summary", str(path))
    assert status == 0
    assert err[1] == (
        f"layer-designer: {path}: input_layer: assumed: what the rows say, though the total is "
        "another than the one printed (46 ≠ 45)."
    )
    text = TABLE.format("140 (560.00 B)") + " Optimizer params: 94 (376.00 B)\n"  # Keras 3
    path.write_text(text)
    assert run("summary", str(path))[2] == told(str(path))
