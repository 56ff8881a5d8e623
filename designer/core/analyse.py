"""From a design to its report: the shape goes through the chain, and every layer answers for it."""

from __future__ import annotations

from designer.core.design import Chain, Design
from designer.core.layer import Layer, Outcome, Shape
from designer.core.layers.input import Input
from designer.core.problems import Problem
from designer.core.report import Report


def analyse(design: Design) -> Report:
    """The report of *design*. Layers remember their last answer, so what stays costs nothing."""
    return Report(design, tuple(_flow(design.chain)))


def _flow(chain: Chain) -> list[Outcome]:
    """An outcome for every block up to the first that has a problem."""
    shapes: tuple[Shape, ...] = ()
    outcomes: list[Outcome] = []
    for block in chain:
        outcome = _start(block.layer) if not outcomes else _step(block.layer, shapes)
        outcomes.append(outcome)
        if outcome.problem is not None:
            break
        shapes = outcome.outputs
    return outcomes


def _start(layer: Layer) -> Outcome:
    assert isinstance(layer, Input), "a chain begins with its input"
    if layer.batch_shape is None:
        return Outcome(problem=Problem("no_input_shape"))
    return layer.at(layer.batch_shape)


def _step(layer: Layer, shapes: tuple[Shape, ...]) -> Outcome:
    if isinstance(layer, Input):
        return Outcome(problem=Problem("second_input"))
    if len(shapes) != 1:
        return Outcome(problem=Problem("many_inputs", {"count": len(shapes)}))
    return layer.at(shapes[0])
