"""Some releases of the bindings drop a reference to None or True with each call (PYSIDE-3474),
until the program dies of it. The calls that we use by the thousand must not."""

import sys
from collections.abc import Callable

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.reshaping import Flatten
from designer.session.session import open_session
from designer.session.stage import NO_TERM
from designer.ui.canvas.view import ChainView
from designer.ui.theme import Look

ROUNDS = 300


def drift(call: Callable[[], object], constant: object) -> int:
    """By how much *ROUNDS* calls change the references to *constant*, after a warm-up."""
    for _ in range(20):
        call()
    before = sys.getrefcount(constant)
    for _ in range(ROUNDS):
        call()
    return sys.getrefcount(constant) - before


def test_painting_and_signals_leave_the_constants_alone(qapp: QApplication, qtbot: object) -> None:
    look = Look(qapp)
    look.choose("light", 1.0)
    session = open_session(look)
    view = ChainView(session, look)
    view.resize(500, 400)
    view.show()
    session.editor.insert(1, [Conv2D(), Flatten(), Dense()])
    image = QImage(500, 400, QImage.Format.Format_RGB32)

    def paint() -> None:
        with QPainter(image) as painter:
            view.render(painter)

    def tell() -> None:
        session.stage.term_changed.emit(NO_TERM)

    for constant in (None, True, False):
        for call in (paint, tell):
            moved = abs(drift(call, constant))
            assert moved < ROUNDS / 2, f"{call.__name__} moves {constant} by {moved}"
    view.deleteLater()
