"""Shows formulas and lights the term under the pointer, here and in every other view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.maths.glyphs import Style
from designer.ui.maths.layout import layout_formula, natural_width
from designer.ui.maths.picture import Picture
from designer.ui.maths.pieces import Line, spoken
from designer.ui.plain import tooltip
from designer.ui.theme import Look, Theme

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class FormulaView(QWidget):
    """Equations in the width there is. Tab reaches them, Left and Right go from term to term, and
    the status bar says where the term comes from; a tooltip says it at the pointer.
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
        self._origins: Mapping[str, str] = {}
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        session.stage.term_changed.connect(self._light)
        look.changed.connect(self._restyle)

    def show_lines(self, lines: Sequence[Line], origins: Mapping[str, str] | None = None) -> None:
        """Show *lines*; *origins* says of each term where it comes from."""
        self._origins = origins or {}
        if self._lines == tuple(lines):
            return
        self._lines = tuple(lines)
        self.setAccessibleName(spoken(self._lines))
        terms = any(piece.term for line in self._lines for piece in line)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if terms else Qt.FocusPolicy.NoFocus)
        self.updateGeometry()
        self.update()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def picture(self, width: float | None = None) -> Picture:
        """The formula as it is painted, or would be in *width*."""
        return layout_formula(self._lines, self._style(), self.width() if width is None else width)

    def _style(self) -> Style:
        return Style(self._look.theme.px(self._size), self._tinted)

    # size

    @guarded(safe=False)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(safe=0)
    def heightForWidth(self, width: int) -> int:
        return round(self.picture(width).height + 0.5)

    @guarded(safe=QSize())
    def sizeHint(self) -> QSize:
        width = round(natural_width(self._lines, self._style()) + 0.5)
        return QSize(width, self.heightForWidth(width))

    @guarded(safe=QSize())
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(60), 0)

    # what is seen

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.picture().paint(painter, QPointF(0, 0), self._look.theme, self._stage.term)
        painter.end()

    @guarded
    def _light(self, term: str | None) -> None:
        self.update()

    @guarded
    def _restyle(self, theme: Theme) -> None:
        self.updateGeometry()
        self.update()

    # pointer and keys

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._stage.point_at(self.picture().term_at(event.position()))

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        self._stage.point_at(None)

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._step(0)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._stage.point_at(None)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
        else:
            self._step(step)

    def _step(self, step: int) -> None:
        """Light the term *step* places after the one that is lit, or the first."""
        picture = self.picture()
        terms = picture.terms
        if not terms:
            return
        lit = self._stage.term
        place = (terms.index(lit) + step) % len(terms) if lit in terms else 0
        self._stage.point_at(terms[place])
        origin = self._origin(terms[place])
        self.setAccessibleDescription(origin)
        self._notices.tell(origin)

    @guarded(safe=False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            origin = self._origin(self.picture().term_at(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), tooltip(origin), self)
            return True
        return super().event(event)

    def _origin(self, term: str | None) -> str:
        return self._origins.get(term, "") if term else ""
