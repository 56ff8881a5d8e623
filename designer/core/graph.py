"""The graph that Keras makes of a functional chain: its layers, and what computes masks beside it.

In Keras 3 a mask is made by an operation of its own, which becomes part of the model where a layer
reads it. Before, masks went along with the tensors and were no part of any model.

A layer that computes in another precision casts what comes in. The cast numbers have no mask that
it could read, but it hands on that of those that came; a mask that it makes is one of the cast.

Sources: `Layer.__call__` and `compute_mask` for what is made and read, `DTypePolicy.convert_input`,
`keras.src.ops.function.map_graph` for the order; of Keras 2 `Node` in `keras/engine/node.py`, and
`Layer._functional_construction_call`, which takes the mask from the arguments of the call.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from designer.core.expanded import expanded
from designer.core.layer import Layer, Shape
from designer.core.naming import Scheme, numbered, snake
from designer.core.outcome import FLOATS, computed_dtype
from designer.core.report import Report, Row
from designer.core.value import Value


class Node(Value):
    """A layer or an operation of a model. *sources* are the names of what it takes in, in order.

    *row* is that of the layer; an operation has none.
    """

    name: str
    type: str
    outputs: tuple[Shape, ...]
    sources: tuple[str, ...] = ()
    row: Row | None = None


def layers(report: Report, scheme: Scheme) -> list[Node]:
    """The layers alone, as releases before Keras 3 connect them, the input first."""
    names = report.names_in(scheme)
    before = (None, *names)
    return [
        _layer(row, _arguments(row.layer, source), name)
        for row, name, source in zip(report.rows, names, before, strict=False)
    ]


def nodes(report: Report) -> list[Node]:
    """The nodes in the order in which Keras 3 prints them."""
    if not report.design.functional:
        return [_layer(row) for row in report.printed]
    made = {node.name: node for node in _made(report)}
    used = {source for node in made.values() for source in node.sources}
    if all(node.row is not None or node.name not in used for node in made.values()):
        return [node for node in made.values() if node.row is not None]
    found = _reached(made, report.names[-1])
    depths = _depths(made, found)
    order = sorted(range(len(found)), key=lambda i: (-depths[found[i]], i))
    return _as_given([made[found[i]] for i in order], report.design.beside)


def _as_given(ordered: list[Node], names: Sequence[str]) -> list[Node]:
    """The nodes with the *names* that a file gave to the operations, if it is still about them."""
    operations = [node.name for node in ordered if node.row is None]
    if len(operations) != len(names):
        return ordered
    given = dict(zip(operations, names, strict=True))
    return [
        node.replace(
            name=given.get(node.name, node.name),
            sources=tuple(given.get(source, source) for source in node.sources),
        )
        for node in ordered
    ]


def expanded_nodes(
    report: Report, found: Iterable[Node], scheme: Scheme = "keras3"
) -> Iterator[tuple[int, Node]]:
    """The nodes that were *found*, and after each what is inside it, with its depth."""
    inside: dict[int, list[tuple[int, Row]]] = {}
    current: list[tuple[int, Row]] = []
    for depth, row in expanded(report, scheme):
        if depth == 0:
            current = inside[row.index] = []
        else:
            current.append((depth, row))
    for node in found:
        yield 0, node
        for depth, row in inside.get(node.row.index, ()) if node.row else ():
            yield depth, _layer(row)


def is_chain(found: Sequence[Node]) -> bool:
    """Whether Keras prints the nodes as a chain: nothing beside it, nothing taken in twice."""
    return all(len(node.sources) < 2 for node in found)


def _layer(row: Row, sources: Iterable[str] = (), name: str | None = None) -> Node:
    return Node(name or row.name, row.type, row.outputs, tuple(sources), row)


def _made(report: Report) -> Iterator[Node]:
    """Every layer after what it takes in, and the operations that it makes masks with."""
    counts: Counter[str] = Counter()
    came, mask, precision = None, None, ""
    for row in report.rows:
        cast = _casts(row.layer, precision)
        counts["Cast"] += cast
        node = _layer(row, _sources(row.layer, came, None if cast else mask))
        yield node
        kept = mask if row.layer.hands_mask_on() else None
        operations = row.layer.mask_operations()
        if operations and (kept is not None or not row.layer.keeps_mask):
            if cast and kept is None:
                kept = _operation("Cast", counts["Cast"], came)
                yield kept
            for operation in operations:
                counts[operation] += 1
                kept = _operation(operation, counts[operation], kept or came)
                yield kept
        came, mask, precision = node, kept, computed_dtype(row.layer.policy)


def _casts(layer: Layer, dtype: str) -> bool:
    """Whether Keras casts what comes in as *dtype* before the *layer* sees it: floats alone."""
    return layer.autocasts and dtype in FLOATS and dtype != computed_dtype(layer.policy)


def _sources(layer: Layer, came: Node | None, mask: Node | None) -> Iterator[str]:
    yield from _arguments(layer, came.name if came else None)
    if mask and layer.reads_mask:
        yield mask.name


def _arguments(layer: Layer, source: str | None) -> Iterator[str]:
    """What *layer* is called with, one after the other, where *source* comes in."""
    for argument in layer.arguments(source) if source else ():
        yield from argument if isinstance(argument, list) else (argument,)


def _operation(kind: str, number: int, source: Node | None) -> Node:
    """An operation on what *source* gives; `Any` looks at all the numbers of a step."""
    assert source is not None, "only an input comes first, and it makes no mask"
    shapes = tuple(shape[:-1] if kind == "Any" else shape for shape in source.outputs)
    return Node(numbered(snake(kind), number, "keras3"), kind, shapes, (source.name,))


def _reached(made: Mapping[str, Node], last: str) -> list[str]:
    """The names in the order in which Keras comes upon them, walking back from the *last*."""
    waiting, found = [last], cast("dict[str, None]", {})
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += reversed(made[name].sources)
    return list(found)


def _depths(made: dict[str, Node], found: Iterable[str]) -> dict[str, int]:
    """How many nodes lie between each and the end, on the longest way."""
    depths = dict.fromkeys(found, 0)
    for name in reversed(made):
        if name in depths:
            for source in made[name].sources:
                depths[source] = max(depths[source], depths[name] + 1)
    return depths
