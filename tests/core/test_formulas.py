"""Every formula, in each form in which it is written, evaluates to its count; every derivation of
a side of the output to its size. For layers drawn at random, and for all that are on file.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.explain import explain
from designer.core.families import CELLS
from designer.core.fields import Field
from designer.core.formula import weight_by_weight
from designer.core.kinds import Choice, Flag, Nested, Sizes, Whole
from designer.core.layer import LAYERS, Layer, Shape, fields_of
from designer.core.layers.convolution import Conv2D
from designer.core.layers.input import Input
from designer.core.layers.nested import Functional
from designer.core.layers.recurrent import GRU, LSTM, SimpleRNN
from designer.core.layers.reshaping import TargetShape
from designer.core.layers.resizing import Margins
from designer.core.layers.wrappers import Bidirectional, TimeDistributed
from designer.core.symbolic import Expr, symbols
from tests.core.arithmetic import plain_readings, readings

OnFile = Callable[[str], Iterator[tuple[Layer, Shape]]]
Read = Callable[[Expr], dict[str, Fraction]]
Values = st.SearchStrategy[Any]


def _values(field: Field) -> Values:
    kind, some = field.kind, _some(field)
    return st.none() | some if kind.optional and field.symbol else some


def _some(field: Field) -> Values:
    few = st.integers(1, 5)
    match field.kind:
        case Flag():
            return st.booleans()
        case Choice(options=options):
            return st.sampled_from(options)
        case Sizes(rank=rank, low=low):
            return st.just((1,) * rank) | st.tuples(*[st.integers(low, low + 3)] * rank)
        case Margins(rank=rank):
            pair = st.tuples(st.integers(0, 3), st.integers(0, 3))
            return pair if rank == 1 else st.tuples(*[pair] * rank)
        case TargetShape():
            return st.permutations([-1, 2, 1]).map(tuple) | st.just((-1,)) | st.just((-1, 3))
        case Whole(low=int(low)):
            return st.sampled_from([n for n in (6, 12, 2, 1, 0, -1) if n >= low])
        case Nested():
            return _nested(field, few)
    return st.just(field.default)


def _nested(field: Field, few: Values) -> Values:
    if field.name == "backward_layer":
        return st.none() | st.builds(GRU, units=few, go_backwards=st.just(True))
    reader = st.sampled_from([SimpleRNN, LSTM, GRU]).flatmap(lambda c: st.builds(c, units=few))
    if type(field.default) is LSTM:
        return reader
    both_ways = st.builds(Bidirectional, layer=reader)
    stepwise = st.builds(TimeDistributed, layer=reader)
    return both_ways | stepwise | reader | st.builds(Conv2D, filters=few) | st.just(field.default)


def _layers(cls: type[Layer]) -> st.SearchStrategy[Layer]:
    drawn = {field.name: _values(field) for field in fields_of(cls) if field.name != "name"}
    return st.builds(cls, **drawn)


def _check(tree: Expr, value: int, read: Read) -> None:
    known: dict[str, int] = {}
    for symbol in symbols(tree):
        assert known.setdefault(symbol.name, symbol.value) == symbol.value, "one name, two values"
    assert not {form: found for form, found in read(tree).items() if found != value}


def _check_all(layer: Layer, x: Shape, read: Read) -> None:
    told = explain(layer, x)
    outcome = layer.at(x)
    _check(told.count, outcome.params, read)
    _check(told.trainable, outcome.trainable, read)
    shapes = [tuple(d for d in w.shape if d is not None) for w in told.weights]
    _check(weight_by_weight(shapes), outcome.params, read)
    assert told.outputs == outcome.outputs
    for side in told.sides:
        if side.tree is not None:
            assert side.size is not None
            _check(side.tree, side.size, read)
    if told.sides:
        assert [side.size for side in told.sides] == list(outcome.outputs[0][1:])


@pytest.mark.parametrize("name", sorted(n for n in LAYERS if LAYERS[n].family is not CELLS))
def test_the_printed_formula_is_the_count(name: str):
    explained = 0
    size = st.sampled_from([12, 24, 6, 1, None])
    shape = st.tuples(st.sampled_from([2, None]), *[size] * 4, st.sampled_from([12, 6, 24]))

    @settings(max_examples=60, deadline=None)
    @given(layer=_layers(LAYERS[name]), shape=shape)
    def check(layer: Layer, shape: tuple[int | None, ...]) -> None:
        nonlocal explained
        for rank in range(1, 6):
            x = (*shape[:1], *shape[-rank:])
            if isinstance(layer, Functional):  # it takes only what its own input says
                layer = layer.replace(layers=(Input(batch_shape=x), *layer.body))
            if layer.at(x).problem is None:
                _check_all(layer, x, plain_readings)
                explained += 1

    check()
    assert explained >= 5, "too few of the drawn layers could run"


@pytest.mark.parametrize("name", sorted(set(LAYERS) - {"CustomLayer", "Sequential"}))
def test_every_derivation_of_the_layers_on_file_evaluates(name: str, layers_on_file: OnFile):
    """The counts and shapes are Keras's own, see `tests/data/README.md`."""
    for layer, x in layers_on_file(name):
        _check_all(layer, x, readings)
