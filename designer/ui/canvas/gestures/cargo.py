"""What can be carried over the chain, and what putting it down would do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from designer.core.design import Design
from designer.core.layer import Layer
from designer.core.problems import Problem
from designer.session.editor import Editor

Uids = frozenset[int]


class Cargo(Protocol):
    """A gap is counted without the blocks that are carried away from their place."""

    @property
    def adding(self) -> bool:
        """Whether there will be more blocks than before."""
        ...

    def outcome(self, gap: int) -> tuple[Design, Uids]:
        """The design with the cargo at *gap*, and which blocks of it are the cargo."""
        ...

    def put(self, gap: int) -> Problem | None:
        """Put the cargo down at *gap*, as one step."""
        ...

    def gap(self, index: int) -> int:
        """The gap before the block that is at *index* while nothing is carried."""
        ...


class NewLayers:
    """Layers from the palette, or from another window."""

    adding = True

    def __init__(self, editor: Editor, layers: Sequence[Layer]) -> None:
        self._editor = editor
        self._layers = layers

    def outcome(self, gap: int) -> tuple[Design, Uids]:
        """The design with the new layers at *gap*."""
        return _with_slice(self._editor.would_insert(gap, self._layers), gap, len(self._layers))

    def put(self, gap: int) -> Problem | None:
        """Insert the layers."""
        return self._editor.insert(gap, self._layers)

    def gap(self, index: int) -> int:
        """Nothing is carried away, so they are counted alike."""
        return index


class Blocks:
    """Blocks of the chain itself, which move or, while `adding`, are copied."""

    def __init__(self, editor: Editor, uids: Collection[int]) -> None:
        self._editor = editor
        self._uids = frozenset(uids)
        self.adding = False

    def outcome(self, gap: int) -> tuple[Design, Uids]:
        """The design with the blocks, or copies of them, at *gap*."""
        if self.adding:
            return _with_slice(self._editor.would_copy(self._uids, gap), gap, len(self._uids))
        return self._editor.would_move(self._uids, self.index(gap)), self._uids

    def put(self, gap: int) -> Problem | None:
        """Move or copy the blocks."""
        if self.adding:
            return self._editor.copy_to(self._uids, gap)
        self._editor.move(self._uids, self.index(gap))
        return None

    def index(self, gap: int) -> int:
        """*gap* as an index of the chain that still holds the blocks."""
        if self.adding:
            return gap
        chain = self._editor.design.chain
        staying = [i for i, block in enumerate(chain) if block.uid not in self._uids]
        return staying[gap - 1] + 1

    def gap(self, index: int) -> int:
        """The gap before the block at *index*: not counting the blocks, unless they stay."""
        if self.adding:
            return index
        return sum(b.uid not in self._uids for b in self._editor.design.chain[:index])


def _with_slice(design: Design, gap: int, size: int) -> tuple[Design, Uids]:
    return design, frozenset(block.uid for block in design.chain[gap : gap + size])
