"""Where everything stands: arithmetic on indices, in pixels of the design, y downwards.

Block 0 is the input, which is smaller. Gap i is before block i, so a new layer goes into one of
the gaps 1 to `count`. While something is carried over the chain its blocks are not drawn: the
places that they would take are *opened*, and together are one empty place.
"""

from __future__ import annotations

from designer.core.value import Value

WIDTH = 330
HEIGHT = 56
INPUT_HEIGHT = 40
GAP = 24
PITCH = HEIGHT + GAP
MARGIN = 16
GRID = 24
BELOW = 72
"""The room under the chain, so that the zoom bar never hides a block."""

ABOVE = 36
"""The room above a chain that is open inside another, for the way back."""

LINK_REACH = WIDTH / 2
"""How far to each side of its middle a link can be pointed at."""

_FIRST = INPUT_HEIGHT + GAP
"""The top of block 1."""


class Layout(Value):
    """The places of *count* blocks, of which `opened` is drawn as one empty place."""

    count: int
    opened: range = range(0)

    @property
    def height(self) -> float:
        """Down to the end of the link below the last block."""
        return self._slot_top(self._slots)

    @property
    def _slots(self) -> int:
        return self.count - max(0, len(self.opened) - 1)

    def top(self, index: int) -> float:
        """Where block *index* begins."""
        hidden = min(max(index - self.opened.start, 0), max(0, len(self.opened) - 1))
        return self._slot_top(index - hidden)

    def bottom(self, index: int) -> float:
        """Where block *index* ends."""
        return self.top(index) + block_height(index)

    def middle(self, index: int) -> float:
        """Half-way down block *index*."""
        return self.top(index) + block_height(index) / 2

    def visible(self, top: float, bottom: float) -> range:
        """The blocks that have a part, or their link, between *top* and *bottom*."""
        first = self._index(self._slot_at(top))
        last = self._index(min(self._slot_at(bottom), self._slots - 1))
        return range(first, last + 1) if bottom >= 0 and first < self.count else range(0)

    def block_at(self, x: float, y: float) -> int | None:
        """The block at a point, if there is one."""
        slot = self._slot_at(y)
        index = self._index(slot)
        inside = 0 <= x <= WIDTH and 0 <= y < self._slot_top(slot) + block_height(index)
        return index if inside and slot < self._slots and index not in self.opened else None

    def link_at(self, x: float, y: float) -> int | None:
        """The gap whose link is at a point, if there is one: i for the link above block i."""
        slot = self._slot_at(y)
        near = abs(x - WIDTH / 2) <= LINK_REACH and y >= 0 and slot < self._slots
        if near and y >= self._slot_top(slot) + block_height(slot):
            return self._index(slot) + 1
        return None

    def blocks_in(self, left: float, top: float, right: float, bottom: float) -> range:
        """The blocks that a rectangle touches."""
        if right < 0 or left > WIDTH:
            return range(0)
        touched = self.visible(top, bottom)
        if touched and top > self.bottom(touched[0]):
            return touched[1:]
        return touched

    def gap_at(self, y: float) -> int:
        """The gap that is meant by pointing at *y*, counted as if nothing were opened.

        It changes where the pointer passes the middle of a block, so an open gap stays open for as
        long as the pointer is anywhere near it.
        """
        slot = self._slot_at(y)
        half = slot < self._slots and y >= self._slot_top(slot) + block_height(slot) / 2
        passed = min(slot + half, self._slots)
        if self.opened and passed > self.opened.start:
            passed -= 1
        return max(1, passed)

    def _slot_top(self, slot: int) -> float:
        return 0 if slot <= 0 else _FIRST + (slot - 1) * PITCH

    def _slot_at(self, y: float) -> int:
        return 0 if y < _FIRST else int((y - _FIRST) // PITCH) + 1

    def _index(self, slot: int) -> int:
        return slot if slot <= self.opened.start else slot + max(0, len(self.opened) - 1)


def block_height(index: int) -> float:
    """How tall block *index* is."""
    return HEIGHT if index else INPUT_HEIGHT
