"""The one value that every view draws: a row a block, totals, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import overload

from designer.core.design import Block, Design
from designer.core.ends import between
from designer.core.layer import Layer, Outcome, Shape
from designer.core.naming import Scheme, alike
from designer.core.problems import Problem
from designer.core.value import Value


class Row(Value):
    """One block of the chain and what it costs.

    `input` is the shape that comes in and `outputs` what goes out, batch included; both are empty
    where that cannot be known. `params` is None then. `bytes` is the memory of the parameters, each
    at its own precision. `waits_for` names the layer with the problem
    that keeps this one from being computed; None where the row is exact or has the problem itself.
    """

    index: int
    block: Block
    name: str
    input: Shape | None
    outputs: tuple[Shape, ...]
    params: int | None
    trainable: int | None
    problem: Problem | None
    waits_for: str | None
    bytes: int | None = None

    @property
    def layer(self) -> Layer:
        """The layer of the block."""
        return self.block.layer

    @property
    def uid(self) -> int:
        """The identity of the block."""
        return self.block.uid

    @property
    def type(self) -> str:
        """The Keras class name."""
        return self.block.layer.keras

    @property
    def output(self) -> Shape | None:
        """The shape that goes on; None where there is none or more than one."""
        return self.outputs[0] if len(self.outputs) == 1 else None

    @property
    def non_trainable(self) -> int | None:
        """The parameters that training leaves alone."""
        if self.params is None or self.trainable is None:
            return None
        return self.params - self.trainable


class Rows(Sequence[Row]):
    """The rows of a report at some *places* in the chain, each made when somebody looks at it."""

    def __init__(self, report: Report, places: range) -> None:
        self._report = report
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Rows: ...
    def __getitem__(self, index: int | slice) -> Row | Rows:
        if isinstance(index, slice):
            return Rows(self._report, self._places[index])
        return self._report.row(self._places[index])

    def __iter__(self) -> Iterator[Row]:
        return map(self._report.row, self._places)


class Report(Value):
    """What a design costs. `outcomes` has an entry a block, as far as it could be computed."""

    design: Design
    outcomes: tuple[Outcome, ...]

    @property
    def rows(self) -> Rows:
        """A row a block, the input first."""
        return Rows(self, range(len(self.design.chain)))

    @property
    def printed(self) -> Rows:
        """The rows that Keras prints: without the input, unless the model is a functional one."""
        return self.rows if self.design.functional else self.rows[1:]

    def row(self, index: int) -> Row:
        """The row of the block at *index*."""
        block, name = self.design.chain[index], self.names[index]
        came_in = self._input(index)
        outcome = self._outcome(index)
        if outcome is None:
            waits = self.names[len(self.outcomes) - 1]
            return Row(index, block, name, None, (), None, None, None, waits)
        if outcome.problem:
            return Row(index, block, name, came_in, (), None, None, outcome.problem, None)
        counts = (outcome.params, outcome.trainable, None, None, outcome.bytes)
        return Row(index, block, name, came_in, outcome.outputs, *counts)

    def _outcome(self, index: int) -> Outcome | None:
        if index < len(self.outcomes):
            return self.outcomes[index]
        return self._built_alone.get(index)

    @cached_property
    def _built_alone(self) -> dict[int, Outcome]:
        """The outcomes of models with an input of their own, in a model that is not built."""
        problem = self.outcomes[-1].problem
        if problem is None or problem.code != "no_input_shape":
            return {}
        layers = {i: block.layer for i, block in enumerate(self.design.chain) if i}
        own = {i: (layer, layer.built_for(None)) for i, layer in layers.items()}
        found = {i: layer.at(x) for i, (layer, x) in own.items() if x is not None}
        return {i: outcome for i, outcome in found.items() if outcome.problem is None}

    def _input(self, index: int) -> Shape | None:
        if index in self._built_alone:
            return self.design.chain[index].layer.built_for(None)
        if not 0 < index <= len(self.outcomes):
            return None
        before = self.outcomes[index - 1].outputs
        return before[0] if len(before) == 1 or (before and self.design.functional) else None

    def after(self, before: Report) -> Report:
        """This report with what it need not derive anew, *before* being the one before an edit."""
        old, new = between(before.design.chain, self.design.chain)
        same = before.design.around is self.design.around
        if (
            same
            and len(old) == len(new)
            and all(alike(a.layer, b.layer) for a, b in zip(old, new, strict=True))
        ):
            vars(self)["names"] = before.names
        if not before._built_alone and not self._built_alone:
            gone, come = map(_sums, between(before.outcomes, self.outcomes))
            totals = (t - g + c for t, g, c in zip(before._totals, gone, come, strict=True))
            vars(self)["_totals"] = tuple(totals)
        return self

    @cached_property
    def names(self) -> Sequence[str]:
        """The name of every block in the scheme of Keras 3."""
        return self.names_in("keras3")

    def names_in(self, scheme: Scheme) -> Sequence[str]:
        """The name of every block as another release would give it."""
        return self.design.names(scheme)

    @cached_property
    def _totals(self) -> tuple[int, int, int, int]:
        return _sums((*self.outcomes, *self._built_alone.values()))

    @property
    def total(self) -> int:
        """All parameters that could be counted; the truth is at least this where not `complete`."""
        return self._totals[0]

    @property
    def trainable(self) -> int:
        """Those that training changes."""
        return self._totals[1]

    @property
    def non_trainable(self) -> int:
        """Those that it leaves alone."""
        return self.total - self.trainable

    @property
    def bytes(self) -> int:
        """The memory of all weights."""
        return self._totals[2]

    @property
    def trainable_bytes(self) -> int:
        """The memory of the trainable weights."""
        return self._totals[3]

    @property
    def problem_row(self) -> Row | None:
        """The row that cannot run; those after it wait."""
        last = len(self.outcomes) - 1
        return self.row(last) if self.outcomes[last].problem else None

    @property
    def complete(self) -> bool:
        """Whether every layer could be counted."""
        return self.problem_row is None

    @property
    def layer_count(self) -> int:
        """How many layers there are; the input is not one."""
        return len(self.design.chain) - 1

    @property
    def outputs(self) -> tuple[Shape, ...]:
        """What comes out at the end; empty where that is not known."""
        return self.outcomes[-1].outputs if self.complete else ()


def _sums(outcomes: Sequence[Outcome]) -> tuple[int, int, int, int]:
    """Parameters, those that are trainable, and the bytes of both, in one pass."""
    total = trainable = size = trainable_size = 0
    for outcome in outcomes:
        if outcome.params:
            total += outcome.params
            trainable += outcome.trainable
            size += outcome.bytes
            trainable_size += outcome.trainable_bytes
    return total, trainable, size, trainable_size
