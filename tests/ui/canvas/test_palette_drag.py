"""Layers dragged from the palette, with the drag loop of Qt itself."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest

from designer.core.design import Block, Design
from designer.core.layers.dense import Dense
from designer.core.layers.reshaping import Flatten
from designer.session import clipboard
from designer.session.session import Session
from designer.ui.canvas.view import ChainView
from tests.ui.canvas.drag import Bench, at, drag_type, settle


@pytest.fixture
def bench(view: ChainView, qtbot) -> Iterator[Bench]:
    made = Bench(view)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    view.setParent(None)


def types(session: Session) -> list[str]:
    return [block.layer.keras for block in session.store.design.chain]


def test_a_layer_goes_into_the_gap_it_is_dropped_in(bench, view, session, build):
    uids = build(Flatten(), Dense(units=10))
    before = session.store.design
    # Flatten stands from 64 to 120 with its middle at 92, Dense from 144 with its middle at 172.
    drag_type(bench, "Dropout", view.viewport(), at(view, 130))
    assert types(session) == ["InputLayer", "Flatten", "Dropout", "Dense"]
    chain = session.store.design.chain
    assert [chain[i].uid for i in (0, 1, 3)] == uids
    assert session.stage.selection.uids == (chain[2].uid,)
    assert not session.controller.previewing
    session.store.undo_stack.undo()
    assert session.store.design is before


def test_while_it_hovers_the_gap_is_open_and_the_panels_follow(bench, view, session, build):
    build(Flatten(), Dense(units=10))
    seen = {}

    def look():
        seen["opened"] = view.chain.layout.opened
        seen["previewing"] = session.controller.previewing
        seen["total"] = session.controller.report.total
        seen["mark"] = (view.chain.mark.isVisible(), view.chain.mark.y())
        seen["ghost"] = view.chain.ghost.face

    drag_type(bench, "Dense", view.viewport(), at(view, 130), during=look, escape=True)
    assert seen["opened"] == range(2, 3)
    assert seen["previewing"]
    # (28*28*1 + 1)*32 for the new layer, (32 + 1)*10 for the one behind it
    assert seen["total"] == 25_120 + 330
    # half-way between the link above, which ends at 144, and the block below, at 224
    assert seen["mark"] == (True, 184)
    # before, the one Dense cost (784 + 1)*10 = 7,850
    assert (seen["ghost"].title, seen["ghost"].count) == ("Dense", "+17,600")


def test_escape_leaves_everything_as_it_was(bench, view, session, build):
    build(Flatten(), Dense(units=10))
    before, report = session.store.design, session.controller.report
    drag_type(bench, "Dropout", view.viewport(), at(view, 130), escape=True)
    assert session.store.design is before
    assert session.controller.report.design is before
    assert session.controller.report.total == report.total == 7_850
    assert view.chain.layout.opened == range(0)
    assert not view.chain.ghost.isVisible()
    assert not session.store.undo_stack.canUndo()


def test_a_drop_on_nothing_does_nothing(bench, view, session, build):
    build(Flatten(), Dense(units=10))
    before = session.store.design
    drag_type(bench, "Dropout", bench.nothing, QPoint(40, 200))
    assert session.store.design is before
    assert not session.controller.previewing
    assert not session.store.undo_stack.canUndo()


def test_the_first_layer_goes_into_an_empty_design(bench, view, session, build):
    build()
    assert view.chain.invitation.isVisible()
    drag_type(bench, "Flatten", view.viewport(), at(view, 110))
    assert types(session) == ["InputLayer", "Flatten"]
    assert not view.chain.invitation.isVisible()


def test_what_would_break_the_chain_says_so(bench, view, session, build):
    build(Flatten(), Dense(units=10))
    seen = []

    def look():
        seen.append(view.chain.ghost.face)

    drag_type(bench, "Conv2D", view.viewport(), at(view, 130), during=look, escape=True)
    assert (seen[0].name, seen[0].count) == ("could not run", "—")
    assert "axes" in seen[0].detail


def test_at_the_edge_the_chain_scrolls(bench, view, session, build):
    build(*[Dense(units=8)] * 40)
    bar = view.verticalScrollBar()
    start = bar.value()
    edge = QPoint(320, view.viewport().height() - 6)
    seen = []

    def wait():  # as long as it takes on a busy machine, and not for ever
        for _ in range(400):
            if bar.value() - start > 600:
                break
            QTest.qWait(50)
        seen.append(bar.value() - start)

    drag_type(bench, "Dropout", view.viewport(), edge, during=wait)
    assert seen[0] > 600
    index = types(session).index("Dropout")
    # It went in where the pointer was after the chain had moved below it.
    expected = view.mapToScene(edge).y()
    assert abs(view.chain.layout.middle(index) - expected) < 80
    assert index > 8


def event_args(view: ChainView, data: QMimeData, pos: QPoint):
    return (
        pos,
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )


def drop(view: ChainView, data: QMimeData, pos: QPoint) -> bool:
    """What another program's drag does, event by event; whether it was taken."""
    view.dragEnterEvent(enter := QDragEnterEvent(*event_args(view, data, pos)))
    if enter.isAccepted():
        pos_args = event_args(view, data, pos)
        view.dropEvent(QDropEvent(QPointF(pos), *pos_args[1:]))
    settle()
    return enter.isAccepted()


def test_layers_of_another_window_can_be_dropped(view, session, build):
    build(Flatten(), Dense(units=10))
    blocks = [Block(Dense(units=3)), Block(Dense(units=4))]
    data = clipboard.to_mime(Design((session.store.design.chain[0], *blocks)), blocks)
    assert drop(view, data, at(view, 130))
    assert [b.layer for b in session.store.design.chain[1:]] == [
        Flatten(),
        Dense(units=3),
        Dense(units=4),
        Dense(units=10),
    ]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text/uri-list", b"file:///tmp/some.design"),
        ("application/x-layer-designer-type", b"NoSuchLayer"),
        (clipboard.LAYERS, b"{ damaged"),
    ],
)
def test_what_is_no_layer_is_left_alone(view, session, build, kind: str, content: bytes):
    build(Flatten())
    before = session.store.design
    data = QMimeData()
    data.setData(kind, content)
    assert not drop(view, data, at(view, 130))
    assert session.store.design is before
