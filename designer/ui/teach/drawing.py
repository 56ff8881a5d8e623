"""What a layer does to a shape: the box that comes in, the arrow, and the box that goes out."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from designer.core.units import flow_text
from designer.ui.maths import Style, layout_formula
from designer.ui.prose import height, lay_out
from designer.ui.teach.figures import Figure, figures, paint_figure
from designer.ui.teach.paragraph import Paragraph
from designer.ui.teach.slide import Slide
from designer.ui.teach.windows import has_window, paint_line, paint_window, window_in
from designer.ui.theme import Theme

# Lengths of the design, on a slide that is 1320 wide between its margins.
_HEIGHT, _FOOT = 268, 44
_FIGURE, _ARROW, _SIZES = 262, 286, 480
_SIZES_AT = 2 * _FIGURE + _ARROW + 30
_LABEL, _WORDS, _FORMULA, _RULE, _UNKNOWN = 24, 24, 30, 22, 90
_LOW, _SMALLER = 200, 0.75
"""Where letters are larger, the drawing makes room for them: it is so high, and its figures are
so much smaller."""
_MARGIN, _HEAD = 24, 11
_OUTPUT = QPointF(0.2, 0.34)


class Drawing:
    """The drawing of one slide in the lengths of *theme*."""

    def __init__(self, slide: Slide, theme: Theme) -> None:
        self._slide, self._theme = slide, theme
        makes_room = theme.letters > 1
        self._height = theme.px(_LOW if makes_room else _HEIGHT)
        figured = theme.replace(scale=theme.scale * (_SMALLER if makes_room else 1.0))
        came, went = figures(slide.flow, slide.layer, figured)
        right = 0 if came is None else theme.px(_FIGURE + _ARROW)
        self.came = None if came is None else self._settled(came, 0)
        self.went = None if went is None else self._settled(went, right)
        style, room = Style(theme.px(_FORMULA), tinted=False), theme.px(_SIZES)
        self._sizes = layout_formula(slide.sizes, style, room)
        self._letters = theme.replace(letters=1.0)  # there is no room for larger ones
        small, muted = self._letters.font(_RULE), theme.color("muted")
        self._rule = Paragraph(((slide.rule, False),), small, muted, room)

    @property
    def height(self) -> float:
        """How much room it needs; none where neither shape is known."""
        if self.came is None and self.went is None:
            return 0.0
        return max(self._height, self._beside)

    @property
    def _beside(self) -> float:
        """The height of the arithmetic of the sizes."""
        return self._sizes.height + self._rule.height

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Paint it with the upper left corner *at*."""
        painter.save()
        painter.translate(at)
        pairs = zip((self.came, self.went), self._slide.flow, self._slide.tokens, strict=True)
        for figure, shape, token in pairs:
            if figure is not None and shape is not None:
                paint_figure(painter, figure, self._theme.color(token), self._theme)
                self._paint_label(painter, figure, flow_text(shape))
        if self.came is not None:
            self._paint_arrow(painter)
            self._paint_result(painter, self.came)
        place = QPointF(self._theme.px(_SIZES_AT), (self.height - self._beside) / 2)
        self._sizes.paint(painter, place, self._theme)
        self._rule.paint(painter, place + QPointF(0, self._sizes.height))
        painter.restore()

    def _settled(self, figure: Figure, x: float) -> Figure:
        """*figure* half above the arrow and half below, with its left side at *x*."""
        bounds = figure.bounds
        return figure.moved(QPointF(x - bounds.left(), self._arrow - bounds.center().y()))

    @property
    def _arrow(self) -> float:
        """How far below the top the arrow is."""
        return (self._height - self._theme.px(_FOOT)) / 2

    def _paint_label(self, painter: QPainter, figure: Figure, text: str) -> None:
        room = QRectF(
            figure.bounds.left(),
            figure.bounds.bottom(),
            self._theme.px(_FIGURE + 60),
            self._theme.px(_FOOT),
        )
        painter.setFont(self._letters.font(_LABEL))
        painter.setPen(self._theme.color("ink"))
        text = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_arrow(self, painter: QPainter) -> None:
        """The arrow, with words above and below that wrap rather than end."""
        px = self._theme.px
        left, right, y = px(_FIGURE + _MARGIN), px(_FIGURE + _ARROW - _MARGIN), self._arrow
        head = px(_HEAD)
        painter.setPen(QPen(self._theme.color("muted"), self._theme.scale * 2.5))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        tip = QPointF(right, y)
        painter.drawPolyline(
            QPolygonF([tip - QPointF(1.6 * head, head), tip, tip - QPointF(1.6 * head, -head)])
        )
        above, below = self._slide.action
        font = self._letters.font(_WORDS)
        room = right - left
        top = lay_out(((above, False),), font, room)
        top.draw(painter, QPointF(left, y - head - height(top)))
        lay_out(((below, False),), font, room).draw(painter, QPointF(left, y + head))

    def _paint_result(self, painter: QPainter, came: Figure) -> None:
        """The window and the line to what it gives; a question mark where nothing comes out."""
        went, slide = self.went, self._slide
        if went is None:
            room = QRectF(
                self._theme.px(_FIGURE + _ARROW), 0, self._theme.px(_FIGURE), 2 * self._arrow
            )
            painter.setFont(self._theme.font(_UNKNOWN, 700))
            painter.setPen(self._theme.color("error" if slide.broken else "muted"))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, "?")
            return
        grows = hasattr(slide.layer, "output_padding")  # there each input cell paints a window
        seen, made = (went, came) if grows else (came, went)
        if has_window(seen, slide.window) and has_window(made, slide.window):
            window = window_in(seen, slide.window, slide.layer)
            paint_window(painter, window, self._theme)
            cell = made.place.face
            end = cell.topLeft() + QPointF(cell.width() * _OUTPUT.x(), cell.height() * _OUTPUT.y())
            start = window.bounds.topLeft() if grows else window.bounds.topRight()
            paint_line(painter, start, end, self._theme)
