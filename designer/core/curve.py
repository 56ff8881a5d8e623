"""The figures of a chain while one knob is turned.

Only the blocks that the turn reaches are computed; the others are those of the report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import cast

from designer.core.design import Design
from designer.core.layer import Layer, Shape
from designer.core.measures import Measure
from designer.core.problems import Problem
from designer.core.report import Report
from designer.core.sweep import MOST, Knob, current, swept, turned

DIVIDES = (
    "groups_of_filters",
    "groups_of_channels",
    "groups_of_heads",
    "reshape_rest",
    "expression_fraction",
)
"""Refusals that end at the next multiple; all others hold for every value beyond, or before."""


@dataclass(frozen=True, slots=True)
class Point:
    """What the chain gives with the knob at *value*: *total*, and the *figures* of the blocks that
    the turn reaches, the turned one first. Where it cannot run, *problem* and at which *place*.
    """

    value: int
    total: int = 0
    figures: tuple[int, ...] = ()
    problem: Problem | None = None
    place: int = 0
    same_output: bool = True
    """Whether the same shape comes out at the end as without the turn."""

    @property
    def runs(self) -> bool:
        """Whether the whole chain runs."""
        return self.problem is None

    @property
    def may_run_beyond(self) -> bool:
        """Whether it is a matter of division: the next multiple may run."""
        problem = self.problem
        while problem is not None and isinstance(problem.values.get("problem"), Problem):
            problem = cast("Problem", problem.values["problem"])
        return problem is not None and problem.code in DIVIDES


class Curve:
    """The totals of *measure* over the values of a knob of the block *uid*; *report* is complete
    and *measure* known of each of its blocks."""

    def __init__(self, report: Report, uid: int, knob: Knob, measure: Measure) -> None:
        self._report, self._uid, self.knob, self._measure = report, uid, knob, measure
        self.place = report.design.index(uid) or 0
        self.layer = report.design.chain[self.place].layer
        self.now = current(self.layer, knob)
        self._rows = cast("tuple[int, ...]", tuple(measure.rows(report))[self.place :])
        self._total = measure.total(report)
        self._known: dict[int, Point] = {}

    @property
    def tried(self) -> int:
        """At how many values it was computed."""
        return len(self._known)

    @property
    def blocks(self) -> int:
        """How many blocks a turn may reach."""
        return len(self._rows)

    @property
    def came(self) -> Shape:
        """The shape that comes into the turned layer; that of the input itself for the input."""
        outcomes = self._report.outcomes
        return outcomes[max(self.place - 1, 0)].outputs[0]

    @property
    def reach(self) -> int:
        """A value from which on the chain is refused or stays as it is, if the knob divides or
        takes away: more than what comes in, and than any size in the turned layer."""
        came = [n for n in self.came[1:] if n is not None]
        shapes = [self._report.outcomes[self.place].outputs[0], came]
        shapes += [x for _, x in self.layer.steps(self.came)] if self.place else []
        sizes = [n for shape in shapes for n in shape if n is not None]
        return max(prod(came) if self.knob.field == "target_shape" else 1, *sizes) + 1

    def at(self, value: int) -> Point:
        """The point at *value*."""
        if value not in self._known:
            self._known[value] = self._point(value)
        return self._known[value]

    def bounds(self, a: Point, b: Point) -> tuple[int, int]:
        """The least and the largest that the total can be from *a* to *b*.

        Each figure is one of those at the two ends or lies between them, as it rises all the way
        or falls all the way. The MACs of the turned layer itself can do both, as a larger window
        takes more of them at fewer places; there each size is between those at the ends.
        """
        reached = max(len(a.figures), len(b.figures))
        ends = list(zip(self._padded(a, reached), self._padded(b, reached), strict=True))
        rest = self._total - sum(self._rows[:reached])
        low, high = (rest + sum(map(pick, ends)) for pick in (min, max))
        if self._measure.code == "macs" and self.place:
            low += self._work(a, b, min) - min(ends[0])
            high += self._work(a, b, max) - max(ends[0])
        return low, high

    def _padded(self, point: Point, reached: int) -> tuple[int, ...]:
        return point.figures + self._rows[len(point.figures) : reached]

    def _work(self, a: Point, b: Point, pick: Callable[[int, int], int]) -> int:
        sizes = zip(self._products(a), self._products(b), strict=True)
        return sum(prod(map(pick, one, other)) for one, other in sizes)

    def _products(self, point: Point) -> list[tuple[int, ...]]:
        layer: Layer = turned(self.layer, self.knob, point.value)
        return [cast("tuple[int, ...]", tuple(sizes)) for sizes in layer.products(self.came)]

    def _point(self, value: int) -> Point:
        if not 0 <= value <= MOST:
            return Point(value, problem=Problem("out_of_range", {"value": value}))
        report = swept(self._report, self._uid, self.knob, value)
        if isinstance(report, Problem):
            return Point(value, problem=report, place=self.place)
        problem = report.outcomes[-1].problem
        if problem is not None:
            return Point(value, problem=problem, place=len(report.outcomes) - 1)
        figures = self._figures(report)
        total = self._total + sum(figures) - sum(self._rows[: len(figures)])
        same = report.outcomes[-1].outputs == self._report.outcomes[-1].outputs
        return Point(value, total, figures, same_output=same)

    def _figures(self, report: Report) -> tuple[int, ...]:
        """Those of the blocks whose outcome is not the one of the report before."""
        start, known = self.place, self._report.outcomes
        end = len(known)
        while end > start + 1 and report.outcomes[end - 1] is known[end - 1]:
            end -= 1
        first = max(start - 1, 0)
        part = Report(Design(report.design.chain[first:end]), report.outcomes[first:end])
        rows = self._measure.rows(part)[start - first :]
        return tuple(row or 0 for row in rows)
