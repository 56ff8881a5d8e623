"""The summary table: what stands in it, and one selection with the other views."""

from dataclasses import replace

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from designer.core.files.gate import design_of
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.recurrent import LSTM
from designer.core.layers.regularization import Dropout
from designer.core.layers.reshaping import Flatten
from designer.session.clipboard import LAYERS as OURS
from designer.session.session import Session
from designer.ui.panels.row_painter import RowPainter
from designer.ui.panels.summary import SummaryPanel
from designer.ui.theme import Look


def cells(panel: SummaryPanel, row: int) -> list[str]:
    rows = panel.table.rows
    return [rows.index(row, column).data() for column in range(3)]


def cell_of(panel: SummaryPanel, row: int, column: int) -> QRect:
    return panel.table.visualRect(panel.table.rows.index(row, column))


def click(panel: SummaryPanel, row: int, keys=Qt.KeyboardModifier.NoModifier) -> None:
    where = panel.table.visualRect(panel.table.rows.index(row, 1)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, keys, where)


def selected(panel: SummaryPanel) -> list[int]:
    return [index.row() for index in panel.table.selectionModel().selectedRows()]


def uids(session: Session, *rows: int) -> tuple[int, ...]:
    return tuple(session.store.design.chain[row + 1].uid for row in rows)


def test_it_lists_the_layers_as_keras_does(classifier: Session, look: Look, show) -> None:
    panel = SummaryPanel(classifier, look)
    show(panel)
    assert panel.table.rows.rowCount() == 18  # without the input
    assert cells(panel, 0) == ["conv2d (Conv2D)", "(None, 256, 256, 32)", "896"]
    assert cells(panel, 13) == ["dense (Dense)", "(None, 512)", "5,915,136"]
    assert [label.text() for label in panel.totals] == [
        "Total params: 6,029,097 (23.00 MB)",
        "Trainable params: 6,029,097 (23.00 MB)",
        "Non-trainable params: 0 (0.00 B)",
    ]


def test_a_functional_model_shows_its_input(classifier: Session, look: Look, show) -> None:
    classifier.store.reset(replace(classifier.store.design, kind="functional"))
    panel = SummaryPanel(classifier, look)
    show(panel)
    assert panel.table.rows.rowCount() == 19
    assert cells(panel, 0) == ["input_layer (InputLayer)", "(None, 256, 256, 3)", "0"]


def test_several_outputs_stand_as_a_list(session: Session, look: Look, show) -> None:
    session.editor.set_field(session.store.design.chain[0].uid, "batch_shape", (None, 5, 3))
    session.editor.insert(1, [LSTM(units=4, return_state=True)])
    panel = SummaryPanel(session, look)
    show(panel)
    assert cells(panel, 0)[1] == "[(None, 4), (None, 4), (None, 4)]"


def test_a_count_is_whole_however_long_it_is(classifier: Session, look: Look, show) -> None:
    panel = SummaryPanel(classifier, look)
    show(panel)
    look.choose("dark", 1.8)
    uid = classifier.store.design.chain[14].uid  # the first Dense: 11,552 inputs
    classifier.editor.set_field(uid, "units", 9_000_000)
    count = cells(panel, 13)[2]
    assert count == "103,977,000,000"  # (11,552 + 1) * 9,000,000
    table = panel.table
    painter = table.itemDelegate()
    assert isinstance(painter, RowPainter)
    assert painter.width(count) <= painter.room(cell_of(panel, 13, 2), last=True).width()
    assert table.columnWidth(2) >= table.horizontalHeader().sectionSizeHint(2)


def test_a_problem_has_its_reason_and_the_rest_waits(broken: Session, look: Look, show) -> None:
    panel = SummaryPanel(broken, look)
    show(panel)
    assert cells(panel, 4) == ["conv2d_2 (Conv2D)", "(None, 84, 84, 32)", "9,248"]
    name, reason, count = cells(panel, 5)
    assert (name, count) == ("conv2d_3 (Conv2D)", "—")
    assert "91×91" in reason
    assert cells(panel, 6) == ["max_pooling2d_1 (MaxPooling2D)", "waiting for conv2d_3", "?"]
    shape = panel.table.rows.columns[1]
    rows = broken.controller.report.printed
    assert [shape.ink(rows[i]) for i in (4, 5, 6)] == ["ink", "error", "muted"]
    tip = panel.table.rows.index(5, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "(84 - 91) / 1 + 1 = -6" in tip
    assert panel.totals[0].text() == "Total params: at least 19,392 (at least 75.75 KB)"
    assert panel.unit.text() == "1 KB = 1,024 bytes"
    assert panel.unit.isVisible()


def test_a_name_that_looks_like_html_stays_text(session: Session, look: Look, show) -> None:
    session.editor.insert(1, [Flatten(name="<b>x</b>")])
    panel = SummaryPanel(session, look)
    show(panel)
    tip = panel.table.rows.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "<div>&lt;b&gt;x&lt;/b&gt; (Flatten)</div>"


def test_a_click_selects_for_all_views(classifier: Session, look: Look, show) -> None:
    panel = SummaryPanel(classifier, look)
    show(panel)
    click(panel, 3)
    assert classifier.stage.selection.uids == uids(classifier, 3)
    click(panel, 5, Qt.KeyboardModifier.ShiftModifier)
    assert classifier.stage.selection.uids == uids(classifier, 3, 4, 5)
    assert classifier.stage.selection.current == uids(classifier, 5)[0]
    click(panel, 8, Qt.KeyboardModifier.ControlModifier)
    assert classifier.stage.selection.uids == uids(classifier, 3, 4, 5, 8)


def test_the_arrow_keys_move_the_selection(classifier: Session, look: Look, show) -> None:
    panel = SummaryPanel(classifier, look)
    show(panel)
    click(panel, 3)
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    assert classifier.stage.selection.uids == uids(classifier, 4)
    QTest.keyClick(panel.table, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert classifier.stage.selection.uids == uids(classifier, 3, 4)


def test_it_follows_what_is_selected_elsewhere(classifier: Session, look: Look, show) -> None:
    panel = SummaryPanel(classifier, look)
    panel.setFixedHeight(300)
    show(panel)
    classifier.stage.select(uids(classifier, 2, 3, 17))
    assert selected(panel) == [2, 3, 17]
    assert panel.table.currentIndex().row() == 17
    assert panel.table.rect().contains(panel.table.visualRect(panel.table.rows.index(17, 0)))
    assert classifier.stage.selection.uids == uids(classifier, 2, 3, 17)


def test_the_input_can_stay_selected_though_it_is_not_listed(
    classifier: Session, look: Look, show
) -> None:
    panel = SummaryPanel(classifier, look)
    show(panel)
    click(panel, 3)
    source = classifier.store.design.chain[0].uid
    classifier.stage.select([source])
    assert selected(panel) == []
    assert classifier.stage.selection.uids == (source,)


def test_the_selection_follows_its_layer_through_edits(
    classifier: Session, look: Look, show
) -> None:
    panel = SummaryPanel(classifier, look)
    show(panel)
    click(panel, 3)
    chosen = classifier.stage.selection.uids
    classifier.editor.move(chosen, 7)
    assert selected(panel) == [5]
    classifier.editor.insert(1, [Dropout()])
    assert selected(panel) == [0]
    assert panel.table.rows.rowCount() == 19
    classifier.store.undo_stack.undo()
    assert panel.table.rows.rowCount() == 18
    assert selected(panel) == [0]  # the neighbour of what is gone


def test_deleting_all_layers_leaves_an_empty_table(classifier: Session, look: Look, show) -> None:
    panel = SummaryPanel(classifier, look)
    show(panel)
    classifier.stage.select_all()
    assert selected(panel) == list(range(18))
    classifier.editor.remove(classifier.stage.selection.uids)
    assert panel.table.rows.rowCount() == 0
    assert panel.totals[0].text() == "Total params: 0 (0.00 B)"


def test_copying_gives_text_and_layers(classifier: Session, look: Look, show) -> None:
    panel = SummaryPanel(classifier, look)
    show(panel)
    click(panel, 0)
    click(panel, 1, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == (
        "conv2d (Conv2D)\t(None, 256, 256, 32)\t896\nconv2d_1 (Conv2D)\t(None, 254, 254, 32)\t9,248"
    )
    copied = design_of(bytes(data.data(OURS).data()))
    assert copied.chain[1:] == classifier.store.design.chain[1:3]


def test_the_menu_copies_the_summary_and_shows_what_is_trained(
    classifier: Session, look: Look, show
) -> None:
    panel = SummaryPanel(classifier, look)
    show(panel)
    classifier.editor.set_trainable(uids(classifier, 0), False)
    actions = {action.text(): action for action in panel.menu().actions()}
    assert not actions["Copy rows"].isEnabled()
    actions["Copy summary as text"].trigger()
    assert " Total params: 6,029,097 (23.00 MB)" in QGuiApplication.clipboard().text()
    assert panel.table.isColumnHidden(3)
    actions["Column Trainable"].trigger()
    assert not panel.table.isColumnHidden(3)
    # as Keras marks them: frozen, trained, without weights
    assert [panel.table.rows.index(row, 3).data() for row in (0, 1, 2)] == ["N", "Y", "-"]


def test_a_hidden_summary_catches_up_when_it_is_shown(
    classifier: Session, look: Look, show
) -> None:
    panel = SummaryPanel(classifier, look)
    show(panel)
    panel.hide()
    classifier.editor.insert(1, [Dropout()])
    assert panel.table.rows.rowCount() == 18
    panel.show()
    assert panel.table.rows.rowCount() == 19
    assert selected(panel) == [0]


def test_a_preview_is_shown_and_taken_back(classifier: Session, look: Look, show) -> None:
    panel = SummaryPanel(classifier, look)
    show(panel)
    classifier.controller.preview(classifier.editor.would_insert(2, [BatchNormalization()]))
    assert cells(panel, 1)[0] == "batch_normalization (BatchNormalization)"
    assert panel.totals[0].text() == "Total params: 6,029,225 (23.00 MB)"  # 4 * 32 more
    classifier.controller.preview(None)
    assert cells(panel, 1)[0] == "conv2d_1 (Conv2D)"
