"""Keeps an exception in a slot or a Qt override from ending the program or losing the design.

An exception that leaves a Qt override does harm that Python does not show: the event counts as
handled, a window closes, a command counts as done. So each of them is guarded: the exception is
logged, the user is told in the status bar, and a safe value goes back to Qt.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any, TypeVar, cast, overload

from designer.i18n import tr
from designer.session.notices import current

log = logging.getLogger("designer")
F = TypeVar("F", bound=Callable[..., Any])


@overload
def guarded(function: F) -> F: ...
@overload
def guarded(*, safe: object) -> Callable[[F], F]: ...
def guarded(function: F | None = None, *, safe: object = None) -> F | Callable[[F], F]:
    """Decorates a slot or an override; *safe* is what it returns when it fails."""

    def decorate(inner: F) -> F:
        @functools.wraps(inner)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            try:
                return inner(*args, **kwargs)
            except Exception as error:  # noqa: BLE001  (the edge of our code: nothing may pass)
                report(inner.__qualname__, error)
                return safe

        return cast(F, wrapper)

    return decorate if function is None else decorate(function)


def report(place: str, error: Exception) -> None:
    """Log *error* and tell the user that the design is as it was."""
    log.error("in %s", place, exc_info=error)
    notices = current()
    if notices is not None:
        notices.tell(
            tr("Something went wrong ({error}); your design is unchanged.").format(
                error=type(error).__name__
            )
        )
