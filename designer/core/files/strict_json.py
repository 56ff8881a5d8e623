"""JSON from a file that nobody vouches for: strict, bounded, every flaw with its place."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, cast

from designer.core.cleaning import clean_prose
from designer.core.files.faults import Fault, Unreadable, unreadable
from designer.core.problems import Problem
from designer.core.value import Value

DEEPEST = 64
MOST_DIGITS = 18

# An unfinished string runs to the end, so that no quote is ever looked at twice.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.?[^"\\]*+)*+"?', re.DOTALL)
_STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[{]}"))


class _Flaw(Value):
    """Stands where a value cannot be taken, until its place is known."""

    problem: Problem


def parse(data: bytes) -> Any:
    """The JSON value in *data*, or `Unreadable` with everything that makes it unfit."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise unreadable("not_utf8", at=error.start) from error
    if depth(data) > DEEPEST:
        raise unreadable("too_deep", most=DEEPEST)
    return _parse(text)


def depth(data: bytes) -> int:
    """How deep the brackets of *data* nest, strings aside; counted without parsing."""
    brackets = _STRING.sub(b"", data).translate(_STEPS, _NOT_BRACKETS)
    return max(accumulate(memoryview(brackets).cast("b")), default=0)


class _Reader:
    """What `json.loads` calls for each part. It leaves a flaw in place of what cannot be taken."""

    def __init__(self) -> None:
        self.flawed = False

    def flaw(self, code: str, **values: object) -> _Flaw:
        self.flawed = True
        return _Flaw(Problem(code, values))

    def whole(self, digits: str) -> Any:
        if len(digits.lstrip("-")) > MOST_DIGITS:
            return self.flaw("number_too_long", value=digits[:24], most=MOST_DIGITS)
        return int(digits)

    def real(self, digits: str) -> Any:
        value = float(digits)
        if math.isfinite(value):
            return value
        return self.flaw("number_too_large", value=digits[:24])

    def constant(self, word: str) -> Any:
        return self.flaw("not_a_json_number", value=word)

    def object(self, pairs: list[tuple[str, Any]]) -> Any:
        made = {clean_prose(key): _cleaned(value) for key, value in pairs}
        if len(made) == len(pairs):
            return made
        keys = [key for key, _ in pairs]
        return self.flaw("key_twice", key=next(k for i, k in enumerate(keys) if k in keys[:i]))


def _parse(text: str) -> Any:
    reader = _Reader()
    try:
        value = json.loads(
            text,
            object_pairs_hook=reader.object,
            parse_int=reader.whole,
            parse_float=reader.real,
            parse_constant=reader.constant,
        )
    except json.JSONDecodeError as error:
        raise unreadable("not_json", f"line {error.lineno}, column {error.colno}") from error
    if reader.flawed:
        raise Unreadable(list(_located(value)))
    return _cleaned(value)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean_prose(value)
    if isinstance(value, list):
        return [_cleaned(v) for v in cast("list[Any]", value)]
    return value


def _located(value: Any, place: str = "") -> Iterator[Fault]:
    if isinstance(value, _Flaw):
        yield Fault(place, value.problem)
    elif isinstance(value, dict):
        for key, part in cast("dict[str, Any]", value).items():
            yield from _located(part, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for i, part in enumerate(cast("list[Any]", value)):
            yield from _located(part, f"{place}[{i}]")
