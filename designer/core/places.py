"""Where the numbers of a design stand."""

from __future__ import annotations

from typing import Any

from designer.core.fields import Field
from designer.core.value import Value


class Setting(Value):
    """The number of order *index* in the setting *name* of the block *uid*.

    *mark* tells which layer inside that of the block has the setting, as in its symbols.
    """

    uid: int
    name: str
    index: int = 0
    mark: str = ""


class Axis(Value):
    """Axis *index* of what comes out of the block *uid*; axis 0 is the batch."""

    uid: int
    index: int


Place = Setting | Axis
"""Where a number of the design stands."""


def places_of(uid: int, field: Field, value: Any, mark: str = "") -> tuple[Setting, ...]:
    """The place of each number in a setting; one place for what is not a number."""
    count = 1 if value is None else len(field.kind.suffixes(value))
    return tuple(Setting(uid, field.name, index, mark) for index in range(max(1, count)))
