"""Several layers as one block, and back again."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from designer.core.assumption import held_at
from designer.core.design import Block, Design
from designer.core.expanded import blocks_inside
from designer.core.layers.nested import Model, Sequential
from designer.core.problems import Refused


def pack(design: Design, uids: Collection[int]) -> tuple[Design, Block]:
    """The design with the blocks *uids* in a model of their own, and that block, which says what
    was assumed of them.

    `Refused` where they do not stand in a row; the input stays outside.
    """
    places = [i for i in design.indexes(uids) if i]
    if not places or places[-1] - places[0] >= len(places):
        raise Refused("not_in_a_row")
    first, after = places[0], places[-1] + 1
    chain, packed = design.chain, design.chain[first:after]
    assumed = (held_at(place, block.assumed) for place, block in enumerate(packed))
    model = Block(
        Sequential(layers=tuple(block.layer for block in packed)),
        assumed=tuple(one for found in assumed for one in found),
    )
    return design.with_chain((*chain[:first], model, *chain[after:])), model


def unpack(design: Design, uids: Collection[int]) -> tuple[Design, list[Block]]:
    """The design with the layers inside the models *uids* in their place, and those blocks.

    A name that another layer has is dropped. `Refused` where none of the blocks is a model.
    """
    opened = {b.uid for b in design.chain if b.uid in uids and isinstance(b.layer, Model)}
    if not opened:
        raise Refused("nothing_to_unpack")
    taken = {b.layer.name for b in design.chain if b.uid not in opened}
    inside = {b.uid: list(_inside(b, taken)) for b in design.chain if b.uid in opened}
    chain = (part for b in design.chain for part in inside.get(b.uid, (b,)))
    unpacked = [part for parts in inside.values() for part in parts]
    return design.with_chain(tuple(chain)), unpacked


def _inside(block: Block, taken: set[str | None]) -> Iterator[Block]:
    """New blocks of the layers in *block*; names that are not *taken* stay, and are so then."""
    assert isinstance(block.layer, Model)
    for part in blocks_inside(block.layer, block.assumed):
        layer = part.layer
        named_twice = layer.name is not None and layer.name in taken
        taken.add(layer.name)
        yield part.replace(layer=layer.replace(name=None)) if named_twice else part
