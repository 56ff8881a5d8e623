"""What the canvas shows, in a few items however long the chain is, and what it says."""

import math

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.reshaping import Flatten
from designer.core.search import find
from designer.ui.canvas.blocks import BlockItem
from designer.ui.canvas.face import Face, Mood, face
from designer.ui.canvas.scene import SLIDE_MS
from designer.ui.canvas.spoken import spoken
from designer.ui.theme import load
from tests.ui.canvas.drag import at, settle

FLAT = (Flatten(), Dense(units=10))
BROKEN = (Conv2D(filters=4, kernel_size=(91, 91)), Flatten(), Dense(units=10))


def faces(session) -> list[Face]:
    report = session.controller.report
    return [face(row, report.total) for row in report.rows]


def items(view) -> list[BlockItem]:
    found = [i for i in view.chain.items() if isinstance(i, BlockItem) and i.isVisible()]
    return sorted(found, key=lambda i: i.y())


def test_a_block_says_what_its_layer_is_and_costs(session, build):
    build(
        Conv2D(filters=32, activation="relu", padding="same"),
        BatchNormalization().replace(trainable=False),
    )
    first, norm = faces(session)[1:]
    # (3*3*1 + 1) * 32 = 320; 4 * 32 = 128
    assert (first.title, first.name) == ("Conv2D", "conv2d")
    assert first.detail == "32 filters · 3×3 · same · relu"
    assert (first.count, first.flow, first.frozen) == ("320", "28 × 28 × 32", False)
    assert first.share == 0.715  # 320 of 448, rounded up
    assert (norm.count, norm.frozen) == ("128", True)


def test_after_a_problem_everything_waits(session, build):
    build(*BROKEN)
    start, broken, flat, dense = faces(session)
    assert [f.mood for f in (start, broken, flat, dense)] == [
        Mood.FINE,
        Mood.BROKEN,
        Mood.WAITING,
        Mood.WAITING,
    ]
    assert broken.detail == "kernel 91×91 > input 28×28"
    assert (broken.count, broken.flow) == ("—", "no output shape")
    assert (flat.count, flat.flow) == ("?", "?")


def test_items_stand_where_the_layout_says(view, build):
    build(*FLAT)
    assert [i.y() for i in items(view)] == [0, 64, 144]


@pytest.mark.parametrize("count", [10, 1_000, 10_000])
def test_there_are_only_items_for_what_is_seen(view, build, count):
    build(*[Dense(units=8)] * count)
    # 560 pixels hold seven blocks of 80, and a few wait on either side to slide in.
    assert len(items(view)) <= 13
    view.zoom_to(0.4)
    assert len(items(view)) <= 24
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert len([i for i in view.chain.items() if isinstance(i, BlockItem)]) <= 24
    view.zoom_to(0.2)
    assert items(view) == []
    assert view.chain.overview.isVisible()


def test_an_edit_keeps_the_items_of_the_blocks_that_stay(view, session, build):
    uids = build(*FLAT)
    before = items(view)
    session.editor.insert(1, [Dense()])
    assert [i for i in items(view) if i in before] == before
    assert [i.y() for i in before] == [0, 144, 224]
    session.editor.remove(uids[1:])
    assert items(view)[0] is before[0]


def test_neighbours_slide_aside(view, session, build, qtbot):
    session.settings.set("animate", True)
    build(*FLAT)
    first = items(view)[1]
    session.editor.insert(1, [Dense()])
    assert first.y() == 64  # it starts where it was
    qtbot.waitUntil(lambda: first.y() == 144, timeout=2000)


def test_an_edit_taken_back_at_once_leaves_the_blocks_where_they_were(view, session, build, qtbot):
    session.settings.set("animate", True)
    build(*FLAT)
    before = [item.y() for item in items(view)]
    session.editor.insert(1, [Dense()])
    session.store.undo_stack.undo()
    # no block has had the time to move, so none has to move back
    assert [item.y() for item in items(view)] == before
    qtbot.wait(2 * SLIDE_MS)
    assert [item.y() for item in items(view)] == before


@pytest.mark.parametrize(
    ("wanted", "got"),
    [(1e9, 4.0), (0.0, 0.02), (-3.0, 0.02), (math.inf, 1.0), (math.nan, 1.0), (2.5, 2.5)],
)
def test_zoom_is_finite_and_bounded(view, build, wanted, got):
    build(*FLAT)
    view.zoom_to(wanted)
    assert view.zoom == got
    assert view.pixels == got


def test_zoom_keeps_the_point_under_the_pointer(view, build):
    build(*[Dense(units=8)] * 40)
    view.verticalScrollBar().setValue(700)
    pos = QPoint(400, 250)
    before = view.mapToScene(pos)
    wheel(view, pos, 240, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == pytest.approx(1.25**2)
    after = view.mapToScene(pos)
    assert abs(after.x() - before.x()) < 1.5
    assert abs(after.y() - before.y()) < 1.5


def wheel(view, pos: QPoint, turned: int, held: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(pos),
        QPointF(view.viewport().mapToGlobal(pos)),
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_the_wheel_scrolls_or_zooms_as_the_setting_says(view, session, build):
    build(*[Dense(units=8)] * 40)
    none = Qt.KeyboardModifier.NoModifier
    start = view.verticalScrollBar().value()
    wheel(view, QPoint(300, 200), -120, none)
    assert view.verticalScrollBar().value() > start
    assert view.zoom == 1
    sideways = view.horizontalScrollBar().value()
    wheel(view, QPoint(300, 200), -120, Qt.KeyboardModifier.ShiftModifier)
    assert view.horizontalScrollBar().value() > sideways
    session.settings.set("wheel_zooms", True)
    wheel(view, QPoint(300, 200), -120, none)
    assert view.zoom == pytest.approx(0.8)


def test_fit_shows_the_whole_chain(view, build):
    build(*[Dense(units=8)] * 20)
    view.fit()
    seen = view.seen
    assert seen.top() <= 0
    assert seen.bottom() >= view.chain.layout.height
    view.zoom_reset()
    assert view.zoom == 1


def test_the_middle_button_and_space_pan(view, build):
    build(*[Dense(units=8)] * 40)
    bar = view.verticalScrollBar()
    start = bar.value()
    QTest.mousePress(view.viewport(), Qt.MouseButton.MiddleButton, pos=QPoint(300, 400))
    QTest.mouseMove(view.viewport(), QPoint(300, 300))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.MiddleButton, pos=QPoint(300, 300))
    assert bar.value() == start + 100
    QTest.keyPress(view, Qt.Key.Key_Space)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 400))
    QTest.mouseMove(view.viewport(), QPoint(300, 350))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 350))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert bar.value() == start + 150
    assert view.hasFocus()  # no quick insert: Space was used to pan


def test_what_is_selected_elsewhere_comes_into_view(view, session, build):
    uids = build(*[Dense(units=8)] * 100)
    session.stage.select([uids[70]])
    assert view.viewport().rect().contains(view.place_of(70))
    session.stage.select([uids[3]])
    assert view.viewport().rect().contains(view.place_of(3))


def test_another_document_begins_at_its_top(view, build):
    build(*[Dense(units=8)] * 100)
    view.verticalScrollBar().setValue(3_000)
    build(*[Dense(units=8)] * 100)
    assert view.verticalScrollBar().value() == view.verticalScrollBar().minimum()


def test_the_map_is_there_for_long_chains_and_leads_through_them(view, build):
    build(*[Dense(units=8)] * 10)
    assert not view.minimap.isVisible()
    build(*[Dense(units=8)] * 300)
    assert view.minimap.isVisible()
    middle = view.minimap.rect().center()
    QTest.mouseClick(view.minimap, Qt.MouseButton.LeftButton, pos=middle)
    assert view.seen.center().y() == pytest.approx(view.chain.layout.height / 2, abs=200)


def test_a_link_under_the_pointer_offers_to_insert(view, build):
    build(*FLAT)
    point_at(view, view.chain.layout.bottom(1) + 12)
    assert [i.link.pointed for i in items(view)] == [False, True, False]
    point_at(view, view.chain.layout.middle(1))
    assert [i.link.pointed for i in items(view)] == [False, False, False]


def point_at(view, y: float) -> None:
    """Move the pointer there without a button held."""
    QTest.mouseMove(view.windowHandle(), view.viewport().mapTo(view, at(view, y)))
    settle()


def test_the_canvas_speaks_as_a_list(view, session, build):
    uids = build(Flatten(), Dense(units=10))
    report = session.controller.report
    assert spoken(report, 0) == "start: Input, input_layer, 0 parameters"
    assert spoken(report, 2) == "layer 2 of 2: Dense, dense, 10 units, 7,850 parameters"
    session.stage.select([uids[2]])
    listed = QAccessible.queryAccessibleInterface(view)
    assert listed.role() == QAccessible.Role.List
    names = [listed.child(i).text(QAccessible.Text.Name) for i in range(3)]
    assert names == [spoken(report, i) for i in range(3)]
    assert [listed.child(i).state().selected for i in range(3)] == [False, False, True]
    assert listed.focusChild().text(QAccessible.Text.Name) == names[2]


def test_a_broken_chain_says_why(session, build):
    build(*BROKEN)
    report = session.controller.report
    assert spoken(report, 1) == (
        "layer 1 of 3: Conv2D, conv2d, 4 filters, 91×91, valid, kernel 91×91 > input 28×28"
    )
    assert spoken(report, 2) == "layer 2 of 3: Flatten, flatten, waiting for conv2d"


@pytest.mark.parametrize("name", ["dark", "high-contrast"])
@pytest.mark.parametrize("scale", [1.0, 1.8])
def test_every_theme_can_be_worn(view, look, build, name, scale):
    build(*BROKEN)
    look.theme = load(name, scale)
    look.changed.emit(look.theme)
    assert view.zoom == 1
    assert view.pixels == scale
    shot = view.grab().toImage()
    assert shot.pixelColor(4, 4).name() == load(name).tokens["bg"]
    view.zoom_to(0.1)
    view.grab()
    settle()


@pytest.mark.parametrize("cls", find(""), ids=lambda cls: cls.keras)
def test_every_layer_type_can_be_shown_and_inserted(view, session, build, cls):
    build(Flatten())
    assert session.editor.insert(2, [cls()]) is None
    assert faces(session)[2].title == cls.__name__
    assert spoken(session.controller.report, 2).startswith(f"layer 2 of 2: {cls.__name__}, ")
    view.grab()
