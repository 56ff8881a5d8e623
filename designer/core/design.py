"""What a design is: an immutable chain of blocks, the first of which is the input."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import count
from typing import Any, Literal

from designer.core.assumption import Assumptions, held_at, still_open
from designer.core.layer import Layer
from designer.core.layers.input import Input
from designer.core.naming import Scheme, names, names_inside
from designer.core.problems import Refused
from designer.core.value import Value, part

_uids = count(1)

Path = tuple[int, ...]
"""A place in a chain: the index of an item; longer paths will lead into items that hold chains."""


class Block(Value):
    """A layer at its place in a chain. The uid follows it through edits and is never stored."""

    layer: Layer
    uid: int = part(default_factory=_uids.__next__, compare=False)
    assumed: Assumptions = ()
    """What nobody has said of the layer, but was assumed when it was read."""

    def with_layer(self, layer: Layer) -> Block:
        """The same block with other settings; what was assumed of them is decided then."""
        return Block(layer, self.uid, still_open(self.assumed, self.layer, layer))

    def copy(self) -> Block:
        """A new block of the same settings, to be named automatically."""
        layer = self.layer.replace(name=None) if self.layer.name else self.layer
        return Block(layer, assumed=self.assumed)


Chain = tuple[Block, ...]


class Around(Value):
    """What is around a chain that stands as one block of a *design*: the block *uid* there.

    *given* is the input that the chain has from what comes in; None where it has one of its own.
    """

    design: Design
    uid: int
    given: Layer | None

    @property
    def place(self) -> int:
        """Where the block stands."""
        index = self.design.index(self.uid)
        assert index is not None, "a block is open in the design that it stands in"
        return index

    def held_by(self, inner: Design) -> Chain:
        """The blocks of *inner* that the block holds; an input is one of them if it is its own."""
        return inner.chain[1:] if inner.chain[0].layer == self.given else inner.chain

    def holding(self, inner: Design) -> Design:
        """The design with the chain of *inner* in its block, or `Refused`."""
        if len(inner.chain) == 1:
            raise Refused("model_empty")
        held, chain, here = self.held_by(inner), list(self.design.chain), self.place
        block = chain[here]
        own = (a for a in block.assumed if not a.inside)
        inside = (a for i, b in enumerate(held) for a in held_at(i, b.assumed))
        layer = block.layer.replace(layers=tuple(b.layer for b in held))
        chain[here] = block.replace(layer=layer, assumed=(*own, *inside))
        return self.design.with_chain(tuple(chain))


class Design(Value):
    """A network as a chain of blocks; `chain[0]` is always the `Input`.

    `name` is the model's name, None for the automatic one. `kind` tells how Keras is asked to build
    it; see `functional`. `title`, `source` and `note` are what an instructor needs to know.
    `beside` has the names that a file gave to the operations on masks beside the chain, and
    `compiled` with what Keras is to train the model, as Keras serialises it. `around` is there
    while the chain inside a block is open as a design of its own.
    """

    chain: Chain
    name: str | None = None
    kind: Literal["sequential", "functional"] = "sequential"
    title: str = ""
    source: str = ""
    note: str = ""
    beside: tuple[str, ...] = part(default=(), compare=False)
    compiled: Mapping[str, Any] | None = part(default=None, hash=False)
    around: Around | None = part(default=None, compare=False)

    @cached_property
    def functional(self) -> bool:
        """Whether Keras builds it as a functional model, which prints its input: if that is asked
        for, or a layer takes what comes in more than once, as no sequential model gives it."""
        return self.kind == "functional" or not all(b.layer.called_plainly for b in self.chain)

    @property
    def outside(self) -> Design:
        """The design around this one with what is here in its block; itself, if there is none."""
        return self.around.holding(self) if self.around else self

    @cached_property
    def whole(self) -> Design:
        """The outermost design, which a file holds; or `Refused`."""
        return self.outside.whole if self.around else self

    def names(self, scheme: Scheme = "keras3") -> Sequence[str]:
        """The names of the blocks, as they are in the whole; see `naming`."""
        if self.around is None:
            return names([block.layer for block in self.chain], scheme)
        layers = [block.layer for block in self.whole.chain]
        found = names_inside(layers, self._way, scheme)
        given = len(self.chain) - len(self.around.held_by(self))
        return (*names([b.layer for b in self.chain[:given]], scheme), *found)

    @property
    def _way(self) -> tuple[int, ...]:
        """The places of the open blocks, each among the layers that the one before holds."""
        if self.around is None:
            return ()
        outer = self.around.design
        given = len(outer.chain) - len(outer.around.held_by(outer)) if outer.around else 0
        return (*outer._way, self.around.place - given)

    def with_chain(self, chain: Chain) -> Design:
        """The same design with another chain."""
        return self.replace(chain=chain)

    def with_layers(self, layers: Mapping[int, Layer]) -> Design:
        """The same design with other *layers* at some indexes, where the blocks stay."""
        chain = list(self.chain)
        for index, layer in layers.items():
            chain[index] = chain[index].with_layer(layer)
        design = self.with_chain(tuple(chain))
        vars(design)["_places"] = self._places
        if not self.functional:  # as only the other layers can have made it so
            plain = all(layer.called_plainly for layer in layers.values())
            vars(design)["functional"] = not plain
        return design

    @cached_property
    def _places(self) -> dict[int, int]:
        return {block.uid: i for i, block in enumerate(self.chain)}

    def index(self, uid: int) -> int | None:
        """Where the block *uid* stands, or None."""
        return self._places.get(uid)

    def indexes(self, uids: Iterable[int]) -> list[int]:
        """Where those of the blocks *uids* stand that are in the chain, ascending."""
        places = self._places
        return sorted(places[uid] for uid in uids if uid in places)


def new_design(*layers: Layer, input: Input | None = None) -> Design:
    """A design of *layers* after an input."""
    return Design(tuple(Block(layer) for layer in (input or Input(), *layers)))
