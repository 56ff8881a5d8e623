"""Somebody opens a model whose file has a class misspelt, and takes the one that is meant."""

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer.core.design import new_design
from designer.core.files import keras_json
from designer.core.layers.convolution import Conv2D
from designer.ui.main_window import MainWindow
from tests.stories.person import Person


def test_the_class_that_is_meant_is_a_click(window: MainWindow, person: Person, tmp_path: Path):
    text = keras_json.write(new_design(Conv2D(filters=5, name="first")))
    path = tmp_path / "model.json"
    path.write_text(text.replace('"Conv2D"', '"Conv2d"'))
    window.files.open_path(path)
    person.select(1)
    window.layer_dock.open_page(1)
    person.settle()
    card = window.pages.properties.card
    assert card.sentence.text().endswith("Is Conv2D meant?")
    first = card.links[0]
    assert first.accessibleName().startswith("Use Conv2D 5 filters 3×3 instead of first")
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    person.settle()
    # (3 * 3 * 1 + 1) filters times 5
    assert window.session.controller.report.total == 50
    assert json.loads(keras_json.write(window.session.store.design)) == json.loads(text)
