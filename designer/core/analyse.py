"""From a design to its report: the shape goes through the chain, and every layer answers for it."""

from __future__ import annotations

from designer.core.design import Block, Design
from designer.core.ends import alike
from designer.core.families import INPUT
from designer.core.handed_on import refusal
from designer.core.layer import Outcome
from designer.core.layers.input import Input
from designer.core.problems import Problem
from designer.core.report import Report


def analyse(design: Design, before: Report | None = None) -> Report:
    """The report of *design*. What it has in common with the report *before* is taken from there.

    The chain is computed up to the first layer that has a problem.
    """
    if before is None:
        return Report(design, tuple(_flow(design, [], len(design.chain))))
    return Report(design, tuple(_flow_again(design, before))).after(before)


def _flow(design: Design, outcomes: list[Outcome], end: int) -> list[Outcome]:
    """*outcomes* of the first blocks, and those of the others after them, up to *end*."""
    for index in range(len(outcomes), end):
        if outcomes and outcomes[-1].problem is not None:
            break
        outcomes.append(step(design, index, outcomes[-1] if outcomes else None))
    return outcomes


def _flow_again(design: Design, before: Report) -> list[Outcome]:
    """The same as `_flow`, with the unchanged parts at both ends taken from *before*.

    Of the unchanged last blocks those are taken into which the same shape flows as before. What
    returns its input depends on its neighbours as well: at the joints it is asked again.
    """
    old, known, chain = before.design.chain, before.outcomes, design.chain
    if before.design.functional != design.functional:
        return _flow(design, [], len(chain))
    head, tail = alike(old, chain)
    if head and old[head - 1].layer.returns_its_input:
        head -= 1
    outcomes = _flow(design, list(known[:head]), len(chain) - tail)
    for joint in range(len(old) - tail, len(known)):
        here = len(outcomes) - 1
        if outcomes[here].problem is not None:
            break
        own = not old[joint].layer.returns_its_input
        if own and known[joint - 1].outputs == outcomes[here].outputs:
            return outcomes + list(known[joint:])
        outcomes.append(step(design, here + 1, outcomes[here]))
    return _flow(design, outcomes, len(chain))


def step(design: Design, index: int, came: Outcome | None, tried: Block | None = None) -> Outcome:
    """The outcome of the block at *index*, or of the one *tried* in its place, after that of the
    block before; None for the first of a chain. In a functional model the first of several outputs
    goes on, and the others are left aside."""
    chain = design.chain
    layer = (tried or chain[index]).layer
    if came is None:
        assert isinstance(layer, Input), "a chain begins with its input"
        if layer.batch_shape is None:
            return Outcome(problem=Problem("no_input_shape"))
        return layer.at(layer.batch_shape)
    if layer.family is INPUT:
        return Outcome(problem=Problem("second_input"))
    if len(came.outputs) != 1 and not design.functional:
        return Outcome(problem=Problem("many_inputs", {"count": len(came.outputs)}))
    if layer.returns_its_input:
        before = (chain[i].layer for i in range(index - 1, -1, -1))
        after = chain[index + 1].layer if index + 1 < len(chain) else None
        if (problem := refusal(layer, before, after)) is not None:
            return Outcome(problem=problem)
    return layer.at(came.outputs[0])
