"""Kinds of value that a file may hold as it likes, while what a person types is read strictly.

Keras looks at such a value only when it computes, and then takes numbers, or terms, and nothing
else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, cast

from designer.core.fields import declare
from designer.core.kinds import Anything, Kind, Real, Whole
from designer.core.problems import Refused

ANY_WHOLE = Whole(low=None)


def _parts(text: str) -> list[str]:
    """What stands between commas or blanks; blanks around the stroke of 1 / 255 separate nothing.

    A last comma ends nothing.
    """
    inside = re.sub(r"\s*/\s*", "/", text.strip("()[] ").removesuffix(","))
    return re.split(r"\s*[,;]\s*|\s+", inside) if inside else []


class Figures(Anything, kw_only=True):
    """A number; if *many*, or a list of them, with commas between. *part* reads each."""

    part: Kind = Real()
    many: bool = False

    def _read(self, text: str) -> Any:
        read = super()._read(text)
        given = _parts(text) if isinstance(read, str) else read
        if not isinstance(given, list):
            return self.part.check(given)
        found = self._numbers(cast("list[Any]", given))
        if len(found) == 1 and isinstance(read, str):
            return found[0]
        if not self.many:
            raise Refused("not_a_number", value=text)
        return found

    def _numbers(self, parts: list[Any]) -> list[Any]:
        return [self._number(part) for part in parts]

    def _number(self, part: Any) -> Any:
        if isinstance(part, list):
            return self._numbers(cast("list[Any]", part))
        return self.part.parse(part) if isinstance(part, str) else self.part.check(part)

    def show(self, value: Any) -> str:
        if not isinstance(value, list | tuple):
            return super().show(value)
        parts = cast("Sequence[Any]", value)
        nested = any(isinstance(part, list | tuple) for part in parts)
        return super().show(list(parts)) if nested or len(parts) < 2 else ", ".join(map(str, parts))


class FigureList(Figures, kw_only=True):
    """Always a list of numbers, even of one."""

    many: bool = True

    def _read(self, text: str) -> Any:
        found = super()._read(text)
        return cast("list[Any]", found) if isinstance(found, list) else [found]


class Terms(Anything, kw_only=True):
    """A list of terms, typed with commas between; *part* reads each."""

    part: Kind

    def _read(self, text: str) -> Any:
        read = super()._read(text)
        if not isinstance(read, str) or "," not in read:
            return read
        terms = read.strip("()[] ").removesuffix(",").split(",")
        return [self.part.parse(term) for term in terms]


def seed_if_drawn() -> Any:
    """The number that random draws start from, in a layer that may draw none: see `check_seed`."""
    part = Whole(low=None, optional=True)
    return figure(part=part, help="Makes the random numbers repeatable.")


def check_seed(seed: object, strength: float) -> None:
    """Refuse a *seed* that is no whole number, as a `SeedGenerator` does: Keras makes one only
    where the *strength* of what is drawn is more than none."""
    if strength > 0 and not isinstance(seed, int | None):
        raise Refused("seed_not_whole", value=seed)


def figure(
    *,
    default: Any = None,
    help: str = "",
    check: Callable[[Any], Any] | None = None,
    part: Kind | None = None,
    many: bool = False,
) -> Any:
    """A number that changes neither shape nor count; if *many*, or several of them."""
    kind = Figures(rule=check, part=part or Real(), many=many)
    return declare(kind, default, help=help, more=True)
