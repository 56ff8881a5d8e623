"""A design as PyTorch code: an `nn.Sequential` with the same counts and shapes.

Where torch.nn has no equal layer a comment says why not. The rest is as in `keras_code`: whatever
a person has typed stands in a comment of one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from designer.core.cleaning import clean_line
from designer.core.expanded import expanded, inside
from designer.core.export.keras_code import heading
from designer.core.export.labels import Word
from designer.core.export.source_code import Call, Code, comment, laid_out
from designer.core.export.torch_functions import function
from designer.core.export.torch_layers import modules
from designer.core.export.torch_more_layers import WHY_NOT, wanted
from designer.core.export.torch_places import Layout, NoEqual, Place, moved, torch_text
from designer.core.report import Report, Row
from designer.core.units import shape_text

_PERMUTE = '''\
class Permute(nn.Module):
    """Puts the axes into another order, as torch.nn has no module for it."""

    def __init__(self, *order):
        super().__init__()
        self.order = order

    def forward(self, x):
        return x.permute(self.order)

'''
_AVERAGES = "The moving averages, which Keras counts as non-trainable, are buffers in PyTorch."


@dataclass
class _Chain:
    """The modules so far, and how the axes of what comes out of them stand."""

    layout: Layout
    parts: list[Code] = field(default_factory=list["Code"])
    missing: int = 0

    def turn(self, layout: Layout, axes: int) -> None:
        """Bring a tensor of so many *axes* into *layout*."""
        if axes > 2 and layout is not self.layout:
            to_last = (0, *range(2, axes), 1)
            to_first = (0, axes - 1, *range(1, axes - 1))
            order = to_last if layout is Layout.KEPT else to_first
            self.parts.append(Call("Permute", tuple(map(str, order)), note=f"now {layout.value}"))
        self.layout = layout

    def lack(self, row: Row, reason: str) -> None:
        """Say that there is no equal layer."""
        self.missing += 1
        self.parts.append(comment(clean_line(f"{row.name} ({row.type}): no equal layer: {reason}")))


def torch_code(report: Report, word: Word) -> str:
    """A script that ends with `model`."""
    return "\n".join(_lines(report, word)) + "\n"


def _lines(report: Report, word: Word) -> Iterator[str]:
    rows = _rows(report)
    start = _layout(report, rows)
    chain = _Chain(start)
    for row in rows:
        _add(chain, report, row)
    yield from heading(report, word)
    yield from _notes(report, chain, start)
    yield "from torch import nn"
    yield ""
    if _permutes(chain.parts):
        yield from ("", *_PERMUTE.splitlines(), "")
    yield from laid_out(Call("nn.Sequential", tuple(chain.parts)), "model = ")


def _rows(report: Report) -> list[Row]:
    return [row for row in report.rows[1:] if row.outputs]


def _permutes(parts: Sequence[Code]) -> bool:
    """Whether the module of our own is used, in the chain or in one inside it."""
    calls = [part for part in parts if isinstance(part, Call)]
    return any(part.head == "Permute" or _permutes(part.parts) for part in calls)


def _notes(report: Report, chain: _Chain, start: Layout) -> Iterator[str]:
    came = report.row(0).output
    if came is not None:
        there = f"{torch_text(moved(came, start))}, in Keras {shape_text(came)}"
        yield comment(f"What comes in: {there}.")
        if start is Layout.FIRST and len(came) > 2:
            yield comment("PyTorch has the channels first, right after the batch; Keras last.")
    if any(row.type == "BatchNormalization" for _, row in expanded(report)):
        yield comment(_AVERAGES)
    if chain.missing:
        yield comment(f"Not the whole design: for {chain.missing} of its layers torch.nn has none.")


def _layout(report: Report, rows: list[Row]) -> Layout:
    """How the input should stand: as the first layer needs it that cares."""
    for row in rows:
        if row.input is None or len(row.input) < 3:
            break
        opened = inside(report, row)
        if opened is not None and (found := _layout(opened, _rows(opened))) is not Layout.KEPT:
            return found
        layout = wanted(_place(row, Layout.KEPT))
        if layout is not None:
            return layout
    return Layout.KEPT


def _place(row: Row, layout: Layout) -> Place:
    return Place(row.layer, row.input or (), row.outputs[0], layout)


def _add(chain: _Chain, report: Report, row: Row) -> None:
    """Put the modules of a row at the end of the chain; a model becomes a chain in the chain."""
    opened = inside(report, row)
    if opened is None:
        _add_layer(chain, row)
        return
    part = _Chain(chain.layout)
    for below in _rows(opened):
        _add(part, opened, below)
    chain.parts.append(Call("nn.Sequential", tuple(part.parts), note=clean_line(row.name)))
    chain.layout = part.layout
    chain.missing += part.missing


def _add_layer(chain: _Chain, row: Row) -> None:
    needed = wanted(_place(row, chain.layout)) or chain.layout
    try:
        place = _place(row, needed)
        made = list(modules(place))
    except NoEqual as reason:
        chain.lack(row, WHY_NOT.get(row.type, str(reason)))
        chain.layout = Layout.KEPT
        return
    chain.turn(needed, len(place.x))
    if made:
        note = ", ".join(filter(None, (clean_line(row.name), made[0].note)))
        made[0] = made[0].replace(note=note)
    if row.params and not row.layer.trainable:
        made = [module.replace(tail=".requires_grad_(False)") for module in made]
    chain.parts += made
    _activate(chain, row, place)
    if len(place.y) < 3:
        chain.layout = Layout.KEPT  # there is nothing to move


def _activate(chain: _Chain, row: Row, place: Place) -> None:
    """The activation inside a layer, as a module after it."""
    if row.type == "Activation":
        return
    try:
        activation = function(getattr(row.layer, "activation", None), place.last)
    except NoEqual as reason:
        chain.lack(row, str(reason))
        return
    if activation is not None:
        chain.parts.append(activation)
