"""Which name a misspelt one may mean."""

from __future__ import annotations

from collections.abc import Iterable

from designer.core.layer import LAYERS

_ALIKE = 0.8
"""From 0 for nothing in common to 1 for the same."""


def nearest_class(name: object) -> str | None:
    """The layer whose name is most like *name*, whatever its case."""
    return nearest(name, LAYERS)


def nearest(name: object, names: Iterable[str]) -> str | None:
    """The one of the *names* that is most like *name*, whatever its case."""
    from difflib import get_close_matches  # an empty window starts without it

    if not isinstance(name, str):
        return None
    folded = {known.casefold(): known for known in names}
    found = get_close_matches(name.casefold(), folded, n=1, cutoff=_ALIKE)
    return folded[found[0]] if found else None
