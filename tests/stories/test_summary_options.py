"""Somebody wants the summary as summary() prints it with other arguments."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from designer.core.design import new_design
from designer.core.export.summary_text import summary_text
from designer.core.files import keras_json
from designer.core.files.gate import read_design
from designer.core.layers.dense import Dense
from designer.core.layers.nested import Sequential
from designer.core.optimizers import OPTIMIZERS
from designer.ui.export_dialog import ExportDialog
from designer.ui.main_window import MainWindow
from tests.stories.exporting import save
from tests.stories.person import Person

COMPILED = {"optimizer": {"class_name": "Adam", "config": {"use_ema": True}}}
LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key


@pytest.fixture
def dialog(window: MainWindow, person: Person, tmp_path: Path):
    """The dialog about a compiled model that has a model inside."""
    made = new_design(Dense(units=4), Sequential(layers=(Dense(units=2),)))
    path = tmp_path / "compiled.json"
    path.write_text(keras_json.write(replace(made, compiled=COMPILED)))
    window.session.document.open(path, read_design(path))
    opened = ExportDialog(window.session, window.look, window)
    opened.show()
    person.settle()
    yield opened
    opened.close()


def click(box: QWidget) -> None:
    QTest.mouseClick(box, LEFT, pos=box.rect().center() - box.rect().center() / 2)


def expected(dialog: ExportDialog, window: MainWindow, **wanted: object) -> bool:
    """Whether the preview, and what is copied, is what *wanted* gives."""
    text = summary_text(window.session.controller.report, **wanted)  # type: ignore[arg-type]
    QTest.mouseClick(dialog.copy_button, LEFT)
    return dialog.preview.toPlainText() == QGuiApplication.clipboard().text() == text


def test_each_argument_of_summary_is_there(window: MainWindow, dialog: ExportDialog):
    assert expected(dialog, window)
    click(dialog.options.trainable)
    assert expected(dialog, window, show_trainable=True)
    click(dialog.options.nested)
    assert expected(dialog, window, show_trainable=True, expand_nested=True)
    click(dialog.options.trainable)
    dialog.options.width_choice.setFocus()
    QTest.keyClicks(dialog.options.width_choice, "120")
    assert expected(dialog, window, expand_nested=True, width=120)


def test_the_optimizer_is_the_one_of_the_file_or_another(window: MainWindow, dialog: ExportDialog):
    box = dialog.options.optimizer
    box.setFocus()
    QTest.keyClick(box, KEY.Key_Down)
    assert box.currentText() == "as compiled: Adam"
    # three slots each, an iteration and a learning rate: 3 * params + 2, as Keras counts use_ema
    params = window.session.controller.report.total
    assert f" Optimizer params: {3 * params + 2} " in dialog.preview.toPlainText()
    QTest.keyClick(box, KEY.Key_Down)
    assert expected(dialog, window, optimizer=OPTIMIZERS["sgd"])


def test_a_release_offers_what_it_knows(dialog: ExportDialog, person: Person):
    offered = dialog.options
    controls = (offered.width_choice, offered.optimizer, offered.trainable, offered.nested)

    def shown_for(title: str) -> list[bool]:
        (item,) = dialog.formats.findItems(title, Qt.MatchFlag.MatchExactly)
        dialog.formats.setCurrentItem(item)
        person.settle()
        return [control.isVisible() for control in controls]

    assert shown_for("Summary, Keras 2.7 to 2.12") == [True, False, True, True]
    assert shown_for("Summary, Keras 2.4 to 2.6") == [True, False, False, False]
    assert shown_for("Summary, Keras 3.0.0") == [True, True, True, True]
    assert shown_for("Derivation") == [False, False, False, False]
    assert shown_for("Picture (.png)") == [False, False, False, False]


def test_a_file_has_what_the_preview_shows(dialog: ExportDialog, tmp_path: Path):
    click(dialog.options.trainable)
    path = tmp_path / "summary.txt"
    save(dialog, path)
    assert path.read_text() == dialog.preview.toPlainText()
    assert "Trai…" in path.read_text()


def test_counts_that_are_cut_are_told(window: MainWindow, dialog: ExportDialog):
    """At 76 columns Keras 3 has room for 13 signs; 2 * 10**11 needs 15 with its commas."""
    design = window.session.store.design
    window.session.editor.set_field(design.chain[1].uid, "units", 10**11)
    dialog.options.width_choice.setFocus()
    QTest.keyClicks(dialog.options.width_choice, "76")
    told = "Counts are cut off, as that release prints them at this width."
    assert dialog.warning.text() == told
    QTest.keyClick(dialog.options.width_choice, KEY.Key_End)
    assert dialog.warning.text() == ""
