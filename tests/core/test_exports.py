"""Exports as text: Markdown, CSV and JSON, of good designs and of broken ones."""

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.design import Design, new_design
from designer.core.export.csv_table import csv_table
from designer.core.export.json_object import json_object
from designer.core.export.markdown import markdown
from designer.core.files import design_file
from designer.core.files.gate import design_of, read_design
from designer.core.layer import LAYERS
from designer.core.layers.convolution import Conv2D
from designer.core.layers.input import Input
from designer.core.layers.recurrent import LSTM
from designer.core.layers.reshaping import Flatten
from designer.core.report import Report
from designer.formats import TEXT_FORMATS, format_for
from designer.paths import resource
from designer.words import problem_text


def example(name: str) -> Report:
    return analyse(read_design(resource("examples", f"{name}.design")))


def named(*names: str) -> Design:
    return new_design(
        *(Flatten().replace(name=name) for name in names), input=Input(batch_shape=(None, 2))
    )


CLASSIFIER = example("c-image-classifier")
BROKEN = analyse(
    new_design(
        Conv2D(filters=4),
        Conv2D(kernel_size=(91, 91)),
        Flatten(),
        input=Input(batch_shape=(None, 86, 86, 3)),
    )
)
REASON = "valid padding: (84 - 91) / 1 + 1 = -6: a 91x91 window does not fit in 84x84"


# tables


def test_markdown():
    report = example("a-first-network")
    lines = markdown(report, problem_text).splitlines()
    assert lines[0] == "# A first network: 4 inputs, 5 classes"
    assert "Source: 000_90ae5301d7fab2d6" in lines
    start = lines.index("| Layer (type) | Output Shape | Param # |")
    assert lines[start + 1 : start + 4] == [
        "| :--- | :--- | ---: |",
        "| dense (Dense) | (None, 7) | 35 |",
        "| activation (Activation) | (None, 7) | 0 |",
    ]
    assert lines[-3:] == [
        "- Total params: 209 (836.00 B)",
        "- Trainable params: 209 (836.00 B)",
        "- Non-trainable params: 0 (0.00 B)",
    ]


def test_markdown_shows_names_as_they_are():
    design = replace(named("a|b", "_x_", "dense_1", "<b>*c*"), title="# [one]\ntwo")
    lines = markdown(analyse(design), problem_text).splitlines()
    assert lines[0] == r"# \# \[one\] two"
    assert [line.split(" (")[0] for line in lines if "(Flatten)" in line] == [
        r"| a\|b",
        r"| \_x\_",
        "| dense_1",
        r"| \<b\>\*c\*",
    ]


def test_markdown_of_a_broken_design():
    lines = markdown(BROKEN, problem_text).splitlines()
    assert lines[5].startswith(f"| conv2d_1 (Conv2D) | {REASON}")
    assert lines[5].endswith("| ? |")
    assert "- Total params: at least 112 (448.00 B)" in lines


def read_csv(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_table(report, problem_text))))


def test_csv():
    first, *_, last = read_csv(CLASSIFIER)
    assert first == {
        "name": "conv2d",
        "type": "Conv2D",
        "output_shape": "(None, 256, 256, 32)",
        "params": "896",
        "trainable": "896",
        "non_trainable": "0",
        "bytes": "3584",
        "problem": "",
    }
    assert (last["name"], last["params"]) == ("dense_2", "1161")
    assert sum(int(row["params"]) for row in read_csv(CLASSIFIER)) == 6_029_097


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@cmd", "=cmd|'/C calc'!A0"])
def test_csv_cells_are_no_formulas(name: str):
    assert read_csv(analyse(named(name)))[0]["name"] == f"'{name}"


def test_csv_of_a_broken_design_leaves_open_what_is_not_known():
    rows = read_csv(BROKEN)
    assert rows[1]["problem"].startswith(REASON)
    assert [rows[2][key] for key in ("output_shape", "params", "bytes", "problem")] == [""] * 4


# JSON


def test_json():
    described = json_object(CLASSIFIER, problem_text)
    assert list(described) == [
        "name",
        "rows",
        "total",
        "trainable",
        "non_trainable",
        "bytes",
        "complete",
    ]
    assert described["rows"][0] == {
        "name": "conv2d",
        "type": "Conv2D",
        "output_shape": [None, 256, 256, 32],
        "params": 896,
        "trainable": 896,
        "non_trainable": 0,
        "problem": None,
    }
    assert len(described["rows"]) == 18
    totals = {key: described[key] for key in ("name", "total", "bytes", "complete")}
    assert totals == {
        "name": "sequential",
        "total": 6_029_097,
        "bytes": 24_116_388,
        "complete": True,
    }


def test_json_of_several_outputs_is_a_list_of_shapes():
    layer = LSTM(units=2, return_state=True)
    report = analyse(new_design(layer, input=Input(batch_shape=(None, 5, 3))))
    assert json_object(report, problem_text)["rows"][0]["output_shape"] == [[None, 2]] * 3


def test_json_of_a_broken_design():
    described = json_object(BROKEN, problem_text)
    broken, waiting = described["rows"][1:]
    assert broken["problem"]["code"] == "window_too_large"
    assert broken["problem"]["message"].startswith(REASON)
    assert waiting == {
        "name": "flatten",
        "type": "Flatten",
        "output_shape": None,
        "params": None,
        "trainable": None,
        "non_trainable": None,
        "problem": None,
    }
    assert (described["total"], described["complete"]) == (112, False)


def test_the_problem_of_an_input_that_is_not_printed_stands_in_the_first_row():
    report = analyse(new_design(Flatten(), input=Input(batch_shape=None)))
    (row,) = json_object(report, problem_text)["rows"]
    assert row["problem"]["code"] == "no_input_shape"


# all formats


def test_the_ending_says_the_format():
    endings = {
        "a.txt": "Summary, Keras 3",
        "a.MD": "Markdown",
        "a.csv": "CSV",
        "a.json": "JSON",
        "a.keras.json": "Keras model",
        "a.design": "Design",
    }
    found = {name: getattr(format_for(name), "title", None) for name in [*endings, "a.png", "a"]}
    assert found == {**endings, "a.png": None, "a": None}


@pytest.mark.parametrize("form", TEXT_FORMATS, ids=lambda form: form.title)
def test_every_format_writes_every_layer(form: Any):
    """On an input that suits some of them: a problem is no reason to fail, either."""
    for cls in LAYERS.values():
        report = analyse(new_design(cls(), input=Input(batch_shape=(None, 8, 8, 3))))
        text = form.write(report)
        assert text.strip()
        assert not re.search(r"[\x00-\x09\x0b-\x1f]", text)
        text.encode()


def test_json_and_designs_parse():
    for name in ("a.json", "a.keras.json", "a.design"):
        form = format_for(name)
        assert form is not None
        assert json.loads(form.write(CLASSIFIER))
    keras, design = format_for("a.keras.json"), format_for("a.design")
    assert keras is not None
    assert design is not None
    assert design_of(design.write(CLASSIFIER).encode()) == CLASSIFIER.design
    assert design_of(keras.write(CLASSIFIER).encode()).chain == CLASSIFIER.design.chain
    assert design_file.write(CLASSIFIER.design).decode() == design.write(CLASSIFIER)
