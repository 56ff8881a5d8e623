"""What a drag shows on the canvas: the line where the layers would go, and the block under the
pointer that says what they would add."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsItem

from designer.core.report import Report, Row
from designer.core.units import grouped
from designer.i18n import tr
from designer.ui.canvas.blocks import paint_block
from designer.ui.canvas.face import Face, Mood, settings
from designer.ui.canvas.item import Item
from designer.ui.canvas.layout import HEIGHT, PITCH, WIDTH
from designer.ui.theme import Theme
from designer.words import problem_short

_LINE, _DOT = 4.0, 5.5
_SOLID, _ROUND = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap
_TILT = -1.5
_MINUS = "−"
_MARK = QRectF(-16, -PITCH, WIDTH + 32, 2 * PITCH)
_GHOST = QRectF(-12, -12, WIDTH + 24, HEIGHT + 24)


class InsertionMark(Item):
    """The line with a dot in the middle of the open gap."""

    extent = _MARK

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setZValue(2)

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        larger = max(1.0, 0.6 / painter.worldTransform().m11())
        accent = self.theme.color("accent")
        painter.setPen(QPen(accent, _LINE * larger, _SOLID, _ROUND))
        painter.drawLine(QPointF(-4, 0), QPointF(WIDTH, 0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(QPointF(-4, 0), _DOT * larger, _DOT * larger)


class Ghost(Item):
    """The block under the pointer, of the same size at every zoom."""

    extent = _GHOST

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.face: Face | None = None
        self._picture = QPixmap()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setRotation(_TILT)
        self.setOpacity(0.94)
        self.setZValue(3)
        self.restyle(theme)

    def restyle(self, theme: Theme) -> None:
        """Wear *theme*."""
        self._theme = theme
        self.setScale(theme.scale)

    def say(self, face: Face) -> None:
        """Show *face*: painted upright and tilted as a picture, as tilted letters would dance."""
        self.face = face
        density = 2 * self._theme.scale
        picture = QPixmap((_GHOST.size() * density).toSize())
        picture.setDevicePixelRatio(density)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-_GHOST.topLeft())
            paint_block(painter, face, self._theme, HEIGHT, clear=True)
        self._picture = picture
        self.update()

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(_GHOST.topLeft(), self._picture)


def ghost_face(before: Report, after: Report, carried: frozenset[int], adding: bool) -> Face:
    """What carrying the blocks *carried* from the chain *before* to *after* would do.

    *adding* tells new blocks from blocks that only move.
    """
    chain = after.design.chain
    rows = [after.row(i) for i, block in enumerate(chain) if block.uid in carried]
    first, layer = rows[0], rows[0].layer
    broken = after.problem_row
    several = tr("{count} layers").format(count=len(rows))
    change = _change(before, after, rows, adding)
    return Face(
        cls=type(layer),
        title=type(layer).__name__ if len(rows) == 1 else several,
        name=_effect(change, adding, broken, carried) or first.name,
        detail=_reason(broken, carried) if broken else _detail(rows),
        count=change or grouped(sum(row.params or 0 for row in rows)),
        mood=Mood.BROKEN if broken else Mood.FINE,
    )


def _effect(change: str, adding: bool, broken: Row | None, carried: frozenset[int]) -> str:
    """What would happen, in two words; nothing if blocks only move and all stays as it is."""
    if broken:
        return tr("could not run") if broken.uid in carried else tr("would stop the chain")
    if adding and not change.startswith(_MINUS):
        return tr("would add")
    return tr("would change") if change else ""


def _change(before: Report, after: Report, rows: list[Row], adding: bool) -> str:
    """The difference to the total, empty if blocks that only move make none."""
    if not after.complete:
        return "—"
    own = sum(row.params or 0 for row in rows) if adding else 0
    change = after.total - before.total if before.complete else own
    if not change and not adding:
        return ""
    return f"+{grouped(change)}" if change >= 0 else f"{_MINUS}{grouped(-change)}"


def _detail(rows: list[Row]) -> str:
    if len(rows) > 1:
        return " · ".join(type(row.layer).__name__ for row in rows[:6])
    row, parts = rows[0], [settings(rows[0].layer)]
    if row.non_trainable and row.trainable:
        split = tr("{trainable} trainable, {others} not")
        parts.append(
            split.format(trainable=grouped(row.trainable), others=grouped(row.non_trainable))
        )
    return " · ".join(part for part in parts if part)


def _reason(broken: Row, carried: frozenset[int]) -> str:
    assert broken.problem is not None
    reason = problem_short(broken.problem)
    return reason if broken.uid in carried else f"{broken.name}: {reason}"
