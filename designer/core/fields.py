"""Declares the settings of a layer: what a value may be, how it is written, and what it is for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from designer.core.kinds import (
    Anything,
    Choice,
    Flag,
    Kind,
    Name,
    Nested,
    Real,
    Sizes,
    Text,
    Whole,
    Wholes,
)
from designer.core.named import help_for, rule_for
from designer.core.value import Value


class Field(Value, eq=False):
    """One setting of a layer type, named as the Keras argument is.

    `brief` is how a block mentions the value ("{} filters"; left out while the value is `quiet`);
    `symbol` names it in formulas (of a layer inside: ends the symbols of that one); `more` marks a
    setting that changes neither shape nor count; `required` says that Keras has no default, so it
    is always written; a `lead` field stands before the others. What is `of_call` is told when the
    layer is called, and does not stand in its config.
    """

    kind: Kind
    default: Any
    help: str = ""
    symbol: str = ""
    brief: str = ""
    more: bool = False
    required: bool = False
    lead: bool = False
    of_call: bool = False
    name: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        object.__setattr__(self, "name", name)  # as declared, in the body of a class
        rule = rule_for(name)
        if rule is not None and self.kind == Anything():
            object.__setattr__(self, "kind", Anything(rule=rule))
            object.__setattr__(self, "help", self.help or help_for(name))

    def mention(self, value: object) -> str:
        """The words with which a block mentions *value*, or nothing."""
        if not self.brief or value is None or value is False or value == self.kind.quiet:
            return ""
        return self.brief.format(self.kind.show(value))


def declare(kind: Kind, default: Any, **about: Any) -> Any:
    """A field of *kind*; the other functions of this module are short ways to say it.

    *about* is the rest of a `Field`. The result passes for the value, as type checkers want it.
    """
    return Field(kind, default, **about)


def integer(
    *, default: int | None, low: int = 1, optional: bool = False, strict: bool = False, **about: Any
) -> Any:
    """A whole number of at least *low*; `strict` refuses true and false, as Keras may."""
    return declare(Whole(low=low, optional=optional, strict=strict), default, **about)


def number(
    *,
    default: float | None,
    low: float | None = None,
    high: float | None = None,
    optional: bool = False,
    **about: Any,
) -> Any:
    """A real number between *low* and *high*."""
    return declare(Real(low=low, high=high, optional=optional), default, **about)


def flag(*, default: bool, strict: bool = False, **about: Any) -> Any:
    """Yes or no; `strict` refuses what is only taken for it, as Keras may."""
    return declare(Flag(strict=strict), default, **about)


def choice(
    *options: str,
    default: str | None,
    optional: bool = False,
    fold: bool = False,
    quiet: str | None = None,
    **about: Any,
) -> Any:
    """One of *options*; `fold` accepts any case and `quiet` is not mentioned on the block."""
    return declare(Choice(options, optional=optional, fold=fold, quiet=quiet), default, **about)


def sizes(*, default: tuple[int, ...], low: int = 1, quiet: int | None = None, **about: Any) -> Any:
    """A whole number for each spatial axis; one stands for all. All *quiet* is not mentioned."""
    rank = len(default)
    silent = None if quiet is None else (quiet,) * rank
    return declare(Sizes(rank, low=low, quiet=silent), default, **about)


def integers(
    *,
    default: tuple[int | None, ...] | None,
    low: int | None = None,
    optional: bool = False,
    unknown: bool = False,
    **about: Any,
) -> Any:
    """A list of whole numbers of any length, such as a target shape."""
    return declare(Wholes(low=low, optional=optional, unknown=unknown), default, **about)


def text(*, default: str | None, **about: Any) -> Any:
    """A line of text."""
    return declare(Text(), default, **about)


def name(**about: Any) -> Any:
    """The name of a layer; without one, Keras gives it one."""
    return declare(Name(), None, **about)


def seed() -> Any:
    """The number that random draws start from."""
    about = "Makes the random numbers repeatable."
    return declare(Whole(low=None, optional=True), None, help=about, more=True)


def kept(*, default: Any = None, help: str = "", check: Callable[[Any], Any] | None = None) -> Any:
    """A setting that changes neither shape nor count: kept as JSON when read and written."""
    return declare(Anything(rule=check), default, help=help, more=True)


def nested(*, default: Any, optional: bool = False, **about: Any) -> Any:
    """Another layer, as the wrappers take it."""
    return declare(Nested(optional=optional), default, **about)
