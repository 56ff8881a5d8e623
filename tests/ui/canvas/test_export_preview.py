"""A picture is seen before it is saved, as it will be."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from designer.core.layers.dense import Dense
from designer.core.layers.reshaping import Flatten
from designer.ui.export_dialog import ExportDialog
from designer.ui.export_picture import PICTURE_SUFFIXES, save_picture
from designer.ui.theme import load

KEY = Qt.Key
LIGHT = load("light")


@pytest.fixture
def owner(qtbot) -> QWidget:
    """The window that the dialog belongs to."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(session, look, owner, qtbot) -> ExportDialog:
    """The open dialog."""
    made = ExportDialog(session, look, owner)
    made.resize(920, 600)  # the screen of the tests is smaller
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def choose(dialog: ExportDialog, kind: str) -> None:
    """Go to a picture with the keys."""
    dialog.formats.setFocus()
    QTest.keyClick(dialog.formats, KEY.Key_End)
    while dialog.formats.currentItem().text() != f"Picture ({kind})":
        QTest.keyClick(dialog.formats, KEY.Key_Up)
    QApplication.processEvents()


@pytest.mark.parametrize("kind", PICTURE_SUFFIXES)
def test_the_preview_is_the_picture(build, session, dialog, kind, tmp_path: Path):
    build(Flatten(), Dense(units=10))
    choose(dialog, kind)
    paper = dialog.drawing.paper
    # 24 + 40 + 24 + 2 * (56 + 24) + 24 high, and there is room for all of it
    assert paper.size().toTuple() == (378, 272)
    save_picture(session.controller.report, LIGHT, tmp_path / "chain.png")
    saved = QImage(str(tmp_path / "chain.png"))
    shown = paper.grab().toImage()
    for x, y in ((4, 4), (39, 196), (200, 110), (60, 200)):  # ground, tile of Dense, blocks
        assert shown.pixelColor(x, y).name() == saved.pixelColor(2 * x, 2 * y).name()
    assert shown.pixelColor(39, 196).name() == LIGHT.tokens["core"]
    assert dialog.save_button.isEnabled()
    assert not dialog.preview.isVisible()


def test_a_long_chain_is_scrolled_by_the_keys(build, dialog):
    """Half as large as it is, as a person still reads it; only what is in sight is painted."""
    build(*[Dense(units=10)] * 500)
    choose(dialog, ".png")
    drawing = dialog.drawing
    # half of: 24 + 40 + 24 + 500 * (56 + 24) + 24 high
    assert drawing.paper.size().toTuple() == (189, 20056)
    drawing.setFocus()
    QTest.keyClick(drawing, KEY.Key_PageDown)
    assert drawing.verticalScrollBar().value() > 0
    drawing.verticalScrollBar().setValue(drawing.verticalScrollBar().maximum())
    QApplication.processEvents()
    # the last tile: its block ends 24 + 24 above the edge, and is 56 high
    seen = drawing.viewport().grab().toImage()
    left = (drawing.viewport().width() - 189) // 2
    bottom = drawing.viewport().height()
    tile = seen.pixelColor(left + (24 + 15) // 2, bottom - (48 + 28) // 2)
    assert tile.name() == LIGHT.tokens["core"]


def test_texts_and_archives_are_shown_as_before(build, dialog):
    build(Flatten(), Dense(units=10))
    dialog.formats.setCurrentRow(1)
    dialog.formats.setCurrentRow(0)
    assert dialog.preview.isVisible()
    assert "Dense" in dialog.preview.toPlainText()
    assert not dialog.drawing.isVisible()
    (item,) = dialog.formats.findItems("Keras archive, untrained", Qt.MatchFlag.MatchExactly)
    dialog.formats.setCurrentItem(item)
    assert dialog.picture.isVisible()
    assert not dialog.drawing.isVisible()
