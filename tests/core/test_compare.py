"""Differences and their causes. Example C has 18 layers and 6,029,097 parameters; its Flatten has
19 * 19 * 32 = 11,552 numbers, and 39 * 39 * 32 = 48,672 without the pooling before it."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from designer.core import edits
from designer.core.analyse import analyse
from designer.core.causes import Act
from designer.core.compare import Comparison, compare
from designer.core.design import Block, Design, new_design
from designer.core.export.comparison_cells import name_text, shapes_text, short_names, short_shapes
from designer.core.files.gate import read_design
from designer.core.layer import Layer
from designer.core.layers.activation import ReLU
from designer.core.layers.convolution import Conv1D, Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.pooling import GlobalAveragePooling2D, MaxPooling2D
from designer.core.layers.recurrent import LSTM
from designer.core.layers.regularization import Dropout
from designer.core.layers.reshaping import Flatten
from designer.core.layers.wrappers import Bidirectional
from designer.core.measures import MEASURES
from designer.paths import resource
from designer.words import problem_short
from designer.words.comparison import line_text
from designer.words.differences import counts_text, difference_text, largest_text, total_text

CLASSIFIER = read_design(resource("examples", "c-image-classifier.design"))


def changed(design: Design, index: int, **settings: Any) -> Design:
    block = design.chain[index]
    return edits.replace_layers(design, {block.uid: block.layer.replace(**settings)})


def without(design: Design, index: int) -> Design:
    return edits.remove(design, [design.chain[index].uid])


def compared(before: Design, after: Design) -> Comparison:
    return compare(analyse(before), analyse(after))


def sentences(comparison: Comparison) -> dict[str, str]:
    return {name_text(comparison.line(i)): line_text(comparison, i) for i in comparison.different}


def test_a_pooling_that_is_gone_is_the_cause_of_all_that_grew():
    after = without(CLASSIFIER, 11)
    comparison = compared(CLASSIFIER, after)
    assert sentences(comparison) == {
        "max_pooling2d_2": "gone",
        "dropout_2": ("output grew from 19×19×32 to 39×39×32, because max_pooling2d_2 is gone"),
        "flatten": "output grew from 11,552 to 48,672, because max_pooling2d_2 is gone",
        "dense": (
            "(48,672 + 1) · 512 parameters instead of (11,552 + 1) · 512, because the output of "
            "flatten grew from 11,552 to 48,672, because max_pooling2d_2 is gone"
        ),
    }
    # (48,672 - 11,552) * 512 = 19,005,440; 19,005,440 / 6,029,097 = 3.1523
    assert difference_text(*comparison.totals("params")) == (
        "6,029,097 → 25,034,537: +19,005,440 (+315.2 %)"
    )
    assert difference_text(*comparison.totals("bytes"), "bytes") == (
        "23.00 MB → 95.50 MB: +72.50 MB (+315.2 %)"
    )
    assert largest_text(comparison, "params") == "Most of it: dense +19,005,440"
    assert counts_text(comparison) == "3 changed, 1 gone"


def test_two_files_tell_the_same_as_one_document():
    again = read_design(resource("examples", "c-image-classifier.design"))
    after = without(again, 11)
    assert sentences(compared(CLASSIFIER, after)) == sentences(
        compared(CLASSIFIER, without(CLASSIFIER, 11))
    )


def test_a_setting_is_the_cause_in_its_layer_and_in_the_next():
    comparison = compared(CLASSIFIER, changed(CLASSIFIER, 5, filters=64))
    assert sentences(comparison) == {
        "conv2d_2": (
            "filters 32 → 64: (3 · 3 · 32 + 1) · 64 parameters instead of (3 · 3 · 32 + 1) · 32"
        ),
        "conv2d_3": (
            "(3 · 3 · 64 + 1) · 32 parameters instead of (3 · 3 · 32 + 1) · 32, "
            "because filters of conv2d_2 went from 32 to 64"
        ),
    }


def test_what_does_not_matter_is_not_the_cause():
    """The padding of the first convolution makes its image smaller, 254 // 3 = 252 // 3 = 84."""
    after = changed(CLASSIFIER, 1, padding="valid", activation="gelu")
    comparison = compared(CLASSIFIER, changed(after, 5, filters=64))
    first, fourth = (comparison.causes.of(i).acts for i in (1, 6))
    assert first == (Act("set", 1, "conv2d", "padding", "same", "valid"),)
    assert fourth == (Act("set", 5, "conv2d_2", "filters", "32", "64"),)
    assert line_text(comparison, 1) == (
        "padding same → valid: output shrank from 256×256×32 to 254×254×32; activation relu → gelu"
    )


def test_a_size_is_followed_to_what_changed_it_and_no_further():
    """Two changes, of the rows and of the channels; the count depends on the channels alone."""
    image = Input(batch_shape=(None, 8, 8, 3))
    layers = (MaxPooling2D(), Conv2D(filters=4, kernel_size=(1, 1)), Conv2D(filters=2))
    before = new_design(*layers, input=image)
    after = without(changed(before, 2, filters=5), 1)
    comparison = compared(before, after)
    assert [a.code for a in comparison.causes.of(3).acts] == ["set"]
    # what comes out of it is larger for the pooling that is gone
    assert shapes_text(comparison.line(3)) == "2×2×2 → 6×6×2"
    after = new_design(*layers[1:], GlobalAveragePooling2D(), input=image)
    before = new_design(*layers, GlobalAveragePooling2D(), input=image)
    comparison = compared(before, after)
    assert line_text(comparison, 4) == (
        "input grew from 2×2×2 to 6×6×2, because the output of conv2d_1 "
        "grew from 2×2×2 to 6×6×2, because max_pooling2d is gone"
    )


def test_several_causes_are_told_in_order():
    image = Input(batch_shape=(None, 16, 16, 3))
    before = new_design(MaxPooling2D(), ReLU(), MaxPooling2D(), Flatten(), input=image)
    after = without(without(before, 3), 1)
    comparison = compared(before, after)
    # the one nearest to it first; that is where a reader looks
    assert line_text(comparison, 4) == (
        "output grew from 48 to 768, because max_pooling2d_1 and max_pooling2d are gone"
    )


def test_settings_that_matter_only_together_are_both_the_cause():
    """With "same" padding no kernel makes the image smaller; 3x3 and "valid" would leave 6x6."""
    image = Input(batch_shape=(None, 8, 8, 3))
    before = new_design(Conv2D(filters=4, padding="same"), Flatten(), input=image)
    comparison = compared(before, changed(before, 1, padding="valid", kernel_size=(5, 5)))
    assert line_text(comparison, 2) == (
        "output shrank from 256 to 64, because kernel_size of conv2d went from 3×3 to 5×5 "
        "and padding of conv2d went from same to valid"
    )


def test_a_moved_layer():
    """Of two that have changed places one was moved; it is the same to say it of the other."""
    before = new_design(
        Dense(units=8), Flatten(), Dense(units=4), input=Input(batch_shape=(None, 3, 2))
    )
    after = edits.move(before, [before.chain[2].uid], (1,))
    comparison = compared(before, after)
    assert sentences(comparison) == {
        "flatten": "output shrank from 24 to 6, because dense was moved",
        "dense": "moved from place 1 to 2: (6 + 1) · 8 parameters instead of (2 + 1) · 8",
        "dense_1": "(8 + 1) · 4 parameters instead of (24 + 1) · 4, because dense was moved",
    }


def test_a_renamed_layer_and_one_that_is_only_numbered_anew():
    before = new_design(Dense(units=8), Dense(units=8), Dense(units=2, name="head"))
    after = without(changed(before, 3, name="logits"), 1)
    comparison = compared(before, after)
    kinds = {name_text(line): line.kind for line in comparison.lines}
    assert kinds == {
        "input_layer": "same",
        "dense": "removed",
        "dense_1 → dense": "changed",
        "head → logits": "changed",
    }
    assert line_text(comparison, 3) == "name head → logits"
    # what the design now calls "dense" is another layer
    assert line_text(comparison, 2) == (
        "(1 + 1) · 8 parameters instead of (8 + 1) · 8, because the old dense (layer 1) is gone"
    )


def test_one_name_never_stands_for_two_layers():
    """Without the second pooling, the third takes over its name. 82 × 82 then come into conv2d_4
    with "same" padding, conv2d_5 leaves 80 × 80, and 40 × 40 × 32 = 51,200 are left."""
    comparison = compared(CLASSIFIER, without(CLASSIFIER, 7))
    flatten = comparison.line(13)
    assert name_text(comparison.line(11)) == "max_pooling2d_2 → max_pooling2d_1"
    assert line_text(comparison, flatten.index) == (
        "output grew from 11,552 to 51,200, because the output of max_pooling2d_2 "
        "(now max_pooling2d_1) grew from 19×19×32 to 40×40×32, because the old max_pooling2d_1 "
        "(layer 7) is gone"
    )


def test_another_type_in_the_same_place():
    sequence = Input(batch_shape=(None, 10, 4))
    before = new_design(Dense(units=8), Dense(units=2), input=sequence)
    uid = before.chain[1].uid
    after = edits.replace_layers(before, {uid: Conv1D(filters=8, kernel_size=(3,))})
    comparison = compared(before, after)
    assert comparison.line(1).replaced
    assert line_text(comparison, 1) == (
        "Dense → Conv1D: (3 · 4 + 1) · 8 parameters instead of (4 + 1) · 8"
    )
    assert line_text(comparison, 2) == (
        "output shrank from 10×2 to 8×2, because dense (now conv1d) is of type Conv1D, not Dense"
    )


def test_settings_of_a_layer_inside_have_a_place():
    before = new_design(Bidirectional(layer=LSTM(units=8)), input=Input(batch_shape=(None, 10, 4)))
    after = changed(before, 1, layer=LSTM(units=16))
    (change,) = compared(before, after).line(1).altered
    assert (change.name, change.texts) == ("layer.units", ("8", "16"))


def test_another_input_is_a_cause():
    after = changed(CLASSIFIER, 0, batch_shape=(None, 128, 128, 3))
    comparison = compared(CLASSIFIER, after)
    last = comparison.largest("params", 1)[0][0]
    assert line_text(comparison, last).endswith(
        "because batch_shape of input_layer went from (256, 256, 3) to (128, 128, 3)"
    )
    assert [a.line for i in comparison.different for a in comparison.causes.of(i).acts] == (
        [0] * len(comparison.different)
    )


def test_a_broken_design_is_compared_as_far_as_it_goes():
    """A window of 91x91 where 84x84 comes in; before it are 896 + 9,248 + 9,248 parameters."""
    comparison = compared(CLASSIFIER, changed(CLASSIFIER, 6, kernel_size=(91, 91)))
    assert not comparison.complete
    assert comparison.totals("params") == (6_029_097, 19_392)
    problem = comparison.after.row(6).problem
    assert problem is not None
    assert line_text(comparison, 6) == (
        f"kernel_size 3×3 → 91×91: cannot run: {problem_short(problem)}"
    )
    assert line_text(comparison, 7).startswith("waiting for conv2d_3")
    assert total_text(comparison, "params") == "6,029,097 → at least 19,392"
    # 11,552 + 1 numbers and the bias for each of 512: not known to be gone
    assert comparison.delta(14, "params") is None
    assert largest_text(comparison, "params") == ""
    back = compare(comparison.after, comparison.before)
    assert line_text(back, 6) == "kernel_size 91×91 → 3×3: runs now"


def test_nothing_differs():
    comparison = compared(CLASSIFIER, CLASSIFIER)
    assert comparison.equal
    assert counts_text(comparison) == "The layers are the same."
    assert difference_text(*comparison.totals("params")) == "6,029,097, no difference"
    empty = compared(new_design(), new_design())
    assert empty.equal
    assert difference_text(*empty.totals("params")) == "0, no difference"


def test_from_nothing_there_is_no_percentage():
    comparison = compared(new_design(), CLASSIFIER)
    assert difference_text(*comparison.totals("params")) == "0 → 6,029,097: +6,029,097"


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (6_029_097, 1_199_882, "6,029,097 → 1,199,882: −4,829,215 (−80.1 %)"),
        (10_000_000, 10_000_001, "10,000,000 → 10,000,001: +1 (less than 0.1 %)"),
    ],
)
def test_totals(before: int, after: int, text: str):
    assert difference_text(before, after) == text


# over random edits

_MADE = st.one_of(
    st.integers(1, 9).map(lambda n: Conv2D(filters=n, padding="same")),
    st.integers(1, 4).map(lambda n: Conv2D(filters=3, kernel_size=(n, n))),
    st.integers(1, 9).map(lambda n: Dense(units=n)),
    st.sampled_from([MaxPooling2D(), Flatten(), Dropout(rate=0.5), ReLU()]),
)
_SAME = Conv2D(filters=1, padding="same")
_EDIT = st.tuples(
    st.sampled_from(["insert", "remove", "move", "change"]), st.integers(0, 99), _MADE
)


def _edited(design: Design, edit: tuple[str, int, Layer]) -> Design:
    what, number, layer = edit
    place = 1 + number % len(design.chain)
    at = design.chain[min(place, len(design.chain) - 1)]
    if what == "insert" or len(design.chain) == 1:
        return edits.insert(design, (place,), [Block(layer)])
    if what == "remove":
        return edits.remove(design, [at.uid])
    if what == "move":
        return edits.move(design, [at.uid], (1 + number // 7 % len(design.chain),))
    return edits.replace_layers(design, {at.uid: layer})


def _check(comparison: Comparison) -> None:
    for code in MEASURES:
        before, after = comparison.totals(code)
        lines = range(len(comparison.pairs))
        figures = [comparison.figures(i, code) for i in lines]
        assert (before, after) == (sum(a or 0 for a, _ in figures), sum(b or 0 for _, b in figures))
        deltas = [comparison.delta(i, code) for i in lines]
        assert None in deltas or sum(d or 0 for d in deltas) == after - before
        assert all(
            not comparison.delta(i, code) for i in lines if i not in set(comparison.different)
        )
    for index in comparison.different:
        assert comparison.causes.of(index).acts, "whatever differs has a cause"
        assert line_text(comparison, index)


@example([Flatten(), _SAME, _SAME], [("insert", 1, _SAME)])  # what waits, and waits still
@settings(deadline=None, max_examples=60)
@given(st.lists(_MADE, max_size=7), st.lists(_EDIT, max_size=6))
def test_the_lines_account_for_the_whole_difference(layers: list[Layer], changes: list[Any]):
    image = Input(batch_shape=(None, 12, 12, 2))
    before = after = new_design(*layers, input=image)
    for edit in changes:
        after = _edited(after, edit)
    _check(compared(before, after))
    copy = Design(tuple(Block(block.layer) for block in after.chain))
    _check(compared(before, copy))
    assert compared(after, copy).equal


# where there is little room


def test_what_differs_in_a_shape_is_told_before_all_else():
    comparison = compared(CLASSIFIER, changed(CLASSIFIER, 1, filters=64))
    assert short_shapes(comparison.line(1)) == (
        "256×256×32 → 256×256×64",
        "…×32 → …×64",
        "→ 256×256×64",
        "256×256×64",
    )
    # the second convolution gives the same as before
    assert short_shapes(comparison.line(2)) == ("254×254×32",)
    shrunk = compared(CLASSIFIER, changed(CLASSIFIER, 0, batch_shape=(None, 128, 256, 3)))
    assert short_shapes(shrunk.line(0))[1] == "256×… → 128×…"
    broken = compared(CLASSIFIER, changed(CLASSIFIER, 6, kernel_size=(91, 91)))
    assert short_shapes(broken.line(6)) == ("82×82×32 → ?", "→ ?", "?")


def test_a_name_is_told_before_its_type():
    comparison = compared(CLASSIFIER, without(CLASSIFIER, 7))
    assert short_names(comparison.line(11)) == (
        "max_pooling2d_2 → max_pooling2d_1 (MaxPooling2D)",
        "max_pooling2d_2 → max_pooling2d_1",
        "max_pooling2d_1",
    )
