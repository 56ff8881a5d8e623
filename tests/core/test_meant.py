"""A misspelt class: which one is meant, and how much of its configuration fits."""

import json

import pytest

from designer.core.analyse import analyse
from designer.core.design import Design, new_design
from designer.core.files import keras_json
from designer.core.files.gate import design_of
from designer.core.files.meant import meant
from designer.core.fixes import fixes
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.unknown import unknown
from designer.core.nearest import nearest_class
from designer.words import fix_text, problem_text


def misspelt(class_name: str, **config: object) -> Design:
    design = new_design(Dense(units=7, name="head"), input=Input(batch_shape=(None, 28, 28, 1)))
    model = json.loads(keras_json.write(design))
    about = model["config"]["layers"][1]
    about["class_name"], about["config"] = class_name, {"name": "head", **config}
    return design_of(json.dumps(model).encode())


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Dens", "Dense"),
        ("dense", "Dense"),
        ("CONV2D", "Conv2D"),
        ("MaxPoolng2D", "MaxPooling2D"),
        ("CapsuleNet", None),
        (None, None),
    ],
)
def test_a_class_is_near_or_not(name: object, near: str | None):
    assert nearest_class(name) == near


def test_a_misspelt_class_is_offered_with_its_settings():
    report = analyse(misspelt("Conv2d", filters=5, kernel_size=[7, 7], activation="relu"))
    row = report.problem_row
    assert row is not None
    assert row.problem is not None
    assert problem_text(row.problem, row).endswith("Is Conv2D meant?")
    fix = fixes(report, row)[0]
    assert fix_text(fix) == "use Conv2D 5 filters 7×7 instead of head"
    layer = fix.design.chain[1].layer
    assert layer == Conv2D(filters=5, kernel_size=(7, 7), activation="relu", name="head")
    assert analyse(fix.design).total == (7 * 7 * 1 + 1) * 5


def test_settings_that_do_not_fit_are_left_out():
    odd = {"units": "many", "mine": 3, "use_bias": False, "trainable": False}
    assert meant(unknown({"class_name": "Densse", "config": odd})) == Dense(
        use_bias=False, trainable=False
    )


def test_what_cannot_be_made_to_fit_is_not_offered():
    about = {"class_name": "Bidirectionale", "config": {"layer": 3}}
    layer = meant(unknown(about))
    assert layer is None or layer.keras == "Bidirectional"
    assert meant(unknown({"class_name": "CapsuleNet", "config": {}})) is None


def test_an_unknown_class_passes_its_configuration_on():
    design = misspelt("Mine", rows=[1, {"deep": None}])
    written = json.loads(keras_json.write(design))["config"]["layers"][1]
    assert written["class_name"] == "Mine"
    assert written["config"] == {"name": "head", "trainable": True, "rows": [1, {"deep": None}]}
