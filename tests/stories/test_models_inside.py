"""Somebody makes one block of several layers, looks inside, and takes it apart again."""

from designer.core.layers.dense import Dense
from designer.core.layers.reshaping import Flatten
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
    assert window.statusBar().currentMessage().startswith("Only a Sequential model can be unpacked")
    window.commands["undo"].trigger()
    assert [b.layer.keras for b in session.store.design.chain] == ["InputLayer", "Sequential"]
