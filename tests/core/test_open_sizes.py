"""An open size that stops a chain is traced to the axes of the input that leave it open."""

from __future__ import annotations

import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.layer import Layer, Shape
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.recurrent import LSTM
from designer.core.layers.regularization import Dropout
from designer.core.layers.reshaping import Flatten
from designer.words.open_sizes import open_sizes_text


def _text(shape: Shape, *layers: Layer) -> str:
    report = analyse(new_design(*layers, input=Input(batch_shape=shape)))
    row = report.problem_row
    assert row is not None
    return open_sizes_text(report, row)


ROW = "Dense has a weight for each number of the row that flatten makes. The length of that row, "

OPEN = "{} has weights whose number depends on sizes that are open in {}: set the {} of the Input."


@pytest.mark.parametrize(
    ("shape", "layers", "text"),
    [
        (
            (None, None, None, 3),
            (Conv2D(filters=8), Flatten(), Dense()),
            ROW
            + "h\u00a0·\u00a0w\u00a0·\u00a08, is unknown: set the height and width of the Input.",
        ),
        (
            (None, None, 2000, 3),
            (Flatten(), Dropout(), Dense()),
            ROW + "h\u00a0·\u00a02,000\u00a0·\u00a03, is unknown: set the height of the Input.",
        ),
        (  # the height and the width may stay open
            (None, None, None, None),
            (Conv2D(),),
            OPEN.format("Conv2D", "(None, None, None, None)", "channels"),
        ),
        (
            (None, None, None),
            (LSTM(),),
            OPEN.format("LSTM", "(None, None, None)", "features"),
        ),
        ((None, 8, 8, 3), (Conv2D(kernel_size=(9, 9)),), ""),
    ],
)
def test_the_axes_that_must_get_a_size(shape: Shape, layers: tuple[Layer, ...], text: str) -> None:
    """Dense and LSTM need their last axis, Conv2D its channels; all else may be open."""
    assert _text(shape, *layers) == text
