"""Several layers as one block and back: each one step, and the counts stay the same."""

import pytest

from designer.core.analyse import analyse
from designer.core.assumption import Assumption
from designer.core.design import Block
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.nested import Functional, Sequential
from designer.core.layers.regularization import Dropout
from designer.core.layers.reshaping import Flatten
from designer.core.problems import Problem
from designer.session.session import Session, open_session


@pytest.fixture
def session() -> Session:
    made = open_session()
    made.editor.insert(1, [Flatten(), Dense(units=10, name="head"), Dropout(), Dense(units=3)])
    return made


def types(session: Session) -> list[str]:
    return [b.layer.keras for b in session.store.design.chain]


def uids(session: Session, *places: int) -> set[int]:
    return {session.store.design.chain[place].uid for place in places}


def test_packing_and_unpacking_are_one_step_each(session: Session) -> None:
    before, total = session.store.design, analyse(session.store.design).total
    assert session.editor.pack(uids(session, 2, 3)) is None
    assert types(session) == ["InputLayer", "Flatten", "Sequential", "Dense"]
    model = session.store.design.chain[2]
    assert model.layer == Sequential(layers=(Dense(units=10, name="head"), Dropout()))
    assert session.stage.selection.uids == (model.uid,)
    assert analyse(session.store.design).total == total
    assert session.editor.unpack({model.uid}) is None
    assert [b.layer for b in session.store.design.chain] == [b.layer for b in before.chain]
    assert set(session.stage.selection.uids) == uids(session, 2, 3)
    assert analyse(session.store.design).total == total
    stack = session.store.undo_stack
    assert [stack.text(i) for i in range(1, stack.count())] == ["Pack 2 layers", "Unpack 2 layers"]
    stack.undo()
    stack.undo()
    assert session.store.design == before


def test_the_input_stays_outside(session: Session) -> None:
    assert session.editor.pack(uids(session, 0, 1, 2, 3, 4)) is None
    assert types(session) == ["InputLayer", "Sequential"]


def test_only_layers_in_a_row_can_be_packed_and_only_models_unpacked(session: Session) -> None:
    before = session.store.design
    assert session.editor.pack(uids(session, 1, 3)) == Problem("not_in_a_row")
    assert session.editor.pack(uids(session, 0)) == Problem("not_in_a_row")
    assert session.editor.unpack(uids(session, 1)) == Problem("nothing_to_unpack")
    assert session.store.design is before


def test_what_is_frozen_stays_frozen_and_names_stay_unique(session: Session) -> None:
    inner = Sequential(layers=(Dense(units=4, name="head"), Dense(units=5)))
    session.editor.insert(5, [inner])
    session.editor.set_trainable(uids(session, 5), False)
    assert session.editor.unpack(uids(session, 5)) is None
    layers = [b.layer for b in session.store.design.chain[5:]]
    assert layers == [Dense(units=4, trainable=False), Dense(units=5, trainable=False)]


def test_several_models_are_unpacked_at_once(session: Session) -> None:
    session.editor.pack(uids(session, 1, 2))
    session.editor.pack(uids(session, 2, 3))
    assert types(session) == ["InputLayer", "Sequential", "Sequential"]
    assert session.editor.unpack(uids(session, 1, 2)) is None
    assert types(session) == ["InputLayer", "Flatten", "Dense", "Dropout", "Dense"]


UNITS = Assumption("settings", ("units",), "units 10")
RATE = Assumption("not_printed", ("rate",), "rate 0.5")


def assumed(session: Session) -> list[tuple[Assumption, ...]]:
    return [block.assumed for block in session.store.design.chain[1:]]


@pytest.fixture
def guessed() -> Session:
    """A chain of which the units of the first layer and the rate of the second were assumed."""
    made = open_session()
    blocks = [Block(Dense(units=10), assumed=(UNITS,)), Block(Dropout(), assumed=(RATE,))]
    made.editor.insert_blocks(1, [Block(Flatten()), *blocks])
    return made


def test_what_was_assumed_of_layers_goes_with_them_into_a_model_and_out_again(guessed: Session):
    guessed.editor.pack(uids(guessed, 2, 3))
    guessed.editor.pack(uids(guessed, 1, 2))
    (told,) = assumed(guessed)
    assert [(a.told, a.inside) for a in told] == [("units 10", (1, 0)), ("rate 0.5", (1, 1))]
    guessed.editor.unpack(uids(guessed, 1))
    assert [[a.inside for a in told] for told in assumed(guessed)] == [[], [(0,), (1,)]]
    guessed.editor.unpack(uids(guessed, 2))
    assert assumed(guessed) == [(), (UNITS,), (RATE,)]


def test_what_is_decided_of_a_layer_inside_is_no_longer_assumed(guessed: Session):
    guessed.editor.pack(uids(guessed, 2, 3))
    model = guessed.store.design.chain[2]
    assert isinstance(model.layer, Sequential)
    changed = model.with_layer(model.layer.replace(layers=(Dense(units=11), Dropout())))
    assert [a.told for a in changed.assumed] == ["rate 0.5"]
    guessed.editor.settle(model.uid, model.assumed[1])
    assert [a.told for a in assumed(guessed)[1]] == ["units 10"]


def test_a_functional_model_has_its_input_inside(guessed: Session):
    """So the first layer that computes something is number 1 of those inside."""
    start = Input(batch_shape=(None, 10))
    model = Functional(layers=(start, Dense(units=10), Dropout()))
    about = (Assumption("settings", ("units",), "units 10", inside=(1,)),)
    guessed.editor.insert_blocks(4, [Block(model, assumed=about)])
    guessed.editor.unpack(uids(guessed, 4))
    assert assumed(guessed)[3:] == [(UNITS,), ()]
