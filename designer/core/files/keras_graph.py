"""The graph of a functional model, followed from its input to its output if it is a plain chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from designer.core.cleaning import clean_name
from designer.core.families import ATTENTION
from designer.core.files.faults import unreadable
from designer.core.files.json_values import items, members
from designer.core.files.old_keras import modern
from designer.core.layer import LAYERS
from designer.core.value import Value

MASKS = ("NotEqual", "Any", "ConvertToTensor")
"""The operations with which Keras 3 computes a mask beside the chain; they change no shape."""
CAST = "Cast"
"""What goes before them where the layer that makes the mask computes in another precision."""


class Chained(Value):
    """The layers of a model in the order in which data flows, each with its place in the file.

    *beside* are the names of the operations on masks.
    """

    items: list[tuple[str, Any]]
    beside: tuple[str, ...] = ()


class _Node(Value):
    """One layer of the graph; *calls* has the (name, tensor) pairs that each call takes in."""

    place: str
    item: dict[str, Any]
    calls: tuple[tuple[tuple[str, int], ...], ...]


def chained(config: Mapping[str, Any], place: str = "config") -> Chained:
    """The layers of a functional model in order; `Unreadable` names the layer where it branches.

    *place* is where the *config* stands in the file.
    """
    nodes = _unique(_nodes(config.get("layers"), place))
    beside = _beside(nodes)
    line = {name: node for name, node in nodes.items() if name not in beside}
    following = _following(line, beside)
    starts = tuple(name for name, node in line.items() if not any(node.calls))
    if len(starts) != 1:
        raise unreadable("several_inputs", f"{place}.input_layers", names=starts)
    order = list(_walk(starts[0], following))
    if len(order) != len(line):
        lost = next(name for name in line if name not in order)
        raise unreadable("not_connected", line[lost].place, name=lost)
    _check_outputs(config, order[-1], place)
    found = [(line[name].place, line[name].item) for name in order]
    return Chained(found, tuple(name for name in nodes if name in beside))


def _beside(nodes: Mapping[str, _Node]) -> set[str]:
    """The operations on masks, and what changes the precision of numbers for them alone."""
    masks = {name for name, node in nodes.items() if node.item.get("class_name") in MASKS}
    taken: dict[str, set[str]] = {}
    for name, node in nodes.items():
        for call in node.calls:
            for source, _ in call:
                taken.setdefault(source, set()).add(name)
    casts = {name for name, node in nodes.items() if node.item.get("class_name") == CAST}
    return masks | {name for name in casts if name in taken and taken[name] <= masks}


def name_of(about: Mapping[str, Any]) -> str:
    """The name of a layer as a file describes it."""
    name = about.get("name") or members(about.get("config")).get("name")
    return clean_name(str(name or about.get("class_name")))


def _nodes(listed: object, place: str) -> Iterator[tuple[str, _Node]]:
    for i, item in enumerate(items(listed)):
        where, about = f"{place}.layers[{i}]", members(item)
        if not about:
            raise unreadable("not_a_layer", where, value=item)
        calls = tuple(tuple(_references(call)) for call in items(about.get("inbound_nodes")))
        yield name_of(about), _Node(where, about, calls)


def _unique(pairs: Iterable[tuple[str, _Node]]) -> dict[str, _Node]:
    nodes: dict[str, _Node] = {}
    for name, node in pairs:
        if nodes.setdefault(name, node) is not node:
            raise unreadable("duplicate_name", node.place, name=name)
    return nodes


def _following(line: Mapping[str, _Node], beside: set[str]) -> dict[str, str]:
    """Which layer takes what each layer gives; there can be only one."""
    following: dict[str, str] = {}
    for name, node in line.items():
        source = _source(name, node, beside)
        if source is None:
            continue
        if source in following:
            names = (following[source], name)
            place = line[source].place if source in line else node.place
            raise unreadable("branches", place, name=source, names=names)
        following[source] = name
    return following


def _source(name: str, node: _Node, beside: set[str]) -> str | None:
    """The one layer that *node* takes its input from; None for an input."""
    if not any(node.calls):
        return None
    call, *others = node.calls
    if others:
        raise unreadable("shared_layer", node.place, name=name, count=len(node.calls))
    sources = [(source, tensor) for source, tensor in call if source not in beside]
    if _attends(node.item):
        sources = list(dict.fromkeys(sources))
    if len(sources) != 1:
        names = tuple(source for source, _ in sources)
        raise unreadable("merges", node.place, name=name, names=names)
    source, tensor = sources[0]
    if tensor:
        raise unreadable("later_output", node.place, name=source, number=tensor + 1, names=(name,))
    return source


def _attends(item: Mapping[str, Any]) -> bool:
    """Whether it is a layer that takes one tensor as query, value and key."""
    name, _ = modern(item.get("class_name"), item.get("config"))
    cls = LAYERS.get(str(name))
    return cls is not None and cls.family is ATTENTION


def _walk(name: str | None, following: Mapping[str, str]) -> Iterator[str]:
    seen: set[str] = set()
    while name is not None and name not in seen:
        yield name
        seen.add(name)
        name = following.get(name)


def _check_outputs(config: Mapping[str, Any], last: str, place: str) -> None:
    other = {name for name, _ in _references(config.get("output_layers"))} - {last}
    if other:
        names = (min(other), last)
        raise unreadable("several_outputs", f"{place}.output_layers", names=names)


def _references(value: object) -> Iterator[tuple[str, int]]:
    """Every tensor in *value*: `["name", node, tensor]`, also inside Keras 3's `keras_history`.

    Masks are passed by keyword and are no part of the chain.
    """
    for key, part in members(value).items():
        if key != "mask":
            yield from _references(part)
    parts = items(value)
    if len(parts) > 2 and isinstance(parts[0], str) and all(type(n) is int for n in parts[1:3]):
        yield clean_name(parts[0]), parts[2]
        parts = parts[3:]
    for part in parts:
        yield from _references(part)
