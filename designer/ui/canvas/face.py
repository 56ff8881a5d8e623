"""What a block says: a row of the report in the words and sizes of the canvas."""

from __future__ import annotations

from enum import Enum

from designer.core.layer import Layer, Shape
from designer.core.report import Row
from designer.core.units import flow_text, grouped
from designer.core.value import Value
from designer.i18n import tr
from designer.words import problem_short

LONGEST = 300
"""More characters than a block has room for; longer text only costs time."""

_FINEST = 1000
"""A thousandth of the bar is less than a pixel, so a finer share would be drawn for nothing."""


class Mood(Enum):
    """How a block is doing."""

    FINE = "fine"
    BROKEN = "broken"
    WAITING = "waiting"


class Face(Value):
    """Everything that a block and the link below it show."""

    cls: type[Layer]
    title: str
    name: str
    detail: str
    count: str
    mood: Mood = Mood.FINE
    share: float | None = None
    """The part of the total that is this layer's; None for no bar."""
    flow: str = ""
    frozen: bool = False
    assumed: bool = False
    """Whether something was assumed of the layer that nobody has said."""
    warned: bool = False


def face(row: Row, total: int, warned: bool = False) -> Face:
    """The face of *row* in a chain of *total* parameters; a *warned* one bears a sign."""
    mood = mood_of(row)
    return Face(
        cls=type(row.layer),
        title=type(row.layer).__name__,
        name=row.name[:LONGEST],
        detail=problem_short(row.problem) if row.problem else settings(row.layer),
        count={Mood.FINE: grouped(row.params or 0), Mood.BROKEN: "—", Mood.WAITING: "?"}[mood],
        mood=mood,
        share=_share(row.params or 0, total),
        flow=_flow(row, mood),
        frozen=not row.layer.trainable,
        assumed=bool(row.block.assumed),
        warned=warned,
    )


def _share(params: int, total: int) -> float:
    """The part of *total*, rounded up so that no layer with parameters seems to have none."""
    return -(-params * _FINEST // total) / _FINEST if params else 0.0


def mood_of(row: Row) -> Mood:
    """Whether the layer of *row* runs, cannot run, or waits for one that cannot."""
    if row.problem:
        return Mood.BROKEN
    return Mood.WAITING if row.waits_for else Mood.FINE


def settings(layer: Layer) -> str:
    """The settings that matter, in one line."""
    return " · ".join(layer.mentions())[:LONGEST]


def _flow(row: Row, mood: Mood) -> str:
    if mood is Mood.BROKEN:
        return tr("no output shape")
    return "?" if mood is Mood.WAITING else flow(row.outputs)


def flow(shapes: tuple[Shape, ...]) -> str:
    """What goes on, as it stands on a link."""
    return " + ".join(flow_text(shape) for shape in shapes)[:LONGEST]
