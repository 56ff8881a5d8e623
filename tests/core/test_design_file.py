"""Our own format: canonical bytes, strict reading, and all faults at once with their places."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from designer.core.assumption import Assumption
from designer.core.design import Block, Design, new_design
from designer.core.files import design_file
from designer.core.files.faults import Unreadable
from designer.core.files.gate import design_of
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.identity import Masking
from designer.core.layers.input import Input
from designer.core.layers.nested import Sequential
from designer.core.layers.recurrent import LSTM
from designer.core.layers.reshaping import Flatten
from designer.core.layers.wrappers import Bidirectional, TimeDistributed

Cases = Callable[[str], list[dict[str, Any]]]

SMALL = """\
{
"format": "layer-designer",
"version": 1,
"kind": "sequential",
"name": "digits",
"title": "A title",
"note": "Ask \\"why\\".",
"chain": [
{"layer": "InputLayer", "batch_shape": [null, 28, 28, 1]},
{"layer": "Conv2D", "filters": 32, "kernel_size": [3, 3], "activation": "relu", "name": "first"},
{"layer": "TimeDistributed", "inner": {"layer": "Dense", "units": 10, "use_bias": false}}
]
}
"""


def small() -> Design:
    design = new_design(
        Conv2D(activation="relu").replace(name="first"),
        TimeDistributed(layer=Dense(units=10, use_bias=False)),
        input=Input(batch_shape=(None, 28, 28, 1)),
    )
    return replace(design, name="digits", title="A title", note='Ask "why".')


def read(chain: list[Any], **head: Any) -> Design:
    return design_file.read({"format": "layer-designer", "version": 1, **head, "chain": chain})


def faults(chain: Any, **head: Any) -> list[tuple[str, str]]:
    with pytest.raises(Unreadable) as caught:
        read(chain, **head)
    return [(fault.place, fault.problem.code) for fault in caught.value.faults]


INPUT = {"layer": "InputLayer", "batch_shape": [None, 4]}


def test_one_layer_a_line_and_only_what_is_not_the_default():
    assert design_file.write(small()).decode() == SMALL


def test_what_is_written_reads_back_as_it_was():
    assert design_of(SMALL.encode()) == small()
    assert design_file.write(design_of(SMALL.encode())).decode() == SMALL


@pytest.mark.slow
def test_every_model_on_file_goes_through_our_format(cases: Cases):
    """Designs from Keras's own JSON, with all the settings that Keras writes."""
    compared = 0
    for case in [*cases("models"), *cases("random_chains")]:
        try:
            design = design_of(case["keras_json"].encode())
        except Unreadable:
            continue  # a class or a model that is not for us; test_oracle.py says which
        data = design_file.write(design)
        again = design_of(data)
        assert again == design, case["id"]
        assert design_file.write(again) == data, case["id"]
        compared += 1
    assert compared > 1000


def test_wrappers_hold_their_layers():
    both = Bidirectional(layer=LSTM(units=3), backward_layer=LSTM(units=4, go_backwards=True))
    design = new_design(both, input=Input(batch_shape=(None, 5, 2)))
    written = json.loads(design_file.write(design))["chain"][1]
    assert written == {
        "layer": "Bidirectional",
        "inner": {"layer": "LSTM", "units": 3},
        "backward_layer": {"layer": "LSTM", "units": 4, "go_backwards": True},
    }
    assert design_of(design_file.write(design)) == design


def test_all_faults_are_found_at_once_with_their_places():
    chain = [
        {"layer": "InputLayer", "batch_shape": [None, -4]},
        {"layer": "Dense", "units": 0, "activation": "relo", "color": "red"},
        {"layer": "Conv2D", "filters": 3},
        {"layer": "Dens", "units": 3},
        {"layer": "TimeDistributed", "inner": {"layer": "Dense", "units": 2.5}},
        "Flatten",
        {"units": 3},
    ]
    assert faults(chain, title=7, kind="round", extra=1) == [
        ("extra", "unknown_key"),
        ("title", "not_text"),
        ("kind", "not_an_option"),
        ("chain[0].batch_shape", "too_small"),
        ("chain[1].units", "too_small"),
        ("chain[1].activation", "not_an_option"),
        ("chain[1].color", "unknown_setting"),
        ("chain[2].kernel_size", "value_missing"),
        ("chain[3].layer", "unknown_class"),
        ("chain[4].inner.units", "not_whole"),
        ("chain[5]", "not_a_layer"),
        ("chain[6]", "no_layer_type"),
    ]


@pytest.mark.parametrize(
    ("settings", "place", "code"),
    [
        ({"layer": "Dense", "units": True}, "units", "not_a_number"),
        ({"layer": "Dense", "units": 3.0}, "units", "not_whole"),
        ({"layer": "Dense", "units": "3"}, "units", "not_whole"),
        ({"layer": "Dense", "units": None}, "units", "value_missing"),
        ({"layer": "Dense", "units": 3, "use_bias": 1}, "use_bias", "not_a_flag"),
        ({"layer": "Dense", "units": 3, "name": 4}, "name", "not_text"),
        ({"layer": "Dense", "units": 3, "name": "a/b"}, "name", "slash_in_name"),
        (
            {"layer": "Conv2D", "filters": 3, "kernel_size": [True, 3]},
            "kernel_size",
            "not_a_number",
        ),
        ({"layer": "Conv2D", "filters": 3, "kernel_size": [3]}, "kernel_size", "wrong_length"),
        ({"layer": "Reshape", "target_shape": [2, True]}, "target_shape", "not_a_number"),
        ({"layer": "ZeroPadding2D", "padding": [[1, True], [1, 1]]}, "padding", "not_a_number"),
        ({"layer": "Dropout", "rate": 1.5}, "rate", "out_of_range"),
        ({"layer": "Dropout", "rate": True}, "rate", "not_a_number"),
        ({"layer": "TimeDistributed", "inner": 3}, "inner", "not_a_layer"),
        ({"layer": "TimeDistributed"}, "inner", "value_missing"),
    ],
)
def test_values_are_taken_strictly(settings: dict[str, Any], place: str, code: str):
    assert faults([INPUT, settings]) == [(f"chain[1].{place}", code)]


def test_one_number_may_stand_for_all_axes():
    layer = read([INPUT, {"layer": "Conv2D", "filters": 3, "kernel_size": 5}]).chain[1].layer
    assert layer == Conv2D(filters=3, kernel_size=(5, 5))


def test_names_are_given_once():
    same = {"layer": "Flatten", "name": "x"}
    assert faults([INPUT, same, same]) == [("chain[2].name", "duplicate_name")]


def test_a_chain_begins_with_its_input():
    assert faults([]) == [("chain", "input_not_first")]
    assert faults([{"layer": "Flatten"}]) == [("chain[0]", "input_not_first")]
    assert faults(None) == [("chain", "not_a_list")]


@pytest.mark.parametrize("version", [True, 1.0, "1", 0, None])
def test_a_version_is_a_whole_number(version: object):
    assert faults([INPUT], version=version) == [("version", "not_a_version")]


def test_a_newer_version_is_not_guessed_at():
    assert faults({}, version=5) == [("version", "newer_version")]


def test_what_is_left_out_has_its_default():
    design = read([INPUT])
    assert (design.kind, design.name, design.title, design.note) == ("sequential", None, "", "")
    assert read([INPUT], kind="functional").kind == "functional"
    assert read([INPUT], name="").name is None


def test_what_was_assumed_is_kept_and_makes_it_version_2():
    assumed = Assumption("settings", ("units",), "units 3", "4 = 4", ("units 4",))
    block = Block(Dense(units=3), assumed=(assumed, Assumption("unfit")))
    design = new_design()
    design = design.with_chain((*design.chain, block))
    data = design_file.write(design)
    assert json.loads(data)["version"] == 2
    assert json.loads(data)["chain"][1] == {
        "layer": "Dense",
        "units": 3,
        "assumed": [
            {
                "kind": "settings",
                "told": "units 3",
                "count": "4 = 4",
                "fields": ["units"],
                "others": ["units 4"],
            },
            {"kind": "unfit"},
        ],
    }
    assert design_of(data) == design
    assert json.loads(design_file.write(new_design()))["version"] == 1


def test_what_was_assumed_of_a_layer_inside_is_kept_and_makes_it_version_4():
    inner = Sequential(layers=(Flatten(), Dense(units=3)))
    outer = Sequential(layers=(inner, Dense(units=2)))
    assumed = Assumption("settings", ("units",), "units 3", inside=(0, 1))
    design = new_design()
    design = design.with_chain((*design.chain, Block(outer, assumed=(assumed,))))
    data = design_file.write(design)
    assert json.loads(data)["version"] == 4
    assert json.loads(data)["chain"][1]["assumed"] == [
        {"kind": "settings", "told": "units 3", "fields": ["units"], "inside": [0, 1]}
    ]
    assert design_of(data) == design


@pytest.mark.parametrize(
    ("assumed", "place", "code"),
    [
        (3, "chain[1].assumed", "not_a_list"),
        ([{"kind": "guess"}], "chain[1].assumed[0].kind", "not_an_option"),
        ([{"kind": "unfit", "told": 3}], "chain[1].assumed[0].told", "not_text"),
        ([{"kind": "unfit", "others": [3]}], "chain[1].assumed[0].others", "not_text"),
        ([{"kind": "unfit", "inside": ["a"]}], "chain[1].assumed[0].inside", "not_a_number"),
        ([{"kind": "unfit", "inside": [0]}], "chain[1].assumed[0].inside", "no_layer_inside"),
    ],
)
def test_assumptions_are_read_strictly(assumed: object, place: str, code: str):
    chain = [INPUT, {"layer": "Dense", "units": 3, "assumed": assumed}]
    assert faults(chain, version=2) == [(place, code)]


def test_only_blocks_have_assumptions():
    inside = {"layer": "Dense", "units": 3, "assumed": []}
    chain = [INPUT, {"layer": "Sequential", "layers": [inside]}]
    assert faults(chain) == [("chain[1].layers[0].assumed", "unknown_setting")]


MASKED = (Masking(), LSTM(units=3))


def test_names_of_operations_are_kept_and_make_it_version_3():
    plain = replace(new_design(*MASKED, input=Input(batch_shape=(None, 6, 3))), kind="functional")
    data = design_file.write(replace(plain, beside=("not_equal_4", "any_4")))
    assert b'"version": 3,' in data
    assert b'"operations": ["not_equal_4", "any_4"],' in data
    again = design_of(data)
    assert again.beside == ("not_equal_4", "any_4")
    assert design_file.write(again) == data
    assert b'"version": 1,' in design_file.write(plain)


def test_names_that_keras_gives_by_itself_are_not_kept(cases: Cases):
    """A file of Keras names its operations; `models` has chains with masks, named afresh."""
    kept = [design_of(case["keras_json"].encode()).beside for case in cases("models")]
    assert set(kept) == {()}


def test_names_of_operations_are_texts():
    assert faults([INPUT], operations="any", version=3) == [("operations", "not_a_list")]
    assert faults([INPUT], operations=["any", 3, ""], version=3) == [
        ("operations[1]", "not_text"),
        ("operations[2]", "not_text"),
    ]
