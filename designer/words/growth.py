"""What is said beside a curve: why it falls, and where its axis starts."""

from __future__ import annotations

from designer.i18n import tr


def countermove_text(field: str, name: str, own: int, other: str) -> str:
    """Why a total falls while *field* of *name* grows; *own* is what *name* itself adds."""
    if own > 0:
        text = tr("A larger {field} costs more in {name}, but less flows into {other}.")
    else:
        text = tr("A larger {field} of {name} lets less flow into {other}.")
    return text.format(field=field, name=name, other=other)


def axis_text(least: str) -> str:
    """That an axis does not start at nothing."""
    return tr("The axis is from {least}, not from 0.").format(least=least)
