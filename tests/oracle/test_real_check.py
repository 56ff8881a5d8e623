"""`layer-designer check` with the real Keras at the other end."""

import sys

from designer.check.process import ask
from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.files.gate import read_design
from designer.core.layers.convolution import Conv2D
from designer.core.layers.input import Input
from designer.words.check import comparison_text

from .corpus import EXAMPLES


def test_every_example_equals_keras():
    reports = [analyse(read_design(path)) for path in EXAMPLES]
    told = ask(reports, sys.executable)
    for report, answer in zip(reports, told["answers"], strict=True):
        assert comparison_text(report, told, answer).startswith("equal to Keras 3.")


def test_what_keras_refuses_is_refused():
    layers = (Conv2D(filters=4), Conv2D(kernel_size=(9, 9)))
    report = analyse(new_design(*layers, input=Input(batch_shape=(None, 8, 8, 3))))
    told = ask([report], sys.executable)
    first = comparison_text(report, told, *told["answers"]).splitlines()[0]
    assert first.endswith("refuses conv2d_1, too")
