"""What keys and menus do with the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from designer.core.design import Block
from designer.core.problems import Problem
from designer.session.editor import MODELS
from designer.words import problem_text

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView


class Verbs:
    """Selecting, moving and changing the selected blocks."""

    def __init__(self, view: ChainView) -> None:
        self._view = view
        self._session = view.session

    @property
    def chosen(self) -> list[int]:
        """The places of the selected blocks."""
        return self._session.store.design.indexes(self._session.stage.selection.uids)

    @property
    def layers(self) -> list[Block]:
        """The selected blocks that can be moved, copied and deleted: all but the input."""
        chain = self._session.store.design.chain
        return [chain[i] for i in self.chosen if i]

    def step(self, by: int, extend: bool = False) -> None:
        """Select the neighbour, downwards for a positive *by*."""
        current = self._session.stage.current_index
        start = 0 if by > 0 else len(self._session.store.design.chain) - 1
        self.go_to(start if current is None else current + by, extend)

    def go_to(self, index: int, extend: bool = False) -> None:
        """Select the block at *index*, or as far as there; with all from the anchor if *extend*."""
        chain = self._session.store.design.chain
        index = max(0, min(index, len(chain) - 1))
        start = self._anchor() if extend else index
        low, high = sorted((index, start))
        self._session.stage.select([b.uid for b in chain[low : high + 1]], chain[index].uid)
        self._view.reveal(chain[index].uid)

    def toggle(self, index: int) -> None:
        """Add the block at *index* to the selection, or take it out."""
        uid = self._session.store.design.chain[index].uid
        others = set(self._session.stage.selection.uids) ^ {uid}
        self._session.stage.select(others, uid)

    def _anchor(self) -> int:
        """The far end of the selected run that the current block ends."""
        current = self._session.stage.current_index or 0
        chosen = set(self.chosen)
        first = last = current
        while first - 1 in chosen:
            first -= 1
        while last + 1 in chosen:
            last += 1
        return first if current == last else last

    def move(self, by: int) -> None:
        """Move the selected blocks one place up or down, together."""
        places = [i for i in self.chosen if i]
        gap = 0 if not places else places[0] - 1 if by < 0 else places[-1] + 2
        if 1 <= gap <= len(self._session.store.design.chain):
            self._session.editor.move({b.uid for b in self.layers}, gap)

    def remove(self) -> None:
        """Delete the selected blocks."""
        self.tell(self._session.editor.remove({b.uid for b in self.layers}))

    def duplicate(self) -> None:
        """Put copies of the selected blocks after them."""
        self.tell(self._session.editor.duplicate({b.uid for b in self.layers}))

    def freeze(self) -> None:
        """Freeze the selected blocks, or let them be trained again if all are frozen."""
        frozen = not any(b.layer.trainable for b in self.layers)
        self._session.editor.set_trainable({b.uid for b in self.layers}, frozen)

    @property
    def holds_model(self) -> bool:
        """Whether one of the selected blocks holds a chain of its own."""
        return any(b.layer.keras in MODELS for b in self.layers)

    def pack(self) -> None:
        """Make one model of the selected blocks."""
        self.tell(self._session.editor.pack({b.uid for b in self.layers}))

    def unpack(self) -> None:
        """Put the layers of the selected models in their place."""
        self.tell(self._session.editor.unpack({b.uid for b in self.layers}))

    def edit(self) -> None:
        """Open the current block: the chain inside it, or else its settings in place."""
        self._view.edit_current()

    def leave(self) -> bool:
        """Go on with what is around the open model; whether one is open."""
        return self._session.editor.go_out()

    def rename(self) -> None:
        """Open the name of the current block in place."""
        self._view.rename_current()

    def insert(self, after: bool = True) -> None:
        """Ask for a layer to put in after the current block, or before it."""
        gap = self._session.stage.insert_index
        self._view.open_quick_insert(gap if after else max(1, gap - 1))

    def tell(self, problem: Problem | None) -> None:
        """Say why something could not be done."""
        if problem is not None:
            self._session.notices.tell(problem_text(problem))
