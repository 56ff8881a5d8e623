"""How much memory a design takes beyond the weights as Keras counts them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import prod
from typing import cast

from designer.core.layer import Shape
from designer.core.report import Report

PRECISIONS: Mapping[str, int] = {
    "float64": 8,
    "float32": 4,
    "float16": 2,
    "bfloat16": 2,
    "int8": 1,
}
"""The bytes that one number takes."""


@lru_cache(maxsize=4096)
def elements(outputs: tuple[Shape, ...]) -> int | None:
    """How many numbers *outputs* hold for one sample; None where a size is open."""
    dims = [shape[1:] for shape in outputs]
    if any(None in shape for shape in dims):
        return None
    return sum(prod(cast("tuple[int, ...]", shape)) for shape in dims)


def flow(report: Report) -> list[int | None]:
    """How many numbers leave each block for one sample; None where that is not known."""
    known = [elements(o.outputs) if o.problem is None else None for o in report.outcomes]
    return known + [None] * (len(report.design.chain) - len(known))


def activations(report: Report) -> int:
    """The numbers that all layers together put out for one sample, as far as they are known."""
    return sum(n for n in flow(report)[1:] if n is not None)
