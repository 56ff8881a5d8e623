"""The memory panel. Expected sizes: parameters and outputs of example C times their bytes."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from designer.core.demand import PRECISIONS
from designer.core.layers.dense import Dense
from designer.core.layers.regularization import Dropout
from designer.core.layers.reshaping import Flatten
from designer.session.session import Session
from designer.ui.panels.memory import MemoryPanel
from designer.ui.plain import Label
from designer.ui.theme import Look


def texts(values: Mapping[str, Label]) -> dict[str, str]:
    return {name: label.text() for name, label in values.items()}


def opened(session: Session, look: Look, show) -> MemoryPanel:
    panel = MemoryPanel(session, look)
    show(panel)
    return panel


def choose(combo: QWidget, steps: int) -> None:
    """Focus a list of choices and go down by so many with the arrow key."""
    combo.setFocus()
    for _ in range(steps):
        QTest.keyClick(combo, Qt.Key.Key_Down)


def write(field: QWidget, text: str) -> None:
    """Focus a field, and type over what stands in it."""
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)


def press(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_it_takes_to_use_the_model(classifier: Session, look: Look, show) -> None:
    panel = opened(classifier, look, show)
    using = panel.totals.using
    # 6,029,097 parameters of 4 bytes; conv2d_1 takes 256 x 256 x 32 and gives 254 x 254 x 32:
    # 32 * 4 * (2,097,152 + 2,064,512) bytes
    assert texts(using.values) == {"weights": "23.00 MiB", "widest": "508.02 MiB"}
    assert using.values["weights"].toolTip() == "24,116,388 bytes"
    assert using.values["widest"].toolTip() == "532,692,992 bytes"
    assert using.notes["widest"].text().startswith("conv2d_1 takes most:")
    assert using.total.text() == "531.01 MiB"
    # 23.00 + 508.02 are not 531.01, so the bytes stand below
    assert using.sum.text() == "24,116,388 + 532,692,992 = 556,809,380 bytes"
    # (8 * 1024**3 - 24,116,388) // (4 * 4,161,664) = 514
    assert using.verdict.text() == "✓ Fits in 8 GiB, as do batches of up to 514."
    assert using.verdict.property("role") == "ok"


def test_what_it_takes_to_train_it(classifier: Session, look: Look, show) -> None:
    panel = opened(classifier, look, show)
    training = panel.totals.training
    # outputs a sample, of the convolutions, poolings and dropouts down to the 9 classes:
    # 2,097,152 + 2,064,512 + 3 * 225,792 + 215,168 + 3 * 53,792 + 48,672 + 3 * 11,552
    # + 2 * 512 + 2 * 128 + 9 = 5,300,201 numbers of 4 bytes, 32 times; input 256 * 256 * 3
    assert texts(training.values) == {
        "weights": "23.00 MiB",
        "gradients": "23.00 MiB",
        "optimizer": "46.00 MiB",
        "input": "24.00 MiB",
        "activations": "647.00 MiB",
    }
    assert training.titles["optimizer"].text() == "Adam"
    assert training.notes["optimizer"].text().startswith("12,058,196 numbers")
    assert training.values["activations"].toolTip() == "678,425,728 bytes"


def test_work_is_counted_and_doubled(classifier: Session, look: Look, show) -> None:
    panel = opened(classifier, look, show)
    assert texts(panel.totals.work.values) == {
        "macs": "813,689,984",
        "flops": "1,627,379,968",
        "batch": "26,038,079,488",
    }
    assert panel.totals.work.total.text() == "814 M MACs"


def test_every_precision_and_who_says_which(classifier: Session, look: Look, show) -> None:
    panel = opened(classifier, look, show)
    assert texts(panel.totals.weights.values) == {
        "float64": "46.00 MiB",
        "float32": "23.00 MiB",
        "float16": "11.50 MiB",
        "bfloat16": "11.50 MiB",
        "int8": "5.75 MiB",
    }
    assert panel.totals.weights.said.text() == "All layers with parameters say float32."
    dense = classifier.store.design.chain[-1].uid
    classifier.editor.set_field(dense, "dtype", "float64")
    said = panel.totals.weights.said.text()
    assert said == "float32: conv2d, conv2d_1, conv2d_2 and 5 more; float64: dense_2."


def test_another_precision(classifier: Session, look: Look, show) -> None:
    panel = opened(classifier, look, show)
    choose(panel.bar.precision, 3)
    assert panel.bar.precision.currentText() == "mixed_float16"
    values = texts(panel.totals.training.values)
    assert (values["weights"], values["activations"]) == ("23.00 MiB", "323.50 MiB")
    # the loss is scaled: 4 more variables
    assert panel.totals.training.notes["optimizer"].text().startswith("12,058,200 numbers")
    choose(panel.bar.precision, 4)
    assert panel.bar.precision.currentText() == "int8"
    assert panel.totals.training.total.text() == "—"
    assert panel.totals.training.verdict.text().startswith("Keras does not train in int8")
    assert not panel.totals.training.values["gradients"].isVisible()
    assert classifier.settings.get("memory_precision") == "int8"


def test_another_optimizer(classifier: Session, look: Look, show) -> None:
    panel = opened(classifier, look, show)
    QTest.keyClicks(panel.bar.optimizer, "Lion")
    assert panel.totals.training.titles["optimizer"].text() == "Lion"
    assert panel.totals.training.values["optimizer"].toolTip() == "24,116,396 bytes"
    assert classifier.settings.get("memory_optimizer") == "lion"


def test_another_batch(classifier: Session, look: Look, show) -> None:
    panel = opened(classifier, look, show)
    write(panel.bar.batch, "1")
    assert panel.totals.using.values["widest"].toolTip() == "16,646,656 bytes"
    assert panel.totals.training.notes["input"].text() == "What comes in, for one sample."
    QTest.keyClick(panel.bar.batch, Qt.Key.Key_Up)
    assert panel.bar.batch.text() == "2"
    assert panel.totals.using.values["widest"].toolTip() == "33,293,312 bytes"
    write(panel.bar.batch, "0")
    assert panel.bar.batch.property("problem")
    assert classifier.settings.get("memory_batch") == 2


def test_a_budget_that_is_too_small(classifier: Session, look: Look, show) -> None:
    panel = opened(classifier, look, show)
    write(panel.bar.budget, "500 MB")
    # (500,000,000 - 24,116,388) // 16,646,656 = 28 to use it; to train it, 4 * 24,116,388 + 8
    # bytes are gone, and a sample takes 4 * (196,608 + 5,300,201): 18
    verdict = "✗ Does not fit in 500 MB with a batch of 32; batches of up to {} do."
    assert panel.totals.using.verdict.text() == verdict.format(28)
    assert panel.totals.training.verdict.text() == verdict.format(18)
    assert panel.totals.training.verdict.property("role") == "error"
    write(panel.bar.budget, "20 MiB")
    assert panel.totals.using.verdict.text() == "✗ Not even one sample fits in 20 MiB."
    write(panel.bar.budget, "much")
    assert panel.bar.budget.property("problem")
    assert classifier.settings.get("memory_budget") == "20 MiB"


def test_the_switch_names_its_units(classifier: Session, look: Look, show) -> None:
    panel = opened(classifier, look, show)
    assert panel.bar.base.text() == "MiB"
    press(panel.bar.base)
    assert panel.bar.base.text() == "MB"
    assert panel.bar.base.toolTip() == "1 MB is 1,000,000 bytes. Press for MiB."
    assert panel.totals.using.values["weights"].text() == "24.12 MB"
    assert panel.bar.budget.currentText() == "8 GiB"
    assert panel.bar.budget.itemText(4) == "8 GB"
    assert panel.totals.units.text() == (
        "Sizes: 1 MB = 1,000,000 bytes; where Keras writes MB, it is 1,048,576. "
        "Budget: 8 GiB = 8,589,934,592 bytes."
    )


def test_the_weights_say_what_keras_writes_and_what_a_file_takes(
    classifier: Session, look: Look, show
) -> None:
    panel = opened(classifier, look, show)
    press(panel.bar.base)
    note = panel.totals.using.notes["weights"]
    every = "Every parameter, trained or not. A saved file takes as much, a little more for names."
    keras = "Keras's summary writes 23.00 MB: there 1 MB = 1,048,576 bytes."
    # Adam keeps two numbers a parameter, an iteration and a rate: 3 * 24,116,388 + 8 bytes
    kept = "Saved after training it holds what Adam keeps, too: 72.35 MB in all."
    assert note.text() == f"{every} {kept} {keras}"
    QTest.keyClicks(panel.bar.optimizer, "Lion")
    kept = "Saved after training it holds what Lion keeps, too: 48.23 MB in all."
    assert note.text() == f"{every} {kept} {keras}"
    choose(panel.bar.precision, len(PRECISIONS))
    # one byte a parameter, and nothing to train: 6,029,097 / 1,048,576
    keras = "Keras's summary writes 5.75 MB: there 1 MB = 1,048,576 bytes."
    assert note.text() == f"{every} {keras}"


def test_a_number_alone_keeps_the_unit_of_the_budget(classifier: Session, look: Look, show) -> None:
    panel = opened(classifier, look, show)
    write(panel.bar.budget, "16")
    assert classifier.settings.get("memory_budget") == "16 GiB"
    assert panel.totals.using.verdict.text().startswith("✓ Fits in 16 GiB")
    QTest.keyClick(panel.bar.budget, Qt.Key.Key_Tab)
    assert panel.bar.budget.currentText() == "16 GiB"


def test_what_does_nothing_in_use_takes_nothing(session: Session, look: Look, show) -> None:
    panel = opened(session, look, show)
    assert panel.totals.using.notes["widest"].text() == "No layer does anything yet."
    source = session.store.design.chain[0].uid
    session.editor.set_field(source, "batch_shape", (None, 1000))
    session.editor.insert(1, [Dropout(rate=0.5), Dense(units=10)])
    # 1000 numbers come into the Dense and 10 go out, of 4 bytes for a batch of 32
    assert panel.totals.using.notes["widest"].text().startswith("dense takes most:")
    assert panel.totals.using.values["widest"].toolTip() == "129,280 bytes"


def test_each_layer_by_itself(classifier: Session, look: Look, show) -> None:
    panel = opened(classifier, look, show)
    press(panel.views.button(1))
    rows = panel.table.rows
    cells = [[rows.index(r, c).data() for c in range(4)] for r in (1, 2, 13)]
    assert cells == [
        ["conv2d_1 (Conv2D)", "36.1 KiB", "252 MiB", "595 M"],
        ["max_pooling2d (MaxPooling2D)", "0 B", "27.6 MiB", "0"],
        ["dense (Dense)", "22.6 MiB", "64.0 KiB", "5.91 M"],
    ]
    about = (
        "Numbers as each layer says; activations for a batch of 32; MACs for one sample. "
        "Sizes: 1 MiB = 1,048,576 bytes, which Keras calls MB."
    )
    assert panel.about.text() == about
    tip = rows.index(1, 3).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == (
        "<div>h_out * w_out * k_h * k_w * c_in * filters = 254 * 254 * 3 * 3 * 32 * 32 = "
        "594,579,456 MACs for one sample</div>"
    )
    exactly = rows.index(1, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert exactly == "<div>264,257,536 bytes</div>"
    assert classifier.settings.get("memory_view") == "layers"


def test_in_a_narrow_table_figures_stay_whole(classifier: Session, look: Look, show) -> None:
    panel = opened(classifier, look, show)
    press(panel.views.button(1))
    assert not panel.table.isColumnHidden(1)
    panel.resize(300, 500)
    assert [panel.table.isColumnHidden(c) for c in range(4)] == [False, True, False, False]
    assert panel.table.columnWidth(2) == 84


def test_what_was_chosen_is_there_again(classifier: Session, look: Look, show) -> None:
    first = opened(classifier, look, show)
    write(first.bar.batch, "8")
    write(first.bar.budget, "16 GB")
    press(first.bar.base)
    press(first.views.button(1))
    again = opened(classifier, look, show)
    assert again.bar.batch.text() == "8"
    assert again.bar.budget.currentText() == "16 GB"
    assert again.bar.base.text() == "MB"
    assert again.table.isVisible()


def test_frozen_weights_need_no_gradients(session: Session, look: Look, show) -> None:
    source = session.store.design.chain[0].uid
    session.editor.set_field(source, "batch_shape", (None, 256))
    session.editor.insert(1, [Dense(units=256, use_bias=False, trainable=False)])
    panel = opened(session, look, show)
    values = texts(panel.totals.training.values)
    assert (values["weights"], values["gradients"]) == ("256.00 KiB", "0 B")
    assert values["optimizer"] == "8 B"  # an iteration and a learning rate


def test_where_a_layer_cannot_run_it_is_at_least_so_much(broken: Session, look: Look, show) -> None:
    panel = opened(broken, look, show)
    assert panel.totals.using.values["weights"].text() == "≥ 75.75 KiB"
    assert panel.totals.weights.values["int8"].text() == "≥ 18.94 KiB"
    assert panel.totals.using.verdict.text().startswith("? Some sizes are not known")
    write(panel.bar.budget, "1 MB")
    assert panel.totals.using.verdict.property("role") == "error"
    press(panel.views.button(1))
    assert [panel.table.rows.index(5, c).data() for c in (1, 2, 3)] == ["?", "?", "?"]


def test_an_empty_chain_divides_by_nothing(session: Session, look: Look, show) -> None:
    session.editor.insert(1, [Flatten()])
    panel = opened(session, look, show)
    assert panel.totals.using.values["weights"].text() == "0 B"
    assert panel.totals.work.total.text() == "0 MACs"


def test_a_click_selects_the_layer(classifier: Session, look: Look, show) -> None:
    panel = opened(classifier, look, show)
    press(panel.views.button(1))
    where = panel.table.visualRect(panel.table.rows.index(3, 2)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert classifier.stage.selection.uids == (classifier.store.design.chain[4].uid,)


def test_the_controls_share_a_line_and_go_on_in_the_next(
    classifier: Session, look: Look, show
) -> None:
    panel = opened(classifier, look, show)

    def lines() -> int:
        ends = (panel.bar.precision, panel.bar.base)
        return len({end.mapTo(panel.bar, QPoint()).y() // end.height() for end in ends})

    assert lines() == 1
    panel.resize(320, 700)
    assert lines() == 2
