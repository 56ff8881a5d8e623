"""Our own format, `.design`: readable JSON, one layer a line, only what differs from the default.

    {
    "format": "layer-designer",
    "version": 1,
    "kind": "sequential",
    "chain": [
    {"layer": "InputLayer", "batch_shape": [null, 28, 28, 1]},
    {"layer": "Conv2D", "filters": 32, "kernel_size": [3, 3]}
    ]
    }

Writing what was read gives the same bytes again. Reading is strict: true is not 1, 3.0 is not 3.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from designer.core.cleaning import clean_line, clean_name, clean_prose
from designer.core.design import Block, Design
from designer.core.fields import Field
from designer.core.files import assumed_json, json_values
from designer.core.files.faults import Fault, Unreadable, unreadable
from designer.core.files.keras_layer import read_item
from designer.core.files.settings import MOST_LAYERS, build, check_names, collect, layer_type
from designer.core.kinds import Anything, Flag, Nested
from designer.core.layer import Layer, is_layers
from designer.core.layer_list import LayerList
from designer.core.layers.input import Input
from designer.core.layers.unknown import Unknown, call_of, serialized
from designer.core.problems import Problem, Refused

FORMAT = "layer-designer"
VERSION = 4
"""The newest version. A design is written as the oldest one that has what it needs: what was
assumed came with 2, names of operations with 3, what a model is compiled with and what was assumed
of layers inside others came with 4."""

SUFFIX = ".design"

_KINDS = ("sequential", "functional")
_TEXTS: dict[str, Callable[[str], str]] = {
    "name": clean_name,
    "title": clean_line,
    "source": clean_line,
    "note": clean_prose,
}
_BESIDE = "operations"
_COMPILED = "compile_config"
_KEYS = ("format", "version", "kind", *_TEXTS, _BESIDE, _COMPILED, "chain")
_KEY_OF = {"layer": "inner"}
"""Fields whose own name is taken: "layer" says the type here."""
_FIELD_OF = {key: field for field, key in _KEY_OF.items()}


def is_ours(value: Mapping[str, Any]) -> bool:
    """Whether *value* says that it is a design."""
    return value.get("format") == FORMAT


def write(design: Design) -> bytes:
    """The canonical bytes of *design*."""
    head: dict[str, Any] = {"format": FORMAT, "version": _version(design), "kind": design.kind}
    head |= {key: getattr(design, key) for key in _TEXTS if getattr(design, key)}
    head |= {_BESIDE: design.beside} if design.beside else {}
    head |= {_COMPILED: design.compiled} if design.compiled else {}
    lines = [f"{_json(key)}: {_json(value)},\n" for key, value in head.items()]
    chain = ",\n".join(_json(_write_block(block)) for block in design.chain)
    return ("{\n" + "".join(lines) + '"chain": [\n' + chain + "\n]\n}\n").encode()


def _version(design: Design) -> int:
    assumed = [assumption for block in design.chain for assumption in block.assumed]
    if design.compiled or any(assumption.inside for assumption in assumed):
        return VERSION
    if design.beside:
        return 3
    return 2 if assumed else 1


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _write_block(block: Block) -> dict[str, Any]:
    written = _write_layer(block.layer)
    if block.assumed:
        written[assumed_json.KEY] = [assumed_json.write(a) for a in block.assumed]
    return written


def _write_layer(layer: Layer) -> dict[str, Any]:
    if isinstance(layer, Unknown):
        about = serialized(layer) | call_of(layer)
        return {"layer": about.pop("class_name"), **about}
    written: dict[str, Any] = {"layer": layer.keras}
    for field, value in layer.settings():
        if field.required or value != field.default or type(value) is not type(field.default):
            key = _KEY_OF.get(field.name, field.name)
            written[key] = _to_json(field, value)
    return written


def _to_json(field: Field, value: Any) -> Any:
    if is_layers(value):
        return [_write_layer(inside) for inside in value]
    return _write_layer(value) if isinstance(value, Layer) else field.kind.to_json(value)


def read(value: Mapping[str, Any]) -> Design:
    """The design that *value* describes, or `Unreadable` with everything that is wrong."""
    version = value.get("version")
    if type(version) is not int or version < 1:
        raise unreadable("not_a_version", "version", value=version)
    if version > VERSION:
        raise unreadable("newer_version", "version", value=version, known=VERSION)
    faults, about = _read_head(value)
    chain: tuple[Block, ...] = ()
    try:
        chain = read_chain(value.get("chain"))
    except Unreadable as unread:
        faults += unread.faults
    if faults:
        raise Unreadable(faults)
    return Design(chain, **about)


def _read_head(value: Mapping[str, Any]) -> tuple[list[Fault], dict[str, Any]]:
    faults = [Fault(key, Problem("unknown_key")) for key in value if key not in _KEYS]
    about: dict[str, Any] = {}
    for key, clean in _TEXTS.items():
        text = value.get(key)
        if isinstance(text, str):
            about[key] = clean(text) or (None if key == "name" else "")
        elif key in value and not (key == "name" and text is None):
            faults.append(Fault(key, Problem("not_text", {"value": text})))
    about["kind"] = value.get("kind", _KINDS[0])
    if about["kind"] not in _KINDS:
        problem = Problem("not_an_option", {"value": about["kind"], "options": _KINDS})
        faults.append(Fault("kind", problem))
    about["beside"] = tuple(_operations(value.get(_BESIDE, []), faults))
    about["compiled"] = json_values.members(compiled := value.get(_COMPILED)) or None
    if compiled is not None and not isinstance(compiled, Mapping):
        faults.append(Fault(_COMPILED, Problem("not_a_mapping", {"value": compiled})))
    return faults, about


def _operations(names: object, faults: list[Fault]) -> Iterator[str]:
    """The names of the operations beside the chain; what is wrong with them goes to *faults*."""
    if not isinstance(names, list):
        faults.append(Fault(_BESIDE, Problem("not_a_list", {"value": names})))
        return
    for i, name in enumerate(cast("list[object]", names)):
        if isinstance(name, str) and clean_name(name):
            yield clean_name(name)
        else:
            faults.append(Fault(f"{_BESIDE}[{i}]", Problem("not_text", {"value": name})))


def read_chain(chain: object) -> tuple[Block, ...]:
    """The blocks of a chain that begins with its input."""
    assumed = assumed_json.taken(chain)
    layers = read_layers(assumed_json.left(chain))
    if not layers or not isinstance(layers[0], Input):
        raise unreadable("input_not_first", "chain[0]" if layers else "chain")
    check_names(layers, "chain[{}]".format)
    if missed := [*assumed_json.missed(layers, assumed)]:
        raise Unreadable(missed)
    pairs = zip(layers, assumed, strict=True)
    return tuple(Block(layer, assumed=known) for layer, known in pairs)


def read_layers(items: object, place: str = "chain") -> list[Layer]:
    """The layers in a list as a file or the clipboard holds it."""
    if not isinstance(items, list):
        raise unreadable("not_a_list", place, value=items)
    given = cast("list[Any]", items)
    if len(given) > MOST_LAYERS + 1:
        raise unreadable("too_many_layers", place, most=MOST_LAYERS)
    return collect(
        lambda item=item, i=i: _read_layer(item, f"{place}[{i}]") for i, item in enumerate(given)
    )


def _read_layer(item: object, place: str) -> Layer:
    if not isinstance(item, Mapping):
        raise unreadable("not_a_layer", place, value=item)
    given = dict(cast("Mapping[str, Any]", item))
    if "layer" not in given:
        raise unreadable("no_layer_type", place)
    name = given.pop("layer")
    if "config" in given:  # as Keras has it: what this program did not know when it wrote it
        return read_item({"class_name": name, **given}, place)
    cls = layer_type(name, f"{place}.layer")
    fields = {_FIELD_OF.get(key, key): raw for key, raw in given.items()}
    return build(cls, fields, place, _take, keys=_KEY_OF)


def _take(field: Field, raw: Any, where: str) -> Any:
    if isinstance(field.kind, Nested) and raw is not None:
        raw = _read_layer(raw, where)
    elif isinstance(field.kind, LayerList):
        raw = read_layers(raw, where)
    elif isinstance(field.kind, Flag) and not isinstance(raw, bool):
        raise Refused("not_a_flag", value=raw)
    elif not isinstance(field.kind, Flag | Anything) and _has_flag(raw):
        raise Refused("not_a_number", value=raw)
    return field.kind.check(raw)


def _has_flag(raw: Any) -> bool:
    return isinstance(raw, bool) or any(_has_flag(part) for part in json_values.items(raw))
