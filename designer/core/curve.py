"""The totals of a chain while one knob is turned, computed with what is known of its blocks."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import cast

from designer.core.analyse import step
from designer.core.design import Block, Design
from designer.core.layer import Outcome, Shape
from designer.core.measures import Measure
from designer.core.problems import Problem, Refused
from designer.core.report import Report
from designer.core.sweep import MOST, Knob, current, turned
from designer.core.value import Value

DIVIDES = (
    "groups_of_filters",
    "groups_of_channels",
    "groups_of_heads",
    "reshape_rest",
    "expression_fraction",
)
"""Refusals that end at the next multiple; all others hold for every value beyond, or before."""


_Key = tuple[int, tuple[Shape, ...]]
"""A place in the chain, and what comes into it."""


class Tail(Value):
    """What a row of blocks gives, the last of the chain: the sum of their figures and what comes
    out, or the *problem* of the block at *place*."""

    total: int = 0
    outputs: tuple[Shape, ...] = ()
    problem: Problem | None = None
    place: int = 0


class Costs:
    """What the blocks of a complete *report* cost by *measure*, for any shape that comes in.

    Each answer is remembered, as the same shapes come up again and again.
    """

    def __init__(self, report: Report, measure: Measure) -> None:
        self.report, self.measure = report, measure
        self.rows = cast("tuple[int, ...]", tuple(measure.rows(report)))
        self._known: dict[_Key, Tail] = {}

    def of(self, place: int, block: Block, outcome: Outcome, came: Outcome | None) -> int:
        """The figure of *block* in *place*, with its *outcome* and that of the block before."""
        if came is None:
            part = Report(Design((block,)), (outcome,))
        else:
            pair = self.report.design.with_chain((self.report.design.chain[place - 1], block))
            part = Report(pair, (came, outcome))
        return self.measure.rows(part)[-1] or 0

    def after(self, place: int, outcome: Outcome) -> Tail:
        """What the blocks after *place* give where the block there has *outcome*."""
        chain, walked = self.report.design.chain, list[tuple[_Key, int]]()
        for index in range(place + 1, len(chain)):
            key, came = (index, outcome.outputs), outcome
            if key in self._known:
                tail = self._known[key]
                break
            outcome = step(self.report.design, index, came)
            if outcome.problem is not None:
                tail = self._known[key] = Tail(problem=outcome.problem, place=index)
                break
            walked.append((key, self.of(index, chain[index], outcome, came)))
        else:
            tail = Tail(outputs=outcome.outputs)
        for key, figure in reversed(walked):
            tail = self._known[key] = tail.replace(total=tail.total + figure)
        return tail


class Point(Value):
    """What the chain gives with the knob at *value*: *total*, of which *own* is the figure of the
    turned block and *rest* those of the blocks after it. Where the chain cannot run, the *problem*
    and at which *place*.
    """

    value: int
    total: int = 0
    own: int = 0
    rest: int = 0
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
    """The totals of a chain of known *costs* over the values of a knob of the block *uid*."""

    def __init__(self, costs: Costs, uid: int, knob: Knob) -> None:
        self._costs, self.knob = costs, knob
        self._report = costs.report
        self.place = self._report.design.index(uid) or 0
        self._block = self._report.design.chain[self.place]
        self.layer = self._block.layer
        self.now = current(self.layer, knob)
        self._before = sum(costs.rows[: self.place])
        self._known: dict[int, Point] = {}

    @property
    def tried(self) -> int:
        """At how many values it was computed."""
        return len(self._known)

    @property
    def following(self) -> tuple[Block, ...]:
        """The blocks after the turned one."""
        return self._report.design.chain[self.place + 1 :]

    @property
    def came(self) -> Shape:
        """The shape that comes into the turned layer; that of the input itself for the input."""
        return self._report.outcomes[max(self.place - 1, 0)].outputs[0]

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

        The figure of the turned block lies between those at the two ends, as it rises all the way
        or falls all the way, and so do those after it, which rise or fall together with the sizes
        that come in. The MACs of the turned block can do both, as a larger window takes more of
        them at fewer places; there each size is between those at the ends.
        """
        low, high = (self._before + pick(a.rest, b.rest) for pick in (min, max))
        own = self._work if self._costs.measure.code == "macs" and self.place else _own
        return low + own(a, b, min), high + own(a, b, max)

    def _work(self, a: Point, b: Point, pick: Callable[[int, int], int]) -> int:
        sizes = zip(self._products(a), self._products(b), strict=True)
        return sum(prod(map(pick, one, other)) for one, other in sizes)

    def _products(self, point: Point) -> list[tuple[int, ...]]:
        layer = turned(self.layer, self.knob, point.value)
        return [cast("tuple[int, ...]", tuple(sizes)) for sizes in layer.products(self.came)]

    def _point(self, value: int) -> Point:
        if not 0 <= value <= MOST:
            return Point(value, problem=Problem("out_of_range", {"value": value}))
        try:
            block = self._block.with_layer(turned(self.layer, self.knob, value))
        except Refused as refused:
            return Point(value, problem=refused.problem, place=self.place)
        outcomes = self._report.outcomes
        came = outcomes[self.place - 1] if self.place else None
        outcome = step(self._report.design, self.place, came, block)
        if outcome.problem is not None:
            return Point(value, problem=outcome.problem, place=self.place)
        tail = self._costs.after(self.place, outcome)
        if tail.problem is not None:
            return Point(value, problem=tail.problem, place=tail.place)
        own = self._costs.of(self.place, block, outcome, came)
        same = tail.outputs == outcomes[-1].outputs
        return Point(value, self._before + own + tail.total, own, tail.total, same_output=same)


def _own(a: Point, b: Point, pick: Callable[[int, int], int]) -> int:
    return pick(a.own, b.own)
