"""Somebody makes one block of several layers, looks inside, and takes it apart again."""

from dataclasses import replace
from pathlib import Path

from designer.core.design import new_design
from designer.core.files import keras_json
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.nested import Functional
from designer.core.layers.reshaping import Flatten
from designer.ui.canvas.face import face
from designer.ui.main_window import MainWindow
from tests.stories.person import Person


def test_layers_become_one_block_and_layers_again(person: Person, window: MainWindow) -> None:
    session = window.session
    session.editor.insert(1, [Flatten(), Dense(units=10), Dense(units=5)])
    before = session.store.design
    window.commands["select_all"].trigger()
    window.commands["pack"].trigger()
    person.settle()
    (_, model) = session.store.design.chain
    assert (model.layer.keras, model.layer.mentions()) == ("Sequential", ("3 layers",))
    assert session.controller.report.total == 28 * 28 * 10 + 10 + 10 * 5 + 5
    window.commands["unpack"].trigger()
    person.settle()
    assert session.store.design == before
    window.commands["unpack"].trigger()
    assert window.statusBar().currentMessage().startswith("Only a model inside the model")
    window.commands["undo"].trigger()
    assert [b.layer.keras for b in session.store.design.chain] == ["InputLayer", "Sequential"]


def test_a_functional_model_inside_is_opened_looked_into_and_taken_apart(
    person: Person, window: MainWindow, tmp_path: Path
) -> None:
    encoder = Functional(
        layers=(Input(batch_shape=(None, 28, 28)), Flatten(), Dense(units=30)), name="encoder"
    )
    design = new_design(encoder, Dense(units=5), input=Input(batch_shape=(None, 28, 28)))
    path = tmp_path / "model.json"
    path.write_text(keras_json.write(replace(design, kind="functional")))
    window.files.open_path(path)
    person.select(1)
    window.layer_dock.open_page(0)
    person.settle()
    report = window.session.controller.report
    assert face(report.row(1), report.total).title == "Functional"
    # 784 * 30 + 30 of the encoder, and 30 * 5 + 5
    assert (report.total, report.complete) == (23_550 + 155, True)
    assert window.pages.formula.prose.text().startswith("The parameters of both layers inside")
    window.commands["unpack"].trigger()
    person.settle()
    assert [b.layer.keras for b in window.session.store.design.chain] == [
        "InputLayer",
        "Flatten",
        "Dense",
        "Dense",
    ]
    assert window.session.controller.report.total == 23_550 + 155
