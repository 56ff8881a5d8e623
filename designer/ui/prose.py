"""Running text in which some words are bold: plain text that is laid out, never HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from designer.session.guard import guarded
from designer.ui.theme import Look, Theme

Span = tuple[str, bool]
"""Some text, and whether it is bold."""

MOST = 2000
_LEADING = 1.4
_NUMBER = re.compile(r"(\d[\d,.×]*\d|\d)")


def numbers_bold(text: str) -> tuple[Span, ...]:
    """*text* with its numbers standing out."""
    return tuple((part, i % 2 == 1) for i, part in enumerate(_NUMBER.split(text)) if part)


def plain(spans: Iterable[Span]) -> str:
    """The text alone, no longer than anybody reads."""
    text = "".join(part for part, _ in spans)
    return text if len(text) <= MOST else text[:MOST] + "…"


@lru_cache(maxsize=64)
def lay_out(spans: tuple[Span, ...], font: QFont, width: float) -> QTextLayout:
    """*spans* in lines of at most *width*; a word that is longer is broken anywhere."""
    layout = QTextLayout(plain(spans), font)
    layout.setFormats(list(_formats(spans)))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, y + (_LEADING - 1) * line.height() / 2))
        y += _LEADING * line.height()
    layout.endLayout()
    return layout


def height(layout: QTextLayout) -> float:
    """The height of all lines, with what is left free above the first and below the last."""
    return layout.boundingRect().bottom() + layout.lineAt(0).y() if layout.lineCount() else 0.0


def _formats(spans: Iterable[Span]) -> Iterator[QTextLayout.FormatRange]:
    start = 0
    for text, bold in spans:
        if bold:
            part = QTextLayout.FormatRange()
            part.start, part.length = start, len(text.encode("utf-16-le")) // 2
            part.format = QTextCharFormat()
            part.format.setFontWeight(QFont.Weight.DemiBold)
            yield part
        start += len(text.encode("utf-16-le")) // 2


class Prose(QWidget):
    """A paragraph as wide as its place, and as high as its text needs."""

    def __init__(self, look: Look, token: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._token = token
        self._spans: tuple[Span, ...] = ()
        self.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._restyle)

    def say(self, spans: Iterable[Span]) -> None:
        """Show *spans*; nothing takes no room."""
        if self._spans == tuple(spans):
            return
        before = self.heightForWidth(self.width())
        self._spans = tuple(spans)
        self.setAccessibleName(plain(self._spans))
        self.setVisible(bool(self._spans))
        if self.heightForWidth(self.width()) != before:
            self.updateGeometry()
        self.update()

    def text(self) -> str:
        """What is shown."""
        return plain(self._spans)

    @guarded(safe=False)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(safe=0)
    def heightForWidth(self, width: int) -> int:
        return round(height(self._layout(width)) + 0.5)

    @guarded(safe=QSize())
    def sizeHint(self) -> QSize:
        width = max(self.width(), self._look.theme.px(240))
        return QSize(width, self.heightForWidth(width))

    @guarded(safe=QSize())
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(80), 0)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._look.theme.color(self._token))
        self._layout(self.width()).draw(painter, QPointF(0, 0))
        painter.end()

    @guarded
    def _restyle(self, theme: Theme) -> None:
        self.updateGeometry()
        self.update()

    def _layout(self, width: float) -> QTextLayout:
        return lay_out(self._spans, self._look.theme.font(), width)
