"""Changes of a design that may help, each with what it is called; `fixes` and `improvements` try
them through the analysis.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from designer.core import edits
from designer.core.design import Block, Design
from designer.core.expected import as_expected
from designer.core.layer import LAYERS, Layer, Shape
from designer.core.layers.input import Input
from designer.core.remedies import changed_setting
from designer.core.report import Report, Row
from designer.core.value import Value

MOST = 4
"""As many fixes as are offered."""


class Fix(Value):
    """A change: *code* and *values* say which, *design* is what comes out.

    `total` is what the design counts then, as far as it is `complete`, and `outputs` what it gives
    where the design was to give something else; they are known once the change has been tried.
    """

    code: str
    values: Mapping[str, str]
    design: Design
    total: int = 0
    complete: bool = False
    outputs: tuple[Shape, ...] = ()

    def tried(self, after: Report, expected: Shape | None) -> Fix:
        """The same with what the analysis says of its design, which was to give *expected*."""
        given = () if as_expected(after.outputs, expected) else after.outputs
        return self.replace(total=after.total, complete=after.complete, outputs=given)


def setting(report: Report, troubled: Row, row: Row, layer: Layer) -> Fix:
    """Another setting in *row*, which may stand before the one that is *troubled*."""
    field, value = changed_setting(row.layer, layer)
    values = {"field": field, "value": value}
    design = edits.replace_layers(report.design, {row.uid: layer})
    if troubled.uid == row.uid:
        return Fix("set", values, design)
    return Fix("set_there", {**values, "name": row.name}, design)


def use(report: Report, row: Row, layer: Layer) -> Fix:
    """Another *layer* in the place of *row*."""
    design = edits.replace_layers(report.design, {row.uid: layer.replace(name=row.layer.name)})
    return Fix("use", {"layer": _described(layer), "name": row.name}, design)


def insert(report: Report, row: Row, layer: Layer) -> Fix:
    """A *layer* before *row*."""
    design = edits.insert(report.design, (row.index,), (Block(layer),))
    return Fix("insert", {"layer": _described(layer)}, design)


def remove(report: Report, row: Row) -> Fix:
    """The chain without *row*."""
    return Fix("remove", {"name": row.name}, edits.remove(report.design, (row.uid,)))


def other_inputs(report: Report, shapes: Iterator[Shape]) -> Iterator[Fix]:
    """The chain with other *shapes* to begin with."""
    block = report.design.chain[0]
    assert isinstance(block.layer, Input), "a chain begins with its input"
    for shape in shapes:
        if shape != block.layer.batch_shape:
            layer = block.layer.replace(batch_shape=shape)
            _, text = changed_setting(block.layer, layer)
            design = edits.replace_layers(report.design, {block.uid: layer})
            yield Fix("input", {"value": text}, design)


def completed(shape: Shape, batch: int | None = None) -> Iterator[Shape]:
    """*shape* with a *batch* size, or with the last of its open axes given, or all of them."""
    first, *sides = shape
    if batch is not None:
        yield (batch, *sides)
        return
    usual = [32] * (len(sides) - 1) + [3 if len(sides) > 2 else 16]
    known = [u if d is None else d for d, u in zip(sides, usual, strict=True)]
    yield (first, *sides[:-1], *known[-1:])
    yield (first, *known)


def global_pooling(x: Shape, way: str = "Average") -> Iterator[Layer]:
    """The layer that makes one number of each channel of *x*, if there is one."""
    name = f"Global{way}Pooling{len(x) - 2}D"
    if name in LAYERS:
        yield LAYERS[name]()


def _described(layer: Layer) -> str:
    return " ".join((layer.keras, *layer.mentions()[:2]))
