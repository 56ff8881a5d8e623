"""A model that is too large for its place: asked in the window, and made to fit."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.paths import resource
from designer.ui.main_window import MainWindow
from tests.stories.person import Person

LEFT = Qt.MouseButton.LeftButton


def test_a_model_is_made_to_fit(window: MainWindow, person: Person, qtbot) -> None:
    """Example C has 6,029,097 parameters; with 81 units in the first Dense it has 994,586."""
    window.files.open_path(resource("examples", "c-image-classifier.design"))
    session = window.session
    window.commands["budget"].trigger()
    panel = window.pages.budget
    field = panel.amounts["params"]
    assert QApplication.focusWidget() is field  # the amount is selected, to be typed over
    QTest.keyClicks(field, "1M")
    assert panel.fit.text() == "Does not fit: 5,029,097 too many"

    # the setting that one works on in Properties is the one that is asked about
    dense = next(i for i, b in enumerate(session.store.design.chain) if b.layer.keras == "Dense")
    person.select(dense)
    window.layer_dock.open_page(1)
    person.field("units").setFocus()
    qtbot.waitUntil(lambda: panel.value.proof.text().startswith("units = 81 gives 994,586; 82 "))

    panel.room.ensureWidgetVisible(panel.value.apply)
    QTest.mouseClick(panel.value.apply, LEFT)
    assert session.controller.report.total == 994_586
    assert panel.fit.text() == "Fits: 5,414 left"
    window.commands["undo"].trigger()
    assert session.controller.report.total == 6_029_097

    # or by one of the changes that are offered
    qtbot.waitUntil(lambda: panel.changes.search.done, timeout=30_000)
    first = panel.changes.links[0]
    assert first.text() == "dense: units 512 → 81"
    panel.room.ensureWidgetVisible(first)
    QTest.mouseClick(first, LEFT)
    assert session.controller.report.total == 994_586
    assert window.commands["undo"].text() == "Undo Set units of dense to 81"
    window.commands["undo"].trigger()
