"""Cells: what a recurrent layer repeats for every step, and the layer that goes around any cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from designer.core.families import CELLS, RECURRENT
from designer.core.fields import nested
from designer.core.layer import Dim, Layer, Shape, Weight, base, layer
from designer.core.layer_list import layer_list
from designer.core.layers.chained import Chained
from designer.core.layers.recurrent import GRUWiring, LSTMWiring, Recurrent, Wiring
from designer.core.problems import Refused


@base
class Cell(Layer):
    """One step of a sequence. It needs a layer around it, so it cannot stand in a chain."""

    def stepped(self, x: Shape) -> tuple[Shape, tuple[Shape, ...]]:
        """What one step gives and the states that it hands on, all without the batch."""
        raise NotImplementedError

    def told(self, features: Dim) -> str:
        """One sentence on the parameters, for so many *features* of a step."""
        raise NotImplementedError

    def axes(self, rank: int) -> tuple[str, ...]:
        return ("d_in",) if rank == 1 else super().axes(rank)

    def outputs(self, x: Shape) -> tuple[Shape, ...]:
        raise Refused("cell_alone", layer=self.keras)


@base
class WiredCell(Wiring, Cell):
    """A cell that sees one vector a step."""

    def weights(self, x: Shape) -> Iterator[Weight]:
        return self.cell_weights(x)

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        return self.cell_products(x)


@layer(CELLS, aliases=("recurrent", "Elman"))
class SimpleRNNCell(WiredCell):
    """One step of a SimpleRNN, to be put inside an RNN."""


@layer(CELLS, aliases=("long short-term memory", "recurrent"))
class LSTMCell(LSTMWiring, WiredCell):
    """One step of an LSTM, to be put inside an RNN."""


@layer(CELLS, aliases=("gated recurrent unit", "recurrent"))
class GRUCell(GRUWiring, WiredCell):
    """One step of a GRU, to be put inside an RNN."""


@layer(CELLS, aliases=("deep recurrent", "stack"), icon="square-stack")
class StackedRNNCells(Chained, Cell):
    """Several cells in each step, one feeding the next, to be put inside an RNN."""

    cells: tuple[Cell, ...] = layer_list(
        default=(LSTMCell(), LSTMCell()),
        required=True,
        lead=True,
        help="The cells, the first one first, as in Python: LSTMCell(64), GRUCell(32).",
    )

    def inner(self) -> tuple[Layer, ...]:
        return self.cells

    def check(self) -> None:
        for cell in self.cells:
            _check_cell(cell)

    def steps(self, x: Shape) -> Iterator[tuple[Cell, Shape]]:
        step = x
        for cell in self.cells:
            yield cell, step
            step = (x[0], *cell.stepped(step)[0])

    def stepped(self, x: Shape) -> tuple[Shape, tuple[Shape, ...]]:
        states = tuple(state for cell in self.cells for state in cell.stepped(x)[1])
        return self.cells[-1].stepped(x)[0], states

    def told(self, features: Dim) -> str:
        told: list[str] = []
        for cell in self.cells:
            told.append(f"{cell.keras}: {cell.told(features)}")
            ((features,), _) = cell.stepped(())
        return "One cell feeds the next. " + " ".join(told)

    def mentions(self) -> tuple[str, ...]:
        return tuple(f"{cell.keras} {' '.join(cell.mentions())}" for cell in self.cells)


@layer(
    RECURRENT,
    aliases=(
        *("recurrent", "loop", "cell", "sequence", "stacked"),
        *("SimpleRNNCell", "LSTMCell", "GRUCell", "StackedRNNCells"),
    ),
)
class RNN(Recurrent):
    """Reads a sequence step by step with the cell, or the stack of cells, that it is given."""

    freezes = False
    cell: Cell = nested(
        default=LSTMCell(), required=True, lead=True, help="What is repeated for each step."
    )

    @classmethod
    def read_config(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Keras takes a list of cells for a stack of them."""
        found = dict(config)
        if isinstance(found.get("cell"), list):
            inside = {"cells": found["cell"]}
            found["cell"] = {"class_name": "StackedRNNCells", "config": inside}
        return found

    def inner(self) -> tuple[Layer, ...]:
        return (self.cell,)

    def check(self) -> None:
        _check_cell(self.cell)

    def axes(self, rank: int) -> tuple[str, ...]:
        return ("t", "d_in") if rank == 2 else super().axes(rank)

    def stepped(self, x: Shape) -> tuple[Shape, tuple[Shape, ...]]:
        return self.cell.stepped(x)

    def cell_weights(self, step: Shape) -> Iterator[Weight]:
        yield from self.cell.built(step)

    def cell_products(self, step: Shape) -> Iterator[Sequence[Dim]]:
        return self.cell.products(step)

    def meaning(self, x: Shape) -> str:
        return self.cell.told((*x[:1], *x[2:])[-1])

    def mentions(self) -> tuple[str, ...]:
        return (self.cell.keras, *self.cell.mentions(), *super().mentions())

    @property
    def bytes_per_weight(self) -> int:
        """Those of the cell, which has the weights."""
        return self.cell.bytes_per_weight


def _check_cell(inside: Layer) -> None:
    if not isinstance(inside, Cell):
        raise Refused("not_a_cell", layer=inside.keras)
