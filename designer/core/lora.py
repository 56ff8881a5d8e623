"""Low-rank adaptation: the kernel is frozen, and two thin matrices are trained instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from designer.core.fields import integer, kept
from designer.core.figures import figure
from designer.core.layer import Weight
from designer.core.phrases import numbers
from designer.core.problems import Refused


def lora_rank() -> Any:
    """The field that switches adaptation on; Keras reads 0 as off."""
    return integer(
        default=None,
        low=0,
        optional=True,
        symbol="r",
        help="Freezes the kernel and trains two thin matrices of this rank beside it.",
    )


def lora_alpha() -> Any:
    """How much the thin matrices count."""
    return figure(
        help="What the thin matrices are multiplied by, over their rank; empty: the rank."
    )


def quantization_config() -> Any:
    """Says how the weights are to be quantized."""
    return kept(help="How quantize() is to store the weights, as Keras writes it.")


_FLOAT32 = 4
"""The bytes of a number in the thin matrices, whatever the dtype of the layer."""


def adapted(
    kernel: Weight,
    others: Iterable[Weight],
    rank: int | None,
    constraint: Any,
    prefix: str = "lora_kernel",
) -> Iterator[Weight]:
    """*kernel* and *others*, with the two matrices of `enable_lora` where a *rank* is given.

    The kernel that is used is a sum then, which no *constraint* could keep within its bounds.
    """
    if rank and constraint is not None:
        raise Refused("adapted_constrained", weight=kernel.name)
    yield kernel.replace(trainable=not rank)
    yield from others
    if rank:
        yield Weight(f"{prefix}_a", (*kernel.shape[:-1], rank), width=_FLOAT32)
        yield Weight(f"{prefix}_b", (rank, kernel.shape[-1]), width=_FLOAT32)


def adaptation(made: Iterable[Weight]) -> str:
    """What a sentence on the weights *made* adds where a kernel is adapted; else nothing."""
    thin = [weight.count for weight in made if weight.name.startswith("lora_")]
    if not thin:
        return ""
    return f" The kernel stays as it is; two thin matrices are trained: {numbers(sum(thin), 1)}."
