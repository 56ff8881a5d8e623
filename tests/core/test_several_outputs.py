"""A layer with several outputs in the middle of a functional chain: the first one goes on.

`x, h, c = LSTM(4, return_state=True)(inputs)` and `Dense(2)(x)`; the rows are those that Keras
3.15.1 prints. In a sequential model Keras refuses it.
"""

from designer.check.comparison import question
from designer.core.analyse import analyse
from designer.core.design import Design, new_design
from designer.core.export.keras_code import keras_code
from designer.core.export.summary_text import summary_text
from designer.core.files.gate import design_of
from designer.core.files.keras_json import write
from designer.core.files.printed_summary import parse
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.nested import Functional, Sequential
from designer.core.layers.recurrent import GRU, LSTM
from designer.core.layers.wrappers import Bidirectional
from designer.core.report import Report
from designer.words import problem_text

START = Input(batch_shape=(None, 5, 3))
STATES = LSTM(units=4, return_state=True)
PRINTED = """\
Model: "functional"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ input_layer (InputLayer)        │ (None, 5, 3)           │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ lstm (LSTM)                     │ [(None, 4), (None, 4), │           128 │
│                                 │ (None, 4)]             │               │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense (Dense)                   │ (None, 2)              │            10 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 138 (552.00 B)
 Trainable params: 138 (552.00 B)
 Non-trainable params: 0 (0.00 B)
"""


def functional() -> Design:
    return new_design(STATES, Dense(units=2), input=START).replace(kind="functional")


def counts(report: Report) -> list[int | None]:
    return [row.params for row in report.rows]


def test_the_first_output_goes_on():
    assert summary_text(analyse(functional())) == PRINTED


def test_a_sequential_model_has_no_use_for_the_others():
    report = analyse(functional().replace(kind="sequential"), analyse(functional()))
    assert report.problem_row is not None
    assert report.problem_row.index == 2
    again = analyse(functional(), report)
    assert counts(again) == [0, 128, 10]


def test_json_says_which_output_it_is():
    text = write(functional())
    assert '"shape": [null, 4], "dtype": "float32", "keras_history": ["lstm", 0, 0]' in text
    assert summary_text(analyse(design_of(text.encode()))) == PRINTED


def test_a_printed_summary_is_read_back():
    report = analyse(parse(PRINTED))
    assert (counts(report), report.total) == ([0, 128, 10], 138)


def test_a_functional_model_inside_another_model():
    inside = Functional(layers=(START, STATES, Dense(units=2)))
    assert inside.at((None, 5, 3)).params == 138
    refused = Sequential(layers=(STATES, Dense(units=2))).at((None, 5, 3)).problem
    assert refused is not None
    assert refused.code == "inside"


def test_code_takes_the_first_one():
    both = Bidirectional(layer=GRU(units=2), merge_mode=None)
    sequences = STATES.replace(return_sequences=True)
    design = new_design(sequences, both, Dense(units=2), input=START).replace(kind="functional")
    lines = keras_code(analyse(design), problem_text).splitlines()
    assert [line.endswith("[0]") for line in lines[4:7]] == [True, True, False]


def test_keras_is_asked_for_the_same():
    assert [about["first"] for about in question(analyse(functional()))] == [True] * 3
    assert not any(about["first"] for about in question(analyse(new_design(Dense()))))
