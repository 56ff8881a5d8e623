"""The whole chain in a corner: where we are in it, and a click to go elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from designer.core.report import Report
from designer.i18n import tr
from designer.session.guard import guarded
from designer.ui.canvas.layout import WIDTH
from designer.ui.canvas.overview import batches
from designer.ui.theme import Theme

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView

FROM = 18
"""The number of blocks from which on the map is shown."""

_WIDTH, _MOST, _INSET = 56, 220, 7
_PITCH, _BAR, _ROUND = 9.0, 6.0, 2.0
_LEAST = 3.0
"""Bars nearer to one another than this run together: then one stands for several layers."""


class Minimap(QWidget):
    """A bar a layer in the colour of its family, as long as there is room; then for some."""

    def __init__(self, view: ChainView) -> None:
        super().__init__(view)
        self._view = view
        self._report: Report | None = None
        self.setAccessibleName(tr("Overview of the chain"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_report(self, report: Report) -> None:
        """Draw *report*, if it is long enough for a map."""
        self._report = report
        self.place()
        self.update()

    def place(self) -> None:
        """Stand in the upper right corner, if that does not hide the chain."""
        theme, count = self._view.look.theme, len(self._report.rows) if self._report else 0
        room = max(0, self._view.viewport().height() - theme.px(96))
        height = min(theme.px(_MOST), theme.px(count * _PITCH + 2 * _INSET), room)
        width, margin = theme.px(_WIDTH), theme.px(14)
        left = self._view.viewport().width() - width - margin
        self.setGeometry(left, margin, width, height)
        beside = self._view.mapFromScene(QPointF(WIDTH, 0)).x() + margin <= left
        self.setVisible(count >= FROM and beside)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, report = self._view.look.theme, self._report
        if report is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("border"), 1))
        painter.setBrush(theme.color("surface"))
        radius = theme.px(8)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        _paint_bars(painter, report, theme, self._inside())
        self._paint_seen(painter, theme)
        painter.end()

    def _inside(self) -> QRectF:
        inset = self._view.look.theme.px(_INSET)
        return QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)

    def _paint_seen(self, painter: QPainter, theme: Theme) -> None:
        inside, whole = self._inside(), self._view.chain.layout.height
        seen = self._view.seen
        top = max(0.0, seen.top()) / whole * inside.height()
        bottom = min(whole, seen.bottom()) / whole * inside.height()
        if bottom - top >= inside.height() - 1:
            return
        frame = QRectF(inside.left() - 4, inside.top() + top - 2, inside.width() + 8, 0)
        frame.setHeight(max(theme.px(6), bottom - top + 4))
        accent = QColor(theme.color("accent"))
        painter.setPen(QPen(accent, 1.5))
        accent.setAlpha(26)
        painter.setBrush(accent)
        painter.drawRoundedRect(frame, 4, 4)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _go(self, pos: QPointF) -> None:
        inside = self._inside()
        part = (pos.y() - inside.top()) / max(1.0, inside.height())
        self._view.show_middle(max(0.0, min(1.0, part)) * self._view.chain.layout.height)


def _paint_bars(painter: QPainter, report: Report, theme: Theme, inside: QRectF) -> None:
    """A bar for every layer that there is room for, from the report in one go."""
    count = len(report.rows)
    lines = max(1, min(count, int(inside.height() // _LEAST)))
    pitch = inside.height() / lines
    bar = pitch * _BAR / _PITCH
    places = {
        number * count // lines: QRectF(
            inside.left(), inside.top() + number * pitch, inside.width(), bar
        )
        for number in range(lines)
    }
    painter.setPen(Qt.PenStyle.NoPen)
    for color, group in batches(report, theme, places):
        _fill(painter, color, group, bar)
    if not report.complete:  # drawn last: it may not be among those that there is room for
        down = inside.top() + (len(report.outcomes) - 1) / count * inside.height()
        place = QRectF(inside.left(), down, inside.width(), bar)
        _fill(painter, theme.color("error"), [place], bar)


def _fill(painter: QPainter, color: QColor, places: list[QRectF], bar: float) -> None:
    painter.setBrush(color)
    if bar < 2 * _ROUND:
        painter.drawRects(places)
        return
    for place in places:
        painter.drawRoundedRect(place, _ROUND, _ROUND)
