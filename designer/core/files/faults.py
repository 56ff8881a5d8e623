"""What is wrong with a file: every fault with its place, all at once."""

from __future__ import annotations

from collections.abc import Sequence

from designer.core.problems import Problem
from designer.core.value import Value


class Fault(Value):
    """One thing that is wrong: *place* is like `layers[3].filters`, empty for the whole file."""

    place: str
    problem: Problem


class Unreadable(Exception):
    """A file that cannot become a design. Carries every fault that was found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(", ".join(f"{f.place}: {f.problem.code}" for f in faults))
        self.faults = tuple(faults)


def unreadable(code: str, place: str = "", **values: object) -> Unreadable:
    """An `Unreadable` with a single fault."""
    return Unreadable((Fault(place, Problem(code, values)),))
