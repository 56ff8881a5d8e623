"""Random edits, undo, redo, save and load: nothing is lost, and the numbers stay true.

After each step the report equals a fresh analysis; undo to the bottom gives the first bytes back,
redo to the top the last ones; a saved file opens as what was saved.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from designer.core.analyse import analyse
from designer.core.design import Design
from designer.core.files import design_file, gate
from designer.core.layer import LAYERS, Layer
from designer.session.session import open_session

TYPES = ("Conv2D", "Dense", "Dropout", "Flatten", "MaxPooling2D", "LSTM", "Reshape", "PReLU")
places = st.integers(0, 12)


class Editing(RuleBasedStateMachine):
    """A person with a design."""

    def __init__(self) -> None:
        super().__init__()
        self.session = open_session()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "random.design"
        self.first = design_file.write(self.design)

    @property
    def design(self) -> Design:
        return self.session.store.design

    def pick(self, places: list[int]) -> set[int]:
        chain = self.design.chain
        return {chain[p % len(chain)].uid for p in places}

    @rule(at=places, types=st.lists(st.sampled_from(TYPES), min_size=1, max_size=3))
    def insert(self, at: int, types: list[str]) -> None:
        before = len(self.design.chain)
        layers: list[Layer] = [LAYERS[name]() for name in types]
        assert self.session.editor.insert(at, layers) is None
        assert len(self.design.chain) == before + len(types)

    @rule(chosen=st.lists(places, min_size=1, max_size=3))
    def remove(self, chosen: list[int]) -> None:
        self.session.editor.remove(self.pick(chosen))

    @rule(chosen=st.lists(places, min_size=1, max_size=3), at=places)
    def move(self, chosen: list[int], at: int) -> None:
        before = sorted(b.uid for b in self.design.chain)
        self.session.editor.move(self.pick(chosen), at)
        assert sorted(b.uid for b in self.design.chain) == before

    @rule(chosen=st.lists(places, min_size=1, max_size=3), at=places)
    def copy(self, chosen: list[int], at: int) -> None:
        self.session.editor.copy_to(self.pick(chosen), at)

    @rule(place=places, value=st.one_of(st.integers(-2, 70), st.text(max_size=3), st.none()))
    def type_into_a_field(self, place: int, value: object) -> None:
        block = self.design.chain[place % len(self.design.chain)]
        field = next(iter(block.layer.settings()))[0]
        before = self.design
        if self.session.editor.set_field(block.uid, field.name, value) is not None:
            assert self.design is before

    @rule(place=places, name=st.sampled_from(["", "head", "dense_1", "a/b"]))
    def rename(self, place: int, name: str) -> None:
        self.session.editor.rename(next(iter(self.pick([place]))), name)
        names = self.session.controller.report.names
        assert len(set(names)) == len(names)

    @rule(place=places, on=st.booleans())
    def freeze(self, place: int, on: bool) -> None:
        self.session.editor.set_trainable(self.pick([place]), on)

    @rule()
    def undo(self) -> None:
        self.session.store.undo_stack.undo()

    @rule()
    def redo(self) -> None:
        self.session.store.undo_stack.redo()

    @rule()
    def save_and_load(self) -> None:
        saved = self.design
        self.session.document.save(self.path)
        assert not self.session.document.dirty
        assert gate.read_design(self.path) == saved

    @precondition(lambda self: self.session.store.undo_stack.count() > 3)
    @rule()
    def there_and_back(self) -> None:
        stack = self.session.store.undo_stack
        stack.setIndex(stack.count())
        last = design_file.write(self.design)
        stack.setIndex(0)
        assert design_file.write(self.design) == self.first
        stack.setIndex(stack.count())
        assert design_file.write(self.design) == last

    @invariant()
    def numbers_are_true(self) -> None:
        fresh = analyse(gate.design_of(design_file.write(self.design)))
        report = self.session.controller.report
        assert report.design is self.design
        assert (report.total, report.trainable) == (fresh.total, fresh.trainable)
        assert report.outcomes == fresh.outcomes

    @invariant()
    def selection_is_in_the_chain(self) -> None:
        uids = {b.uid for b in self.design.chain}
        assert uids.issuperset(self.session.stage.selection.uids)

    def teardown(self) -> None:
        self.folder.cleanup()


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
