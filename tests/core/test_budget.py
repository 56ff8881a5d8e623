"""Inverse design: exact answers, computed by hand or found by trying every value.

By hand: a Dense has (n + 1) * units parameters, a convolution (k * k * c_in + 1) * filters.
"""

from collections.abc import Callable
from time import perf_counter
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from designer.core.amounts import Amount, Size, with_unit
from designer.core.analyse import analyse
from designer.core.budget import Answer, Change, Reason, answer, changed, changes, known
from designer.core.declared import Array
from designer.core.design import new_design
from designer.core.files.gate import design_of, read_design
from designer.core.layer import Layer
from designer.core.layers.convolution import Conv1D, Conv2D
from designer.core.layers.custom import CustomLayer
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.nested import Sequential
from designer.core.layers.pooling import MaxPooling2D
from designer.core.layers.reshaping import Flatten, Reshape
from designer.core.measures import MEASURES, Measure
from designer.core.problems import Refused
from designer.core.report import Report
from designer.core.sweep import MOST, Knob, current, knobs, sweep
from designer.paths import resource

Cases = Callable[[str], list[dict[str, Any]]]

PARAMS, BYTES, MACS = (MEASURES[code] for code in ("params", "bytes", "macs"))
ASKED = (PARAMS, BYTES, MACS)


def ask(
    budget: int, knob: Knob, *layers: Layer, shape: tuple[int, ...], measure: Measure = PARAMS
) -> Answer:
    """About a knob of the first of *layers*."""
    design = new_design(*layers, input=Input(batch_shape=(None, *shape)))
    return answer(analyse(design), design.chain[1].uid, knob, measure, budget)


def pair(point: Any) -> tuple[int, int]:
    return point.value, point.total


SMALL = (Conv2D(filters=2), Flatten(), Dense(units=10))
"""On 5x5x1: the window takes away as much as it adds. (k * k + 1) * 2 + ((6 - k)^2 * 2 + 1) * 10 is
514, 340, 210, 124, 82 for k = 1 to 5."""


def test_the_largest_number_of_units():
    found = ask(100, Knob("units"), Dense(), shape=(10,))
    assert pair(found.largest) == pair(found.closest) == (9, 99)
    assert found.next is not None
    assert pair(found.next) == (10, 110)
    assert pair(found.least) == (1, 11)
    assert found.complete
    assert not found.endless


def test_a_budget_may_be_met_exactly():
    assert pair(ask(99, Knob("units"), Dense(), shape=(10,)).largest) == (9, 99)
    assert pair(ask(98, Knob("units"), Dense(), shape=(10,)).largest) == (8, 88)


def test_no_value_fits():
    found = ask(10, Knob("units"), Dense(), shape=(10,))
    assert found.largest is found.closest is found.next is None
    assert pair(found.least) == (1, 11)


def test_two_dense_layers_share_the_units():
    # 7 * u + u + 3 * u + 3 = 11 * u + 3
    found = ask(1000, Knob("units"), Dense(), Dense(units=3), shape=(7,))
    assert pair(found.largest) == (90, 993)


def test_filters_are_multiples_of_the_groups():
    # each of the filters sees one of four channels: (9 + 1) * filters
    layer = Conv2D(filters=8, groups=4)
    found = ask(115, Knob("filters"), layer, shape=(9, 9, 4))
    assert pair(found.largest) == (8, 80)
    assert found.next is not None
    assert found.next.problem is not None
    assert (found.next.value, found.next.problem.code) == (9, "groups_of_filters")
    assert pair(found.later) == (12, 120)


def test_groups_of_a_later_layer_count_as_well():
    # 10 * f + (9 * f / 6 + 1) * 6, for f = 6, 12, 18, ...: 19 * f + 6
    layers = (Conv2D(filters=12), Conv2D(filters=6, groups=6))
    found = ask(500, Knob("filters"), *layers, shape=(9, 9, 1))
    assert pair(found.largest) == (24, 462)
    assert pair(found.later) == (30, 576)


def test_a_larger_kernel_can_be_the_smaller_model():
    found = ask(130, Knob("kernel_size"), *SMALL, shape=(5, 5, 1))
    assert pair(found.largest) == (5, 82)
    assert found.next is not None
    assert found.next.problem is not None
    assert (found.next.value, found.next.problem.code) == (6, "window_too_large")
    assert found.later is None
    assert pair(found.closest) == (4, 124)
    found = ask(81, Knob("kernel_size"), *SMALL, shape=(5, 5, 1))
    assert found.largest is None
    assert pair(found.least) == (5, 82)


def test_steps_have_no_end_but_the_total_has():
    # 3 x 3, 2 x 2 and then 1 x 1 places: 20 + (places * 2 + 1) * 10 = 210, 110, 50, 50, ...
    found = ask(120, Knob("strides"), *SMALL, shape=(5, 5, 1))
    assert found.endless
    assert found.largest is None
    assert pair(found.closest) == (2, 110)
    assert ask(60, Knob("strides"), *SMALL, shape=(5, 5, 1)).endless
    never = ask(40, Knob("strides"), *SMALL, shape=(5, 5, 1))
    assert not never.endless
    assert pair(never.least) == (3, 50)


def test_a_knob_that_changes_nothing():
    found = ask(1000, Knob("strides"), Conv2D(filters=2), shape=(9, 9, 1))
    assert found.endless
    assert pair(found.closest) == (1, 20)  # as it is now


def test_where_only_one_value_runs():
    layers = (Dense(units=12), Reshape(target_shape=(3, 4)))
    found = ask(1000, Knob("units"), *layers, shape=(10,))
    assert pair(found.largest) == (12, 132)
    assert found.next is not None
    assert found.next.problem is not None
    assert found.next.problem.code == "reshape_size"
    assert found.later is None
    assert found.complete
    assert ask(100, Knob("units"), *layers, shape=(10,)).largest is None


def test_a_shape_is_tried_value_by_value():
    layers = (Reshape(target_shape=(-1, 3)), Dense(units=10))
    found = ask(60, Knob("target_shape", 1), *layers, shape=(12,))
    assert pair(found.largest) == (4, 50)  # of 1, 2, 3, 4, 6 and 12, (n + 1) * 10
    assert pair(found.later) == (6, 70)
    assert found.complete


def test_layers_inside_are_asked_too():
    knob = Knob("units", None, ("layers", 0))
    found = ask(100, knob, Sequential(), shape=(10,))
    assert pair(found.largest) == (9, 99)


def test_a_declared_layer_that_falls_is_not_taken_for_one_that_rises():
    # the declared array has 20 - n numbers: (10 + 1) * n + 20 - n = 10 * n + 20
    falling = CustomLayer(numbers=(), arrays=(Array("kept", ("20 - n",)),), output=None)
    found = ask(120, Knob("units"), Dense(units=4), falling, shape=(10,))
    assert pair(found.largest) == (10, 120)
    assert found.next is not None
    assert pair(found.next) == (11, 130)


def test_bytes_are_those_of_the_precision():
    half = Dense(dtype="float16")
    assert pair(ask(100, Knob("units"), half, shape=(4,), measure=BYTES).largest) == (10, 100)
    assert pair(ask(100, Knob("units"), Dense(), shape=(4,), measure=BYTES).largest) == (5, 100)


def test_macs_of_a_window_rise_and_fall():
    # k * k * (10 - k)^2 MACs for one channel and one filter: 81, 256, 441, 576, 625, 576, ...
    found = ask(500, Knob("kernel_size"), Conv2D(filters=1), shape=(9, 9, 1), measure=MACS)
    assert pair(found.largest) == (9, 81)
    assert pair(found.closest) == (3, 441)


@pytest.mark.parametrize("budget", [10**15, 10**30])
@pytest.mark.parametrize("measure", ASKED, ids=lambda m: m.code)
def test_huge_budgets_take_no_time(budget: int, measure: Measure):
    start = perf_counter()
    layers = (Conv2D(padding="same"), MaxPooling2D(), Flatten(), Dense())
    shape = (28, 28, 1)
    for knob in knobs(layers[0]):
        found = ask(budget, knob, *layers, shape=shape, measure=measure)
        for point in (found.largest, found.closest):
            assert point is None or point.value <= MOST
    assert perf_counter() - start < 5  # 20 ms each, with room for a busy machine


def test_a_long_signal_takes_no_time():
    # 160,000 samples: (k + 1) * 8 + ((160,001 - k) * 8 + 1) * 10 falls by 72 a step
    conv = Conv1D(filters=8, kernel_size=(16,))
    start = perf_counter()
    found = ask(10**7, Knob("kernel_size"), conv, Flatten(), Dense(units=10), shape=(160_000, 1))
    assert perf_counter() - start < 2
    assert pair(found.largest) == (160_000, 1_280_008 + 90)
    # 12,800,098 - 72 * k <= 10,000,000 from k = 38,891 on
    assert pair(found.closest) == (38_891, 9_999_946)
    assert found.complete


def test_the_classifier_fits_a_million_with_81_units():
    design = read_design(resource("examples", "c-image-classifier.design"))
    report = analyse(design)
    dense = next(block for block in design.chain if block.layer.keras == "Dense")
    found = answer(report, dense.uid, Knob("units"), PARAMS, 1_000_000)
    assert found.largest is not None
    assert found.next is not None
    for point in (found.largest, found.next):
        again = analyse(changed(design, dense.uid, Knob("units"), point.value))
        assert again.total == point.total
    assert (found.largest.value, found.next.value) == (81, 82)
    assert found.largest.total <= 1_000_000 < found.next.total
    # a unit weighs 11,552 inputs, has a bias, and is weighed by 128 units
    assert found.next.total - found.largest.total == 11_552 + 1 + 128


# single changes


def ranked(report: Report, measure: Measure, budget: int) -> list[Change]:
    return sorted(filter(None, changes(report, measure, budget)), key=lambda c: c.rank)


def test_single_changes_come_best_first():
    design = new_design(
        Dense(units=20), Dense(units=30), Dense(units=2), input=Input(batch_shape=(None, 10))
    )
    # 11 * a + (a + 1) * b + (b + 1) * 2 = 220 + 630 + 62
    report = analyse(design)
    assert report.total == 912
    found = ranked(report, PARAMS, 700)
    told = [(design.index(c.uid), c.knob.field, c.old, c.value, c.total) for c in found]
    # 11a + 30a + 30 + 62 = 41a + 92: 14 -> 666; 220 + 21b + 2b + 2 = 23b + 222: 20 -> 682;
    # the last layer: (30 + 1) * 2 less can never be enough; the input: (n + 1) * 20 + 692 neither
    assert told == [(2, "units", 30, 20, 682), (1, "units", 20, 14, 666)]
    for change in found:
        after = analyse(changed(design, change.uid, change.knob, change.value))
        assert after.complete
        assert after.total == change.total


def test_what_leaves_the_output_alone_comes_first():
    design = new_design(Dense(units=8), Dense(units=100), input=Input(batch_shape=(None, 10)))
    report = analyse(design)  # 88 + 900
    first, *others = ranked(report, PARAMS, 900)
    # 11 * a + (a + 1) * 100 = 111 * a + 100: 7 -> 877; 88 + 9 * b: 90 -> 898
    assert (design.index(first.uid), first.value, first.total) == (1, 7, 877)
    assert (others[0].total, others[0].same_output) == (898, False)


def test_widths_come_before_steps_and_these_before_windows():
    # on 9x9x1: (9 + 1) * 2 + (7 * 7 * 2 + 1) * 10 = 1,010
    layers = (Conv2D(filters=2), Flatten(), Dense(units=10), Dense(units=2))
    report = analyse(new_design(*layers, input=Input(batch_shape=(None, 9, 9, 1))))
    assert report.total == 1010 + 22
    found = [c for c in ranked(report, PARAMS, 600) if c.knob.index is None]
    told = [(c.knob.field, c.value, c.total) for c in found]
    # filters 1: 10 + 500 + 22; units 5: 20 + 99 * 5 + 12; steps of 2: 4 * 4 places, which are
    # 20 + 330 + 22; windows of 5: 52 + 510 + 22; a dilation of 2, 5 * 5 places: 20 + 510 + 22
    assert told == [
        ("filters", 1, 532),
        ("units", 5, 527),
        ("strides", 2, 372),
        ("kernel_size", 5, 584),
        ("dilation_rate", 2, 552),
    ]
    by_field = {change.knob.field: change.reason for change in found}
    assert by_field["filters"] is by_field["units"] is None
    # what comes out of the Flatten is 98 now; MACs: 4 * 4 * 9 * 2 + 32 * 10 + 20
    assert by_field["strides"] == Reason(place=2, before=98, after=32, macs=628)
    assert by_field["kernel_size"] == Reason(place=2, before=98, after=50, macs=25 * 50 + 520)


def test_where_a_layer_itself_does_less_its_own_output_is_the_reason():
    design = new_design(Conv2D(filters=2), input=Input(batch_shape=(None, 9, 9, 1)))
    found = ranked(analyse(design), MACS, 300)  # 7 * 7 places * 9 * 2 = 882
    steps = next(c for c in found if c.knob == Knob("strides"))
    assert (steps.value, steps.total) == (2, 288)  # 4 * 4 places
    assert steps.reason == Reason(place=1, before=98, after=32, macs=288)


def test_nothing_can_be_told_of_a_chain_that_does_not_run():
    broken = new_design(Conv2D(kernel_size=(9, 9)), input=Input(batch_shape=(None, 5, 5, 1)))
    assert not known(analyse(broken), PARAMS)
    open_ended = new_design(Conv2D(), input=Input(batch_shape=(None, None, None, 1)))
    assert known(analyse(open_ended), PARAMS)
    assert not known(analyse(open_ended), MACS)


# every value tried


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_trying_every_value_gives_the_same(cases: Cases, data: st.DataObject):
    running = [case for case in cases("random_chains") if case["valid"]]
    case = running[data.draw(st.integers(0, len(running) - 1))]
    design = design_of(case["keras_json"].encode())
    report, measure = analyse(design), data.draw(st.sampled_from(ASKED))
    assume(known(report, measure))
    turnable = [(block, knob) for block in design.chain for knob in knobs(block.layer)]
    block, knob = data.draw(st.sampled_from(turnable))
    now = current(block.layer, knob)
    values = sorted({*range(36), now})
    totals = zip(values, sweep(report, block.uid, knob, values, measure), strict=True)
    tried = [(value, total) for value, total in totals if total is not None]
    around = data.draw(st.sampled_from([total for _, total in tried]))
    budget = max(around + data.draw(st.integers(-3, 3)), 1)
    found = answer(report, block.uid, knob, measure, budget)
    _agree(found, tried, budget)
    for point in (found.largest, found.closest, found.least):
        if point is not None:
            assert sweep(report, block.uid, knob, [point.value], measure) == [point.total]


def _agree(found: Answer, tried: list[tuple[int, int]], budget: int) -> None:
    """*found* is no worse than what was *tried*."""
    fitting = [(value, total) for value, total in tried if total <= budget]
    assert found.least.total <= min(total for _, total in tried)
    if not found.endless:
        largest = found.largest.value if found.largest else -1
        assert largest >= max((value for value, _ in fitting), default=-1)
    if found.largest:
        assert found.largest.total <= budget
        beyond = [total for value, total in tried if value > found.largest.value]
        assert all(total > budget for total in beyond)
    used = found.closest.total if found.closest else -1
    assert budget >= used >= max((total for _, total in fitting), default=-1)
    for point in (found.next, found.later):
        assert point is None or not point.runs or point.total > budget or not found.complete


# amounts


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,000,000", 10**6),
        ("1 000 000", 10**6),
        ("1_000_000", 10**6),
        ("1M", 10**6),
        ("1.5 k", 1500),
        ("2.5e9", 2_500_000_000),
        ("2 b", 2 * 10**9),
        (".5M", 500_000),
        ("12.3 M MACs", 12_300_000),
        ("500 parameters", 500),
        ("1.9", 1),
    ],
)
def test_amounts(text: str, amount: int):
    assert Amount().parse(text) == amount


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("10 MB", 10_000_000),
        ("10 MiB", 10 * 1_048_576),
        ("10mb", 10_000_000),
        ("9.5 KiB", 9728),
        ("4,096", 4096),
        ("4096 bytes", 4096),
        ("1 GB", 10**9),
        ("1e6", 10**6),
    ],
)
def test_sizes(text: str, size: int):
    assert Size().parse(text) == size


@pytest.mark.parametrize("text", ["ten", "1,00", "2,5", "1.000.000", "-5", "0", "1e99", "5 MB"])
def test_what_is_no_amount(text: str):
    with pytest.raises(Refused, match="not_an_amount"):
        Amount().parse(text)


@pytest.mark.parametrize("text", ["MB", "10 apples", "10 M B", "0.1", "1" * 40])
def test_what_is_no_size(text: str):
    with pytest.raises(Refused, match="not_a_size"):
        Size().parse(text)


@pytest.mark.parametrize(
    ("text", "before", "meant"),
    [
        ("20", "10 MB", "20 MB"),
        (" 9.5 ", "10MiB", "9.5 MiB"),
        ("1,000", "4 bytes", "1,000 bytes"),
        ("2.5e3", "10 KB", "2.5e3 KB"),
        ("20 GB", "10 MB", "20 GB"),
        ("20", "10", "20"),
        ("many", "10 MB", "many"),
    ],
)
def test_a_number_alone_keeps_the_unit(text: str, before: str, meant: str):
    assert with_unit(text, before) == meant


def test_amounts_are_shown_in_groups():
    assert Amount().show(1_000_000) == "1,000,000"
