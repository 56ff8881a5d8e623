"""What two sequences have in common at both ends, found without a look at each item in Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def alike(a: Sequence[T], b: Sequence[T]) -> tuple[int, int]:
    """How many items *a* and *b* share at their beginning, and how many of the others at the end.

    Quick for what an edit leaves: equal items are mostly the same object then.
    """
    head = _beginning(a, b)
    return head, _beginning(a[head:][::-1], b[head:][::-1])


def between(a: Sequence[T], b: Sequence[T]) -> tuple[Sequence[T], Sequence[T]]:
    """What of *a* and of *b* lies between their alike ends."""
    head, tail = alike(a, b)
    return a[head : len(a) - tail], b[head : len(b) - tail]


def _beginning(a: Sequence[T], b: Sequence[T]) -> int:
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
