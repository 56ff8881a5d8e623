"""Somebody walks through what is wrong and what is worth a thought, with F8."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from designer.core import edits
from designer.core.files.gate import read_design
from designer.paths import resource
from designer.ui.canvas.view import ChainView
from designer.ui.main_window import COSTS, MainWindow

F8, SHIFT = Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier


def _open(window: MainWindow, kernel: int) -> list[int]:
    """Example C with another window in its fourth convolution; the uids of its blocks."""
    design = read_design(resource("examples", "c-image-classifier.design"))
    block = design.chain[6]
    other = block.layer.replace(kernel_size=(kernel, kernel))
    window.session.document.new(edits.replace_layers(design, {block.uid: other}))
    return [block.uid for block in window.session.store.design.chain]


def _tab(window: MainWindow) -> str:
    tabs = window.cost_dock.tabs
    return tabs.accessibleTabName(COSTS.index("problems"))


def _walk(window: MainWindow, steps: int, modifier: Qt.KeyboardModifier) -> list[int | None]:
    places: list[int | None] = []
    for _ in range(steps):
        QTest.keyClick(window.canvas, F8, modifier)
        places.append(window.session.stage.current_index)
    return places


def test_f8_walks_over_the_warnings(window: MainWindow) -> None:
    _open(window, 3)
    assert _tab(window) == "Problems 3"
    # Flatten, the first and the third pooling, and from the beginning, as they are listed
    assert _walk(window, 4, Qt.KeyboardModifier.NoModifier) == [13, 3, 11, 13]
    assert _walk(window, 3, SHIFT) == [11, 3, 13]


def test_f8_shows_the_warning_that_it_goes_to(window: MainWindow, qtbot) -> None:
    """The list is walked through from its top, and the card is in sight each time."""
    uids = _open(window, 3)
    window.cost_dock.open_page(COSTS.index("problems"))
    panel = window.pages.problems
    for place in (13, 3, 11, 13):
        QTest.keyClick(window.canvas, F8)
        (card,) = [each for each in panel.cards if each.marked]
        assert card.uid == uids[place]
        view = panel.area.viewport().rect()
        qtbot.waitUntil(
            lambda card=card, view=view: view.contains(
                card.name.mapTo(panel.area.viewport(), card.name.rect().center())
            )
        )


def test_f8_goes_to_the_problem_first(window: MainWindow) -> None:
    _open(window, 91)
    assert _tab(window) == "Problems 2"
    assert _walk(window, 3, Qt.KeyboardModifier.NoModifier) == [6, 3, 6]


def test_a_warning_is_told_in_the_status_bar(window: MainWindow) -> None:
    _open(window, 3)
    told: list[object] = []
    window.session.notices.told.connect(told.append)
    QTest.keyClick(window.canvas, F8)
    assert told[-1] == "flatten: A Flatten that makes most of the parameters"


def test_without_any_it_says_so(window: MainWindow) -> None:
    told: list[object] = []
    window.session.notices.told.connect(told.append)
    QTest.keyClick(window.canvas, F8)
    assert told == ["No problems"]
    assert _tab(window) == "Problems"


def test_the_block_bears_a_sign_and_says_why(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    uids = _open(window, 3)
    canvas = window.canvas
    canvas.reveal(uids[3])
    spot = canvas.place_of(3).center()
    image = canvas.viewport().grab(canvas.place_of(3)).toImage()
    hue = window.look.theme.color("warning").hue()
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    seen = (image.pixelColor(x, y) for x, y in places)
    assert sum(abs(color.hue() - hue) < 8 and color.saturation() > 90 for color in seen) > 20
    text = "Warning: Windows of 3×3 in steps of 3×3 leave out 2 of 254 rows"
    assert text in _hovered(canvas, spot, monkeypatch)
    assert text in QAccessible.queryAccessibleInterface(canvas).child(3).text(QAccessible.Text.Name)
    window.session.warnings.switch("rows_dropped", on=False)
    assert "Warning" not in _hovered(canvas, spot, monkeypatch)


def _hovered(canvas: ChainView, spot: QPoint, monkeypatch: pytest.MonkeyPatch) -> str:
    """The tooltip at *spot*; this screen has none to show."""
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: shown.append(text))
    event = QHelpEvent(QEvent.Type.ToolTip, spot, canvas.viewport().mapToGlobal(spot))
    QApplication.sendEvent(canvas.viewport(), event)
    return shown[0]
