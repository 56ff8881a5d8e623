"""Keras model JSON: Sequential models of Keras 1, 2 and 3, and functional ones that are a chain."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from designer.core.analyse import analyse
from designer.core.cleaning import clean_name
from designer.core.design import Block, Design
from designer.core.files.faults import unreadable
from designer.core.files.json_values import items, members
from designer.core.files.keras_graph import Chained, chained
from designer.core.files.keras_layer import read_item
from designer.core.files.keras_write import model
from designer.core.files.settings import MOST_LAYERS, check_names, collect
from designer.core.freezing import with_trainable
from designer.core.graph import nodes
from designer.core.layer import Layer
from designer.core.layers.input import Input
from designer.core.naming import Scheme, model_name, without_automatic
from designer.core.own_inputs import without_derived

_GRAPHS = ("Functional", "Model")
_NEW: tuple[Scheme, ...] = ("keras3",)
_OLD: tuple[Scheme, ...] = ("keras1", "keras2.2", "keras2.6", "keras2")
"""The ways in which a file before Keras 3 may have been named automatically."""


def is_model(value: Mapping[str, Any]) -> bool:
    """Whether *value* looks like what `model.to_json()` writes."""
    return "class_name" in value and "config" in value


def read(value: Mapping[str, Any]) -> Design:
    """The design of a Keras model, or `Unreadable` with everything that is wrong."""
    about = members(value["config"]) or {"layers": value["config"]}  # a bare list, up to 2.2.2
    if not isinstance(about.get("layers"), list):
        raise unreadable("no_layers", "config")
    listed = items(about["layers"])
    if len(listed) > MOST_LAYERS + 1:
        raise unreadable("too_many_layers", "config.layers", most=MOST_LAYERS)
    functional = value["class_name"] in _GRAPHS or "output_layers" in about
    if not functional and value["class_name"] != "Sequential":
        raise unreadable("unknown_model", "class_name", value=value["class_name"])
    chain = chained(about) if functional else _in_order(listed)
    about.setdefault("build_input_shape", members(value.get("build_config")).get("input_shape"))
    schemes = _NEW if "module" in value or _is_new(listed) else _OLD
    layers = _layers(chain, about, schemes, old="module" not in value)
    design = Design(
        tuple(Block(layer) for layer in layers),
        name=_model_name(about.get("name"), functional, schemes, layers),
        kind="functional" if functional else "sequential",
        compiled=members(value.get("compile_config")) or None,
    )
    return design.replace(beside=_own_names(design, chain.beside)) if chain.beside else design


def _own_names(design: Design, beside: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the operations *beside* the chain, unless Keras gives them by itself."""
    automatic = tuple(node.name for node in nodes(analyse(design)) if node.row is None)
    return () if beside == automatic else beside


def write(design: Design) -> str:
    """The model as Keras 3 writes it, to be loaded with `keras.models.model_from_json`."""
    return json.dumps(model(design), ensure_ascii=False, allow_nan=False)


def _in_order(listed: list[Any]) -> Chained:
    return Chained([(f"config.layers[{i}]", item) for i, item in enumerate(listed)])


def _is_new(listed: list[Any]) -> bool:
    """Whether Keras 3 wrote these layers into a `.h5`, where it leaves out their modules."""
    dtypes = (members(members(item).get("config")).get("dtype") for item in listed)
    return any(members(dtype).get("class_name") == "DTypePolicy" for dtype in dtypes)


def _layers(
    chain: Chained, about: Mapping[str, Any], schemes: tuple[Scheme, ...], old: bool
) -> list[Layer]:
    given = [(place, _described(item, place)) for place, item in chain.items]
    if not given or given[0][1].get("class_name") != "InputLayer":
        given.insert(0, ("config", _implied_input(given, about)))
    layers = collect(
        lambda place=place, item=item: _read(item, place, old) for place, item in given
    )
    check_names(layers, lambda i: given[i][0])
    layers = without_derived(layers)
    if about.get("trainable") is False and "input_layers" in about:  # as functional ones are built
        layers = [with_trainable(layer, False) for layer in layers]
    return without_automatic(layers, schemes)


def _described(item: object, place: str) -> dict[str, Any]:
    about = members(item)
    if not about:
        raise unreadable("not_a_layer", place, value=item)
    return about


def _implied_input(
    given: list[tuple[str, dict[str, Any]]], about: Mapping[str, Any]
) -> dict[str, Any]:
    """The input of a model that was written without one: from its first layer or its build."""
    first = _first_config(given[0][1]) if given else {}
    described: dict[str, Any] = {"batch_shape": about.get("build_input_shape")}
    if first.get("batch_input_shape") is not None:
        described = {"batch_shape": first["batch_input_shape"]}
    elif isinstance(first.get("input_shape"), list):
        described = {"batch_shape": [None, *first["input_shape"]]}
    return {"class_name": "InputLayer", "config": described}


def _first_config(item: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of the layer that comes first, which a model inside has got, too.

    That may be its own input, which before Keras 3 was written into its first layer.
    """
    config = item.get("config")
    models = (*_GRAPHS, "Sequential")
    holds = item.get("class_name") in models
    listed = items(members(config).get("layers", config)) if holds else []
    if not listed:
        return members(config)
    found = _first_config(members(listed[0]))
    own = found.get("batch_shape")
    return found if own is None else {"batch_input_shape": own}


def _read(item: Mapping[str, Any], place: str, old: bool) -> Layer:
    layer = read_item(item, place, old)
    if isinstance(layer, Input) and layer.batch_shape is None and place != "config":
        raise unreadable("value_missing", f"{place}.batch_shape")
    return layer


def _model_name(
    name: object, functional: bool, schemes: tuple[Scheme, ...], layers: list[Layer]
) -> str | None:
    automatic = {model_name(scheme, functional, layers) for scheme in schemes}
    return None if not isinstance(name, str) or name in automatic else clean_name(name) or None
