"""The foot of a slide: the running total as a part of the total, and which keys there are."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath

from designer.i18n import marked, tr
from designer.ui.teach.paragraph import Paragraph
from designer.ui.teach.slide import Slide
from designer.ui.theme import Theme

_SMALL, _LARGE, _GAP, _BAR, _LEAST_BAR, _LEAST_SHARE = 26, 32, 26, 12, 60, 3
_MOST_LETTERS = 1.35
"""Letters so much larger leave room for the keys on a usual screen."""

TOKENS = ("muted", "accent")
"""The colours of what the layers before have of the total, and of what this one has."""

KEYS = marked("← → step    Esc leave")


def paint_footer(painter: QPainter, room: QRectF, slide: Slide, theme: Theme) -> None:
    """Paint into *room*. Where it is too narrow, the keys give way, the bar, the size of type."""
    theme = theme.replace(letters=min(theme.letters, _MOST_LETTERS))
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
    """The running total as a part of the total: the layers before, and this one."""
    radius = bar.height() / 2
    outline = QPainterPath()
    outline.addRoundedRect(bar, radius, radius)
    painter.save()
    painter.setClipPath(outline)
    painter.fillRect(bar, theme.color("border"))
    x = bar.left()
    for share, token in zip(slide.shares, TOKENS, strict=True):
        width = max(bar.width() * share, theme.px(_LEAST_SHARE)) if share else 0.0
        x = min(x, bar.right() - width)
        painter.fillRect(QRectF(x, bar.top(), width, bar.height()), theme.color(token))
        x += width
    painter.restore()
