"""The open file: saved, unsaved, refused."""

from pathlib import Path

import pytest

from designer.core.files.faults import Unreadable
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.reshaping import Flatten
from designer.session.session import Session, open_session


@pytest.fixture
def session() -> Session:
    return open_session()


def test_dirty_follows_the_design_and_not_the_history(session: Session, tmp_path: Path) -> None:
    document, editor = session.document, session.editor
    assert not document.dirty
    editor.insert(1, [Dense()])
    assert document.dirty
    document.save(tmp_path / "a.design")
    assert (document.dirty, document.name) == (False, "a.design")
    editor.insert(1, [Flatten()])
    session.store.undo_stack.undo()
    assert not document.dirty
    uid = session.store.design.chain[1].uid
    editor.set_field(uid, "units", 33)
    editor.set_field(uid, "units", 32)
    assert not document.dirty


def test_a_file_that_cannot_be_read_changes_nothing(session: Session, tmp_path: Path) -> None:
    session.editor.insert(1, [Dense()])
    before, steps = session.store.design, session.store.undo_stack.count()
    damaged = tmp_path / "damaged.design"
    damaged.write_text('{"format": "layer-designer", "version": 1, "chain": [{}]}')
    with pytest.raises(Unreadable):
        session.document.read(damaged)
    assert session.store.design is before
    assert session.store.undo_stack.count() == steps
    assert session.document.path is None


@pytest.mark.parametrize("suffix", [".design", ".json"])
def test_what_was_saved_opens_again(session: Session, tmp_path: Path, suffix: str) -> None:
    # 9 + 1 numbers for each of 32 filters; then 26 x 26 x 32 inputs and a bias for each of 10
    session.editor.insert(1, [Conv2D(), Flatten(), Dense(units=10, name="head")])
    saved = session.store.design
    path = tmp_path / f"a{suffix}"
    session.document.save(path)
    session.document.new()
    session.document.open(path, session.document.read(path))
    assert session.store.design.chain == saved.chain
    assert session.controller.report.total == 320 + 216_330
    assert session.settings.recent[0] == path


def test_somebody_else_writing_the_file_is_noticed(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.design"
    session.document.save(path)
    assert not session.document.changed_on_disk
    path.write_bytes(path.read_bytes() + b" ")
    assert session.document.changed_on_disk


def test_the_layout_is_restored_only_when_whole_and_once(session: Session) -> None:
    from PySide6.QtCore import QByteArray

    settings = session.settings
    settings.keep_layout(QByteArray(b"geometry"), QByteArray(b"state"))
    assert settings.take_layout() == (QByteArray(b"geometry"), QByteArray(b"state"))
    assert settings.take_layout() is None
    settings.keep_layout(QByteArray(b"geometry"), QByteArray(b"state"))
    settings._store.setValue("layout/state", QByteArray(b"stale"))
    assert settings.take_layout() is None


def test_undoing_an_insertion_selects_the_neighbour(session: Session) -> None:
    session.editor.insert(1, [Flatten()])
    session.editor.insert(2, [Dense()])
    session.store.undo_stack.undo()
    assert session.stage.current_index == 1
    session.document.new()
    assert session.stage.current_index is None


def test_an_unnamed_design_is_called_after_the_file_that_it_came_from(
    session: Session, tmp_path: Path
) -> None:
    document = session.document
    path = tmp_path / "net.keras"
    document.open(path, session.store.design)
    assert (document.path, document.name, document.stem) == (None, "net", "net")
    document.save(tmp_path / "other.design")
    assert (document.name, document.stem) == ("other.design", "other")
    document.new()
    assert (document.name, document.stem) == ("", "")
