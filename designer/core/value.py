"""An immutable value whose class lists its parts, for the use of a frozen dataclass.

But only one method is generated for a class: to compile the six of a dataclass takes a millisecond,
and no window is painted before some fifty kinds of value are there.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import get_annotations
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple, NoReturn, Self, dataclass_transform

_REQUIRED: Any = object()


class Part(NamedTuple):
    """What is to be known of a part beyond its name."""

    default: Any = _REQUIRED
    default_factory: Callable[[], Any] | None = None
    compare: bool = True
    hash: bool = True


def part(
    *,
    default: Any = _REQUIRED,
    default_factory: Callable[[], Any] | None = None,
    compare: bool = True,
    hash: bool = True,  # noqa: A002  (as `dataclasses.field` calls it)
) -> Any:
    """A part with a default made anew for each value, or by which values are not told apart."""
    return Part(default, default_factory, compare, hash and compare)


class _DataclassFields:
    """The parts as ``dataclasses.replace`` wants to know them, once somebody calls it."""

    def __get__(self, _value: object, cls: type[Value]) -> dict[str, Any]:
        from dataclasses import make_dataclass  # what starts only makes, reads and compares

        return vars(make_dataclass(cls.__name__, cls.declared_parts))["__dataclass_fields__"]


@dataclass_transform(frozen_default=True, field_specifiers=(part,))
class Value:
    """Holds a value for each part that its class and the bases of its class annotate.

    Two are equal if all their parts are, but with ``eq=False`` each is only itself; with
    ``kw_only=True`` the parts of the class cannot be given by position.
    """

    declared_parts: ClassVar[dict[str, Part]] = {}
    __match_args__: ClassVar[tuple[str, ...]] = ()
    __dataclass_fields__: ClassVar[Any] = _DataclassFields()
    _compared: ClassVar[Any]
    _hashed: ClassVar[Any]

    def __init_subclass__(cls, *, eq: bool = True, kw_only: bool = False) -> None:
        own = {name: _part(cls, name) for name in get_annotations(cls)}
        if own:
            cls.declared_parts = cls.declared_parts | own
            by_place = () if kw_only else own
            cls.__match_args__ = tuple(dict.fromkeys((*cls.__match_args__, *by_place)))
            cls.__init__ = _initialiser(cls)
            cls._compared = attrgetter(*(n for n, p in cls.declared_parts.items() if p.compare))
            cls._hashed = attrgetter(*(n for n, p in cls.declared_parts.items() if p.hash))
        if not eq:
            cls._compared = cls._hashed = id

    def replace(self, **changes: Any) -> Self:
        """The same value with other parts."""
        held = {name: getattr(self, name) for name in self.declared_parts}
        return type(self)(**{**held, **changes})

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} cannot be changed; make one of another {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} cannot be changed; it keeps its {name}")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        compared = self._compared
        return compared(self) == compared(other)

    def __hash__(self) -> int:
        return hash(self._hashed(self))

    def __repr__(self) -> str:
        held = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.declared_parts)
        return f"{type(self).__qualname__}({held})"


def _part(cls: type[Value], name: str) -> Part:
    """The part called *name*, which the body of *cls* annotates; its default stays in the class."""
    said = cls.__dict__.get(name, _REQUIRED)
    if not isinstance(said, Part):
        return Part(said)
    delattr(cls, name)
    return said


def _initialiser(cls: type[Value]) -> Callable[..., None]:
    """The ``__init__`` of *cls*: its parts by position, then those that must be named."""
    known: dict[str, Any] = {"put": object.__setattr__, "required": _REQUIRED}
    by_place, named, body = ["self"], ["*"], ""
    for name, about in cls.declared_parts.items():
        shown, value = name, name
        if about.default_factory:
            known[f"_{name}"] = about.default_factory
            shown, value = f"{name}=required", f"_{name}() if {name} is required else {name}"
        elif about.default is not _REQUIRED:
            known[f"_{name}"] = about.default
            shown = f"{name}=_{name}"
        (by_place if name in cls.__match_args__ else named).append(shown)
        body += f"  put(self, {name!r}, {value})\n"
    signature = ", ".join(by_place + (named if len(named) > 1 else []))
    exec(f"def __init__({signature}):\n{body}", known)
    return known["__init__"]
