"""Shows formulas and lights the term under the pointer, here and in every other view."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QMainWindow, QScrollArea, QSizePolicy, QToolTip, QWidget

from designer.core.places import Place
from designer.session.guard import guarded
from designer.session.session import Session
from designer.session.stage import NO_TERM, Term
from designer.ui.maths.glyphs import Style
from designer.ui.maths.layout import layout_formula
from designer.ui.maths.picture import Picture
from designer.ui.maths.pieces import Line, spoken
from designer.ui.plain import tooltip
from designer.ui.theme import Look, Theme

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Known(Protocol):
    """What a term stands for."""

    @property
    def text(self) -> str:
        """In words."""
        ...

    @property
    def source(self) -> Place:
        """Where its number was made."""
        ...


class FormulaView(QWidget):
    """Equations in the width there is, whose terms lead to where their numbers come from.

    The pointer on a term lights it everywhere, and a click goes to its origin. Tab or a click
    beside the terms reaches the formula, Left and Right go from term to term, Enter to the origin,
    and Escape leaves. The status bar says where the term comes from; a tooltip says it at the
    pointer.
    """

    def __init__(
        self,
        session: Session,
        look: Look,
        parent: QWidget | None = None,
        *,
        size: float = 18,
        tinted: bool = True,
    ) -> None:
        super().__init__(parent)
        self._stage, self._notices = session.stage, session.notices
        self._look = look
        self._size = size
        self._tinted = tinted
        self._lines: tuple[Line, ...] = ()
        self._terms: tuple[str, ...] = ()
        self._pictures: dict[tuple[Style, float], Picture] = {}
        self._references: Mapping[str, Known] = {}
        self._lit: frozenset[str] = frozenset()
        self._place = 0
        self._walking = False
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        session.stage.term_changed.connect(self._light)
        look.changed.connect(self._restyle)

    def show_lines(
        self, lines: Sequence[Line], references: Mapping[str, Known] | None = None
    ) -> None:
        """Show *lines*; *references* says of each term where it comes from."""
        self._references = references or {}
        if self._lines != tuple(lines):
            self._write(tuple(lines))
        self._light(self._stage.term)

    def _write(self, lines: tuple[Line, ...]) -> None:
        before = self._room
        self._lines = lines
        self._pictures.clear()
        self._terms = tuple(dict.fromkeys(p.term for line in lines for p in line if p.term))
        self._place = 0
        self.setAccessibleName(spoken(self._lines))
        reached = Qt.FocusPolicy.StrongFocus if self._terms else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(reached)
        if self._room != before:
            self.updateGeometry()  # the panel lays itself out again, which other numbers rarely ask
        self.update()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def picture(self, width: float | None = None) -> Picture:
        """The formula as it is painted, or would be in *width*; in one line where it has room."""
        wanted, whole = self.width() if width is None else width, self._laid_out(math.inf)
        return whole if whole.width <= wanted else self._laid_out(wanted)

    def _laid_out(self, width: float) -> Picture:
        """The formula in *width*; laid out once for each."""
        wanted = (self._style(), width)
        if wanted not in self._pictures:
            self._pictures[wanted] = layout_formula(self._lines, *wanted)
        return self._pictures[wanted]

    def _style(self) -> Style:
        return Style(self._look.theme.px(self._size), self._tinted)

    # size

    @guarded(safe=False)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(safe=0)
    def heightForWidth(self, width: int) -> int:
        return round(self.picture(width).height + 0.5)

    @property
    def _room(self) -> tuple[QSize, int]:
        """The room that the formula asks for, and its height in the one it has."""
        return self.sizeHint(), self.heightForWidth(self.width())

    @guarded(safe=QSize())
    def sizeHint(self) -> QSize:
        width = round(self.picture(math.inf).width + 0.5)
        return QSize(width, self.heightForWidth(width))

    @guarded(safe=QSize())
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(60), 0)

    # what is seen

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        lit = self._lit | {self._reached} if self._walking else self._lit
        self.picture().paint(painter, QPointF(0, 0), self._look.theme, lit)
        painter.end()

    @property
    def lit(self) -> frozenset[str]:
        """The terms whose numbers are lit."""
        return self._lit

    @guarded
    def _light(self, term: Term) -> None:
        here = (name for name in self._terms if name in self._references) if term else ()
        lit = frozenset(name for name in here if self._references[name].source in term)
        if lit != self._lit:
            self._lit = lit
            self.update()

    @guarded
    def _restyle(self, theme: Theme) -> None:
        self.updateGeometry()
        self.update()

    # pointer and keys

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        term = self.picture().term_at(event.position())
        if self._point_at(term):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            term = self.picture().term_at(event.position())
            if term in self._references:
                self._visit(term)
            else:
                self._step(0)

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        self._stage.point_at(NO_TERM)

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in _BY_TAB:
            self._step(0)
            self._come_into_view()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._walking = False
        self._stage.point_at(NO_TERM)
        self.update()

    def _come_into_view(self) -> None:
        around = self.parentWidget()
        while around and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around:
            around.ensureWidgetVisible(self)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in _ENTER:
            self._visit(self._reached)
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            event.ignore()

    @property
    def _reached(self) -> str:
        """The term that the keys have gone to."""
        return self._terms[self._place % len(self._terms)] if self._terms else ""

    def _step(self, step: int) -> None:
        """Go *step* terms on from the one that was reached."""
        if self._terms:
            self._walking = True
            self._place = (self._place + step) % len(self._terms)
            self._point_at(self._reached)
            self.update()

    def _point_at(self, term: str | None) -> bool:
        """Light *term* everywhere and say where it comes from; whether it comes from anywhere."""
        reference = self._references.get(term) if term else None
        lit = frozenset((reference.source,)) if reference else NO_TERM
        before = self._stage.term
        self._stage.point_at(lit)
        if reference and lit != before:
            self.setAccessibleDescription(reference.text)
            self._notices.explain(reference.text)
        return reference is not None

    def _visit(self, term: str | None) -> None:
        reference = self._references.get(term) if term else None
        if reference:
            self._stage.visit(reference.source)

    def _leave(self) -> None:
        """Back to the chain."""
        self.clearFocus()
        window = self.window()
        chain = window.centralWidget() if isinstance(window, QMainWindow) else None
        if chain is not None:
            chain.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded(safe=False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            reference = self._references.get(self.picture().term_at(QPointF(event.pos())) or "")
            text = tooltip(reference.text) if reference else ""
            below = QPoint(event.pos().x(), self.height())  # where it hides no part of the formula
            QToolTip.showText(self.mapToGlobal(below), text, self)
            return True
        return super().event(event)
