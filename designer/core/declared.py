"""The settings of a layer that a user declares: its numbers, its weights and what comes out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from designer.core.expression import FUNCTIONS, NAME, check_syntax
from designer.core.kinds import Kind, whole
from designer.core.problems import Refused
from designer.core.value import Value

_FROZEN = " (frozen)"
_AXIS = re.compile(r"[ntdhwc]|[xn]_?\d+")
"""Names of axes, which are taken."""


class Array(Value):
    """A weight whose dimensions are expressions."""

    name: str
    shape: tuple[str, ...]
    trainable: bool = True


class Numbers(Kind, kw_only=True):
    """Whole numbers under names: `k = 2, groups = 4`."""

    def _check(self, value: Any) -> tuple[tuple[str, int], ...]:
        given = _pairs(value)
        names = [name for name, _ in given]
        for name in names:
            _check_name(name)
            if name in FUNCTIONS or _AXIS.fullmatch(name):
                raise Refused("name_taken", name=name)
            if names.count(name) > 1:
                raise Refused("key_twice", key=name)
        return tuple((name, whole(number, None)) for name, number in given)

    def parse(self, text: str) -> Any:
        return self.check([_assigned(part) for part in _parts(text, ",;")])

    def show(self, value: Any) -> str:
        return ", ".join(f"{name} = {number}" for name, number in value)

    def to_json(self, value: Any) -> Any:
        return dict(value)


class Arrays(Kind, kw_only=True):
    """Weights: `coefficient: c; bias: c; mean: c (frozen)`. Nothing after the colon is a scalar."""

    def _check(self, value: Any) -> tuple[Array, ...]:
        if not isinstance(value, list | tuple):
            raise Refused("not_a_list", value=value)
        arrays = tuple(map(_array, cast("Sequence[Any]", value)))
        names = [array.name for array in arrays]
        for name in names:
            if names.count(name) > 1:
                raise Refused("key_twice", key=name)
        return arrays

    def parse(self, text: str) -> Any:
        return self.check([_typed_array(part) for part in _parts(text, ";")])

    def show(self, value: Any) -> str:
        return "; ".join(
            f"{a.name}: {', '.join(a.shape)}{'' if a.trainable else _FROZEN}" for a in value
        )

    def to_json(self, value: Any) -> Any:
        return [
            {"name": a.name, "shape": list(a.shape)} | ({} if a.trainable else {"trainable": False})
            for a in value
        ]


class Sides(Kind, kw_only=True):
    """The sizes of an output, axis by axis: `h // 2, w // 2, c`."""

    def _check(self, value: Any) -> tuple[str, ...]:
        return _expressions(value)

    def _read(self, text: str) -> Any:
        return _parts(text, ",")

    def show(self, value: Any) -> str:
        return "" if value is None else ", ".join(value)

    def to_json(self, value: Any) -> Any:
        return None if value is None else list(value)


def _pairs(value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, Mapping):
        return list(cast("Mapping[Any, Any]", value).items())
    pairs = cast("Sequence[Any]", value) if isinstance(value, list | tuple) else [value]
    if any(not isinstance(pair, tuple) or len(cast("Any", pair)) != 2 for pair in pairs):
        raise Refused("not_a_mapping", value=pairs)
    return list(pairs)


def _assigned(part: str) -> tuple[str, Any]:
    name, _, number = (p.strip() for p in part.partition("="))
    return name, int(number) if re.fullmatch(r"-?\d{1,18}", number) else number


def _array(value: Any) -> Array:
    if isinstance(value, Array):
        return value
    if not isinstance(value, Mapping):
        raise Refused("not_a_mapping", value=value)
    about = cast("Mapping[str, Any]", value)
    for key in about:
        if key not in ("name", "shape", "trainable"):
            raise Refused("not_an_option", value=key, options=("name", "shape", "trainable"))
    trainable = about.get("trainable", True)
    if not isinstance(trainable, bool):
        raise Refused("not_a_flag", value=trainable)
    _check_name(about.get("name"))
    return Array(about["name"], _expressions(about.get("shape", ())), trainable)


def _typed_array(part: str) -> Array:
    name, _, shape = (p.strip() for p in part.partition(":"))
    frozen = shape.endswith(_FROZEN.strip())
    shape = shape.removesuffix(_FROZEN.strip()) if frozen else shape
    _check_name(name)
    return Array(name, _expressions(_parts(shape, ",")), not frozen)


def _expressions(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise Refused("not_a_list", value=value)
    texts = [str(v) if type(v) is int else v for v in cast("Sequence[Any]", value)]
    for text in texts:
        if not isinstance(text, str):
            raise Refused("not_text", value=text)
        check_syntax(text)
    return tuple(" ".join(text.split()) for text in texts)


def _check_name(name: Any) -> None:
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise Refused("not_a_name", value=name)


def _parts(text: str, separators: str) -> list[str]:
    """What stands between *separators* that are not inside parentheses."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character in separators and depth <= 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]
