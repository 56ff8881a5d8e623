"""Which layer of one design is which of another.

Blocks that both designs have in common are paired by their uid. Between those, as between two
files, a pair costs the more the less two layers have in common, and the cheapest pairing in order
is taken. Where too many would have to be weighed, those that are the same come first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from designer.core.altered import altered
from designer.core.layer import Layer
from designer.core.report import Report
from designer.core.sequences import Places, cheapest, common, once, rising

_ALONE = 100
"""What a layer costs that has no partner; the prices of pairs are measured by it."""
_SETTINGS, _SETTING, _MOST_SETTINGS = 40, 10, 5
_OTHER_NAME, _RENAMED, _OTHER_NUMBER = 50, 20, 3
_NEVER = 1_000_000

_CELLS = 10_000
"""So many pairs are weighed against one another at most."""
_LEFT_OUT = 150
"""As many layers may be on one side only for the others to be found exactly."""


class Pair(NamedTuple):
    """The places of one layer in both chains; None where one of them does not have it."""

    before: int | None
    after: int | None
    moved: bool = False


def align(before: Report, after: Report) -> tuple[Pair, ...]:
    """A pair for each layer of both, in the order of *after*; what is gone stands where it was."""
    return tuple(_in_order(before, after, *_Alignment(before, after).partners()))


Partners = dict[int, int]


class _Alignment:
    """Finds the partners of the blocks of two chains."""

    def __init__(self, before: Report, after: Report) -> None:
        self._old, self._new = before, after
        self._numbers: dict[tuple[str, str], int] = {}
        self._keys: dict[int, int] = {}
        self._prices: dict[tuple[int, int], int] = {}

    def partners(self) -> tuple[Partners, Partners]:
        """Who is whose partner, and those pairs alone that kept their order."""
        known = self._by_uid()
        kept = dict(rising(known.items()))
        kept |= {i: j for gap in self._gaps(known, kept) for i, j in self._matched(*gap)}
        known |= kept
        known |= self._moved(known)
        return known, kept

    def _by_uid(self) -> Partners:
        """The inputs, and the blocks that are in both; in the order of the first chain."""
        new = self._new.design
        old = enumerate(self._old.design.chain[1:], start=1)
        found = ((i, new.index(block.uid)) for i, block in old)
        return {0: 0} | {i: j for i, j in found if j}

    def _gaps(self, known: Partners, kept: Partners) -> Iterator[tuple[list[int], list[int]]]:
        """The blocks without a partner that stand between the same pairs."""
        taken = set(known.values())
        ends = (len(self._old.design.chain), len(self._new.design.chain))
        last = (-1, -1)
        for i, j in (*kept.items(), ends):
            if i > last[0] + 1 and j > last[1] + 1:
                old = [p for p in range(last[0] + 1, i) if p not in known]
                yield old, [q for q in range(last[1] + 1, j) if q not in taken]
            last = i, j

    def _moved(self, known: Partners) -> Partners:
        """What is gone in one place and the same as what is new in another."""
        taken = set(known.values())
        gone = [i for i in range(len(self._old.design.chain)) if i not in known]
        came = [j for j in range(len(self._new.design.chain)) if j not in taken]
        found: Partners = {}
        if gone and came:
            waiting: defaultdict[int, list[int]] = defaultdict(list)
            for i in reversed(gone):
                waiting[self._key(self._before(i))].append(i)
            for j in came:
                like = waiting[self._key(self._after(j))]
                if like:
                    found[like.pop()] = j
        return found

    def _before(self, i: int) -> Layer:
        return self._old.design.chain[i].layer

    def _after(self, j: int) -> Layer:
        return self._new.design.chain[j].layer

    def _key(self, layer: Layer) -> int:
        """The same number for the same layers; lists and mappings among settings have no hash."""
        if id(layer) not in self._keys:
            text = layer.keras, repr(layer)
            self._keys[id(layer)] = self._numbers.setdefault(text, len(self._numbers))
        return self._keys[id(layer)]

    def _same(self, i: int, j: int) -> bool:
        return self._before(i) == self._after(j)

    def _alike(self, i: int, j: int) -> bool:
        a, b = self._before(i), self._after(j)
        return type(a) is type(b) and a.keras == b.keras

    def _matched(self, old: Sequence[int], new: Sequence[int]) -> Iterator[Places]:
        """The pairs among blocks that stand between the same neighbours, in order."""
        parts = [(old, new)]
        while parts:
            a, b = parts.pop()
            head = _equal(a, b, self._same)
            yield from zip(a[:head], b[:head], strict=True)
            tail = _equal(a[head:][::-1], b[head:][::-1], self._same)
            yield from zip(a[len(a) - tail :], b[len(b) - tail :], strict=True)
            a, b = a[head : len(a) - tail], b[head : len(b) - tail]
            if len(a) * len(b) <= _CELLS:
                yield from cheapest(a, b, self._price, _ALONE)
            elif anchors := self._anchors(a, b):
                yield from ((a[p], b[q]) for p, q in anchors)
                starts = [(-1, -1), *anchors]
                for (p, q), (p_end, q_end) in zip(starts, [*anchors, (None, None)], strict=True):
                    parts.append((a[p + 1 : p_end], b[q + 1 : q_end]))
            else:
                yield from ((i, j) for i, j in zip(a, b, strict=False) if self._alike(i, j))

    def _anchors(self, a: Sequence[int], b: Sequence[int]) -> list[Places]:
        """The places of pairs that leave no doubt: the same layers, or those of the same name."""
        old = [self._key(self._before(i)) for i in a]
        new = [self._key(self._after(j)) for j in b]
        return (
            common(old, new, _LEFT_OUT)
            or once(old, new)
            or once(
                [(self._old.names[i], self._before(i).keras) for i in a],
                [(self._new.names[j], self._after(j).keras) for j in b],
            )
        )

    def _price(self, i: int, j: int) -> int:
        """What it costs to take the block *i* of one chain for the block *j* of the other."""
        if not self._alike(i, j):
            return _NEVER
        a, b = self._before(i), self._after(j)
        pair = self._key(a), self._key(b)
        if pair not in self._prices:
            self._prices[pair] = _settings_price(a, b)
        same_name = self._old.names[i] == self._new.names[j]
        return self._prices[pair] + (0 if same_name else _OTHER_NUMBER)


def _settings_price(a: Layer, b: Layer) -> int:
    count = sum(1 for change in altered(a, b) if change.name != "name")
    price = (_SETTINGS + _SETTING * min(count, _MOST_SETTINGS)) if count else 0
    if a.name == b.name:
        return price
    return price + (_OTHER_NAME if a.name and b.name else _RENAMED)


def _equal(a: Sequence[int], b: Sequence[int], same: Callable[[int, int], bool]) -> int:
    """How many blocks the beginnings of *a* and *b* have in common."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((n for n, (i, j) in pairs if not same(i, j)), min(len(a), len(b)))


def _in_order(before: Report, after: Report, known: Partners, kept: Partners) -> Iterator[Pair]:
    """The pairs as a reader expects them: what is gone stands before what came in its place."""
    back = {j: i for i, j in known.items()}
    anchors = sorted(kept.items())
    ends = (len(before.design.chain), len(after.design.chain))
    for (i, j), (i_end, j_end) in zip(anchors, [*anchors[1:], ends], strict=True):
        yield Pair(i, j)
        yield from (Pair(p, None) for p in range(i + 1, i_end) if p not in known)
        yield from (Pair(back.get(q), q, moved=q in back) for q in range(j + 1, j_end))
