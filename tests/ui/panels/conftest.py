"""A session and a look for the panels, a way to show them, and the chains that the tests draw."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from designer.core import edits
from designer.core.files.gate import read_design
from designer.paths import resource
from designer.session.session import Session, open_session
from designer.ui.theme import Look

Show = Callable[[QWidget], None]


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    """A session of its own."""
    home = QObject()
    yield open_session(home)
    home.deleteLater()


@pytest.fixture
def look(qapp: QApplication) -> Look:
    """Light, at scale 1."""
    made = Look(qapp)
    made.choose("light", 1.0)
    return made


@pytest.fixture
def show(qtbot) -> Iterator[Show]:
    """Shows a widget in an active window of 560 x 700, which is gone after the test."""

    def shown(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        widget.resize(560, 700)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()

    yield shown
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def classifier(session: Session) -> Session:
    """The session with example C: 18 layers, 6,029,097 parameters (sources of the examples)."""
    session.store.reset(read_design(resource("examples", "c-image-classifier.design")))
    return session


@pytest.fixture
def broken(classifier: Session) -> Session:
    """Example C with a 91 x 91 window in its fourth convolution, whose input is 84 x 84."""
    design = classifier.store.design
    block = design.chain[6]
    assert block.layer.keras == "Conv2D"
    wider = block.layer.replace(kernel_size=(91, 91))
    classifier.store.reset(edits.replace_layers(design, {block.uid: wider}))
    return classifier
