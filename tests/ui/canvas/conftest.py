"""A canvas of its own for each test, dressed in the light theme."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer.core.design import new_design
from designer.core.layer import Layer
from designer.session.session import Session, open_session
from designer.ui.canvas.view import ChainView
from designer.ui.theme import Look, load, register_fonts


@pytest.fixture(autouse=True)
def nothing_goes_wrong(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """What a guarded slot or override swallows fails the test."""
    yield
    for when in ("setup", "call"):
        assert [r.getMessage() for r in caplog.get_records(when) if r.name == "designer"] == []


@pytest.fixture
def session(qapp: QApplication, qtbot: QtBot) -> Iterator[Session]:
    """A session whose parts end with the test."""
    owner = QObject()
    yield open_session(owner)
    owner.deleteLater()


@pytest.fixture
def look(qapp: QApplication) -> Look:
    """The light theme at its own size, without the style sheet."""
    register_fonts()
    made = Look(qapp)
    made.theme = load("light")
    return made


@pytest.fixture
def view(session: Session, look: Look, qtbot: QtBot) -> ChainView:
    """An empty canvas that is shown and has the keyboard; nothing moves by itself."""
    session.settings.set("animate", False)
    made = ChainView(session, look)
    qtbot.addWidget(made)
    made.resize(640, 560)
    made.show()
    made.setFocus()
    return made


@pytest.fixture
def build(session: Session) -> Callable[..., list[int]]:
    """Opens a design of the given layers; the uids of its blocks, the input's first."""

    def make(*layers: Layer) -> list[int]:
        session.document.new(new_design(*layers))
        return [block.uid for block in session.store.design.chain]

    return make
