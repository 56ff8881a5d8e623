"""The verbs: one undo step each, with a name that a person can read."""

import pytest

from designer.core.layers.dense import Dense
from designer.core.layers.regularization import Dropout
from designer.core.layers.reshaping import Flatten
from designer.core.problems import Problem
from designer.session.session import Session, open_session


@pytest.fixture
def session() -> Session:
    made = open_session()
    made.editor.insert(1, [Flatten(), Dense(units=10)])
    return made


def types(session: Session) -> list[str]:
    return [b.layer.keras for b in session.store.design.chain]


def uid(session: Session, index: int) -> int:
    return session.store.design.chain[index].uid


def test_each_verb_is_one_step_with_a_name(session: Session) -> None:
    editor, stack = session.editor, session.store.undo_stack
    editor.insert(3, [Dropout()])
    editor.move({uid(session, 3)}, 2)
    editor.duplicate({uid(session, 2)})
    editor.set_trainable({uid(session, 4)}, False)
    editor.rename(uid(session, 1), "flat")
    editor.remove({uid(session, 2), uid(session, 3)})
    assert [stack.text(i) for i in range(stack.count())] == [
        "Add 2 layers",
        "Add Dropout",
        "Move Dropout",
        "Duplicate Dropout",
        "Freeze Dense",
        "Rename to flat",
        "Delete 2 layers",
    ]
    stack.setIndex(0)
    assert types(session) == ["InputLayer"]


def test_typing_in_one_field_is_one_step_and_back_to_the_start_is_none(session: Session) -> None:
    stack, dense = session.store.undo_stack, uid(session, 2)
    for value in (1, 12, 128):
        assert session.editor.set_field(dense, "units", value) is None
    assert stack.count() == 2
    # 28 * 28 inputs: (784 + 1) * 128
    assert session.controller.report.total == 100_480
    session.editor.set_field(dense, "units", 10)
    assert stack.count() == 1
    assert session.controller.report.total == 7850


def test_a_wrong_value_changes_nothing_and_says_why(session: Session) -> None:
    before = session.store.design
    problem = session.editor.set_field(uid(session, 2), "units", 0)
    assert problem == Problem("too_small", {"value": 0, "low": 1})
    assert session.store.design is before


def test_names_that_are_taken_or_have_a_slash_are_refused(session: Session) -> None:
    assert session.editor.rename(uid(session, 1), "head") is None
    taken = session.editor.rename(uid(session, 2), "head")
    slash = session.editor.rename(uid(session, 2), "a/b")
    assert (taken and taken.code, slash and slash.code) == ("duplicate_name", "slash_in_name")


def test_the_input_can_be_neither_deleted_nor_moved(session: Session) -> None:
    start = uid(session, 0)
    session.editor.remove({start})
    session.editor.move({start}, 3)
    session.editor.insert(0, [Dropout()])
    assert types(session) == ["InputLayer", "Dropout", "Flatten", "Dense"]


def test_a_preview_shows_and_falls_back(session: Session) -> None:
    tried = session.editor.would_insert(3, [Dense(units=5)])
    session.controller.preview(tried)
    assert session.controller.report.total == 7850 + (10 + 1) * 5
    session.controller.preview(None)
    assert session.controller.report.total == 7850
    assert session.store.undo_stack.count() == 1


def test_deleting_selects_the_neighbour(session: Session) -> None:
    session.stage.select((uid(session, 1),))
    session.editor.remove({uid(session, 1)})
    assert session.stage.current_index == 1
