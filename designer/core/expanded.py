"""What is inside the blocks that hold a chain of their own, row by row."""

from __future__ import annotations

from collections.abc import Iterator

from designer.core.analyse import analyse
from designer.core.assumption import Assumptions, taken_from
from designer.core.design import Around, Block, Design, new_design
from designer.core.layer import Layer, Shape
from designer.core.layers.input import Input
from designer.core.layers.nested import Functional, Model
from designer.core.layers.pipeline import Pipeline
from designer.core.naming import Scheme, spelled_out
from designer.core.report import Report, Row

_TRIED = 83
"""The size that Keras has for one that is open, when it tries a layer out on PyTorch."""


def blocks_inside(model: Model, assumed: Assumptions = ()) -> tuple[Block, ...]:
    """The layers of *model* as blocks, which take over what was *assumed* of them."""
    first = len(model.layers) - len(model.body)
    return tuple(
        Block(layer, assumed=taken_from(place, assumed))
        for place, layer in enumerate(model.body, start=first)
    )


def opened(layer: Layer, x: Shape | None, assumed: Assumptions = ()) -> Report | None:
    """The report of the layers inside *layer* where *x* comes in; None if there is no chain in it.

    A model may have an input of its own; that of a functional one is printed. The blocks say what
    was *assumed* of them.
    """
    if not isinstance(layer, Model):
        return None
    start = layer.start or Input(batch_shape=x)
    kind = "functional" if isinstance(layer, Functional) else "sequential"
    return analyse(Design((Block(start), *blocks_inside(layer, assumed)), kind=kind))


def going_in(report: Report, index: int) -> Design:
    """What is inside the model at *index* as a design of its own, which goes into it again."""
    row = report.row(index)
    model, found = row.layer, opened(row.layer, row.input, row.block.assumed)
    assert isinstance(model, Model), "only models are opened"
    assert found is not None, "a model holds a chain"
    given = None if model.start else found.design.chain[0].layer
    return found.design.replace(name=model.name, around=Around(report.design, row.uid, given))


def inside(report: Report, row: Row, scheme: Scheme = "keras3") -> Report | None:
    """The same for a *row* of *report*, under the names that the layers have in that design."""
    if not isinstance(row.layer, Model):
        return None
    layers = spelled_out([block.layer for block in report.design.chain[: row.index + 1]], scheme)
    return opened(layers[-1], row.input, row.block.assumed)


def expanded(report: Report, scheme: Scheme = "keras3") -> Iterator[tuple[int, Row]]:
    """Every printed row and those inside it, each with its depth."""
    layers = spelled_out([block.layer for block in report.design.chain], scheme)
    for row in report.printed:
        yield 0, row
        yield from _inside(layers[row.index], row.input, 1)


def _below(found: Report | None, depth: int) -> Iterator[tuple[int, Row]]:
    for row in found.printed if found else ():
        yield depth, row
        yield from _inside(row.layer, row.input, depth + 1)


def _inside(layer: Layer, x: Shape | None, depth: int) -> Iterator[tuple[int, Row]]:
    return (
        _tried(layer, x, depth) if isinstance(layer, Pipeline) else _below(opened(layer, x), depth)
    )


def _tried(pipeline: Pipeline, x: Shape | None, depth: int) -> Iterator[tuple[int, Row]]:
    """What is in a pipeline, as Keras lists it with the sizes that it tries for the open ones.

    A layer that needs no building is not told which shape comes in, so none is printed.
    """
    tried = None if x is None else tuple(_TRIED if d is None else d for d in x)
    found = analyse(new_design(*pipeline.layers, input=Input(batch_shape=tried)))
    for inside, row in _below(found, depth):
        untold = inside == depth and row.layer.built_at_once
        yield inside, row.replace(outputs=()) if untold else row
