"""Amounts as a person types them: "10 MB", "1,000,000", "1M", "2.5e9"."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from designer.core.kinds import Kind
from designer.core.problems import Refused

_NUMBER = r"(?P<number>\d{1,3}(?:[, _]\d{3})+(?:\.\d*)?|\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})"
_POWER = r"(?:e\+?(?P<power>\d{1,2}))?"
_COUNT = re.compile(
    rf"{_NUMBER}{_POWER}\s*(?P<unit>[kmgbtp]?)\s*(?:params?|parameters?|macs?)?", re.IGNORECASE
)
_SIZE = re.compile(
    rf"{_NUMBER}{_POWER}\s*(?:(?P<unit>[kmgtp]?)(?P<binary>i?)b?|bytes?)", re.IGNORECASE
)
_ALONE = re.compile(rf"{_NUMBER}{_POWER}", re.IGNORECASE)
_UNIT = re.compile(r"[a-z]+", re.IGNORECASE)
_PREFIXES = " kmgtp"
_MOST = 10**30


class Amount(Kind, kw_only=True):
    """How many: K, M, G (or B) and T stand for thousands, millions, billions and trillions."""

    def _check(self, value: Any) -> int:
        return int(value)

    def _read(self, text: str) -> int:
        found = _COUNT.fullmatch(text)
        amount = _whole(found, 1000) if found else None
        if amount is None:
            raise Refused("not_an_amount", value=text)
        return amount

    def show(self, value: Any) -> str:
        return f"{value:,}"


class Size(Amount, kw_only=True):
    """How many bytes: KB, MB, GB and TB count in thousands, KiB, MiB, GiB and TiB in 1,024s."""

    def _read(self, text: str) -> int:
        found = _SIZE.fullmatch(text)
        amount = _whole(found, 1024 if found["binary"] else 1000) if found else None
        if amount is None:
            raise Refused("not_a_size", value=text)
        return amount


def with_unit(text: str, before: str) -> str:
    """*text* with the unit of the text *before*, if it is a number alone: "20" is "20 MB" where
    "10 MB" stood, as nobody means 20 bytes there."""
    number, unit = text.strip(), _UNIT.findall(before)
    return f"{number} {unit[-1]}" if unit and _ALONE.fullmatch(number) else number


def _whole(found: re.Match[str], base: int) -> int | None:
    """The amount that was *found*, rounded down; None where it is out of reach."""
    prefix = (found["unit"] or "").lower().replace("b", "g")
    number = Fraction(re.sub(r"[, _]", "", found["number"])) * 10 ** int(found["power"] or 0)
    amount = int(number * base ** _PREFIXES.index(prefix or " "))
    return amount if 0 < amount <= _MOST else None
