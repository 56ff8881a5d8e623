"""What the arrow keys make of the number under the cursor of a text field."""

from __future__ import annotations

import re

from designer.core.value import Value

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Place(Value):
    """A number in a text: its order among the numbers, where it stands, and how it is written."""

    index: int
    start: int
    text: str

    def put(self, other: str, whole: str) -> str:
        """The *whole* text with *other* in the place of this number."""
        return whole[: self.start] + other + whole[self.start + len(self.text) :]


def numbers_in(text: str) -> list[Place]:
    """Every number in *text*."""
    found = enumerate(_NUMBER.finditer(text))
    return [Place(index, match.start(), match.group()) for index, match in found]


def number_at(text: str, cursor: int) -> Place | None:
    """The number in *text* at the *cursor*, or the last before it."""
    found = numbers_in(text)
    before = [place for place in found if place.start <= cursor]
    return (before or found)[-1 if before else 0] if found else None


def stepped(number: str, up: bool, by_power: bool) -> str:
    """*number* one step on: one unit of its last digit, or the next power of two.

    3 gives 4 or, by powers, 4; 32 gives 33 or 64; 0.25 gives 0.26, which has no powers of two.
    """
    if "." in number:
        digits = len(number.partition(".")[2])
        return f"{float(number) + (1 if up else -1) * 10**-digits:.{digits}f}"
    value = int(number)
    if by_power and value > 0:
        return str(1 << value.bit_length() if up else 1 << max(value - 1, 1).bit_length() - 1)
    return str(value + (1 if up else -1))
