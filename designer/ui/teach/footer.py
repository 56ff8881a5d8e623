"""The foot of a slide: the running total, how far we are, and which keys there are."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from designer.i18n import tr
from designer.ui.teach.paragraph import Paragraph
from designer.ui.teach.slide import Slide
from designer.ui.theme import Theme

_SMALL, _LARGE, _GAP, _BAR, _LEAST_BAR, _SLIT = 20, 30, 26, 8, 60, 2
_MOST_SEGMENTS = 60


def paint_footer(painter: QPainter, room: QRectF, slide: Slide, theme: Theme) -> None:
    """Paint into *room*. Where it is too narrow for all, the keys give way, then the bar."""
    small, muted = theme.font(_SMALL), theme.color("muted")

    def text(words: str, large: bool = False) -> Paragraph:
        font = theme.font(_LARGE, 700) if large else small
        return Paragraph(((words, False),), font, theme.color("ink") if large else muted, 1e6)

    x, middle, gap = room.left(), room.center().y(), theme.px(_GAP)
    words = (text(tr("running total")), text(slide.so_far, large=True), text(slide.whole))
    for part in words:
        part.paint(painter, QPointF(x, middle - part.height / 2))
        x += part.width + gap
    keys = text(tr("← → step    Esc leave"))
    right = room.right()
    if right - keys.width - gap - x >= theme.px(_LEAST_BAR):
        keys.paint(painter, QPointF(right - keys.width, middle - keys.height / 2))
        right -= keys.width + gap
    if right - x >= theme.px(_LEAST_BAR):
        bar = QRectF(x, middle - theme.px(_BAR) / 2, right - x, theme.px(_BAR))
        _paint_progress(painter, bar, slide, theme)


def _paint_progress(painter: QPainter, bar: QRectF, slide: Slide, theme: Theme) -> None:
    """A segment a layer, as long as they can be told apart."""
    radius = bar.height() / 2
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("border"))
    painter.drawRoundedRect(bar, radius, radius)
    painter.setBrush(theme.color("accent"))
    steps = max(1, slide.steps)
    done = QRectF(bar.topLeft(), bar.bottomRight())
    done.setWidth(bar.width() * slide.step / steps)
    painter.setClipRect(done)
    painter.drawRoundedRect(bar, radius, radius)
    if steps <= _MOST_SEGMENTS:
        for step in range(1, slide.step):
            x = bar.left() + bar.width() * step / steps
            slit = theme.px(_SLIT)
            painter.fillRect(QRectF(x - slit / 2, bar.top(), slit, bar.height()), theme.color("bg"))
    painter.restore()
