"""A model inside a model, opened as a design of its own."""

from __future__ import annotations

import pytest

from designer.core import edits
from designer.core.analyse import analyse
from designer.core.assumption import Assumption
from designer.core.design import Block, Design, new_design
from designer.core.expanded import going_in
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.nested import Functional, Sequential
from designer.core.layers.regularization import Dropout
from designer.core.problems import Refused

START = Input(batch_shape=(None, 3))


def outer(*inside: Dense | Dropout | Sequential) -> Design:
    """A chain of three, the second of which is a model of the layers *inside*."""
    model = Sequential(layers=inside, name="encoder")
    return new_design(Dense(units=4), model, Dense(units=2), input=START)


def opened(design: Design, index: int = 2) -> Design:
    return going_in(analyse(design), index)


def test_what_comes_in_is_its_input_and_its_counts_are_those_inside():
    design = outer(Dense(units=5), Dropout())
    inner = opened(design)
    assert inner.chain[0].layer == Input(batch_shape=(None, 4))
    report = analyse(inner)
    assert (report.total, analyse(design).row(2).params) == (4 * 5 + 5, 4 * 5 + 5)
    assert (inner.name, inner.whole) == ("encoder", design)


def test_names_are_those_of_the_whole():
    """As Keras names layers: in the order in which they are built."""
    inner = opened(outer(Dense(), Sequential(layers=(Dense(), Dropout())), Dense()))
    assert analyse(inner).names == ("input_layer", "dense_1", "sequential", "dense_3")
    innermost = opened(inner)
    assert analyse(innermost).names == ("input_layer", "dense_2", "dropout")
    assert innermost.outside.names() == analyse(inner).names


def test_names_follow_an_edit():
    inner = opened(outer(Dense(), Dense()))
    before = analyse(inner)
    more = analyse(edits.insert(inner, (1,), [Block(Dense())]), before)
    assert more.names == ("input_layer", "dense_1", "dense_2", "dense_3")
    again = analyse(more.design.outside, more)
    assert again.names == ("input_layer", "dense", "encoder", "dense_4")


def test_the_names_of_another_chain_that_looks_alike_are_not_taken_over():
    design = new_design(Dense(), Sequential(layers=(Dense(), Dense())), input=START)
    report = analyse(design)
    inner = analyse(new_design(Dense(), Dense(), input=START), report)
    assert analyse(opened(design), inner).names == ("input_layer", "dense_1", "dense_2")


def test_an_edit_inside_changes_its_block_alone():
    design = outer(Dense(units=5))
    inner = edits.insert(opened(design), (2,), [Block(Dropout(rate=0.25))])
    whole = inner.whole
    assert whole.chain[2].layer == Sequential(
        layers=(Dense(units=5), Dropout(rate=0.25)), name="encoder"
    )
    assert [whole.chain[i] is design.chain[i] for i in (0, 1, 3)] == [True] * 3
    assert whole.chain[2].uid == design.chain[2].uid
    assert whole.title == design.title


def test_an_edit_in_depth_reaches_the_whole():
    innermost = opened(opened(outer(Dense(), Sequential(layers=(Dense(units=1),)))))
    deeper = edits.replace_layers(innermost, {innermost.chain[1].uid: Dense(units=9)})
    assert deeper.whole.chain[2].layer.inner()[1] == Sequential(layers=(Dense(units=9),))


def test_an_input_of_its_own_is_edited_and_a_given_one_becomes_its_own():
    own = Input(batch_shape=(None, 4))
    design = new_design(Functional(layers=(own, Dense())), input=Input(batch_shape=(None, 4)))
    inner = opened(design, 1)
    assert (inner.kind, inner.chain[0].layer, inner.whole) == ("functional", own, design)
    given = opened(outer(Dense()))
    other = Input(batch_shape=(None, 4), dtype="float16")
    changed = edits.replace_layers(given, {given.chain[0].uid: other})
    assert changed.whole.chain[2].layer.inner() == (other, Dense())


def test_a_model_keeps_a_layer():
    inner = opened(outer(Dense()))
    empty = edits.remove(inner, {inner.chain[1].uid})
    with pytest.raises(Refused) as refused:
        _ = empty.whole
    assert refused.value.problem.code == "model_empty"


def test_what_was_assumed_goes_in_and_out():
    doubt = Assumption("not_printed", ("rate",), "rate 0.5", inside=(1,))
    design = outer(Dense(), Dropout())
    block = design.chain[2].replace(assumed=(doubt,))
    design = design.with_chain((*design.chain[:2], block, design.chain[3]))
    inner = opened(design)
    assert inner.chain[2].assumed == (doubt.replace(inside=()),)
    assert inner.whole == design
    settled = edits.settle(inner, inner.chain[2].uid, inner.chain[2].assumed[0])
    assert settled.whole.chain[2].assumed == ()
