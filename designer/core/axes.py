"""Axes as Keras counts them: 0 is the batch, 1 comes next, -1 is the last."""

from __future__ import annotations

from typing import Any

from designer.core.kinds import Wholes
from designer.core.layer import Dim, Shape
from designer.core.problems import Refused


class Axes(Wholes, kw_only=True):
    """One axis or several; a single one is written without a list, as people do."""

    def _check(self, value: Any) -> tuple[int | None, ...]:
        return super()._check(value if isinstance(value, list | tuple) else (value,))

    def to_json(self, value: Any) -> Any:
        return value[0] if value is not None and len(value) == 1 else super().to_json(value)


def size_along(axis: int, x: Shape) -> Dim:
    """The size of *x* along *axis*; `Refused` where *x* has no such axis."""
    if not -len(x) <= axis < len(x):
        raise Refused("no_such_axis", input=x, axis=axis)
    return x[axis]
