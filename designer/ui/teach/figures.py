"""Shapes as solids: images as boxes, sequences as strips, vectors as flat bars."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from designer.core.layer import Dim, Layer, Shape
from designer.core.value import Value
from designer.ui.theme import Theme

BACK = QPointF(0.62, -0.42)
"""Where a step of one pixel into the picture goes on the paper."""

_IMAGE, _CHANNELS = (36.0, 160.0), (10.0, 95.0)
_BAR, _BAR_HEIGHT, _STRIP, _FLAT = (30.0, 200.0), 34.0, (26.0, 150.0), 14.0
_MOST_STRIPS, _STRIP_WIDTH, _STRIP_PITCH, _MOST_FRAMES, _FRAME_PITCH = 10, 11.0, 17.0, 3, 22.0
_COMPRESSION = 0.5
_ROLES = {
    1: ("numbers",),
    2: ("steps", "channels"),
    3: ("height", "width", "channels"),
    4: ("frames", "height", "width", "channels"),
}
_CELLS = ("frames", "height", "width", "steps")


class Solid(Value):
    """A box: its front face, and how far it goes back."""

    face: QRectF
    depth: float

    def moved(self, way: QPointF) -> Solid:
        """The same solid elsewhere."""
        return Solid(self.face.translated(way), self.depth)

    @property
    def bounds(self) -> QRectF:
        """What it covers on the paper."""
        return self.face.united(self.face.translated(BACK * self.depth))


class Figure(Value):
    """The picture of one shape, the solid in front last. `cells` are the sizes that a window moves
    over, `unknown` says that a size is left open.
    """

    solids: tuple[Solid, ...]
    cells: Shape
    unknown: bool

    def moved(self, way: QPointF) -> Figure:
        """The same figure elsewhere."""
        return self.replace(solids=tuple(solid.moved(way) for solid in self.solids))

    @property
    def bounds(self) -> QRectF:
        """What it covers on the paper."""
        covered = QRectF()
        for solid in self.solids:
            covered = covered.united(solid.bounds)
        return covered

    @property
    def place(self) -> Solid:
        """Where a window is shown: in the solid in front, or over the second step."""
        return (
            self.solids[min(1, len(self.solids) - 1)] if len(self.cells) == 1 else self.solids[-1]
        )


Roles = dict[str, Dim]


def figures(
    shapes: tuple[Shape | None, Shape | None], layer: Layer, theme: Theme
) -> tuple[Figure | None, Figure | None]:
    """The pictures of what comes in and what goes out of *layer*, to one scale."""
    first = getattr(layer, "data_format", None) == "channels_first"
    roles = [None if shape is None else _roles(shape[1:], first) for shape in shapes]
    most: dict[str, int] = {}
    for named in roles:
        for role, size in (named or {}).items():
            most[_measure(role)] = max(most.get(_measure(role), 1), size or 1)
    came, went = (None if named is None else _figure(named, most, theme.scale) for named in roles)
    return came, went


def _roles(dims: Shape, first: bool) -> Roles:
    """The sizes in *dims* by what they are; more than four axes are drawn as the last four."""
    if len(dims) > 2 and first:
        dims = (*dims[1:], dims[0])
    dims = dims[-4:] or (1,)
    return dict(zip(_ROLES[len(dims)], dims, strict=True))


def _measure(role: str) -> str:
    """Height and width are to one scale."""
    return "side" if role in ("height", "width") else role


def _figure(roles: Roles, most: Mapping[str, int], scale: float) -> Figure:
    def length(role: str, least: float, longest: float) -> float:
        size = roles[role]
        part = 0.5 if size is None else max(0, size) / most[_measure(role)]
        return scale * (least + (longest - least) * part**_COMPRESSION)

    unknown = None in roles.values()
    cells = tuple(roles[role] for role in _CELLS if role in roles)
    count, pitch = 1, QPointF()
    if "numbers" in roles:
        solid = Solid(QRectF(0, 0, length("numbers", *_BAR), scale * _BAR_HEIGHT), scale * _FLAT)
    elif "steps" in roles:
        strip = QRectF(0, 0, scale * _STRIP_WIDTH, length("channels", *_STRIP))
        solid = Solid(strip, scale * _FLAT)
        count, pitch = _shown(roles["steps"], _MOST_STRIPS), QPointF(scale * _STRIP_PITCH, 0)
    else:
        face = QRectF(0, 0, length("width", *_IMAGE), length("height", *_IMAGE))
        solid = Solid(face, length("channels", *_CHANNELS))
        count, pitch = _shown(roles.get("frames", 1), _MOST_FRAMES), BACK * -scale * _FRAME_PITCH
    return Figure(tuple(solid.moved(pitch * i) for i in range(count)), cells, unknown)


def _shown(count: Dim, most: int) -> int:
    return most if count is None else max(1, min(count, most))


def paint_figure(painter: QPainter, figure: Figure, color: QColor, theme: Theme) -> None:
    """Paint *figure* where it is; unknown sizes have dashed edges."""
    style = Qt.PenStyle.DashLine if figure.unknown else Qt.PenStyle.SolidLine
    painter.save()
    painter.setPen(QPen(theme.color("muted"), theme.scale * 2, style, j=Qt.PenJoinStyle.RoundJoin))
    for solid in figure.solids:
        paint_solid(painter, solid, color, theme.color("bg"))
    painter.restore()


def paint_solid(painter: QPainter, solid: Solid, color: QColor, behind: QColor) -> None:
    """Paint the three faces that are seen with the pen that is set, lit from above."""
    back = BACK * solid.depth
    face = solid.face
    a, b, c = face.topLeft(), face.topRight(), face.bottomRight()
    for corners, light in (
        ((a, b, b + back, a + back), 0.42),
        ((b, c, c + back, b + back), 0.2),
        ((a, b, c, face.bottomLeft()), 0.3),
    ):
        painter.setBrush(mixed(behind, color, light))
        painter.drawPolygon(QPolygonF(list(corners)))


def mixed(one: QColor, other: QColor, part: float) -> QColor:
    """*one* with that *part* of the *other* in it."""
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * part,
        one.greenF() + (other.greenF() - one.greenF()) * part,
        one.blueF() + (other.blueF() - one.blueF()) * part,
    )
