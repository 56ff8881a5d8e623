"""What was assumed of a printed summary is told beside what a verb prints, on stderr."""

import json
from pathlib import Path

import pytest

from tests.core.command_line import Run

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
    done = Run("summary", printed)
    assert (done.status, done.told) == (0, told(printed))
    assert "assumed" not in done.out
    done = Run("summary", "--json", printed)
    assert (done.status, done.told) == (0, told(printed))
    assert json.loads(done.out)["total"] == 46


def test_explain_tells_those_of_what_it_explains(printed: str):
    done = Run("explain", printed)
    assert (done.status, done.told) == (0, told(printed))
    done = Run("explain", printed, "dropout")
    assert (done.status, done.told) == (0, told(printed)[2:])
    assert Run("explain", printed, "dense_1").told == []


def test_export_tells_each(printed: str, tmp_path: Path):
    done = Run("export", printed, str(tmp_path / "out.keras.json"))
    assert (done.status, done.told) == (0, told(printed))


def test_a_design_has_nothing_to_tell(printed: str, tmp_path: Path):
    out = str(tmp_path / "out.keras.json")
    Run("export", printed, out)
    assert Run("summary", out).told == []


def test_a_total_that_the_rows_do_not_give_is_told(tmp_path: Path):
    path = tmp_path / "printed.txt"
    path.write_text(TABLE.format("45 (180.00 B)"))
    done = Run("summary", str(path))
    assert done.status == 0
    assert done.told[1] == (
        f"layer-designer: {path}: input_layer: assumed: what the rows say, though the total is "
        "another than the one printed (46 ≠ 45)."
    )
    text = TABLE.format("140 (560.00 B)") + " Optimizer params: 94 (376.00 B)\n"  # Keras 3
    path.write_text(text)
    assert Run("summary", str(path)).told == told(str(path))
