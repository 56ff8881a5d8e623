"""Stories of files: opened by dropping, asked about when unsaved, refused when damaged."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from designer.app import make_window
from designer.core.layers.dense import Dense
from designer.paths import resource
from designer.ui.main_window import MainWindow
from tests.stories.person import Person

DIGITS = resource("examples", "d-digits.design")


def drop(window: MainWindow, *paths: Path) -> None:
    """Bring files over the window and let go of them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    entered = QDragEnterEvent(QPoint(50, 10), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()
    dropped = QDropEvent(QPointF(50, 10), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(window, dropped)
    QApplication.processEvents()


def answer(button: QMessageBox.StandardButton, said: list[str]) -> None:
    """Answer the next question with *button*, and note what it said."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        QTest.mouseClick(box.button(button), Qt.MouseButton.LeftButton)

    QTimer.singleShot(50, press)


def test_a_file_dropped_on_the_window_opens(person: Person, window: MainWindow) -> None:
    drop(window, DIGITS)
    assert window.scoreboard.total.figure.text() == "7,850"
    assert window.top_bar.file.text() == "d-digits.design"
    assert window.session.settings.recent == [DIGITS]


@pytest.mark.parametrize(
    ("button", "total"),
    [(QMessageBox.StandardButton.Cancel, "928"), (QMessageBox.StandardButton.Discard, "7,850")],
)
def test_unsaved_work_is_asked_about(
    window: MainWindow, button: QMessageBox.StandardButton, total: str
) -> None:
    # along the last axis of 28 x 28 x 1: (1 + 1) * 464
    window.session.editor.insert(1, [Dense(units=464)])
    assert window.top_bar.file.text() == "untitled ●"
    said: list[str] = []
    answer(button, said)
    drop(window, DIGITS)
    assert said == ["The new design has changes that are not saved."]
    assert window.scoreboard.total.figure.text() == total


def test_a_damaged_file_is_told_and_changes_nothing(window: MainWindow, tmp_path: Path) -> None:
    window.session.editor.insert(1, [Dense(units=464)])
    damaged = tmp_path / "damaged.design"
    damaged.write_text('{"format": "layer-designer", "version": 1, "chain": [{"layer": 3}]}')
    said: list[str] = []
    answer(QMessageBox.StandardButton.Ok, said)
    drop(window, damaged)
    assert said == ["damaged.design cannot be opened"]
    assert window.scoreboard.total.figure.text() == "928"
    assert window.session.document.dirty


def test_foreign_text_is_refused_kindly(person: Person, window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("a shopping list")
    before = window.session.store.design
    window.commands["paste"].trigger()
    person.settle()
    assert window.session.store.design is before
    assert "layers" in window.status.currentMessage()


def test_the_layout_comes_back(window: MainWindow, qapp: QApplication, qtbot: QtBot) -> None:
    window.palette_dock.close()
    window.close()
    again = make_window(qapp)
    again.open()
    qtbot.waitExposed(again)
    assert (again.palette_dock.isVisible(), again.cost_dock.isVisible()) == (False, True)
    again.close()


def test_theme_and_size_change_while_it_runs(person: Person, window: MainWindow) -> None:
    window.views.choose_theme("dark")
    window.views.choose_scale(1.4)
    person.settle()
    assert (window.look.theme.name, window.look.theme.scale) == ("dark", 1.4)
    assert (window.session.settings.get("theme"), window.session.settings.get("scale")) == (
        "dark",
        1.4,
    )
    window.views.choose_theme("light")
    window.views.choose_scale(1.0)


def test_of_several_files_the_first_opens_and_the_rest_is_told(window: MainWindow) -> None:
    examples = sorted(resource("examples").glob("*.design"))
    drop(window, DIGITS, examples[0])
    assert window.top_bar.file.text() == "d-digits.design"
    assert window.status.currentMessage() == (
        f"Opened d-digits.design; {examples[0].name} is left out, as one file is taken at a time"
    )
    drop(window, DIGITS, *examples[:2])
    assert window.status.currentMessage() == (
        "Opened d-digits.design; 2 more files are left out, as one is taken at a time"
    )


def test_a_file_of_keras_gives_its_name_to_the_design(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "tiny.txt"
    summary.write_text(
        'Model: "sequential"\n'
        "Layer (type)   Output Shape   Param #\n"
        "=====================================\n"
        "dense (Dense)  (None, 2)      8\n"
        "=====================================\n"
        "Total params: 8\n"
    )
    drop(window, summary)
    assert window.session.document.path is None
    assert window.top_bar.file.text() == "tiny"
    proposed: list[str] = []

    def choose(_parent: object, _title: str, path: str, _kinds: str) -> tuple[str, str]:
        proposed.append(path)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window.files.save()
    assert proposed == [str(tmp_path / "tiny.design")]
    window.files.new()
    assert window.top_bar.file.text() == "untitled"
