"""The chain as a picture: PNG, SVG or PDF, painted as on the canvas. Needs no window."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from designer.core.report import Report
from designer.i18n import tr
from designer.session.writer import write
from designer.ui.canvas.blocks import paint_block
from designer.ui.canvas.face import face
from designer.ui.canvas.layout import PITCH, WIDTH, Layout, block_height
from designer.ui.canvas.lettering import Outliner
from designer.ui.canvas.links import paint_link
from designer.ui.canvas.spoken import spoken
from designer.ui.theme import Theme, register_fonts

_MARGIN, _BETWEEN, _SHADOW = 24.0, 24.0, 12.0
_DENSITY = 2.0
_FINE = 4.0
"""Pixels of the icons, which are not drawn as lines, for one of the design."""

_HIGHEST = 32_000
"""Qt paints on no image that is higher than 32,767 pixels."""

_HIGHEST_PAGE = 14_400
"""Points: no PDF reader shows a page that is higher than 200 inches."""

_POINT_DPI, _SCREEN_DPI = 72, 96
_PAGE_MARGIN = 12
"""Millimetres."""

PICTURE_SUFFIXES = (".png", ".svg", ".pdf")


def save_picture(report: Report, theme: Theme, path: Path) -> None:
    """Write the chain to *path* in the format of its suffix; `OSError` where it cannot be."""
    register_fonts()
    encode = {".png": _png, ".svg": _svg, ".pdf": _pdf}[path.suffix.lower()]
    write(path, encode(report, theme))


def paint_chain(report: Report, theme: Theme, painter: QPainter, pages: QPagedPaintDevice) -> None:
    """Paint the chain on as many *pages* as it takes, in columns; no block is cut."""
    register_fonts()
    scale = painter.device().logicalDpiX() / _SCREEN_DPI
    page = pages.pageLayout().paintRectPixels(painter.device().logicalDpiX()).size()
    columns = max(1, int((page.width() / scale + _BETWEEN) // (WIDTH + _BETWEEN)))
    blocks = max(1, int(page.height() / scale // PITCH))
    for first in range(0, len(report.rows), columns * blocks):
        if first:
            pages.newPage()
        for column in range(columns):
            start = first + column * blocks
            painter.save()
            painter.scale(scale, scale)
            painter.translate(column * (WIDTH + _BETWEEN), 0)
            _paint_rows(painter, report, theme, range(start, start + blocks))
            painter.restore()


def _paint_rows(painter: QPainter, report: Report, theme: Theme, wanted: range) -> None:
    """Paint the rows *wanted*, as far as they are there, from the origin down."""
    layout = Layout(len(report.rows))
    rows = wanted[: max(0, layout.count - wanted.start)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for index in rows:
        painter.save()
        shown = face(report.row(index), report.total)
        painter.translate(0, layout.top(index) - layout.top(rows.start))
        paint_block(painter, shown, theme, block_height(index), clear=True)
        painter.translate(0, block_height(index))
        paint_link(painter, shown, theme, clear=True, last=index == layout.count - 1)
        painter.restore()


def paint_part(painter: QPainter, report: Report, theme: Theme, part: QRectF) -> None:
    """Paint what the picture has in *part* of it."""
    whole = QRectF(QPointF(), picture_size(report))
    painter.fillRect(part & whole, theme.color("bg"))
    layout = Layout(len(report.rows))
    rows = layout.visible(part.top() - _MARGIN - _SHADOW, part.bottom() - _MARGIN + _SHADOW)
    painter.translate(_MARGIN, _MARGIN + layout.top(rows.start))
    _paint_rows(painter, report, theme, rows)


def _paint_whole(painter: QPainter, report: Report, theme: Theme, scale: float) -> None:
    painter.scale(scale, scale)
    paint_part(painter, report, theme, QRectF(QPointF(), picture_size(report)))


def picture_size(report: Report) -> QSizeF:
    """The room that the chain takes, with a margin around it."""
    height = Layout(len(report.rows)).height
    return QSizeF(WIDTH + 2 * _MARGIN, height + 2 * _MARGIN)


def _png(report: Report, theme: Theme) -> bytes:
    size = picture_size(report)
    scale = min(_DENSITY, _HIGHEST / size.height())
    image = QImage((size * scale).toSize(), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        _paint_whole(painter, report, theme, scale)
    return _bytes(lambda device: image.save(device, "PNG"))  # type: ignore[call-overload]


def _svg(report: Report, theme: Theme) -> bytes:
    def draw(device: QIODevice) -> bool:
        size = picture_size(report)
        picture = QSvgGenerator()
        picture.setOutputDevice(device)
        picture.setResolution(_SCREEN_DPI)
        picture.setSize(size.toSize())
        picture.setViewBox(QRectF(QPointF(), size * _FINE))
        picture.setTitle(report.design.title or tr("Chain of layers"))
        picture.setDescription("\n".join(spoken(report, i) for i in range(len(report.rows))))
        with Outliner(picture) as painter:
            _paint_whole(painter, report, theme, _FINE)
        return True

    return _bytes(draw)


def _pdf(report: Report, theme: Theme) -> bytes:
    """One page cut to the chain; a chain that is longer than a page can be goes on A4 pages."""

    def draw(device: QIODevice) -> bool:
        size = picture_size(report) * (_POINT_DPI / _SCREEN_DPI)
        pages = QPdfWriter(device)
        pages.setTitle(report.design.title or tr("Chain of layers"))
        whole = size.height() <= _HIGHEST_PAGE
        a4 = QPageSize(QPageSize.PageSizeId.A4)
        pages.setPageSize(QPageSize(size, QPageSize.Unit.Point) if whole else a4)
        margin = 0 if whole else _PAGE_MARGIN
        pages.setPageMargins(QMarginsF(margin, margin, margin, margin))
        with QPainter(pages) as painter:
            if whole:
                _paint_whole(painter, report, theme, pages.resolution() / _SCREEN_DPI)
            else:
                paint_chain(report, theme, painter, pages)
        return True

    return _bytes(draw)


def _bytes(draw: Callable[[QIODevice], bool]) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not draw(buffer):
        raise OSError(errno.EIO, "the picture could not be drawn")
    buffer.close()
    return bytes(data.data())
