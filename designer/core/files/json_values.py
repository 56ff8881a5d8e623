"""JSON values as what they are hoped to be; where they are not, there is nothing in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast


def members(value: object) -> dict[str, Any]:
    """The members of an object; none where *value* is something else."""
    return dict(cast("Mapping[str, Any]", value)) if isinstance(value, Mapping) else {}


def items(value: object) -> list[Any]:
    """The items of a list; none where *value* is something else."""
    return list(cast("list[Any]", value)) if isinstance(value, list) else []
