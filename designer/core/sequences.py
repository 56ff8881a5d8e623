"""What two sequences have in common, in order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence

Places = tuple[int, int]
"""A place in the one sequence and a place in the other."""


def rising(pairs: Iterable[Places]) -> list[Places]:
    """The most of *pairs*, ascending in their first, that ascend in their second as well."""
    ends: list[int] = []  # the least second with which so many can end
    last: list[int] = []  # and the number of its pair
    found = list(pairs)
    before: list[int] = []
    for n, (_, second) in enumerate(found):
        length = bisect_left(ends, second)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [second]
        last[length : length + 1] = [n]
    result: list[Places] = []
    n = last[-1] if last else -1
    while n >= 0:
        result.append(found[n])
        n = before[n]
    return result[::-1]


def once(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Places]:
    """Where what occurs once in *a* and once in *b* stands, as far as it is in the same order."""
    in_a, in_b = Counter(a), Counter(b)
    places = {key: q for q, key in enumerate(b) if in_b[key] == 1}
    return rising([(p, places[key]) for p, key in enumerate(a) if in_a[key] == 1 and key in places])


def common(a: Sequence[int], b: Sequence[int], most: int) -> list[Places]:
    """A longest common subsequence; nothing where more than *most* items are in one of them only.

    The greedy algorithm of Myers, "An O(ND) difference algorithm and its variations" (1986).
    """
    reach = {1: 0}
    trail: list[dict[int, int]] = []
    for d in range(most + 1):
        trail.append(dict(reach))
        for k in range(-d, d + 1, 2):
            x = _step(reach, k, d)
            while x < len(a) and x - k < len(b) and a[x] == b[x - k]:
                x += 1
            reach[k] = x
        if reach.get(len(a) - len(b), -1) >= len(a):
            return _walked(trail, len(a), len(b))
    return []


def _step(reach: dict[int, int], k: int, d: int) -> int:
    """Where the diagonal *k* is entered with *d* items left out: from above, or from the left."""
    if k == -d or (k != d and reach[k - 1] < reach[k + 1]):
        return reach[k + 1]
    return reach[k - 1] + 1


def _walked(trail: Sequence[dict[int, int]], x: int, y: int) -> list[Places]:
    """The way back from the end: each piece of a diagonal is a piece in common."""
    found: list[Places] = []
    for d in range(len(trail) - 1, -1, -1):
        start = _step(trail[d], x - y, d)
        while x > start:
            x, y = x - 1, y - 1
            found.append((x, y))
        if d:
            k = x - y
            down = k == -d or (k != d and trail[d][k - 1] < trail[d][k + 1])
            x, y = (x, y - 1) if down else (x - 1, y)
    return found[::-1]


def cheapest(
    a: Sequence[int], b: Sequence[int], price: Callable[[int, int], int], alone: int
) -> list[tuple[int, int]]:
    """The pairs of items, in order, with the least sum of prices; one left over costs *alone*."""
    costs = [[alone * q for q in range(len(b) + 1)]]
    for p, i in enumerate(a, start=1):
        above, row = costs[-1], [alone * p]
        for q, j in enumerate(b, start=1):
            paired = above[q - 1] + price(i, j)
            row.append(min(paired, above[q] + alone, row[-1] + alone))
        costs.append(row)
    found: list[tuple[int, int]] = []
    p, q = len(a), len(b)
    while p and q:
        here = costs[p][q]
        if here == costs[p - 1][q - 1] + price(a[p - 1], b[q - 1]):
            p, q = p - 1, q - 1
            found.append((a[p], b[q]))
        elif here == costs[p - 1][q] + alone:
            p -= 1
        else:
            q -= 1
    return found[::-1]
