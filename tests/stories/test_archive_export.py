"""Somebody takes a model along for Keras, as an archive."""

from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from designer.core.files.gate import read_design
from designer.core.layers.dense import Dense
from designer.core.layers.reshaping import Flatten
from designer.core.layers.unknown import unknown
from designer.ui.export_dialog import ExportDialog
from designer.ui.main_window import MainWindow
from tests.stories.exporting import save
from tests.stories.person import Person

ARCHIVE = "Keras archive, untrained"


def chosen(window: MainWindow) -> ExportDialog:
    """The dialog with the archive chosen in its list."""
    dialog = ExportDialog(window.session, window.look, window)
    dialog.show()
    (item,) = dialog.formats.findItems(ARCHIVE, Qt.MatchFlag.MatchExactly)
    dialog.formats.setCurrentItem(item)
    return dialog


def test_an_archive_is_told_about_and_saved(window: MainWindow, person: Person, tmp_path: Path):
    window.session.editor.insert(1, [Dense(units=3)])
    dialog = chosen(window)
    person.settle()
    assert "It is untrained" in dialog.picture.text()
    assert not dialog.copy_button.isEnabled()
    path = tmp_path / "model.keras"
    save(dialog, path)
    assert dialog.warning.text() == "Saved model.keras"
    assert read_design(path).chain == window.session.store.design.chain
    dialog.close()


@pytest.fixture
def long(window: MainWindow) -> MainWindow:
    """A model of 3,971,200 weights, which take a quarter of a second and more on any machine."""
    window.session.editor.insert(1, [Flatten(), Dense(units=2000), Dense(units=1200)])
    assert window.session.controller.report.total == 785 * 2000 + 2001 * 1200
    return window


def test_the_window_goes_on_while_a_long_file_is_written(
    long: MainWindow, qtbot: QtBot, tmp_path: Path
):
    """Something that asks for its turn every millisecond never waits for a tenth of a second of
    work, as the processor counts it."""
    dialog = chosen(long)
    path = tmp_path / "model.keras"
    seen, turns = set[int](), list[float]()
    turn = QTimer()
    turn.timeout.connect(lambda: turns.append(process_time()))
    dialog.writing.bar.valueChanged.connect(seen.add)
    with qtbot.waitSignal(dialog.writing.ended, timeout=60_000) as ended:
        save(dialog, path)
        assert dialog.writing.isVisible()
        assert not dialog.save_button.isEnabled()
        assert not path.exists()
        turn.start(1)
    turn.stop()
    assert ended.args == [path, None]
    assert max(after - before for before, after in pairwise(turns)) < 0.1
    assert len(seen) > 3
    assert path.stat().st_size > 4 * (784 * 2000 + 2000 * 1200)  # biases of 0 take no room
    assert dialog.warning.text() == "Saved model.keras"
    assert not dialog.writing.isVisible()
    assert dialog.save_button.isEnabled()
    dialog.close()


def test_who_stops_or_closes_has_no_file(long: MainWindow, person: Person, tmp_path: Path):
    dialog = chosen(long)
    save(dialog, tmp_path / "model.keras")
    assert [p.name[:5] for p in tmp_path.iterdir()] == [".~ld-"]
    QTest.mouseClick(dialog.writing.stop_button, Qt.MouseButton.LeftButton)
    person.settle()
    assert list(tmp_path.iterdir()) == []
    assert not dialog.writing.isVisible()
    assert dialog.save_button.isEnabled()
    save(dialog, tmp_path / "model.keras")
    assert len(list(tmp_path.iterdir())) == 1
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert list(tmp_path.iterdir()) == []
    assert not dialog.isVisible()


def test_why_there_is_no_archive(window: MainWindow, person: Person, tmp_path: Path):
    window.session.editor.insert(1, [unknown({"class_name": "Mine", "config": {}})])
    dialog = chosen(window)
    save(dialog, tmp_path / "model.keras")
    assert dialog.warning.text().startswith("mine cannot run, so Keras cannot build the model")
    assert list(tmp_path.glob("model*")) == []
    dialog.close()
