"""Kept designs: they belong to the session and are no step of the history."""

import pytest

from designer.core.design import new_design
from designer.core.layers.dense import Dense
from designer.session.session import Session, open_session


@pytest.fixture
def session() -> Session:
    return open_session()


def test_keeping_changes_nothing_but_the_list(session: Session):
    heard: list[int] = []
    snapshots = session.snapshots
    snapshots.changed.connect(lambda: heard.append(len(snapshots.kept)))
    design = session.store.design
    first = snapshots.keep(design, "lenet.design")
    session.editor.insert(1, [Dense(units=464)])
    second = snapshots.keep(session.store.design, "")
    assert (heard, snapshots.kept) == ([1, 2], (first, second))
    assert first.design is design, "it is the same value, not a copy"
    # along the last axis of 28 x 28 x 1: (1 + 1) * 464
    assert (first.report.total, second.report.total) == (0, 928)
    assert session.store.undo_stack.count() == 1
    assert session.document.dirty


def test_a_title_is_the_time_and_where_it_comes_from(session: Session):
    named, unnamed = (session.snapshots.keep(new_design(), name) for name in ("a.design", ""))
    assert named.title == f"{named.time:%H:%M:%S}, a.design"
    assert unnamed.title == f"{unnamed.time:%H:%M:%S}"


def test_forgetting(session: Session):
    first, second = (session.snapshots.keep(new_design(), "") for _ in range(2))
    session.snapshots.forget(first)
    assert session.snapshots.kept == (second,)
