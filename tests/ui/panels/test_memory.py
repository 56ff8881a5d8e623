"""The memory panel. Expected sizes: parameters times bytes, written as Keras writes them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer.core.layers.dense import Dense
from designer.core.layers.reshaping import Flatten
from designer.session.session import Session
from designer.ui.panels.memory import MemoryPanel
from designer.ui.theme import Look


def texts(values) -> dict[str, str]:
    return {name: label.text() for name, label in values.items()}


def test_it_says_what_the_weights_take(classifier: Session, look: Look, show) -> None:
    panel = MemoryPanel(classifier, look)
    show(panel)
    # outputs a sample, of the convolutions, poolings and dropouts down to the 9 classes:
    # 2,097,152 + 2,064,512 + 3 * 225,792 + 215,168 + 3 * 53,792 + 48,672 + 3 * 11,552
    # + 2 * 512 + 2 * 128 + 9 = 5,300,201 numbers of 4 bytes
    assert texts(panel.totals.values) == {
        "Weights": "23.00 MB",
        "Trainable": "23.00 MB",
        "Non-trainable": "0.00 B",
        "Activations": "20.22 MB",
    }
    assert panel.totals.values["Weights"].toolTip() == "24,116,388 bytes"
    assert panel.totals.values["Activations"].toolTip() == "21,200,804 bytes"
    assert texts(panel.precisions.values) == {
        "float64": "46.00 MB",
        "float32": "23.00 MB",
        "float16": "11.50 MB",
        "bfloat16": "11.50 MB",
        "int8": "5.75 MB",
    }
    assert "1 MB = 1,048,576 bytes" in panel.note.text()


def test_each_layer_has_its_share(classifier: Session, look: Look, show) -> None:
    panel = MemoryPanel(classifier, look)
    show(panel)
    rows = panel.table.rows
    cells = [[rows.index(r, c).data() for c in range(3)] for r in (1, 2, 13)]
    assert cells == [
        ["conv2d_1 (Conv2D)", "36.12 KB", "0.2%"],
        ["max_pooling2d (MaxPooling2D)", "0.00 B", "0.0%"],
        ["dense (Dense)", "22.56 MB", "98.1%"],
    ]


def test_frozen_weights_are_told_apart(session: Session, look: Look, show) -> None:
    source = session.store.design.chain[0].uid
    session.editor.set_field(source, "batch_shape", (None, 256))
    session.editor.insert(1, [Dense(units=256, use_bias=False, trainable=False)])
    panel = MemoryPanel(session, look)
    show(panel)
    assert texts(panel.totals.values) == {
        "Weights": "256.00 KB",
        "Trainable": "0.00 B",
        "Non-trainable": "256.00 KB",
        "Activations": "1.00 KB",
    }


def test_where_a_layer_cannot_run_it_is_at_least_so_much(broken: Session, look: Look, show) -> None:
    panel = MemoryPanel(broken, look)
    show(panel)
    assert panel.totals.values["Weights"].text() == "≥ 75.75 KB"
    assert panel.precisions.values["int8"].text() == "≥ 18.94 KB"
    assert [panel.table.rows.index(5, c).data() for c in (1, 2)] == ["?", "?"]


def test_an_empty_chain_divides_by_nothing(session: Session, look: Look, show) -> None:
    session.editor.insert(1, [Flatten()])
    panel = MemoryPanel(session, look)
    show(panel)
    assert panel.table.rows.index(0, 2).data() == "0.0%"


def test_a_click_selects_the_layer(classifier: Session, look: Look, show) -> None:
    panel = MemoryPanel(classifier, look)
    show(panel)
    where = panel.table.visualRect(panel.table.rows.index(3, 2)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert classifier.stage.selection.uids == (classifier.store.design.chain[4].uid,)
