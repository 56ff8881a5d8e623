"""A window and a person in front of it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer.app import make_window
from designer.ui.main_window import MainWindow
from tests.stories.person import Person


@pytest.fixture
def window(
    qapp: QApplication, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> Iterator[MainWindow]:
    """The whole program with an empty design; what a guard swallows fails the test."""
    made = make_window(qapp)
    made.session.settings.set("animate", False)
    made.resize(1400, 900)
    made.open()
    qtbot.waitExposed(made)
    yield made
    made.session.document.new()
    made.close()
    made.deleteLater()
    assert [r.getMessage() for r in caplog.records if r.name == "designer"] == []


@pytest.fixture
def person(window: MainWindow) -> Person:
    """Somebody who uses the window."""
    return Person(window)
