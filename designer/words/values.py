"""How a value stands in a sentence: in one line, and never more than a reader can take in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from designer.core.cleaning import clean_line
from designer.i18n import tr

_LONGEST = 60


def shown(value: object) -> str:
    """Any value from a file or a field, as a person would write it, cut where it is too long."""
    if isinstance(value, str):
        text = f'"{clean_line(value)}"'
    elif isinstance(value, bool):
        text = "true" if value else "false"
    elif value is None:
        text = "nothing"
    else:
        text = _digits(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _digits(value: object) -> str:
    try:
        return str(value)
    except ValueError:  # an integer of more digits than Python prints
        return "a number of thousands of digits"


def shape(value: object) -> str:
    """A shape as Keras prints it: (None, 28, 28, 1)."""
    return f"({', '.join(str(d) for d in _items(value))})"


def by(value: object, sign: str = "x") -> str:
    """Sizes as people say them: 91x91."""
    return sign.join(str(d) for d in _items(value))


def listed(parts: Sequence[str]) -> str:
    """What is told together: "the batch, the height and the width"."""
    *others, last = parts or ("",)
    return tr("{first} and {last}").format(first=", ".join(others), last=last) if others else last


def by_pairs(value: object) -> str:
    """What is taken from the two ends of an axis: 1 and 2."""
    return " and ".join(str(d) for d in _items(value))


def options(value: object) -> str:
    """The words to choose from, the first dozen of them."""
    words = [str(v) for v in _items(value)]
    return ", ".join(words[:12]) + (", …" if len(words) > 12 else "")


def alternatives(value: object) -> str:
    """Numbers to choose from: "4", or "3 or 4"."""
    return " or ".join(str(v) for v in _items(value))


def _items(value: object) -> Sequence[Any]:
    return cast("Sequence[Any]", value) if isinstance(value, list | tuple) else (value,)
