"""An immutable value whose class declares its settings.

Much like a frozen dataclass, but nothing is generated for a class, so that a hundred and more
layer types are there at once when the program starts.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NoReturn, Self

from designer.core.fields import Field


class Record:
    """Holds a value for each `Field` that its class and the bases of its class declare."""

    def __init__(self, **values: Any) -> None:
        held = self.__dict__
        held.update(_defaults(type(self)))
        unknown = values.keys() - held.keys()
        if unknown:
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        held.update(values)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} cannot be changed; replace() it")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        ours, theirs = self.__dict__, other.__dict__
        return all(ours[name] == theirs[name] for name in _defaults(type(self)))

    def __hash__(self) -> int:
        return hash((type(self), *(self.__dict__[name] for name in _defaults(type(self)))))

    def __repr__(self) -> str:
        defaults = _defaults(type(self))
        changed = (
            f"{n}={self.__dict__[n]!r}" for n, d in defaults.items() if self.__dict__[n] != d
        )
        return f"{type(self).__name__}({', '.join(changed)})"

    def replace(self, **changes: Any) -> Self:
        """The same value with other settings, unchecked."""
        held = {name: self.__dict__[name] for name in _defaults(type(self))}
        return type(self)(**{**held, **changes})


@cache
def declared(cls: type[Record]) -> tuple[Field, ...]:
    """The fields of *cls*: those of its bases first, each where its name is first annotated."""
    names: dict[str, None] = {}
    for part in reversed(cls.__mro__):
        names |= dict.fromkeys(getattr(part, "__annotations__", {}))
    found = (getattr(cls, name, None) for name in names)
    return tuple(field for field in found if isinstance(field, Field))


@cache
def _defaults(cls: type[Record]) -> dict[str, Any]:
    return {field.name: field.default for field in declared(cls)}
