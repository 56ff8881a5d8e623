"""Hands that do anything in any order: nothing goes wrong, and all of it can be undone."""

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.core.layers.dense import Dense
from designer.core.layers.reshaping import Flatten
from designer.core.search import find
from designer.session.session import Session
from designer.ui.canvas.view import ChainView
from designer.ui.mime import carry_type

STEPS = 250
KEY, HELD, LEFT = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton
NONE, COPY = HELD.NoModifier, Qt.DropAction.CopyAction
KEYS = [
    *((key, held) for key in (KEY.Key_Up, KEY.Key_Down) for held in (NONE, HELD.ShiftModifier)),
    *((key, HELD.AltModifier) for key in (KEY.Key_Up, KEY.Key_Down)),
    *((KEY(key), NONE) for key in (KEY.Key_Home, KEY.Key_End, KEY.Key_Delete, KEY.Key_F2)),
    *((KEY(key), NONE) for key in (KEY.Key_Return, KEY.Key_Space, KEY.Key_D, KEY.Key_Escape)),
    (KEY.Key_Control, HELD.ControlModifier),
]


class Hands:
    """Does one thing after another, as the numbers of a seed fall."""

    def __init__(self, view: ChainView, session: Session, seed: int) -> None:
        self.view, self.session, self.chance = view, session, random.Random(seed)
        self.held = Qt.MouseButton.NoButton

    def act(self) -> None:
        """Do anything."""
        chain, stack = self.session.store.design.chain, self.session.store.undo_stack
        layers = [cls() for cls in self.chance.choices(find(""), k=self.chance.randint(1, 3))]
        acts: list[Callable[[], object]] = [
            *[self.key, self.press, self.move, self.release] * 3,
            self.carry,
            stack.undo,
            stack.redo,
            self.view.fit,
            lambda: self.session.editor.insert(self.chance.randint(1, len(chain)), layers),
            lambda: self.session.stage.select(b.uid for b in chain if self.chance.random() < 0.3),
            lambda: self.view.zoom_to(self.chance.choice((0.02, 0.3, 0.5, 1, 4)), self.point()),
            lambda: self.view.resize(self.chance.randint(90, 900), self.chance.randint(80, 700)),
            self.view.grab,
        ]
        self.chance.choice(acts)()

    def point(self) -> QPoint:
        return QPoint(self.chance.randint(-20, 620), self.chance.randint(-20, 520))

    def key(self) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.view, *self.chance.choice(KEYS))

    def press(self) -> None:
        self.held = LEFT
        held = self.chance.choice((NONE, NONE, HELD.ControlModifier, HELD.ShiftModifier))
        QTest.mousePress(self.view.viewport(), LEFT, held, self.point())

    def move(self) -> None:
        for _ in range(self.chance.randint(1, 6)):
            pos = QPointF(self.point())
            where = QPointF(self.view.viewport().mapToGlobal(pos))
            none = Qt.MouseButton.NoButton
            event = QMouseEvent(QEvent.Type.MouseMove, pos, where, none, self.held, NONE)
            QApplication.sendEvent(self.view.viewport(), event)

    def release(self) -> None:
        self.held = Qt.MouseButton.NoButton
        QTest.mouseRelease(self.view.viewport(), LEFT, NONE, self.point())

    def carry(self) -> None:
        data = carry_type(self.chance.choice(find("")).keras)
        self.view.dragEnterEvent(QDragEnterEvent(self.point(), COPY, data, LEFT, NONE))
        for _ in range(3):
            self.view.dragMoveEvent(QDragMoveEvent(self.point(), COPY, data, LEFT, NONE))
            QApplication.processEvents()
        if self.chance.random() < 0.5:
            self.view.dropEvent(QDropEvent(QPointF(self.point()), COPY, data, LEFT, NONE))
        else:
            self.view.dragLeaveEvent(QDragLeaveEvent())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_nothing_that_hands_do_goes_wrong(view, session, build, seed):
    build(Flatten(), Dense(units=10))
    first = session.store.design
    hands = Hands(view, session, seed)
    for _ in range(STEPS):
        hands.act()
        QApplication.processEvents()
    hands.release()
    view.gestures.cancel()
    QApplication.processEvents()
    assert not session.controller.previewing
    assert view.chain.report.design is session.store.design
    assert view.chain.layout.opened == range(0)
    while session.store.undo_stack.canUndo():
        session.store.undo_stack.undo()
    assert session.store.design is first
