"""The verbs: everything a person can do to the design, each one undo step with a readable name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from designer.core import edits
from designer.core.assumption import Assumption
from designer.core.design import Block, Design
from designer.core.fields import Field
from designer.core.freezing import with_trainable
from designer.core.layer import Layer, fields_of
from designer.core.naming import names
from designer.core.problems import Problem, Refused
from designer.i18n import tr
from designer.session.change import MergeKey
from designer.session.stage import Stage
from designer.session.store import Store

MODELS = ("Sequential", "Functional")
"""The types of layers that hold a chain of their own."""

MAX_LAYERS = 100_000
"""As many as a file may hold."""


class Editor:
    """Turns a wish into a new design. An index is a gap: before `chain[index]`, 1 to its length."""

    def __init__(self, store: Store, stage: Stage) -> None:
        self._store = store
        self._stage = stage

    @property
    def design(self) -> Design:
        """The design as it is now."""
        return self._store.design

    # what an edit would give, for previews

    def would_insert(self, index: int, layers: Sequence[Layer]) -> Design:
        """The design with *layers* put in at *index*."""
        return edits.insert(self.design, (index,), [Block(layer) for layer in layers])

    def would_move(self, uids: Collection[int], index: int) -> Design:
        """The design with the blocks *uids* moved to *index*."""
        return edits.move(self.design, uids, (index,))

    def would_copy(self, uids: Collection[int], index: int) -> Design:
        """The design with copies of the blocks *uids* put in at *index*."""
        return edits.insert(self.design, (index,), self._copies(uids))

    # edits

    def insert(self, index: int, layers: Sequence[Layer]) -> Problem | None:
        """Put new *layers* in at *index* and select them."""
        return self.insert_blocks(index, [Block(layer) for layer in layers])

    def insert_blocks(self, index: int, blocks: Sequence[Block], text: str = "") -> Problem | None:
        """Put *blocks* in at *index* and select them; given names that are taken are dropped."""
        if len(self.design.chain) + len(blocks) > MAX_LAYERS + 1:
            return Problem("too_many_layers", {"most": MAX_LAYERS})
        if blocks:
            taken = set(names([b.layer for b in self.design.chain]))
            fresh = [b.copy() if b.layer.name in taken else b for b in blocks]
            after = edits.insert(self.design, (index,), fresh)
            problem = self._commit(after, text or tr("Add {what}").format(what=what(fresh)))
            if problem is None:
                self._stage.select([b.uid for b in fresh])
            return problem
        return None

    def remove(self, uids: Collection[int], text: str = "") -> Problem | None:
        """Take the blocks *uids* out and select the neighbour; the input stays."""
        gone = self._blocks(uids)
        if not gone:
            return None
        index = self.design.index(gone[0].uid) or 0
        name = text or tr("Delete {what}").format(what=what(gone))
        problem = self._commit(edits.remove(self.design, uids), name)
        if problem is None:
            self._stage.select_row(index)
        return problem

    def move(self, uids: Collection[int], index: int) -> Problem | None:
        """Move the blocks *uids* to *index*, in the order they have."""
        after = self.would_move(uids, index)
        return self._commit(after, tr("Move {what}").format(what=what(self._blocks(uids))))

    def copy_to(self, uids: Collection[int], index: int) -> Problem | None:
        """Put copies of the blocks *uids* in at *index* and select them."""
        blocks = self._copies(uids)
        return self.insert_blocks(index, blocks, tr("Copy {what}").format(what=what(blocks)))

    def duplicate(self, uids: Collection[int]) -> Problem | None:
        """Put copies of the blocks *uids* in right after the last of them."""
        blocks = self._blocks(uids)
        if not blocks:
            return None
        last = self.design.index(blocks[-1].uid) or 0
        copies = self._copies(uids)
        text = tr("Duplicate {what}").format(what=what(copies))
        return self.insert_blocks(last + 1, copies, text)

    def set_field(self, uid: int, name: str, value: Any) -> Problem | None:
        """Give a field of one block another value; typing in one field is one undo step."""
        return self.set_fields((uid,), name, value)

    def set_fields(self, uids: Collection[int], name: str, value: Any) -> Problem | None:
        """Give a field of all blocks *uids* the same value, or of none; it is one undo step."""
        return self.set_values(name, dict.fromkeys(uids, value))

    def set_values(self, name: str, values: Mapping[int, Any]) -> Problem | None:
        """Give a field of each block its own value, or of none; it is one undo step."""
        layers: dict[int, Layer] = {}
        for uid, value in values.items():
            layer = self._layer(uid)
            field = next((f for f in fields_of(type(layer)) if f.name == name), None)
            if field is None:
                return Problem("unknown_setting", {"layer": layer.keras})
            try:
                checked = self._checked(uid, field, value)
            except Refused as refused:
                return refused.problem
            if checked != getattr(layer, name) or type(checked) is not type(getattr(layer, name)):
                layers[uid] = layer.replace(**{name: checked})
        if layers:
            return self._set(layers, self._change(values, name, layers), (tuple(values), name))
        return None

    def rename(self, uid: int, name: str) -> Problem | None:
        """Give a block a name; an empty one is the automatic name again."""
        return self.set_field(uid, "name", name.strip() or None)

    def set_trainable(self, uids: Collection[int], on: bool) -> None:
        """Freeze the blocks *uids* with all that is inside, or let them be trained again."""
        made = {b.uid: with_trainable(b.layer, on) for b in self._blocks(uids)}
        blocks = [b for b in self._blocks(uids) if made[b.uid] != b.layer]
        if blocks:
            text = tr("Unfreeze {what}") if on else tr("Freeze {what}")
            self._set({b.uid: made[b.uid] for b in blocks}, text.format(what=what(blocks)))

    def pack(self, uids: Collection[int]) -> Problem | None:
        """Make one model of the blocks *uids*, which stand in a row, and select it."""
        from designer.core import packing  # the layers that it needs are not needed at the start

        try:
            after, model = packing.pack(self.design, uids)
        except Refused as refused:
            return refused.problem
        problem = self._commit(after, tr("Pack {what}").format(what=what(self._blocks(uids))))
        if problem is None:
            self._stage.select([model.uid])
        return problem

    def unpack(self, uids: Collection[int]) -> Problem | None:
        """Put the layers of the models among the blocks *uids* in their place, and select them."""
        from designer.core import packing

        try:
            after, blocks = packing.unpack(self.design, uids)
        except Refused as refused:
            return refused.problem
        problem = self._commit(after, tr("Unpack {what}").format(what=what(blocks)))
        if problem is None:
            self._stage.select([block.uid for block in blocks])
        return problem

    def go_in(self, uid: int) -> bool:
        """Open the chain inside the block *uid* as the design to work on; whether there is one."""
        if self._layer(uid).keras not in MODELS:
            return False
        from designer.core.analyse import analyse  # no window needs models to be there
        from designer.core.expanded import going_in

        self._store.look(going_in(analyse(self.design), self.design.index(uid) or 0))
        self._stage.select_row(1)
        return True

    def go_out(self) -> bool:
        """Go on with the design around the open chain; its block is selected. Whether there is
        one."""
        around = self.design.around
        if around is None:
            return False
        self._store.look(self.design.outside)
        self._stage.select([around.uid])
        return True

    def settle(self, uid: int, assumption: Assumption) -> Problem | None:
        """Take what was assumed of one block for granted."""
        text = tr("Confirm {what}").format(what=self._layer(uid).keras)
        return self._commit(edits.settle(self.design, uid, assumption), text)

    def apply(self, design: Design, text: str) -> Problem | None:
        """Take over a *design* that was computed elsewhere, such as a fix."""
        return self._commit(design, text)

    # parts

    def _set(
        self, layers: dict[int, Layer], text: str, key: MergeKey | None = None
    ) -> Problem | None:
        return self._commit(edits.replace_layers(self.design, layers), text, key)

    def _commit(self, after: Design, text: str, key: MergeKey | None = None) -> Problem | None:
        """Make *after* the design, unless the block that it is open from cannot hold it."""
        try:
            _ = after.whole
        except Refused as refused:
            return refused.problem
        self._store.commit(after, text, key)
        return None

    def _change(self, uids: Collection[int], name: str, after: Mapping[int, Layer]) -> str:
        """What to call the step that gives the blocks *uids* another value of *name*."""
        first = next(iter(after.values()))
        if name == "name":
            return tr("Rename to {name}").format(name=first.name or tr("the automatic name"))
        one = first.name or first.keras
        several = tr("{count} layers").format(count=len(uids))
        layer = one if len(uids) == 1 else several
        return tr("Change {field} of {layer}").format(field=name, layer=layer)

    def _checked(self, uid: int, field: Field, value: Any) -> Any:
        checked = field.kind.check(value)
        if field.name == "name" and checked is not None:
            others = [b.layer for b in self.design.chain if b.uid != uid]
            if checked in {layer.name for layer in others}:
                raise Refused("duplicate_name", name=checked)
        return checked

    def _layer(self, uid: int) -> Layer:
        index = self.design.index(uid)
        if index is None:
            raise LookupError(uid)
        return self.design.chain[index].layer

    def _blocks(self, uids: Collection[int]) -> list[Block]:
        chain = self.design.chain
        return [chain[index] for index in self.design.indexes(uids) if index]

    def _copies(self, uids: Collection[int]) -> list[Block]:
        return [b.copy() for b in self._blocks(uids)]


def what(blocks: Sequence[Block]) -> str:
    """What to call *blocks* in the name of a step: the type of a single one, else how many."""
    if len(blocks) == 1:
        return blocks[0].layer.keras
    return tr("{count} layers").format(count=len(blocks))
