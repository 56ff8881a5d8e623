"""Stories of comparing: what did that change do, and why?"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from designer.paths import resource
from designer.ui.main_window import MainWindow
from tests.stories.person import Person

_CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def test_why_did_it_grow(person: Person, window: MainWindow) -> None:
    """Example C without its last pooling: 39 * 39 * 32 = 48,672 numbers come out of Flatten
    instead of 19 * 19 * 32 = 11,552, and the Dense after it has 512 weights for each."""
    window.files.open_example(resource("examples", "c-image-classifier.design"))
    QTest.keyClick(window, Qt.Key.Key_K, _CTRL_ALT)
    assert window.status.currentMessage().startswith("Kept a snapshot: ")
    QTest.mouseClick(window.top_bar.buttons["compare"], Qt.MouseButton.LeftButton)
    person.settle()
    page = window.pages.compare
    assert page.isVisible()
    assert page.total.text() == "6,029,097, no difference"

    person.select(11)
    QTest.keyClick(window.canvas, Qt.Key.Key_Delete)
    person.settle()
    assert page.total.text() == "6,029,097 → 25,034,537: +19,005,440 (+315.2 %)"
    assert page.most.text() == "3 changed, 1 gone. Most of it: dense +19,005,440"
    causes = [page.table.rows.cause(place) for place in range(page.table.rows.rowCount())]
    assert causes == [
        "",
        "gone",
        "output grew from 19×19×32 to 39×39×32, because max_pooling2d_2 is gone",
        "output grew from 11,552 to 48,672, because max_pooling2d_2 is gone",
        (
            "(48,672 + 1) · 512 parameters instead of (11,552 + 1) · 512, because the output of "
            "flatten grew from 11,552 to 48,672, because max_pooling2d_2 is gone"
        ),
        "",
    ]

    page.bar.copy.trigger()
    assert "~ flatten (Flatten)" in QGuiApplication.clipboard().text()
    page.bar.bring_back.trigger()
    person.settle()
    assert window.scoreboard.total.figure.text() == "6,029,097"
    window.commands["undo"].trigger()
    assert window.scoreboard.total.figure.text() == "25,034,537"


def test_a_snapshot_outlives_its_document(person: Person, window: MainWindow) -> None:
    window.files.open_example(resource("examples", "d-digits.design"))
    window.commands["keep_snapshot"].trigger()
    window.files.open_example(resource("examples", "i-lenet-5.design"))
    window.commands["compare"].trigger()
    person.settle()
    assert window.pages.compare.total.text().startswith("7,850 → 61,750: ")
    assert not window.session.document.dirty
