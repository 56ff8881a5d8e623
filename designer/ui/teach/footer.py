"""The foot of a slide: the running total, how far we are, and which keys there are."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from designer.i18n import marked, tr
from designer.ui.teach.paragraph import Paragraph
from designer.ui.teach.slide import Slide
from designer.ui.theme import Theme

_SMALL, _LARGE, _GAP, _BAR, _LEAST_BAR, _SLIT = 20, 30, 26, 8, 60, 2
_MOST_SEGMENTS = 60

KEYS = marked("← → step    Esc leave")


def paint_footer(painter: QPainter, room: QRectF, slide: Slide, theme: Theme) -> None:
    """Paint into *room*. Where it is too narrow, the keys give way, the bar, the size of type."""
    small, muted = theme.font(_SMALL), theme.color("muted")

    def text(words: str, large: bool = False) -> Paragraph:
        font = theme.font(_LARGE, 700) if large else small
        return Paragraph(((words, False),), font, theme.color("ink") if large else muted, 1e6)

    words = (text(tr("running total")), text(slide.so_far, large=True), text(slide.whole))
    middle, gap = room.center().y(), theme.px(_GAP)
    needed = sum(part.width for part in words) + 2 * gap
    painter.save()
    painter.translate(room.left(), middle)
    shrunk = min(1.0, room.width() / needed)
    painter.scale(shrunk, shrunk)
    x = 0.0
    for part in words:
        part.paint(painter, QPointF(x, -part.height / 2))
        x += part.width + gap
    painter.restore()
    _paint_rest(painter, room.adjusted(x * shrunk, 0, 0, 0), slide, theme, text(tr(KEYS)))


def _paint_rest(
    painter: QPainter, room: QRectF, slide: Slide, theme: Theme, keys: Paragraph
) -> None:
    least, middle = theme.px(_LEAST_BAR), room.center().y()
    if room.width() >= keys.width + theme.px(_GAP) + least:
        keys.paint(painter, QPointF(room.right() - keys.width, middle - keys.height / 2))
        room = room.adjusted(0, 0, -keys.width - theme.px(_GAP), 0)
    if room.width() >= least:
        high = theme.px(_BAR)
        bar = QRectF(room.left(), middle - high / 2, room.width(), high)
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
