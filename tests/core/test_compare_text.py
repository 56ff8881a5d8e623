"""The comparison as text and JSON, and the verb `compare` as a process of its own."""

import json
from pathlib import Path

import pytest

from designer.core import edits
from designer.core.analyse import analyse
from designer.core.compare import compare
from designer.core.design import Design, new_design
from designer.core.export.comparison import WIDTH, comparison_text
from designer.core.export.text_cells import width
from designer.core.files import design_file
from designer.core.files.gate import read_design
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.words.comparison import line_text
from tests.core.command_line import Run
from tests.core.test_cli import CLASSIFIER, DIGITS

# Without the last pooling, Flatten has 39 * 39 * 32 = 48,672 numbers instead of 11,552.
WITHOUT_A_POOLING = """\
A → B

parameters             6,029,097 → 25,034,537  +19,005,440 (+315.2 %)
memory of the weights  23.00 MB → 95.50 MB  +72.50 MB (+315.2 %)
multiply-accumulates   813,689,984 → 832,695,424  +19,005,440 (+2.3 %)
activations a sample   5,300,201 → 5,362,889  +62,688 (+1.2 %)
most of it             dense +19,005,440

  layer (type)                    output shape             params   difference
──────────────────────────────────────────────────────────────────────────────
= 11 layers, input_layer to conv2d_5
− max_pooling2d_2 (MaxPooling2D)  19×19×32                      0
    gone
~ dropout_2 (Dropout)             19×19×32 → 39×39×32           0
    output grew from 19×19×32 to 39×39×32, because max_pooling2d_2 is gone
~ flatten (Flatten)               11,552 → 48,672               0
    output grew from 11,552 to 48,672, because max_pooling2d_2 is gone
~ dense (Dense)                   512                  24,920,576  +19,005,440
    (48,672 + 1) · 512 parameters instead of (11,552 + 1) · 512, because the output of flatten grew
    from 11,552 to 48,672, because max_pooling2d_2 is gone
= 4 layers, dropout_3 to dense_2
"""


def without_a_pooling() -> Design:
    design = read_design(CLASSIFIER)
    return edits.remove(design, [design.chain[11].uid])


@pytest.fixture
def fewer(tmp_path: Path) -> str:
    path = tmp_path / "fewer.design"
    path.write_bytes(design_file.write(without_a_pooling()))
    return str(path)


def text(before: Design, after: Design) -> str:
    return comparison_text(compare(analyse(before), analyse(after)), ("A", "B"), line_text)


def test_the_text_has_totals_and_a_cause_for_each_layer_that_differs():
    assert text(read_design(CLASSIFIER), without_a_pooling()) == WITHOUT_A_POOLING


def test_no_line_is_wider_than_a_hundred_columns():
    name = "層" * 40 + " and a name that goes on and on"
    before = new_design(*(Dense(units=10**n) for n in range(8)))
    after = new_design(
        *(Dense(units=10**n + 1, name=f"{name} {n}") for n in range(8)),
        input=Input(batch_shape=(None, 28, 28, 3)),
    )
    assert max(map(width, text(before, after).splitlines())) <= WIDTH


def test_of_a_broken_design_the_totals_are_at_least():
    design = read_design(CLASSIFIER)
    block = design.chain[6]
    wider = block.layer.replace(kernel_size=(91, 91))
    broken = edits.replace_layers(design, {block.uid: wider})
    lines = text(design, broken).splitlines()
    # 896 + 9,248 + 9,248 before the layer that cannot run
    assert lines[2] == "parameters             6,029,097 → at least 19,392"
    assert "~ dense (Dense)" in text(design, broken)


# the verb


def test_equal_files(fewer: str):
    done = Run("compare", CLASSIFIER, CLASSIFIER)
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith("\nThere is no difference.\n")


def test_different_files(fewer: str):
    done = Run("compare", CLASSIFIER, fewer)
    assert (done.status, done.err) == (1, "")
    assert done.out == WITHOUT_A_POOLING.replace("A → B", f"{CLASSIFIER} → {fewer}", 1)


def test_json(fewer: str):
    done = Run("compare", CLASSIFIER, fewer, "--json")
    assert done.status == 1
    told = json.loads(done.out)
    assert (told["before"], told["after"]) == (CLASSIFIER, fewer)
    assert (told["equal"], told["complete"]) == (False, True)
    assert told["totals"]["params"] == {
        "before": 6_029_097,
        "after": 25_034_537,
        "difference": 19_005_440,
    }
    gone, _, flatten, dense = told["layers"]
    assert (gone["change"], gone["before"]["name"], gone["after"]) == (
        "removed",
        "max_pooling2d_2",
        None,
    )
    assert flatten["after"]["output_shapes"] == [[None, 48_672]]
    assert dense["through"] == "flatten"
    assert dense["causes"] == [
        {
            "code": "removed",
            "layer": "max_pooling2d_2",
            "setting": None,
            "before": None,
            "after": None,
        }
    ]


def test_a_file_that_cannot_be_read(tmp_path: Path):
    nothing = str(tmp_path / "nothing.design")
    for files in ((nothing, DIGITS), (DIGITS, nothing)):
        done = Run("compare", *files)
        assert (done.status, done.out) == (2, "")
        assert done.err == f"layer-designer: {nothing}: There is no such file.\n"


def test_the_help_tells_the_exit_status():
    assert "layer-designer compare FILE FILE" in Run("--help").out
    told = Run("compare", "--help")
    assert told.status == 0
    assert "0 where the layers are the same, 1 where they differ, 2 where" in told.out
