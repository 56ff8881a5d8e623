"""What was assumed of a layer, as the design file keeps it: `"assumed": [{"kind": "settings"}]`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from designer.core.assumption import KINDS, Assumption, Assumptions
from designer.core.cleaning import clean_line
from designer.core.files.faults import Fault, Unreadable
from designer.core.files.json_values import items, members
from designer.core.layer import Layer
from designer.core.problems import Problem

KEY = "assumed"
_TEXTS = ("told", "count")
_LISTS = ("fields", "others")
_INSIDE = "inside"


def write(assumption: Assumption) -> dict[str, Any]:
    """The assumption as JSON, without what is empty."""
    about = {
        "kind": assumption.kind,
        "told": assumption.told,
        "count": assumption.count,
        "fields": list(assumption.fields),
        "others": list(assumption.others),
        _INSIDE: list(assumption.inside),
    }
    return {key: value for key, value in about.items() if value}


def taken(chain: object) -> list[Assumptions]:
    """The assumptions about each block of a *chain*, or `Unreadable` with all that is wrong."""
    faults: list[Fault] = []
    found = [_of_block(item, f"chain[{i}].{KEY}", faults) for i, item in enumerate(items(chain))]
    if faults:
        raise Unreadable(faults)
    return found


def missed(layers: Sequence[Layer], assumed: Sequence[Assumptions]) -> Iterator[Fault]:
    """A fault for each of the assumptions about a layer inside where there is none."""
    for i, (layer, about) in enumerate(zip(layers, assumed, strict=True)):
        for j, assumption in enumerate(about):
            if assumption.about(layer) is None:
                where = [*assumption.inside]
                problem = Problem("no_layer_inside", {"place": where, "layer": layer.keras})
                yield Fault(f"chain[{i}].{KEY}[{j}].{_INSIDE}", problem)


def left(chain: object) -> object:
    """The *chain* without the assumptions about its blocks."""
    about = [(item, members(item)) for item in items(chain)]
    return [
        {key: value for key, value in given.items() if key != KEY} if KEY in given else item
        for item, given in about
    ] or chain


def _of_block(item: object, place: str, faults: list[Fault]) -> Assumptions:
    given = members(item).get(KEY, [])
    if given and not items(given):
        faults.append(Fault(place, Problem("not_a_list", {"value": given})))
    read = (_read(part, f"{place}[{i}]", faults) for i, part in enumerate(items(given)))
    return tuple(a for a in read if a is not None)


def _read(value: object, place: str, faults: list[Fault]) -> Assumption | None:
    about = members(value)
    if about.get("kind") not in KINDS:
        problem = Problem("not_an_option", {"value": about.get("kind"), "options": KINDS})
        faults.append(Fault(f"{place}.kind", problem))
        return None
    texts = {name: about.get(name, "") for name in _TEXTS}
    lists = {name: items(about.get(name)) for name in _LISTS}
    given = [*texts.items(), *((name, part) for name in _LISTS for part in lists[name])]
    for name, text in given:
        if not isinstance(text, str):
            faults.append(Fault(f"{place}.{name}", Problem("not_text", {"value": text})))
            return None
    inside = items(about.get(_INSIDE))
    for number in inside:
        if type(number) is not int:
            faults.append(Fault(f"{place}.{_INSIDE}", Problem("not_a_number", {"value": number})))
            return None
    return Assumption(
        about["kind"],
        fields=tuple(map(clean_line, lists["fields"])),
        told=clean_line(texts["told"]),
        count=clean_line(texts["count"]),
        others=tuple(map(clean_line, lists["others"])),
        inside=tuple(inside),
    )
