"""The question to Keras from the window, where another script plays Keras."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox
from pytestqt.qtbot import QtBot

from designer.core.design import new_design
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.session.session import Session, open_session
from designer.ui import keras_check
from designer.ui.commands.tools import ToolCommands
from designer.ui.keras_check import KerasCheck
from designer.ui.status import StatusBar
from designer.ui.theme import Look

# (3 + 1) * 2 = 8
ROWS = [
    {"name": "input_layer", "type": "InputLayer", "outputs": [[None, 3]]},
    {"name": "dense", "type": "Dense", "outputs": [[None, 2]]},
]
COUNTS = [{"params": 0, "trainable": 0}, {"params": 8, "trainable": 8}]
ANSWER = {
    "rows": [{**row, **counts} for row, counts in zip(ROWS, COUNTS, strict=True)],
    "refused": None,
}
TOLD = {"keras": "3.15.1", "backend": "torch", "answers": [ANSWER]}
EQUAL = "equal to Keras 3.15.1 (torch): 2 rows, 8 parameters"


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    owner = QObject()
    made = open_session(owner)
    made.document.new(new_design(Dense(units=2), input=Input(batch_shape=(None, 3))))
    yield made
    owner.deleteLater()


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A script that is run in the place of the one that asks Keras."""
    path = tmp_path / "stand_in.py"
    path.write_text(f"import sys; sys.stdin.read(); print({json.dumps(TOLD)!r})")
    monkeypatch.setattr(keras_check, "command", lambda python: [python, str(path)])
    return path


def outcome(session: Session, qtbot: QtBot, python: str = sys.executable, **waiting: float) -> str:
    owner = QObject()
    check = KerasCheck(session.controller.report, owner, python)
    with qtbot.waitSignal(check.told, timeout=30_000) as told:
        check.ask(**waiting)
    (text,) = told.args or []
    return text


def test_the_answer_is_told(session: Session, qtbot: QtBot, stand_in: Path):
    assert outcome(session, qtbot) == EQUAL


def test_a_python_that_is_not_there_is_told(session: Session, qtbot: QtBot, tmp_path: Path):
    python = str(tmp_path / "python")
    assert outcome(session, qtbot, python).startswith(f"{python} cannot be started: ")


def test_patience_ends(session: Session, qtbot: QtBot, stand_in: Path):
    stand_in.write_text("import time; time.sleep(60)")
    text = outcome(session, qtbot, patience=0.2)
    assert text == "Keras has not answered within 0.2 seconds."


def test_the_window_goes_on_and_shows_the_outcome(session: Session, qtbot: QtBot, stand_in: Path):
    window = QMainWindow()
    qtbot.addWidget(window)
    notices: list[str] = []
    session.notices.told.connect(notices.append)
    tools = ToolCommands(window, session)
    tools.check_keras()
    assert notices == ["Asking Keras…"]
    tools.check_keras()
    assert notices[1:] == ["Keras has been asked already"]
    qtbot.waitUntil(lambda: len(notices) == 3, timeout=30_000)
    (box,) = window.findChildren(QMessageBox)
    assert box.text() == notices[2] == EQUAL.capitalize().replace("keras", "Keras")
    box.close()


def test_the_status_bar_says_that_keras_is_asked_until_it_has_answered(
    qapp: QApplication, session: Session, qtbot: QtBot, stand_in: Path
):
    window = QMainWindow()
    qtbot.addWidget(window)
    status = StatusBar(session, Look(qapp))
    window.setStatusBar(status)
    window.show()
    tools = ToolCommands(window, session)
    tools.check_keras()
    session.notices.tell("something else")
    assert not status.waiting.isVisible()
    status.clearMessage()  # as after eight seconds
    assert status.waiting.isVisible()
    assert status.waiting.text() == "Asking Keras…"
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=30_000)
    assert status.waiting.text() == ""
    for box in window.findChildren(QMessageBox):
        box.close()
