"""What is said where a search for a layer finds none."""

from __future__ import annotations

from designer.core.dropped import DROPPED, dropped
from designer.i18n import tr


def nothing_found_text(text: str) -> str:
    """What to take where nothing is called *text*; of a layer of the past, what is left of it."""
    name = dropped(text)
    if name is None:
        return tr("Nothing found. CustomLayer stands for any layer.")
    past = tr("Keras 3 has no {name} any more.").format(name=name)
    closest = DROPPED[name]
    near = tr("{layer} comes closest.").format(layer=closest) if closest else ""
    return " ".join(filter(None, (past, near, tr("CustomLayer stands for any layer."))))
