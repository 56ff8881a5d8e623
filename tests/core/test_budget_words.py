"""What is said of a budget, word for word; the numbers are those of test_budget.py."""

import pytest

from designer.core.analyse import analyse
from designer.core.budget import Reason, answer
from designer.core.design import new_design
from designer.core.layer import Layer
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.reshaping import Flatten, Reshape
from designer.core.measures import MEASURES
from designer.core.sweep import MOST, Knob
from designer.words.budget import (
    change_text,
    closest_text,
    fit_text,
    gives_text,
    proof_text,
    reason_text,
    set_text,
    used_text,
)

SMALL = (Conv2D(filters=2), Flatten(), Dense(units=10))
GROUPED = (Conv2D(filters=8, groups=4),)


@pytest.mark.parametrize(
    ("budget", "field", "layers", "shape", "said"),
    [
        (
            100,
            "units",
            (Dense(),),
            (10,),
            ("units = 9 gives 99; 10 would give 110, which is 10 too many."),
        ),
        (
            10,
            "units",
            (Dense(),),
            (10,),
            ("No value fits: units = 1 gives the least, 11, which is 1 too many."),
        ),
        (
            115,
            "filters",
            GROUPED,
            (9, 9, 4),
            (
                "filters = 8 gives 80; 9 cannot run (conv2d: 9 "
                "filters in 4 groups); 12 would give 120, which is 5 too many."
            ),
        ),
        (
            130,
            "kernel_size",
            SMALL,
            (5, 5, 1),
            (
                "kernel_size = 5 gives 82; 6 cannot run (conv2d: "
                "kernel 6×6 > input 5×5), and no larger value runs."
            ),
        ),
        (
            120,
            "strides",
            SMALL,
            (5, 5, 1),
            (
                "strides has no largest value that fits, as the total "
                "does not grow any more; 2 uses most of the budget, with 110."
            ),
        ),
        (
            100,
            "strides",
            (Conv2D(filters=2),),
            (9, 9, 1),
            ("strides changes nothing here: the total is 20 at every value."),
        ),
        (
            1000,
            "units",
            (Dense(units=12), Reshape(target_shape=(3, 4))),
            (10,),
            (
                "units = 12 gives "
                "132; 13 cannot run (reshape: 13 numbers do not fill (3, 4)), and no larger "
                "value runs."
            ),
        ),
        (
            10**30,
            "units",
            (Dense(),),
            (10,),
            (f"units = {MOST:,} gives {11 * MOST:,}; no larger number can be typed."),
        ),
    ],
)
def test_the_proof(
    budget: int, field: str, layers: tuple[Layer, ...], shape: tuple[int, ...], said: str
):
    design = new_design(*layers, input=Input(batch_shape=(None, *shape)))
    report = analyse(design)
    found = answer(report, design.chain[1].uid, Knob(field), MEASURES["params"], budget)
    assert proof_text(found, field, report.names, "params", budget) == said


def test_another_value_may_use_more_of_the_budget():
    design = new_design(*SMALL, input=Input(batch_shape=(None, 5, 5, 1)))
    knob = Knob("kernel_size")
    found = answer(analyse(design), design.chain[1].uid, knob, MEASURES["params"], 130)
    assert found.closest is not None
    said = "kernel_size = 4 uses most of the budget: 124."
    assert closest_text(found.closest, "kernel_size", "params") == said


def test_whether_it_fits():
    assert fit_text("params", 6_029_097, 1_000_000) == "Does not fit: 5,029,097 too many"
    assert fit_text("bytes", 10, 15) == "Fits: 5 bytes left"
    assert fit_text("macs", 15, 15) == "Fits exactly"
    assert used_text("macs", 1_000, 2_000) == "1,000 of 2,000 MACs"


def test_changes():
    assert change_text("dense", "units", 512, 1_081) == "dense: units 512 → 1,081"
    assert set_text("units", "dense", 81) == "Set units of dense to 81"
    assert gives_text("bytes", 1_000, True) == "gives 1,000 bytes"
    assert gives_text("params", 1_000, False) == "gives 1,000, and another output shape"


def test_why_a_change_helps():
    reason = Reason(place=1, before=11_552, after=3_200, macs=95_200_000)
    told, names = "less flows on: flatten 11,552 → 3,200", ("input_layer", "flatten")
    assert reason_text(reason, names, "params") == f"{told}; 95.2 M MACs for one sample"
    assert reason_text(reason, names, "macs") == told
