"""The page Compare, by mouse and keyboard. Example C without its last pooling: Flatten has
39 * 39 * 32 = 48,672 numbers instead of 11,552, and 19,005,440 parameters more follow."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QToolButton

from designer.core.export.comparison import comparison_text
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.paths import resource
from designer.session.session import Session
from designer.ui.panels.compare import ComparePanel
from designer.ui.panels.compare_model import DELTA, NAME, SHAPE
from designer.ui.panels.compare_painter import ComparePainter
from designer.ui.theme import Look
from designer.words.comparison import line_text

DIGITS = resource("examples", "d-digits.design")
_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(classifier: Session, look: Look, show) -> ComparePanel:
    """The page with a snapshot of example C."""
    made = ComparePanel(classifier, look)
    show(made)
    QTest.mouseClick(made.bar.keep, _LEFT)
    return made


def remove_pooling(session: Session) -> None:
    session.editor.remove([session.store.design.chain[11].uid])


def rows(panel: ComparePanel) -> list[tuple[str, str, str, str]]:
    rows = panel.table.rows
    places = range(rows.rowCount())
    return [
        (rows.sign(p), rows.text(p, NAME), rows.text(p, SHAPE), rows.text(p, DELTA)) for p in places
    ]


def click(panel: ComparePanel, place: int) -> None:
    where = panel.table.visualRect(panel.table.rows.index(place, NAME)).center()
    QTest.mouseClick(panel.table.viewport(), _LEFT, pos=where)


def choose(panel: ComparePanel, text: str) -> None:
    """Open the menu of the page and choose an entry, as the keyboard does it."""

    def press() -> None:
        menu = panel.bar.menu
        action = next(a for a in menu.actions() if a.text().replace("&", "") == text)
        menu.setActiveAction(action)
        QTest.keyClick(menu, Qt.Key.Key_Return)

    QTimer.singleShot(50, press)
    QTest.mouseClick(panel.bar.more, _LEFT)


def test_without_a_snapshot_it_says_what_to_do(session: Session, look: Look, show) -> None:
    panel = ComparePanel(session, look)
    show(panel)
    assert panel.invitation.isVisible()
    assert not panel.table.isVisible()
    QTest.mouseClick(panel.bar.keep, _LEFT)
    assert not panel.invitation.isVisible()
    assert panel.total.text() == "0, no difference"
    assert panel.most.text() == "The layers are the same."


def test_it_follows_the_edits(panel: ComparePanel, classifier: Session) -> None:
    assert rows(panel) == [("=", "19 layers, input_layer to dense_2", "", "")]
    remove_pooling(classifier)
    assert panel.total.text() == "6,029,097 → 25,034,537: +19,005,440 (+315.2 %)"
    assert panel.most.text() == "3 changed, 1 gone. Most of it: dense +19,005,440"
    assert rows(panel) == [
        ("=", "11 layers, input_layer to conv2d_5", "", ""),
        ("−", "max_pooling2d_2 (MaxPooling2D)", "19×19×32", ""),
        ("~", "dropout_2 (Dropout)", "19×19×32 → 39×39×32", ""),
        ("~", "flatten (Flatten)", "11,552 → 48,672", ""),
        ("~", "dense (Dense)", "512", "+19,005,440"),
        ("=", "4 layers, dropout_3 to dense_2", "", ""),
    ]
    assert panel.table.rows.cause(3) == (
        "output grew from 11,552 to 48,672, because max_pooling2d_2 is gone"
    )
    classifier.store.undo_stack.undo()
    assert panel.total.text() == "6,029,097, no difference"


def test_a_preview_is_compared_and_falls_back(panel: ComparePanel, classifier: Session) -> None:
    classifier.controller.preview(classifier.editor.would_insert(19, [Dense(units=4)]))
    # after the softmax of 9 classes: (9 + 1) * 4
    assert panel.total.text() == "6,029,097 → 6,029,137: +40 (less than 0.1 %)"
    classifier.controller.preview(None)
    assert panel.total.text() == "6,029,097, no difference"


def test_a_click_selects_the_layer_everywhere_and_back(
    panel: ComparePanel, classifier: Session
) -> None:
    remove_pooling(classifier)
    chain = classifier.store.design.chain
    click(panel, 4)
    assert classifier.stage.selection.uids == (chain[13].uid,)
    classifier.stage.select([chain[12].uid])
    assert panel.table.currentIndex().row() == 3
    # a layer that is not shown by itself
    classifier.stage.select([chain[2].uid])
    assert not panel.table.currentIndex().isValid()
    assert not panel.table.selectionModel().hasSelection()


def test_the_keyboard_walks_over_a_layer_that_is_gone(
    panel: ComparePanel, classifier: Session
) -> None:
    remove_pooling(classifier)
    chain = classifier.store.design.chain
    click(panel, 2)
    assert classifier.stage.selection.uids == (chain[11].uid,)
    QTest.keyClick(panel.table, Qt.Key.Key_Up)
    # it is marked, and the views go on to show what is there
    assert panel.table.currentIndex().row() == 1
    assert classifier.stage.selection.uids == (chain[11].uid,)
    for _ in range(2):
        QTest.keyClick(panel.table, Qt.Key.Key_Down)
    assert classifier.stage.selection.uids == (chain[12].uid,)


def test_a_mark_stays_while_the_design_changes(panel: ComparePanel, classifier: Session) -> None:
    remove_pooling(classifier)
    click(panel, 1)
    classifier.editor.set_field(classifier.store.design.chain[16].uid, "rate", 0.25)
    assert panel.table.rows.text(panel.table.currentIndex().row(), NAME).startswith("max_pool")


def test_several_selected_layers_stay_selected(panel: ComparePanel, classifier: Session) -> None:
    remove_pooling(classifier)
    uids = [block.uid for block in classifier.store.design.chain[11:14]]
    classifier.stage.select(uids)
    assert classifier.stage.selection.uids == tuple(uids)


def test_the_menu_shows_all_layers_and_other_measures(
    panel: ComparePanel, classifier: Session
) -> None:
    remove_pooling(classifier)
    choose(panel, "Show the Layers That Are the Same")
    assert len(rows(panel)) == 19
    assert rows(panel)[0] == ("=", "input_layer (InputLayer)", "256×256×3", "")
    choose(panel, "Memory of the weights")
    assert panel.total.text() == "23.00 MB → 95.50 MB: +72.50 MB (+315.2 %)"
    header = panel.table.rows.headerData(DELTA, Qt.Orientation.Horizontal)
    assert (header, rows(panel)[14][3]) == ("Memory Δ", "+72.50 MB")
    choose(panel, "Show the Layers That Are the Same")
    assert len(rows(panel)) == 6


def test_what_was_kept_comes_back_in_one_step(panel: ComparePanel, classifier: Session) -> None:
    kept = classifier.store.design
    remove_pooling(classifier)
    classifier.editor.rename(classifier.store.design.chain[1].uid, "first")
    steps = classifier.store.undo_stack.count()
    choose(panel, "Bring Back the First Design")
    assert classifier.store.design is kept
    assert classifier.store.undo_stack.count() == steps + 1
    assert classifier.store.undo_stack.undoText().startswith("Bring back ")
    assert panel.total.text() == "6,029,097, no difference"
    classifier.store.undo_stack.undo()
    assert panel.most.text().startswith("4 changed, 1 gone")


def test_copy_as_text(panel: ComparePanel, classifier: Session) -> None:
    remove_pooling(classifier)
    choose(panel, "Copy as Text")
    names = (panel.bar.before.currentText(), "Now")
    assert QGuiApplication.clipboard().text() == comparison_text(panel.comparison, names, line_text)
    assert "because max_pooling2d_2 is gone" in QGuiApplication.clipboard().text()


def type_into_dialog(path: Path) -> None:
    """Give the file dialog that opens next a name, and accept it."""

    def enter() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        line = dialog.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        line.setText(str(path))
        QTest.keyClick(line, Qt.Key.Key_Return)

    QTimer.singleShot(300, enter)


@pytest.fixture
def own_dialogs(qapp: QApplication) -> None:
    """The file dialogs of Qt: a test cannot type into those of the platform."""
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)


@pytest.mark.usefixtures("own_dialogs")
def test_save_as_text(panel: ComparePanel, classifier: Session, tmp_path: Path) -> None:
    remove_pooling(classifier)
    target = tmp_path / "comparison.txt"
    type_into_dialog(target)
    choose(panel, "Save as Text…")
    assert "− max_pooling2d_2 (MaxPooling2D)" in target.read_text(encoding="utf-8")


def test_where_it_cannot_be_saved_it_says_so(panel: ComparePanel, tmp_path: Path) -> None:
    panel.save_to(tmp_path / "no such folder" / "comparison.txt")
    assert panel.complaint.isVisible()
    assert "comparison.txt" in panel.complaint.text()


def drop(panel: ComparePanel, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(50, 10), Qt.DropAction.CopyAction, data, _LEFT, none)
    QApplication.sendEvent(panel, entered)
    assert entered.isAccepted()
    dropped = QDropEvent(QPointF(50, 10), Qt.DropAction.CopyAction, data, _LEFT, none)
    QApplication.sendEvent(panel, dropped)


def test_a_dropped_file_is_compared_with_the_open_design(
    panel: ComparePanel, classifier: Session
) -> None:
    design = classifier.store.design
    drop(panel, DIGITS)
    # from 7,850 of example D to 6,029,097 of example C: 6,021,247 / 7,850 = 767.038
    assert panel.total.text() == "7,850 → 6,029,097: +6,021,247 (+76,703.8 %)"
    assert panel.bar.before.currentText().endswith(", d-digits.design")
    assert classifier.store.design is design


@pytest.mark.usefixtures("own_dialogs")
def test_file_with_file(panel: ComparePanel, classifier: Session) -> None:
    drop(panel, DIGITS)
    type_into_dialog(resource("examples", "i-lenet-5.design"))
    after = panel.bar.after
    after.setFocus()
    QTest.keyClick(after, Qt.Key.Key_End)
    # LeNet-5 as published has 61,750 with its subsampling coefficients (source of example I)
    assert panel.total.text().startswith("7,850 → 61,750: ")
    assert after.currentText().endswith(", i-lenet-5.design")
    # neither is the open design, so that nothing else is selected
    chosen = classifier.stage.selection
    click(panel, 1)
    assert classifier.stage.selection == chosen


def test_a_file_that_cannot_be_read_is_told_on_the_page(
    panel: ComparePanel, classifier: Session, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.design"
    damaged.write_text('{"format": "layer-designer", "version": 1, "chain": [{"layer": 3}]}')
    drop(panel, damaged)
    assert panel.complaint.isVisible()
    assert panel.complaint.text().startswith("damaged.design: ")
    remove_pooling(classifier)
    assert panel.total.text().startswith("6,029,097 → 25,034,537")


def test_snapshots_are_listed_the_newest_first(panel: ComparePanel, classifier: Session) -> None:
    remove_pooling(classifier)
    QTest.mouseClick(panel.bar.keep, _LEFT)
    assert panel.total.text() == "25,034,537, no difference"
    before = panel.bar.before
    texts = [before.itemText(i) for i in range(before.count()) if before.itemText(i)]
    newest_first = [s.title for s in classifier.snapshots.kept[::-1]]
    assert texts == ["Now", *newest_first, "From a file…"]
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Down)
    assert panel.total.text() == "6,029,097 → 25,034,537: +19,005,440 (+315.2 %)"
    choose(panel, "Forget the First Design")
    assert before.currentText() == "Now"
    assert panel.invitation.isVisible()


def test_a_broken_design_is_at_least_so_much(panel: ComparePanel, classifier: Session) -> None:
    classifier.editor.set_field(classifier.store.design.chain[6].uid, "kernel_size", 91)
    # 896 + 9,248 + 9,248 before the layer that cannot run
    assert panel.total.text() == "6,029,097 → at least 19,392"
    assert rows(panel)[1] == ("~", "conv2d_3 (Conv2D)", "82×82×32 → ?", "?")


def test_ten_thousand_layers_are_one_row(session: Session, look: Look, show) -> None:
    source = session.store.design.chain[0].uid
    session.editor.set_field(source, "batch_shape", (None, 8))
    session.editor.insert(1, [Dense(units=8) for _ in range(10_000)])
    panel = ComparePanel(session, look)
    show(panel)
    QTest.mouseClick(panel.bar.keep, _LEFT)
    session.editor.set_field(session.store.design.chain[5_000].uid, "units", 9)
    # (8 + 1) * 9 instead of (8 + 1) * 8, and (9 + 1) * 8 in the next
    assert [row[3] for row in rows(panel)] == ["", "+9", "+8", ""]
    assert rows(panel)[3][1] == "4,999 layers, dense_5001 to dense_9999"
    session.editor.set_field(source, "batch_shape", (None, 9))
    assert len(rows(panel)) == 6


def test_it_is_painted_in_every_theme_and_size(
    panel: ComparePanel, classifier: Session, look: Look
) -> None:
    remove_pooling(classifier)
    pictures = []
    for theme, scale in (("light", 1.0), ("dark", 1.8), ("high-contrast", 1.4)):
        look.choose(theme, scale)
        pictures.append(panel.grab().toImage())
    assert all(a != b for a, b in pairwise(pictures))
    look.choose("light", 1.0)
    assert panel.table.rowHeight(3) > panel.table.rowHeight(0), "a cause takes room under its row"


def test_a_narrow_table_shows_what_differs(
    panel: ComparePanel, classifier: Session, look: Look
) -> None:
    classifier.editor.set_field(classifier.store.design.chain[1].uid, "filters", 64)
    painter, rows = panel.table.itemDelegate(), panel.table.rows
    assert isinstance(painter, ComparePainter)
    told = []
    for width, scale in ((1200, 1.0), (420, 1.0), (560, 1.8)):
        look.choose("light", scale)
        panel.resize(width, 700)
        QApplication.processEvents()
        room = panel.table.columnWidth(SHAPE) - 2 * look.theme.px(6)
        told.append(painter.fitting(rows.texts(1, SHAPE), room))
    assert told == ["256×256×32 → 256×256×64", "…×32 → …×64", "…×32 → …×64"]
    # names that are alike differ at their end
    assert painter.fitting(("max_pooling2d_1",), look.theme.px(60)).endswith("_1")
    before = panel.grab().toImage()
    classifier.editor.set_field(classifier.store.design.chain[1].uid, "filters", 96)
    assert panel.grab().toImage() != before
    look.choose("light", 1.0)


def test_every_control_has_a_name(panel: ComparePanel) -> None:
    for button in panel.bar.findChildren(QToolButton):
        assert button.accessibleName()
    assert panel.table.accessibleName() == "Layers that differ"
    assert panel.bar.before.accessibleName() == "The first design"


def test_the_input_is_a_row_like_others(panel: ComparePanel, classifier: Session) -> None:
    source = classifier.store.design.chain[0]
    assert isinstance(source.layer, Input)
    classifier.editor.set_field(source.uid, "batch_shape", (None, 128, 128, 3))
    assert rows(panel)[0][:3] == ("~", "input_layer (InputLayer)", "256×256×3 → 128×128×3")
