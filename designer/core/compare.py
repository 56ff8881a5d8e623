"""Two designs side by side: which layers changed, by how much, and what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal, overload

from designer.core.alignment import Pair, align
from designer.core.altered import Altered, altered
from designer.core.causes import Causes
from designer.core.layer import Outcome, Shape
from designer.core.measures import MEASURES
from designer.core.report import Report, Row
from designer.core.value import Value

Kind = Literal["same", "changed", "moved", "added", "removed"]


class Line(Value):
    """One layer in both designs; `before` or `after` is None where one does not have it."""

    index: int
    kind: Kind
    before: Row | None
    after: Row | None

    @property
    def moved(self) -> bool:
        """Whether it stands elsewhere; it may have changed as well."""
        return self.kind == "moved"

    @property
    def row(self) -> Row:
        """The row as it is after, or as it was where it is gone."""
        row = self.after or self.before
        assert row is not None, "a line has at least one side"
        return row

    @property
    def altered(self) -> tuple[Altered, ...]:
        """The settings that differ; none where the types do."""
        if self.before is None or self.after is None or self.replaced:
            return ()
        return tuple(altered(self.before.layer, self.after.layer))

    @property
    def replaced(self) -> bool:
        """Whether a layer of another type has taken the place."""
        before, after = self.before, self.after
        return before is not None and after is not None and before.type != after.type


class Lines(Sequence[Line]):
    """The lines of a comparison, each made when somebody looks at it."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison

    def __len__(self) -> int:
        return len(self._comparison.pairs)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return list(map(self._comparison.line, range(len(self))[index]))
        return self._comparison.line(range(len(self))[index])

    def __iter__(self) -> Iterator[Line]:
        return map(self._comparison.line, range(len(self)))


class _Figures(dict[str, tuple[Sequence[int | None], Sequence[int | None]]]):
    """The figures of all blocks of both designs, by measure, once somebody asks."""

    def __init__(self, before: Report, after: Report) -> None:
        super().__init__()
        self._reports = before, after

    def __missing__(self, measure: str) -> tuple[Sequence[int | None], Sequence[int | None]]:
        rows = MEASURES[measure].rows
        before, after = map(rows, self._reports)
        self[measure] = before, after
        return before, after


class Comparison(Value):
    """A line for each layer of either design. Names and notes of the designs are not compared."""

    before: Report
    after: Report
    pairs: tuple[Pair, ...]

    @property
    def lines(self) -> Lines:
        """A line a layer, in the order of `after`; what is gone stands where it was."""
        return Lines(self)

    def line(self, index: int) -> Line:
        """The line at *index*."""
        pair = self.pairs[index]
        before = None if pair.before is None else self.before.row(pair.before)
        after = None if pair.after is None else self.after.row(pair.after)
        return Line(index, self.kind(index), before, after)

    def kind(self, index: int) -> Kind:
        """What happened to the layer of a line."""
        pair = self.pairs[index]
        if pair.before is None:
            return "added"
        if pair.after is None:
            return "removed"
        if pair.moved:
            return "moved"
        return "changed" if index in self._places else "same"

    @cached_property
    def causes(self) -> Causes:
        """Why the lines differ."""
        return Causes(self)

    @cached_property
    def different(self) -> tuple[int, ...]:
        """Where the lines stand in which something differs, ascending."""
        return tuple(i for i, pair in enumerate(self.pairs) if not self._same(pair))

    @cached_property
    def _places(self) -> frozenset[int]:
        return frozenset(self.different)

    @property
    def equal(self) -> bool:
        """Whether there is no difference."""
        return not self.different

    @property
    def complete(self) -> bool:
        """Whether every layer of both could be counted; else the figures are *at least*."""
        return self.before.complete and self.after.complete

    def _same(self, pair: Pair) -> bool:
        i, j = pair.before, pair.after
        if i is None or j is None or pair.moved:
            return False
        a, b = self.before.design.chain[i].layer, self.after.design.chain[j].layer
        return (
            _alike(a, b)
            and _alike(_outcome(self.before, i), _outcome(self.after, j))
            and _coming(self.before, i) == _coming(self.after, j)
        )

    @cached_property
    def _figures(self) -> _Figures:
        return _Figures(self.before, self.after)

    def figures(self, index: int, measure: str) -> tuple[int | None, int | None]:
        """A measure of one line before and after: 0 where there is no such layer, None unknown."""
        before, after = self._figures[measure]
        pair = self.pairs[index]
        return (
            0 if pair.before is None else before[pair.before],
            0 if pair.after is None else after[pair.after],
        )

    def delta(self, index: int, measure: str) -> int | None:
        """How much a line adds to the difference of the totals; None where one is not known."""
        before, after = self.figures(index, measure)
        return None if before is None or after is None else after - before

    def totals(self, measure: str) -> tuple[int, int]:
        """A measure of both designs, as far as it is known."""
        total = MEASURES[measure].total
        return total(self.before), total(self.after)

    def largest(self, measure: str, most: int) -> list[tuple[int, int]]:
        """The lines that make most of the difference, each with its part of it."""
        parts = ((i, self.delta(i, measure) or 0) for i in self.different)
        ranked = sorted((part for part in parts if part[1]), key=lambda part: -abs(part[1]))
        return ranked[:most]


def compare(before: Report, after: Report) -> Comparison:
    """The comparison of two reports, as far as both could be computed."""
    return Comparison(before, after, align(before, after))


def _alike(a: object, b: object) -> bool:
    return a is b or a == b  # mostly they are the same object


def _outcome(report: Report, index: int) -> Outcome | None:
    """None where a layer waits for another."""
    return report.outcomes[index] if index < len(report.outcomes) else None


def _coming(report: Report, index: int) -> tuple[Shape, ...]:
    """What comes into the block at *index*; nothing where that is not known."""
    known = 0 < index <= len(report.outcomes)
    return report.outcomes[index - 1].outputs if known else ()
