"""What is said beside a curve: why it falls, and where its axis starts."""

from __future__ import annotations

from designer.i18n import tr


def countermove_text(name: str, own: int, other: str) -> str:
    """Why a total falls while a setting of *name* grows; *own* is what *name* itself adds."""
    if own > 0:
        text = tr("A larger value costs more in {name}, but less flows into {other}.")
    else:
        text = tr("With a larger value less flows from {name} into {other}.")
    return text.format(name=name, other=other)


def axis_text(least: str) -> str:
    """That an axis does not start at nothing."""
    return tr("Axis from {least}.").format(least=least)
