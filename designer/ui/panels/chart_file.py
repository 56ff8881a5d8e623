"""A chart as a picture, PNG or SVG."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMargins, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPaintDevice, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog

from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.notices import Notices
from designer.session.writer import write
from designer.ui.panels.chart_frame import Chart
from designer.words import save_error_text

_DENSITY = 2
_SCREEN_DPI = 96
_CAPTION = 36


@guarded
def ask_and_save(chart: Chart, notices: Notices, suffix: str) -> None:
    """Ask where to, and write *chart* there."""
    title = tr("Save the chart")
    name, _ = QFileDialog.getSaveFileName(chart, title, f"chart.{suffix}", f"*.{suffix}")
    if name:
        save(chart, notices, Path(name).with_suffix(f".{suffix}"))


def save(chart: Chart, notices: Notices, path: Path) -> None:
    """Write *chart* to *path*, as SVG or PNG by its name."""
    picture = chart.picture()
    try:
        write(path, _svg(picture) if path.suffix == ".svg" else _png(picture))
    except OSError as error:
        notices.tell(save_error_text(path.name, error))
    else:
        notices.tell(tr("Saved {name}").format(name=path.name))


def _png(chart: Chart) -> bytes:
    image = QImage(_size(chart) * _DENSITY, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_DENSITY)
    _paint(chart, image)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _svg(chart: Chart) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture = QSvgGenerator()
    picture.setOutputDevice(buffer)
    picture.setResolution(_SCREEN_DPI)
    picture.setSize(_size(chart))
    picture.setViewBox(QRect(QPoint(), _size(chart)))
    picture.setTitle(chart.accessibleName())
    _paint(chart, picture)
    return bytes(buffer.data().data())


def _size(chart: Chart) -> QSize:
    return chart.plot.size().grownBy(QMargins(0, _caption(chart), 0, 0))


def _caption(chart: Chart) -> int:
    return chart.theme.px(_CAPTION)


def _paint(chart: Chart, device: QPaintDevice) -> None:
    """What the chart shows, and below that line the chart."""
    theme, plot, caption = chart.theme, chart.plot, _caption(chart)
    with QPainter(device) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRect(QPoint(), _size(chart)), theme.color("surface"))
        painter.setFont(theme.font(14, 600))
        painter.setPen(theme.color("ink"))
        line = QRect(theme.px(12), 0, plot.width() - theme.px(12), caption)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, chart.accessibleName())
        plot.render(painter, QRectF(plot.rect()).translated(0, caption), plot.rect())
