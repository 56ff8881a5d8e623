"""`model.summary()` of Keras 1 and 2."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from designer.core.analyse import analyse
from designer.core.export.columns import PARAMS, TRAINABLE, Columns
from designer.core.export.labels import at_least, title
from designer.core.export.older_releases import Release
from designer.core.export.ruled_table import RuledTable
from designer.core.freezing import with_trainable
from designer.core.graph import Node, expanded_nodes, is_chain, layers
from designer.core.layer import Layer
from designer.core.layers.nested import Functional, Model
from designer.core.naming import class_name, spelled_out
from designer.core.report import Report

_MARKED = 11
"""The width of the column that tells what is trained."""


def lines(
    release: Release,
    report: Report,
    width: int | None,
    show_trainable: bool,
    expand_nested: bool = False,
) -> Iterator[str]:
    """The lines of the summary, *width* characters wide (11 more with the trainable column)."""
    report = _seen(release, report)
    found = _printed(release, report)
    marked = show_trainable and release.knows_more
    layout = _layout(release, found, width)
    table = _table(release, layout, marked)
    opened = expand_nested and release.knows_more
    shown = (
        expanded_nodes(report, found, release.scheme) if opened else ((0, node) for node in found)
    )
    tensors = _tensors(release, report) if layout.connected else None
    rows = [(depth, _lines(release, node, tensors, marked)) for depth, node in shown]
    if release.titled:
        yield title(report, release.scheme)
    yield from table.lines((*layout.header, TRAINABLE) if marked else layout.header, rows)
    yield from at_least(report, release.scheme)
    yield from release.totals(report)
    yield "_" * table.length


def cuts_counts(release: Release, report: Report, width: int | None) -> bool:
    """Whether a count has more digits than its column shows, and loses the last of them."""
    found = _printed(release, _seen(release, report))
    table = _table(release, _layout(release, found, width), marked=False)
    return not all(table.shows(_count(node, release), PARAMS) for node in found)


def _seen(release: Release, report: Report) -> Report:
    """The design as the release takes it."""
    if release.freezes:
        return report
    chain = enumerate(report.design.chain)
    thawed = {i: with_trainable(b.layer, True) for i, b in chain if not b.layer.trainable}
    return analyse(report.design.with_layers(thawed))


def _printed(release: Release, report: Report) -> list[Node]:
    """The layers that are printed."""
    return layers(report, release.scheme)[0 if report.design.functional else 1 :]


def _layout(release: Release, found: Sequence[Node], width: int | None) -> Columns:
    layout = release.chain if is_chain(found) else release.graph
    return layout.replace(width=width or layout.width)


def _table(release: Release, layout: Columns, marked: bool) -> RuledTable:
    width = layout.width
    ends = tuple(int(width * end) for end in layout.ends)
    if marked:
        width += _MARKED
        ends = (*ends, width)
    return RuledTable(width, ends, release.prints)


def _tensors(release: Release, report: Report) -> dict[str, str]:
    """What each layer gives, as the rows call it that take it in.

    A sequential model of Keras 1 calls the input that it makes after the class of its first layer.
    If that is a model it has an input already, and is not called.
    """
    start, *others = spelled_out([b.layer for b in report.design.chain], release.scheme)
    functional = report.design.functional
    tensors = {
        str(layer.name): _tensor(release, layer, called=functional or i > 0)
        for i, layer in enumerate(others)
    }
    if functional:
        tensors[str(start.name)] = _tensor(release, start, called=True)
    elif others and not isinstance(others[0], Model):
        kind = class_name(others[0].keras, release.scheme).lower()
        tensors[str(start.name)] = f"{kind}_input_1[0][0]"
    return tensors


def _tensor(release: Release, layer: Layer, called: bool) -> str:
    """What *layer* gives: of which of its calls, and which of its outputs.

    A model that is not *called* gives what its last layer does. That it was made counts as its
    first call, but for tf.keras.
    """
    model = isinstance(layer, Model)
    if model and not called:
        return _tensor(
            release, layer.body[-1], isinstance(layer, Functional) or len(layer.body) > 1
        )
    return f"{layer.name}[{int(model and not release.by_tensorflow)}][0]"


def _lines(
    release: Release, node: Node, tensors: Mapping[str, str] | None, marked: bool
) -> list[Sequence[str]]:
    """The texts of a layer; further lines have nothing but what else it is connected to."""
    kind = class_name(node.type, release.scheme)
    cells = [f"{node.name} ({kind})", _shape(node, release), _count(node, release)]
    marks = [_mark(node)] * marked
    if tensors is None:
        return [[*cells, *marks]]
    first, *others = release.prints.connections(
        [tensors[name] for name in node.sources if name in tensors]
    )
    return [[*cells, first, *marks], *(["", "", "", other] for other in others)]


def _mark(node: Node) -> str:
    return "Y" if node.row and node.row.layer.trainable else "N"


def _count(node: Node, release: Release) -> str:
    row = node.row
    params = row and (row.params if release.counts_frozen else row.trainable)
    return "?" if params is None else str(params)


def _shape(node: Node, release: Release) -> str:
    """As Python writes a tuple; several outputs, and the input in tf.keras, as a list."""
    if not node.outputs:
        return "?"
    shapes = [repr(tuple(shape)) for shape in node.outputs]
    listed = len(shapes) > 1 or (release.by_tensorflow and node.type == "InputLayer")
    return f"[{', '.join(shapes)}]" if listed else shapes[0]
