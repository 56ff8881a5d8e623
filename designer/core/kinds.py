"""The kinds of value a setting can have: how each is checked, typed, shown and written as JSON."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any, cast

from designer.core.cleaning import clean_line, clean_name
from designer.core.files.faults import Unreadable
from designer.core.problems import Refused
from designer.core.value import Value

_SAID = {"true": True, "yes": True, "false": False, "no": False}
_MOST = sys.float_info.max
_SPATIAL = {1: ("",), 2: ("_h", "_w"), 3: ("_d", "_h", "_w")}


class Kind(Value, kw_only=True):
    """A kind of value; `optional` says that None is allowed, `quiet` is not worth a mention."""

    optional: bool = False
    quiet: object = None

    def check(self, value: Any) -> Any:
        """*value* in its proper form, or `Refused`."""
        if value is None:
            if self.optional:
                return None
            raise Refused("value_missing")
        return self._check(value)

    def _check(self, value: Any) -> Any:
        raise NotImplementedError

    def parse(self, text: str) -> Any:
        """What a person typed, checked; an empty or "None" text is None."""
        text = text.strip()
        return self.check(None if text in ("", "None", "none") else self._read(text))

    def _read(self, text: str) -> Any:
        return text

    def show(self, value: Any) -> str:
        """*value* as a person would type it."""
        return "None" if value is None else str(value)

    def to_json(self, value: Any) -> Any:
        """*value* as it stands in a file."""
        return value

    def suffixes(self, value: Any) -> tuple[str, ...]:
        """What formulas write after the symbol for each number in *value*: "_h" and "_w"."""
        return ("",)


def whole(value: Any, low: int | None, strict: bool = True) -> int:
    """*value* if it is an integer (true and false only if not *strict*) of at least *low*."""
    if isinstance(value, bool) and not strict:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused("not_whole", value=value, low=low)
    if low is not None and value < low:
        raise Refused("too_small", value=value, low=low)
    return value


_WHOLE = r"[+-]?(?:\d{1,18}|\d{1,3}(?P<group>[, _])\d{3}(?:(?P=group)\d{3}){0,4})"


def _typed_whole(text: str) -> Any:
    """1500, or with its digits in groups: 1,500; "1,5" is no whole number, but neither 15."""
    return int(re.sub("[, _]", "", text)) if re.fullmatch(_WHOLE, text) else text


class Whole(Kind, kw_only=True):
    """A whole number of at least *low*. Keras takes true for 1 unless it checks the type."""

    low: int | None = 1
    strict: bool = False

    def _check(self, value: Any) -> int:
        return whole(value, self.low, self.strict)

    def _read(self, text: str) -> Any:
        return _typed_whole(text)


def _typed_real(text: str) -> Any:
    """A number, or a quotient of two: 1/255."""
    over, stroke, under = text.partition("/")
    try:
        return _decimal(over) / _decimal(under) if stroke else _decimal(text)
    except (ValueError, ArithmeticError):
        return text


def _decimal(text: str) -> float:
    return float(text) if "." in text or "e" in text.lower() else int(text)


class Real(Kind, kw_only=True):
    """A finite number between *low* and *high*. Keras takes true for 1."""

    low: float | None = None
    high: float | None = None

    def _check(self, value: Any) -> float:
        if isinstance(value, bool):
            value = int(value)
        if not isinstance(value, int | float):
            raise Refused("not_a_number", value=value)
        if not -_MOST <= value <= _MOST:  # also what is no number at all
            raise Refused("not_a_number", value=value)
        if self.low is not None and value < self.low:
            raise Refused("out_of_range", value=value, low=self.low, high=self.high)
        if self.high is not None and value > self.high:
            raise Refused("out_of_range", value=value, low=self.low, high=self.high)
        return value

    def _read(self, text: str) -> Any:
        return _typed_real(text)


class Flag(Kind, kw_only=True):
    """Yes or no. Keras asks Python whether a value is true, unless it checks the type: *strict*."""

    strict: bool = False

    def check(self, value: Any) -> bool:
        if self.strict and not isinstance(value, bool):
            raise Refused("not_a_flag", value=value)
        return bool(value)

    def parse(self, text: str) -> bool:
        """A person says it in a word."""
        word = text.strip().lower()
        if word not in _SAID:
            raise Refused("not_a_flag", value=word)
        return _SAID[word]


class Choice(Kind):
    """One of a few words; `fold` accepts any case, as Keras does for padding."""

    options: tuple[str, ...] = ()
    fold: bool = False

    def _check(self, value: Any) -> str:
        found = value.lower() if self.fold and isinstance(value, str) else value
        if found not in self.options:
            raise Refused("not_an_option", value=value, options=self.options)
        return cast("str", found)


def _parts(text: str) -> list[str]:
    """What stands between commas, semicolons, crosses or blanks; a last comma ends nothing."""
    inside = text.strip("()[] ").removesuffix(",")
    return re.split(r"\s*[,;x×]\s*|\s+", inside) if inside else []


class Sizes(Kind):
    """A whole number for each of *rank* spatial axes; one number stands for all.

    Where Keras only divides by them (*divides*), 2.0 in a list does for 2: `standardize_tuple`
    looks at a number alone, and whether those in a list can be made whole.
    """

    rank: int = 1
    low: int = 1
    divides: bool = False

    def _check(self, value: Any) -> tuple[int, ...]:
        many = isinstance(value, list | tuple)
        given: Sequence[Any] = cast("Sequence[Any]", value) if many else (value,) * self.rank
        if len(given) != self.rank:
            raise Refused("wrong_length", value=value, length=self.rank)
        if many and self.divides:
            given = [int(v) if isinstance(v, float) and v.is_integer() else v for v in given]
        return tuple(whole(v, self.low, strict=False) for v in given)

    def _read(self, text: str) -> Any:
        parts = [_typed_whole(p) for p in _parts(text)]
        return parts if len(parts) != 1 else parts[0]

    def show(self, value: Any) -> str:
        return "None" if value is None else "×".join(str(v) for v in value)

    def to_json(self, value: Any) -> Any:
        return None if value is None else list(value)

    def suffixes(self, value: Any) -> tuple[str, ...]:
        return _SPATIAL[self.rank]


class Wholes(Kind, kw_only=True):
    """A list of whole numbers; `unknown` allows None among them."""

    low: int | None = None
    unknown: bool = False

    def _check(self, value: Any) -> tuple[int | None, ...]:
        if not isinstance(value, list | tuple):
            raise Refused("not_a_list", value=value)
        parts = cast("Sequence[Any]", value)
        return tuple(
            None if v is None and self.unknown else whole(v, self.low, strict=False) for v in parts
        )

    def parse(self, text: str) -> Any:
        text = text.strip()
        if text in ("", "None", "none") and self.optional:
            return None
        parts = _parts(text)
        return self.check([None if p in ("None", "none", "?") else _typed_whole(p) for p in parts])

    def show(self, value: Any) -> str:
        return "None" if value is None else ", ".join(str(v) for v in value)

    def to_json(self, value: Any) -> Any:
        return None if value is None else list(value)

    def suffixes(self, value: Any) -> tuple[str, ...]:
        return tuple(f"_{i}" for i in range(1, len(value) + 1))


class Text(Kind, kw_only=True):
    """A name that may be left out; whatever comes in is cleaned, and an empty one is none."""

    optional: bool = True

    def _check(self, value: Any) -> str | None:
        if not isinstance(value, str):
            raise Refused("not_text", value=value)
        return clean_name(value) or None


class Name(Text, kw_only=True):
    """The name of a layer. Keras puts slashes between names, so none has one: `Operation`."""

    def _check(self, value: Any) -> str | None:
        name = super()._check(value)
        if name is not None and "/" in name:
            raise Refused("slash_in_name", name=name)
        return name


class Anything(Kind):
    """Any JSON value, kept as it is; *rule* may refuse what Keras refuses."""

    rule: Callable[[Any], Any] | None = None
    optional: bool = True

    def check(self, value: Any) -> Any:
        return self.rule(value) if self.rule else value

    def _read(self, text: str) -> Any:
        """JSON as strict as that of a file, so that it can be saved; anything else is a word, but
        for what begins as JSON does. True and False are those of Python."""
        if text in ("True", "False"):
            return text == "True"
        from designer.core.files.strict_json import parse  # for what a person types here

        try:
            return parse(text.encode("utf-8", "backslashreplace"))
        except Unreadable as unread:
            problem = unread.faults[0].problem
            if problem.code != "not_json":
                raise Refused(problem.code, **problem.values) from unread
            if text[0] in '{"':
                raise Refused("unfinished_json", value=text) from unread
            return clean_line(text)

    def show(self, value: Any) -> str:
        return value if isinstance(value, str) else json.dumps(value)


class Nested(Kind, kw_only=True):
    """Another layer. Reading and writing it is the business of the file formats."""

    def _check(self, value: Any) -> Any:
        return value

    def show(self, value: Any) -> str:
        return "None" if value is None else str(type(value).__name__)
