"""A bar for what the model has, and a mark where the budget ends."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from designer.session.guard import guarded
from designer.ui.theme import Theme

_ROOM = 1.12
"""The longer of the two takes the width but for a bit, so that one can see that it ends."""


class BudgetBar(QWidget):
    """Drawn to scale; what is too much has another colour. The words beside it say the same."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._total, self._budget = 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figures(self, total: int, budget: int) -> None:
        """Draw *total* beside *budget*."""
        self._total, self._budget = total, budget
        self.update()

    def restyle(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    @guarded(safe=QSize(100, 22))
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(22))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, whole = self._theme, max(self._total, self._budget, 1)
        width, height = self.width(), self.height()
        long = float(width) / _ROOM
        end, mark = long * (self._total / whole), long * (self._budget / whole)
        inset, round_ = theme.px(4), theme.px(3)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("border"), 1))
            painter.setBrush(theme.color("bg"))
            frame = QRectF(0.5, inset + 0.5, width - 1, height - 2 * inset - 1)
            painter.drawRoundedRect(frame, round_, round_)
            painter.setPen(QPen(theme.color("bg"), 0))
            for length, token in ((end, "error"), (min(end, mark), "ok")):
                painter.setBrush(theme.color(token))
                if self._total and length:
                    filled = QRectF(1, inset + 1, max(length - 1, 2.0), height - 2 * inset - 2)
                    painter.drawRoundedRect(filled, round_, round_)
            painter.setPen(QPen(theme.color("ink"), theme.px(2)))
            painter.drawLine(QLineF(mark, 1, mark, height - 1))
