"""A chart as a picture, PNG or SVG."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QImage, QPaintDevice, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog

from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.notices import Notices
from designer.session.writer import write
from designer.ui.panels.chart_frame import Chart
from designer.ui.panels.chart_plot import Plot
from designer.words import save_error_text

_DENSITY = 2
_SCREEN_DPI = 96


@guarded
def ask_and_save(chart: Chart, notices: Notices, suffix: str) -> None:
    """Ask where to, and write *chart* there."""
    title = tr("Save the chart")
    name, _ = QFileDialog.getSaveFileName(chart, title, f"chart.{suffix}", f"*.{suffix}")
    if name:
        save(chart, notices, Path(name).with_suffix(f".{suffix}"))


def save(chart: Chart, notices: Notices, path: Path) -> None:
    """Write *chart* to *path*, as SVG or PNG by its name."""
    try:
        write(path, _svg(chart.plot) if path.suffix == ".svg" else _png(chart.plot))
    except OSError as error:
        notices.tell(save_error_text(path.name, error))
    else:
        notices.tell(tr("Saved {name}").format(name=path.name))


def _png(plot: Plot) -> bytes:
    image = QImage(plot.size() * _DENSITY, QImage.Format.Format_RGB32)
    _paint(plot, image)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _svg(plot: Plot) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture = QSvgGenerator()
    picture.setOutputDevice(buffer)
    picture.setResolution(_SCREEN_DPI)
    picture.setSize(plot.size())
    picture.setViewBox(plot.rect())
    picture.setTitle(plot.accessibleName())
    _paint(plot, picture)
    return bytes(buffer.data().data())


def _paint(plot: Plot, device: QPaintDevice) -> None:
    with QPainter(device) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot.render(painter, QRectF(0, 0, device.width(), device.height()), plot.rect())
