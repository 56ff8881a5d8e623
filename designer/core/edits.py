"""Every way a chain changes: functions from a design to a new design, sharing what stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from designer.core.assumption import Assumption
from designer.core.design import Block, Design, Path
from designer.core.layer import Layer


def insert(design: Design, at: Path, blocks: Sequence[Block]) -> Design:
    """*blocks* put in before the item at *at*; nothing goes before the input."""
    (index,) = at
    place = max(1, min(index, len(design.chain)))
    return design.with_chain((*design.chain[:place], *blocks, *design.chain[place:]))


def remove(design: Design, uids: Collection[int]) -> Design:
    """The design without the blocks *uids*; the input stays."""
    kept = tuple(b for i, b in enumerate(design.chain) if not i or b.uid not in uids)
    return design if len(kept) == len(design.chain) else design.with_chain(kept)


def move(design: Design, uids: Collection[int], at: Path) -> Design:
    """The blocks *uids*, in the order they have, moved before the item at *at*."""
    (index,) = at
    moved = [b for b in design.chain[1:] if b.uid in uids]
    before = sum(1 for b in design.chain[1:index] if b.uid in uids)
    result = insert(remove(design, uids), (index - before,), moved)
    return design if result.chain == design.chain and _same(design, result) else result


def replace_layers(design: Design, layers: Mapping[int, Layer]) -> Design:
    """The blocks named by uid with other layers in their place."""
    places = design.indexes(layers)
    changed = design.with_layers({i: layers[design.chain[i].uid] for i in places})
    first, *after = changed.chain[:2]
    if first == design.chain[0] or not after:
        return changed
    open_still = (a for a in after[0].assumed if a.kind != "with_input")  # what hung together
    second = after[0].replace(assumed=tuple(open_still))
    return design.with_chain((first, second, *changed.chain[2:]))


def settle(design: Design, uid: int, settled: Assumption) -> Design:
    """The design in which one of the assumptions about the block *uid* is none any more."""
    chain = list(design.chain)
    for index in design.indexes([uid]):
        left = tuple(a for a in chain[index].assumed if a != settled)
        chain[index] = chain[index].replace(assumed=left)
    return design.with_chain(tuple(chain))


def _same(a: Design, b: Design) -> bool:
    return all(x.uid == y.uid for x, y in zip(a.chain, b.chain, strict=True))
