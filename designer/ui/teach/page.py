"""A slide on a screen of any size: as large as it can be with everything in its place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter, QPen

from designer.core.value import Value
from designer.ui.maths import Style, layout_formula
from designer.ui.prose import Span
from designer.ui.teach.drawing import Drawing
from designer.ui.teach.footer import paint_footer
from designer.ui.teach.paragraph import Paragraph
from designer.ui.teach.slide import Slide
from designer.ui.theme import Theme

WIDTH, HEIGHT = 1440, 900
"""The screen that all lengths are given for."""

_MARGIN, _TOP, _GAP, _MOST_GAP, _FOOTER = 60, 40, 18, 40, 88
_TITLE, _SUBTITLE, _SETTINGS, _FORMULA, _TEXT = 40, 26, 24, 46, 25
_CARD_SIDE, _CARD_TOP, _RADIUS, _COLUMN = 40, 24, 16, 1320
_EDGE, _INSET, _APART = 5, 20, 14
_SMALLER, _SMALLEST = 0.95, 0.2


class Part(Value):
    """Something that takes a height of the page and paints itself at its upper left corner."""

    height: float
    paint: Callable[[QPainter, QPointF], None]


class Page:
    """A slide laid out on *size* in the colours of *theme*; its lengths are its own.

    The scale of *theme* says how large letters may be: where they leave no room, they are smaller.
    """

    def __init__(self, slide: Slide, theme: Theme, size: QSizeF) -> None:
        self._slide, self._size = slide, size
        scale = min(size.width() / WIDTH, size.height() / HEIGHT)
        letters = max(1.0, theme.scale)
        self._set(theme.replace(scale=scale, letters=letters))
        while self.needed > size.height() and scale > _SMALLEST:
            if letters > 1:
                letters = max(1.0, letters * _SMALLER)
            else:
                scale *= _SMALLER
            self._set(theme.replace(scale=scale, letters=letters))

    def _set(self, theme: Theme) -> None:
        self.theme = theme
        self._width = self._size.width() - 2 * theme.px(_MARGIN)
        parts = (self._header(), self._drawing(), self._card(), self._words())
        self.parts = tuple(part for part in parts if part.height)

    @property
    def needed(self) -> float:
        """The height that everything takes."""
        px = self.theme.px
        inner = sum(part.height for part in self.parts) + px(_GAP) * len(self.parts)
        return px(_TOP) + inner + px(_FOOTER)

    def paint(self, painter: QPainter) -> None:
        """Paint the whole screen."""
        px = self.theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(QPointF(0, 0), self._size), self.theme.color("bg"))
        spare = max(0.0, self._size.height() - self.needed) / len(self.parts)
        gap = px(_GAP) + min(spare, px(_MOST_GAP - _GAP))
        y = float(px(_TOP))
        for part in self.parts:
            part.paint(painter, QPointF(px(_MARGIN), y))
            y += part.height + gap
        foot = QRectF(px(_MARGIN), self._size.height() - px(_FOOTER), self._width, px(_FOOTER))
        paint_footer(painter, foot, self._slide, self.theme)

    def _header(self) -> Part:
        """Type and name, beside each other where there is room, and the settings below."""
        slide, px = self._slide, self.theme.px
        title = self._text(((slide.title, False),), _TITLE, 700)
        subtitle = self._text(((slide.subtitle, False),), _SUBTITLE, token="muted")
        settings = self._text(((slide.settings, False),), _SETTINGS, token="muted")
        beside = title.width + px(_GAP) + subtitle.width <= self._width
        below = title.height if beside else title.height + subtitle.height

        def paint(painter: QPainter, at: QPointF) -> None:
            title.paint(painter, at)
            if beside:
                shift = title.baseline - subtitle.baseline
                subtitle.paint(painter, at + QPointF(title.width + px(_GAP), shift))
            else:
                subtitle.paint(painter, at + QPointF(0, title.height))
            settings.paint(painter, at + QPointF(0, below))

        return Part(below + settings.height, paint)

    def _drawing(self) -> Part:
        drawing = Drawing(self._slide, self.theme)
        return Part(drawing.height, drawing.paint)

    def _card(self) -> Part:
        """The formula, or the problem, in a card."""
        px = self.theme.px
        inner = self._width - 2 * px(_CARD_SIDE)
        if self._slide.broken:
            text = self._text(self._slide.text, _TEXT + 2, room=inner)
            return self._framed(text.height, text.paint, self.theme.color("error"))
        if not self._slide.formula:
            return Part(0, lambda _painter, _at: None)
        picture = layout_formula(
            self._slide.formula, Style(px(_FORMULA * self.theme.letters)), inner
        )
        return self._framed(
            picture.height,
            lambda painter, at: picture.paint(painter, at, self.theme),
            self.theme.color("border"),
        )

    def _framed(
        self, inside: float, content: Callable[[QPainter, QPointF], None], edge: QColor
    ) -> Part:
        theme, px = self.theme, self.theme.px
        tall = inside + 2 * px(_CARD_TOP)

        def paint(painter: QPainter, at: QPointF) -> None:
            painter.setPen(QPen(edge, max(1.0, theme.scale * 1.5)))
            painter.setBrush(theme.color("surface"))
            frame = QRectF(at.x(), at.y(), self._width, tall)
            painter.drawRoundedRect(frame, px(_RADIUS), px(_RADIUS))
            content(painter, at + QPointF(px(_CARD_SIDE), px(_CARD_TOP)))

        return Part(tall, paint)

    def _words(self) -> Part:
        """What there is to say, and a mistake beside a bar that marks it as one."""
        if self._slide.broken:
            return Part(0, lambda _painter, _at: None)
        px = self.theme.px
        column = min(self._width, px(_COLUMN))
        text = self._text(self._slide.text, _TEXT, room=column)
        slip = self._text(self._slide.slip, _TEXT, room=column - px(_INSET))
        if not slip.height:
            return Part(text.height, text.paint)
        below = text.height + px(_APART)

        def paint(painter: QPainter, at: QPointF) -> None:
            text.paint(painter, at)
            bar = QRectF(at.x(), at.y() + below, px(_EDGE), slip.height)
            painter.fillRect(bar, self.theme.color("warning"))
            slip.paint(painter, at + QPointF(px(_INSET), below))

        return Part(below + slip.height, paint)

    def _text(
        self,
        spans: tuple[Span, ...],
        size: float,
        weight: int = 400,
        token: str = "ink",
        room: float | None = None,
    ) -> Paragraph:
        font, color = self.theme.font(size, weight), self.theme.color(token)
        return Paragraph(spans, font, color, self._width if room is None else room)
