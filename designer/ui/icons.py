"""The bundled line icons, drawn in any colour."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from designer.paths import resource

_DENSITIES = (1.0, 2.0)


def pixmap(name: str, color: QColor, size: int = 16, dpr: float = 1.0) -> QPixmap:
    """The icon *name* in *color*, *size* pixels wide, for a screen of density *dpr*."""
    return _pixmap(name, color.name(QColor.NameFormat.HexRgb), size, dpr)


def icon(name: str, color: QColor, size: int = 16) -> QIcon:
    """The icon *name* in *color* for buttons and menus."""
    return _icon(name, color.name(QColor.NameFormat.HexRgb), size)


@lru_cache(maxsize=1024)
def _icon(name: str, color: str, size: int) -> QIcon:
    made = QIcon()
    for dpr in _DENSITIES:
        made.addPixmap(_pixmap(name, color, size, dpr))
    return made


@lru_cache(maxsize=2048)
def _pixmap(name: str, color: str, size: int, dpr: float) -> QPixmap:
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", color).encode()))
    side = round(size * dpr)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(dpr)
    return made
