"""Copy, cut and paste: our JSON for this program, readable text for all others."""

import pytest
from PySide6.QtCore import QMimeData

from designer.core.design import new_design
from designer.core.files.faults import Unreadable
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.session import clipboard


def test_layers_come_back_as_new_blocks_with_their_settings() -> None:
    design = new_design(Conv2D(filters=7), Dense(units=3, name="head"))
    data = clipboard.to_mime(design, design.chain[1:])
    back = clipboard.from_mime(data)
    assert [b.layer for b in back] == [b.layer for b in design.chain[1:]]
    assert not {b.uid for b in back} & {b.uid for b in design.chain}


def test_other_programs_get_the_rows_as_text() -> None:
    # 3 * 3 * 1 * 7 + 7 = 70
    design = new_design(Conv2D(filters=7))
    text = clipboard.to_mime(design, design.chain[1:]).text()
    assert text == "conv2d (Conv2D)\t(None, 26, 26, 7)\t70"


@pytest.mark.parametrize(
    ("text", "code"), [("hello", "not_layers"), ("", "not_layers"), ("{}", "not_a_model")]
)
def test_text_that_is_not_ours_is_refused(text: str, code: str) -> None:
    data = QMimeData()
    data.setText(text)
    with pytest.raises(Unreadable) as caught:
        clipboard.from_mime(data)
    assert caught.value.faults[0].problem.code == code


def test_a_printed_summary_is_told_from_other_text() -> None:
    data = QMimeData()
    data.setText("Layer (type)  Output Shape  Param #\ndense (Dense)  (None, 3)  27\n")
    assert clipboard.summary_in(data) == data.text().encode()
    data.setText("a Layer (type) in a sentence")
    assert clipboard.summary_in(data) is None
    assert clipboard.summary_in(QMimeData()) is None
