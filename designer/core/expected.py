"""What would come out of a chain if its layer with a problem got what it takes.

Nobody knows what that would be, so two sizes are tried that can be divided by most numbers. A size
that differs between them depends on what comes in, and is left open.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from designer.core.analyse import step
from designer.core.layer import Outcome, Shape
from designer.core.problems import Problem
from designer.core.report import Report, Row

_SIZES = (960, 1440)


def expected_output(report: Report, row: Row) -> Shape | None:
    """The output of the whole design if *row*, which has a problem, could run; None if unknown."""
    if row.problem is None or not row.index:
        return None
    came = report.outcomes[row.index - 1].outputs[0]
    for rank in _ranks(row.problem, came):
        ends = [_end(report, row.index, _filled(came, rank, size)) for size in _SIZES]
        first, second = ends
        if first is not None and second is not None and len(first) == len(second):
            return tuple(a if a == b else None for a, b in zip(first, second, strict=True))
    return None


def as_expected(outputs: tuple[Shape, ...], expected: Shape | None) -> bool:
    """Whether *outputs* are the one array that is *expected*, whatever is open there."""
    if not same_rank(outputs, expected):
        return False
    pairs = zip(outputs[0], expected or (), strict=True)
    return all(there in (None, size) for size, there in pairs)


def same_rank(outputs: tuple[Shape, ...], expected: Shape | None) -> bool:
    """Whether *outputs* are one array with as many axes as is *expected*."""
    return expected is not None and [len(shape) for shape in outputs] == [len(expected)]


def _ranks(problem: Problem, came: Shape) -> Iterable[int]:
    """The numbers of axes that the layer takes, batch included."""
    inner = problem.values.get("problem")
    if isinstance(inner, Problem):
        return (len(came),)
    known = problem.values.get("ranks") or (problem.values.get("least"),)
    ranks = [n for n in cast("Iterable[object]", known) if isinstance(n, int)]
    seen = problem.values.get("input")
    outside = len(came) - len(cast("Shape", seen)) if isinstance(seen, tuple) else 0
    return [rank + outside for rank in ranks] or (len(came),)


def _filled(came: Shape, rank: int, size: int) -> Shape:
    """*came* with *rank* axes: its batch, its channels, and all others of *size*."""
    last = came[-1] if len(came) > 1 and rank > 2 else None
    return (*came[:1], *(size,) * (rank - 2), last or size)[:rank]


def _end(report: Report, index: int, x: Shape) -> Shape | None:
    """What comes out at the end if *x* comes into the layer at *index*."""
    outcome = Outcome((x,))
    for place in range(index, len(report.design.chain)):
        outcome = step(report.design, place, outcome)
        if outcome.problem is not None:
            return None
    return outcome.outputs[0] if len(outcome.outputs) == 1 else None
