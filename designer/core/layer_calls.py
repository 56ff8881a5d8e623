"""Layers as people type them: as they are called in Python, "LSTMCell(64), GRUCell(units=32)".

What is typed is taken apart, and never run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Any

from designer.core.fields import Field
from designer.core.layer import LAYERS, Layer, fields_of, is_layers
from designer.core.problems import Refused

_LONGEST = 10_000
_BROKEN = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What the parser of Python raises for a text that is none."""


def read_calls(text: str) -> tuple[Layer, ...]:
    """The layers in *text*, or `Refused`."""
    try:
        if len(text) > _LONGEST:
            raise ValueError
        parsed = ast.parse(f"[{text}\n]", mode="eval").body
    except _BROKEN as error:
        raise Refused("not_layer_calls", value=text) from error
    assert isinstance(parsed, ast.List)
    return tuple(map(_layer, parsed.elts))


def show_calls(layers: Sequence[Layer]) -> str:
    """The text that gives these *layers*: what differs from the default is written out."""
    return ", ".join(map(_call, layers))


def _layer(node: ast.expr) -> Layer:
    called, given = (node.func, node) if isinstance(node, ast.Call) else (node, None)
    if not isinstance(called, ast.Name):
        raise Refused("not_layer_calls", value=ast.unparse(node))
    if called.id not in LAYERS:
        raise Refused("unknown_class", value=called.id)
    cls = LAYERS[called.id]
    return cls(**dict(_settings(cls, given))) if given else cls()


def _settings(cls: type[Layer], call: ast.Call) -> Iterator[tuple[str, Any]]:
    """The settings in a *call*; those that are needed can go without their name, as in Keras."""
    fields = {field.name: field for field in fields_of(cls)}
    needed = [name for name, field in fields.items() if field.required]
    if len(call.args) > len(needed):
        raise Refused("not_layer_calls", value=ast.unparse(call))
    given = [*zip(needed, call.args, strict=False), *((k.arg, k.value) for k in call.keywords)]
    for name, node in given:
        if name not in fields:
            raise Refused("no_setting_called", layer=cls.keras, value=name)
        yield name, fields[name].kind.check(_value(node))


def _value(node: ast.expr) -> Any:
    """A number, a text or a list; or layers."""
    try:
        return ast.literal_eval(node)
    except _BROKEN:
        if isinstance(node, ast.List | ast.Tuple):
            return tuple(map(_layer, node.elts))
        return _layer(node)


def _call(layer: Layer) -> str:
    changed = [(f, v) for f, v in layer.settings() if v != f.default]
    settings = ", ".join(f"{field.name}={_written(field, value)}" for field, value in changed)
    return f"{layer.keras}({settings})" if settings else layer.keras


def _written(field: Field, value: Any) -> str:
    if is_layers(value):
        return f"[{show_calls(value)}]"
    return _call(value) if isinstance(value, Layer) else repr(field.kind.to_json(value))
