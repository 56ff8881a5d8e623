"""A design from the text that `model.summary()` printed, as far as the numbers determine it.

A row says what a layer is, what comes out and how many parameters it has; the settings are those
with which the layer gives just that. Where several would, the likeliest is taken, and the block
keeps what was assumed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice

from designer.core.assumption import Assumption, Assumptions
from designer.core.cleaning import clean_name
from designer.core.design import Block, Design
from designer.core.files.faults import unreadable
from designer.core.files.old_keras import modern
from designer.core.files.summary_assumed import (
    MOST_OTHERS,
    inputs_assumed,
    not_printed,
    settings_assumed,
    told_of_total,
)
from designer.core.files.summary_frozen import as_trained
from designer.core.files.summary_graph import check_chain, is_mask
from designer.core.files.summary_inputs import inputs
from designer.core.files.summary_layers import MOST, fitting, fitting_any
from designer.core.files.summary_models import MODELS, closed_model, open_model, stand_in
from designer.core.files.summary_plainness import unusual_start
from designer.core.files.summary_rows import (
    PrintedRow,
    completed,
    counts_frozen,
    is_cut,
    is_header,
    printed_rows,
    printed_total,
    printed_trainable,
)
from designer.core.files.summary_wanted import Wanted
from designer.core.freezing import with_trainable
from designer.core.layer import LAYERS, Layer, Shape
from designer.core.layers.input import Input
from designer.core.layers.unknown import unknown
from designer.core.naming import Scheme, class_name, stem, without_automatic
from designer.core.problems import Refused
from designer.core.units import shape_text

MOST_ROWS = 10_000
"""As many layers as a printed summary may have."""

_FEW = 40
"""As many settings as are tried to see whether others would print the same."""

_MOST_STARTS = 200
"""As many shapes that may come into the first layer are looked at."""

_SCHEMES: tuple[Scheme, ...] = ("keras3", "keras2", "keras2.6", "keras2.2", "keras1")
_TITLE = re.compile(r'Model: "([^"\n]*)"')
_NOTE = (
    "Read from a printed summary. Activations and other settings that change neither shape nor "
    "count are not printed: they have their default values. What was assumed besides is marked on "
    "the blocks."
)


def is_summary(data: bytes) -> bool:
    """Whether *data* has the head of a printed summary in it, and is no JSON that mentions one."""
    if b"Layer (type)" not in data or data.lstrip()[:1] in (b"{", b"[", b'"'):
        return False
    return any(is_header(line) for line in data.decode("utf-8", "replace").splitlines())


def parse(text: str) -> Design:
    """The design of which *text* is the summary; its blocks say what was assumed."""
    if is_cut(text):
        raise unreadable("summary_cut")
    rows = printed_rows(text)
    if len(rows) > MOST_ROWS:
        raise unreadable("too_many_layers", most=MOST_ROWS)
    total = printed_total(text)
    groups = _grouped(completed(rows, total))
    if not groups:
        raise unreadable("no_rows")
    functional = _class_name(groups[0][0]) == "InputLayer"
    reader = _Reader()
    blocks = [reader.input(*groups[0]), *(reader.block(*group) for group in groups[functional:])]
    renamed = without_automatic([block.layer for block in blocks], _SCHEMES)
    title = _TITLE.search(text)
    design = Design(
        tuple(Block(v, assumed=b.assumed) for v, b in zip(renamed, blocks, strict=True)),
        name=_model_name(title[1]) if title else None,
        kind="functional" if functional else "sequential",
        note=_NOTE,
    )
    design = told_of_total(design, total, counts_frozen(text))
    return as_trained(design, printed_trainable(text))


def _model_name(name: str) -> str | None:
    automatic = re.fullmatch(r"(sequential|functional|model)(_\d+)?", name)
    return None if automatic else clean_name(name) or None


Group = tuple[PrintedRow, list[PrintedRow]]
"""A row, and those of the layers inside it."""


def _grouped(rows: Sequence[PrintedRow]) -> list[Group]:
    groups: list[Group] = []
    for row in rows:
        if groups and row.depth > groups[0][0].depth:
            groups[-1][1].append(row)
        else:
            groups.append((row, []))
    check_chain([row for row, _ in groups])
    return [group for group in groups if not is_mask(group[0])]


class _Reader:
    """Goes down the rows with the shape that comes into each, and notes what is assumed."""

    def __init__(self) -> None:
        self._flowing: Shape | None = None
        self._with_input: Assumptions = ()

    def input(self, row: PrintedRow, inside: list[PrintedRow]) -> Block:
        """The input, printed or what the first layer can have got its output from."""
        if inside:
            return self.input(*_grouped(inside)[0])
        type_name = _class_name(row)
        self._flowing = row.outputs[0] if row.outputs else None
        if type_name == "InputLayer":
            return Block(Input(batch_shape=self._flowing, name=row.whole_name))
        fitting = (
            (shape, layer)
            for shape in dict.fromkeys(inputs(type_name, row))
            for layer in islice(_candidates(type_name, shape, row), 1)
        )
        found = sorted(islice(fitting, _MOST_STARTS), key=lambda pair: unusual_start(*pair))
        if not found:
            return _assumed_input(self._flowing)
        self._flowing = found[0][0]
        of_input, self._with_input = inputs_assumed(found)
        return Block(Input(batch_shape=self._flowing), assumed=of_input)

    def block(self, row: PrintedRow, inside: list[PrintedRow]) -> Block:
        """The block of *row*, frozen if it says so."""
        block = self._block(row, inside)
        if row.trained is not False:
            return block
        return block.replace(layer=with_trainable(block.layer, False))

    def _block(self, row: PrintedRow, inside: list[PrintedRow]) -> Block:
        """The block of *row*; a model if it is one."""
        if _class_name(row) not in MODELS:
            return self._layer(row)
        x = self._flowing
        self._flowing = row.outputs[0] if row.outputs else None
        if not inside or x is None:
            return closed_model(row, x)
        reader, groups = _Reader(), _grouped(inside)
        reader._flowing, reader._with_input = x, self._with_input
        self._with_input = ()
        first = _class_name(groups[0][0]) == "InputLayer"
        start = [reader.input(*groups[0])] if first else []
        return open_model(row, [*start, *(reader.block(*group) for group in groups[first:])])

    def _layer(self, row: PrintedRow) -> Block:
        """The layer of *row*; one of the class with its default settings where none fits."""
        x, name = self._flowing, row.whole_name
        type_name = _meant(row, x)
        self._flowing = row.outputs[0] if row.outputs else None
        with_input, self._with_input = self._with_input, ()
        if type_name not in LAYERS:
            block = None if row.params is None else stand_in(row, x, "unknown")
            return block or Block(_unknown(type_name).replace(name=name))
        found = () if x is None else _likeliest(type_name, x, row)
        if not found:
            return Block(LAYERS[type_name](name=name), assumed=(Assumption("unfit"),))
        assumed = (*with_input, *settings_assumed(found, x or ()), *not_printed(found[0]))
        return Block(found[0].replace(name=name), assumed=assumed)


def _meant(row: PrintedRow, x: Shape | None) -> str:
    """The class of *row*; where several begin as it is shown, the first that gives its numbers."""
    first, *others = _class_names(row)
    if x is None or not others:
        return first
    return next((name for name in (first, *others) if _likeliest(name, x, row)), first)


@lru_cache(maxsize=1024)
def _likeliest(type_name: str, x: Shape, row: PrintedRow) -> tuple[Layer, ...]:
    """The layer that gives what is printed, and others if there are any."""
    found = list(islice(_candidates(type_name, x, row), 1))
    for other in _candidates(type_name, x, row, _FEW) if found else ():
        if len(found) > MOST_OTHERS:
            break
        if other not in found:
            found.append(other)
    return tuple(found)


def _candidates(type_name: str, x: Shape, row: PrintedRow, most: int = MOST) -> Iterator[Layer]:
    if type_name not in LAYERS or not row.outputs:
        return
    wanted = Wanted(type_name, x, row.outputs, row.params or 0, row.counts_frozen)
    if row.params is not None:
        yield from fitting(wanted, most)
    else:
        yield from fitting_any(wanted, row.counts, most)


def _assumed_input(shape: Shape | None) -> Block:
    """An input like what comes out of the first layer, where nothing says more."""
    told = () if shape is None else (Assumption("input", ("batch_shape",), shape_text(shape)),)
    return Block(Input(batch_shape=shape), assumed=told)


def _unknown(type_name: str) -> Layer:
    try:
        return unknown({"class_name": type_name or "Unknown", "config": {}})
    except Refused as refused:
        raise unreadable("no_rows") from refused


def _class_name(row: PrintedRow) -> str:
    return _class_names(row)[0]


def _class_names(row: PrintedRow) -> list[str]:
    """The class of today; where its end is cut off, what the name of the layer says, or all the
    classes that begin so, the likeliest first."""
    if not row.cut:
        today = modern(row.type, {"name": row.name})[0]
        return [today if isinstance(today, str) else row.type]
    named = _classes().get(re.sub(r"_\d+$", "", row.name))
    if named is not None:
        return [named]
    begun = [name for name in LAYERS if row.type and _begins(name, row.type)]
    rank = f"{len(row.outputs[0]) - 2}D" if row.outputs else ""
    return sorted(begun, key=lambda name: rank not in name) or [row.type]


def _begins(name: str, start: str) -> bool:
    """Whether a class has a name that begins so, today or in Keras 1."""
    return name.startswith(start) or class_name(name, "keras1").startswith(start)


@cache
def _classes() -> dict[str, str]:
    """The classes by the names that any release gives their layers."""
    return {stem(name, scheme): name for scheme in reversed(_SCHEMES) for name in LAYERS}
