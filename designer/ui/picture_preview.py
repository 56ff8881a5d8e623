"""The picture of a chain before it is saved: what is in sight of it is painted, at any length."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from designer.core.report import Report
from designer.session.guard import guarded
from designer.ui.export_picture import paint_part, picture_size
from designer.ui.theme import Look, load

_LEAST = 0.5
"""A chain that is too long to be read when it is seen whole is scrolled."""


class PicturePreview(QScrollArea):
    """Shows the picture as large as its room is, but readable and no larger than it is."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.paper = _Paper()
        self.setWidget(self.paper)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_report(self, report: Report) -> None:
        """Draw the chain of *report*."""
        self.paper.report = report
        self._fit()

    def _fit(self) -> None:
        report = self.paper.report
        if report is None:
            return
        whole, room = picture_size(report), self.maximumViewportSize()
        scale = self._look.theme.scale
        wide, high = room.width() / whole.width(), room.height() / whole.height()
        self.paper.scale = min(scale, wide, max(high, _LEAST * scale))
        self.paper.resize((whole * self.paper.scale).toSize())
        self.paper.update()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class _Paper(QWidget):
    """The picture itself."""

    def __init__(self) -> None:
        super().__init__()
        self.report: Report | None = None
        self.scale = 1.0

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.report is None:
            return
        with QPainter(self) as painter:
            painter.scale(self.scale, self.scale)
            seen = painter.worldTransform().inverted()[0].mapRect(QRectF(event.rect()))
            paint_part(painter, self.report, load("light"), seen)
