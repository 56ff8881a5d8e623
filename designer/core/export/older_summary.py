"""`model.summary()` of Keras 1 and 2."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from designer.core.export.columns import PARAMS, TRAINABLE, Columns
from designer.core.export.labels import at_least, title
from designer.core.export.ruled_table import Cut, RuledTable, Wrap
from designer.core.graph import Node, expanded_nodes, is_chain, layers
from designer.core.layer import Layer
from designer.core.layers.nested import Functional, Model
from designer.core.naming import Scheme, class_name, spelled_out
from designer.core.report import Report
from designer.core.units import grouped, memory
from designer.core.value import Value

Totals = Callable[[Report], Iterator[str]]

_MARKED = 11
"""The width of the column that tells what is trained."""


class Release(Value):
    """What sets a release apart: how it prints rows and totals, the columns of a chain, and those
    of a model of which a layer takes in several tensors.

    *by_tensorflow* is tf.keras, which prints the shape of an input as a list, and has no call of
    a model that its making counts as.
    """

    scheme: Scheme
    prints: Cut | Wrap
    totals: Totals
    chain: Columns
    graph: Columns
    titled: bool = True
    by_tensorflow: bool = True

    @property
    def knows_more(self) -> bool:
        """Whether it can tell which layers are trained, and open the models inside a model."""
        return isinstance(self.prints, Wrap)


def lines(
    release: Release,
    report: Report,
    width: int | None,
    show_trainable: bool,
    expand_nested: bool = False,
) -> Iterator[str]:
    """The lines of the summary, *width* characters wide (11 more with the trainable column)."""
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
    found = _printed(release, report)
    table = _table(release, _layout(release, found, width), marked=False)
    return not all(table.shows(_count(node), PARAMS) for node in found)


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
    cells = [f"{node.name} ({kind})", _shape(node, release), _count(node)]
    marks = [_mark(node)] * marked
    if tensors is None:
        return [[*cells, *marks]]
    first, *others = release.prints.connections(
        [tensors[name] for name in node.sources if name in tensors]
    )
    return [[*cells, first, *marks], *(["", "", "", other] for other in others)]


def _mark(node: Node) -> str:
    return "Y" if node.row and node.row.layer.trainable else "N"


def _count(node: Node) -> str:
    params = node.row.params if node.row else 0
    return "?" if params is None else str(params)


def _shape(node: Node, release: Release) -> str:
    """As Python writes a tuple; several outputs, and the input in tf.keras, as a list."""
    if not node.outputs:
        return "?"
    shapes = [repr(tuple(shape)) for shape in node.outputs]
    listed = len(shapes) > 1 or (release.by_tensorflow and node.type == "InputLayer")
    return f"[{', '.join(shapes)}]" if listed else shapes[0]


def _one_total(report: Report) -> Iterator[str]:
    yield f"Total params: {report.total}"


def _three_totals(report: Report) -> Iterator[str]:
    yield f"Total params: {grouped(report.total)}"
    yield f"Trainable params: {grouped(report.trainable)}"
    yield f"Non-trainable params: {grouped(report.non_trainable)}"


def _totals_with_memory(report: Report) -> Iterator[str]:
    frozen = report.bytes - report.trainable_bytes
    yield f"Total params: {report.total} ({memory(report.bytes, 'Byte')})"
    yield f"Trainable params: {report.trainable} ({memory(report.trainable_bytes, 'Byte')})"
    yield f"Non-trainable params: {report.non_trainable} ({memory(frozen, 'Byte')})"


_THREE = Columns(65, (0.45, 0.85, 1.0))
_FOUR = Columns(98, (0.33, 0.55, 0.67, 1.0))
_WIDE = _FOUR.replace(width=100)
_FIRST = Columns(100, (0.35, 0.55, 0.67, 1.0))

KERAS_1_0 = Release(
    "keras1", Cut(apart=False), _one_total, _FIRST, _FIRST, titled=False, by_tensorflow=False
)
KERAS_1_1_1 = KERAS_1_0.replace(chain=_WIDE, graph=_WIDE)
KERAS_1_1_2 = KERAS_1_1_1.replace(prints=Cut(apart=True))
KERAS_1_2 = KERAS_1_1_2.replace(totals=_three_totals)
KERAS_2_0_3 = KERAS_1_2.replace(scheme="keras2.2", chain=_THREE, graph=_THREE)
KERAS_2_0_8 = KERAS_2_0_3.replace(graph=_WIDE)
KERAS_2_2 = KERAS_2_0_8.replace(graph=_FOUR)
KERAS_2_3 = KERAS_2_2.replace(titled=True)
KERAS_2_6 = KERAS_2_3.replace(scheme="keras2.6", by_tensorflow=True)
KERAS_2_12 = KERAS_2_6.replace(scheme="keras2", prints=Wrap(narrower=0))
KERAS_2_15 = KERAS_2_12.replace(
    prints=Wrap(narrower=1),
    totals=_totals_with_memory,
    graph=Columns(98, (0.3, 0.6, 0.7, 1.0)),
)
