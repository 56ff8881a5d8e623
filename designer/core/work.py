"""How much a design computes: multiply-accumulates (MACs), counted from what layers declare.

Counted are the products of weights and of matrices, for one sample that goes through once, as
PyTorch's `FlopCounterMode` counts them; FLOPs are twice as many. Not counted are biases,
activations, normalization and pooling, what happens in training alone, and what is done with the
weights once a call and not for each sample (adaptation, spectral normalization).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import cast

from designer.core.explain import explain, side_names
from designer.core.formula import counted
from designer.core.layer import Dim, Layer, Shape
from designer.core.report import Report
from designer.core.symbolic import Expr, Number, Origin, Symbol, expr, traced

FLOPS_A_MAC = 2
"""A multiplication and an addition."""

_SIDES = {"height": "h", "width": "w", "depth": "d", "steps": "t"}


def macs(report: Report) -> list[int | None]:
    """The MACs of each block: 0 for the input; None where it cannot run or a size is open."""
    chain, outcomes = report.design.chain, report.outcomes
    known: list[int | None] = [None if outcomes[0].problem else 0]
    for before, outcome, block in zip(outcomes, outcomes[1:], chain[1:], strict=False):
        known.append(None if outcome.problem else macs_of(block.layer, before.outputs[0]))
    return known + [None] * (len(chain) - len(known))


def macs_of(layer: Layer, x: Shape) -> int | None:
    """The MACs of *layer* for one sample of *x*; None where it cannot run or a size is open.

    A layer remembers its last answer, as it does with `Layer.at`.
    """
    memo: tuple[Shape, int | None] | None = layer.__dict__.get("_work")
    if memo is not None and (memo[0] is x or memo[0] == x):
        return memo[1]
    found = None if layer.at(x).problem else _sum(tuple(layer.products(x)))
    layer.__dict__["_work"] = (x, found)
    return found


def _sum(products: tuple[Sequence[Dim], ...]) -> int | None:
    if any(None in sizes for sizes in products):
        return None
    return sum(prod(cast("Sequence[int]", sizes)) for sizes in products)


def work_formula(layer: Layer, x: Shape) -> Expr | None:
    """The formula of `macs_of`: `h_out * w_out * k_h * k_w * c_in * filters`; None where that is.

    A size that comes out is named, as it has a derivation of its own.
    """
    if macs_of(layer, x) is None:
        return None
    found = explain(layer, x)
    outputs = found.results
    names = _outgoing(layer, x, outputs[0]) if len(outputs) == 1 else {}
    products = (cast("Sequence[int]", sizes) for sizes in found.traced.products(found.came))
    return counted([names.get(expr(size), size) for size in sizes] for sizes in products)


def _outgoing(layer: Layer, x: Shape, output: Shape) -> dict[Expr, int]:
    """The symbol of each computed size of *output*, by the tree of its derivation."""
    rank = len(output) - 1
    names = layer.axes(rank) if len(x) == len(output) else side_names(layer, rank)
    trees = {i: expr(d) for i, d in enumerate(output[1:]) if d is not None}
    return {
        tree: traced(
            name := f"{_SIDES.get(names[i], names[i])}_out",
            tree.value,
            Origin("output", name, i + 1),
        )
        for i, tree in trees.items()
        if not isinstance(tree, Symbol | Number)
    }
