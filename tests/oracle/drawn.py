"""Chains of layers as hypothesis draws them: any type, any settings that the declaration takes."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from designer.core.activations import NAMES
from designer.core.design import Design, new_design
from designer.core.families import CELLS, INPUT
from designer.core.fields import Field
from designer.core.layer import LAYERS, Layer, fields_of
from designer.core.layers.input import Input
from designer.core.problems import Refused

Drawn = st.SearchStrategy[Any]

_KINDS: dict[str, Callable[[Any], Drawn]] = {
    "Flag": lambda kind: st.booleans(),
    "Whole": lambda kind: st.integers(1 if kind.low is None else max(kind.low, 1), 6),
    "Choice": lambda kind: st.sampled_from(kind.options),
    "Sizes": lambda kind: _sizes(kind.rank, kind.low),
    "Steps": lambda kind: _sizes(kind.rank, 1),
    "ActivationName": lambda kind: st.sampled_from([n for n in NAMES if n != "glu"]),
    "Axes": lambda kind: st.lists(st.integers(-2, 3), min_size=1, max_size=2, unique=True),
    "TargetShape": lambda kind: st.lists(st.sampled_from([-1, 1, 2, 3, 4, 6, 8]), max_size=3),
    "Permutation": lambda kind: st.integers(1, 3).flatmap(
        lambda n: st.permutations(range(1, n + 1))
    ),
    "Margins": lambda kind: st.integers(0, 3),
}
"""How the value of a kind is drawn; a kind that is not here keeps its default."""


_TENSORFLOW = ("Hashing", "IntegerLookup", "StringLookup", "TextVectorization")
"""What Keras refuses to make where TensorFlow is not installed."""


def _sizes(rank: int, low: int) -> Drawn:
    several = st.lists(st.integers(low, 4), min_size=rank, max_size=rank).map(tuple)
    return st.integers(low, 4).map(lambda n: (n,) * rank) | several


def chains() -> st.SearchStrategy[Design]:
    """Designs of up to five layers."""
    inputs = st.lists(st.integers(1, 12) | st.none(), min_size=1, max_size=4)
    layers = st.lists(layer_types().flatmap(layers_of), min_size=1, max_size=5)
    return st.builds(_design, inputs, layers, st.sampled_from([None, None, None, 2]))


def _design(shape: list[int | None], layers: list[Layer], batch: int | None) -> Design:
    return new_design(*layers, input=Input(batch_shape=(batch, *shape)))


def layer_types() -> st.SearchStrategy[type[Layer]]:
    """Any type that can stand in a chain, whichever back end Keras has."""
    here = (v for v in LAYERS.values() if v.family not in (INPUT, CELLS))
    return st.sampled_from([v for v in here if v.keras not in _TENSORFLOW])


@st.composite
def layers_of(draw: st.DrawFn, cls: type[Layer]) -> Layer:
    """A layer of type *cls*, most of its settings as they are by default."""
    fields = [f for f in fields_of(cls) if type(f.kind).__name__ in _KINDS and not f.more]
    changed = draw(st.sets(st.sampled_from(fields), max_size=3)) if fields else set[Field]()
    settings = {f.name: draw(_value(f)) for f in sorted(changed, key=lambda f: f.name)}
    return cls(**settings)


def _value(field: Field) -> Drawn:
    def taken(value: Any) -> bool:
        try:
            field.kind.check(value)
        except Refused:
            return False
        return True

    drawn = _KINDS[type(field.kind).__name__](field.kind)
    return drawn.filter(taken).map(field.kind.check)
