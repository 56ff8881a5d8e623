"""Functional models: a plain chain is put in order, anything else refused with its layer."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.design import Design
from designer.core.files.faults import Unreadable
from designer.core.files.gate import design_of
from designer.core.layer import LAYERS

Cases = Callable[[str], list[dict[str, Any]]]
Config = dict[str, Any]


def read(model: Config) -> Design:
    return design_of(json.dumps(model).encode())


def fault(model: Config) -> tuple[str, str, dict[str, object]]:
    with pytest.raises(Unreadable) as caught:
        read(model)
    (only,) = caught.value.faults
    return only.place, only.problem.code, dict(only.problem.values)


def layer(class_name: str, **config: Any) -> Config:
    return {"class_name": class_name, "config": config}


def rows(design: Design) -> list[tuple[str, str, int | None]]:
    return [(row.name, row.type, row.params) for row in analyse(design).printed]


def graph2(*layers: tuple[Config, list[str]], ends: tuple[str, ...]) -> Config:
    """A functional model as Keras 2 writes it: a class, a name, and where each call takes from."""
    described: list[Config] = []
    for about, sources in layers:
        nodes = [[[source, 0, 0, {}] for source in sources]] if sources else []
        described.append({**about, "name": about["config"]["name"], "inbound_nodes": nodes})
    starts = [about["config"]["name"] for about, sources in layers if not sources]
    return {
        "class_name": "Model",
        "keras_version": "2.3.1",
        "config": {
            "name": "model_1",
            "layers": described,
            "input_layers": [[name, 0, 0] for name in starts],
            "output_layers": [[name, 0, 0] for name in ends],
        },
    }


START = layer("InputLayer", name="input_1", batch_input_shape=[None, 4])
A = layer("Dense", name="a", units=4)
B = layer("Dense", name="b", units=4)
C = layer("Dense", name="c", units=4)


def test_a_functional_chain_is_put_in_order():
    design = read(graph2((B, ["a"]), (START, []), (A, ["input_1"]), ends=("b",)))
    found = [("input_layer", "InputLayer", 0), ("a", "Dense", 20), ("b", "Dense", 20)]
    assert rows(design) == found  # input_1 is the automatic name of Keras 2
    assert design.kind == "functional"
    assert design.name is None


def test_a_state_that_is_handed_on_alone_is_no_chain():
    model = graph2((START, []), (A, ["input_1"]), (B, ["a"]), ends=("b",))
    model["config"]["layers"][2]["inbound_nodes"] = [[["a", 0, 1, {}]]]
    values = {"name": "a", "number": 2, "names": ("b",)}
    assert fault(model) == ("config.layers[2]", "later_output", values)


@pytest.mark.parametrize(
    ("model", "place", "code", "names"),
    [
        (
            graph2((START, []), (A, ["input_1"]), (B, ["a"]), (C, ["a"]), ends=("c",)),
            "config.layers[1]",
            "branches",
            {"name": "a", "names": ("b", "c")},
        ),
        (
            graph2((START, []), (A, ["input_1"]), (B, ["a", "input_1"]), ends=("b",)),
            "config.layers[2]",
            "merges",
            {"name": "b", "names": ("a", "input_1")},
        ),
        (
            graph2((START, []), (A, []), (B, ["a"]), ends=("b",)),
            "config.input_layers",
            "several_inputs",
            {"names": ("input_1", "a")},
        ),
        (
            graph2((START, []), (A, ["input_1"]), (B, ["a"]), ends=("b", "a")),
            "config.output_layers",
            "several_outputs",
            {"names": ("a", "b")},
        ),
        (
            graph2((START, []), (A, ["b"]), (B, ["a"]), ends=("b",)),
            "config.layers[1]",
            "not_connected",
            {"name": "a"},
        ),
        (
            graph2((START, []), (A, ["input_1"]), (A, ["input_1"]), ends=("a",)),
            "config.layers[2]",
            "duplicate_name",
            {"name": "a"},
        ),
    ],
    ids=["branches", "merges", "several inputs", "several outputs", "a loop", "one name twice"],
)
def test_what_is_no_chain_is_refused_with_the_name_of_the_layer(
    model: Config, place: str, code: str, names: dict[str, object]
):
    assert fault(model) == (place, code, names)


def test_a_layer_that_is_used_twice_is_refused():
    model = graph2((START, []), (A, ["input_1"]), ends=("a",))
    model["config"]["layers"][1]["inbound_nodes"].append([["a", 0, 0, {}]])
    assert fault(model) == ("config.layers[1]", "shared_layer", {"name": "a", "count": 2})


def test_masks_beside_a_functional_chain_are_left_out(cases: Cases):
    """Keras 3 computes them with operations (rule 21 of the oracle), which are no blocks."""
    found = 0
    for case in cases("models"):
        if case["kind"] != "functional" or "NotEqual" not in case["keras_json"]:
            continue
        classes = {
            item["class_name"] for item in json.loads(case["keras_json"])["config"]["layers"]
        }
        if not classes <= {*LAYERS, "NotEqual", "Any"}:
            continue
        design = design_of(case["keras_json"].encode())
        beside = ("NotEqual", "Any")
        layers = [row for row in case["rows"] if row["class_name"] not in beside]
        assert [(r["name"], r["class_name"], r["params"]) for r in layers] == rows(design)
        assert analyse(design).total == case["total"]
        found += 1
    assert found >= 5
