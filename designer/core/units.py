"""Sizes of memory as Keras writes them, and the digit groups of its summaries."""

from __future__ import annotations

import re
from collections.abc import Mapping

MINUS = "−"
"""The sign of a number, as wide as a plus; a hyphen is not."""

_UNITS = ("B", "KB", "MB", "GB", "TB", "PB")
_NAMED = {
    1024: ("B", "KiB", "MiB", "GiB", "TiB", "PiB"),
    1000: ("B", "kB", "MB", "GB", "TB", "PB"),
}
"""The units whose names say what they count: those of IEC 80000-13, and the decimal ones."""
KERAS_UNITS: Mapping[str, int] = {u: 1024**power for power, u in enumerate(_UNITS) if power}
"""How many bytes Keras means by "KB", "MB" and so on."""
_AMOUNT = re.compile(r"(?P<number>\d+(?:\.\d*)?|\.\d+)\s*(?P<unit>[kmgtp]?i?b?)", re.IGNORECASE)


def memory(size: int, smallest: str = "B") -> str:
    """*size* bytes as Keras's `readable_memory_size`: divided by 1024 while at least 1,
    with two decimals. Keras 2.13 to 2.15 call the *smallest* unit "Byte".
    """
    value, unit = float(size), 0
    while value >= 1024 and unit < len(_UNITS) - 1:
        value, unit = value / 1024, unit + 1
    return f"{value:.2f} {_UNITS[unit] if unit else smallest}"


def sized(size: int, base: int = 1024, digits: int = 0) -> str:
    """*size* bytes in units that name their *base*: "4.58 MiB" of 1024, "4.80 MB" of 1000.

    With two decimals, or with so many *digits* in all where there is less room.
    """
    value, unit, names = float(size), 0, _NAMED[base]
    while value >= base and unit < len(names) - 1:
        value, unit = value / base, unit + 1
    decimals = max(digits - len(str(round(value))), 0) if digits else 2
    return f"{value:.{decimals}f} {names[unit]}" if unit else f"{size} B"


def bytes_in(text: str) -> int | None:
    """The bytes that a person means: "8 GiB" is 8 * 1024**3, "8 GB" 8 * 1000**3, "8" 8 bytes.

    None where it is no such text.
    """
    found = _AMOUNT.fullmatch(text.strip().replace(",", ""))
    if found is None:
        return None
    unit = found["unit"].lower()
    power = "bkmgtp".index(unit[:1] or "b")
    return round(float(found["number"]) * (1024 if "i" in unit else 1000) ** power)


def grouped(number: int) -> str:
    """1199882 as "1,199,882"; a number too long to print as its power of ten."""
    if number.bit_length() > 10_000:
        return f"about 10^{int(number.bit_length() * 0.30103)}"
    return f"{number:,}"


def signed(number: int) -> str:
    """A difference as "+1,234" or "−1,234"; no difference is "0"."""
    if not number:
        return "0"
    return f"{'+' if number > 0 else MINUS}{grouped(abs(number))}"


def shape_text(shape: tuple[int | None, ...]) -> str:
    """A shape as Keras 3 prints it: "(None, 26, 26, 32)"; one axis has no comma: "(None)"."""
    return f"({', '.join(str(d) for d in shape)})"


def flow_text(shape: tuple[int | None, ...], by: str = " × ") -> str:
    """A shape as it stands on a link, without the batch: "26 × 26 × 32"."""
    return by.join(str(d) for d in shape[1:]) or "one number"
