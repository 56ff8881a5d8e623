"""What every layer type declares, and what derives from the declaration.

A layer type is an immutable record with declared fields and two small methods, `output_shape` and
`weights`. Shapes are tuples that include the batch axis, with None for a dimension left open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, Self, TypeGuard, TypeVar, cast, dataclass_transform

from designer.core import fields
from designer.core.beginnings import check_beginning
from designer.core.families import Family
from designer.core.fields import Field
from designer.core.outcome import Dim, Outcome, Shape, Weight, policy_name, weight_bytes
from designer.core.problems import Problem, Refused
from designer.core.record import Record, declared
from designer.core.registry import Registry
from designer.core.symbolic import Origin, traced

L = TypeVar("L", bound="Layer")
T = TypeVar("T")

LAYERS = Registry()
"""Every layer type."""

_AXES = {1: ("n",), 2: ("t", "c"), 3: ("h", "w", "c"), 4: ("d", "h", "w", "c")}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def base(cls: type[L]) -> type[L]:
    """Declares the fields that a family shares; not a layer of its own."""
    return cls


@base
class Layer(Record):
    """The base of every layer type."""

    family: ClassVar[Family]
    keras: ClassVar[str]
    module: ClassVar[str] = "keras.layers"
    """Where Keras has it, as its files say."""
    aliases: ClassVar[tuple[str, ...]] = ()
    icon: ClassVar[str]
    why_none: ClassVar[str] = ""
    ranks: ClassVar[tuple[int, ...]] = ()
    """The numbers of axes, batch included, that the layer takes; empty for any."""
    keeps_mask: ClassVar[bool] = False
    """Whether the mask that came with its input goes on with its output."""
    reads_mask: ClassVar[bool] = False
    """Whether it is called with that mask as well."""
    called_plainly: ClassVar[bool] = True
    """Whether it is called with what comes in and nothing else, as in sequential models."""
    autocasts: ClassVar[bool] = True
    """Whether floats that come in are cast to the precision in which it computes."""
    built_at_once: ClassVar[bool] = False
    """Whether Keras calls it built as soon as it is made, so that it never prints `unbuilt`."""
    freezes: ClassVar[bool] = True
    """Whether one that is built frozen has no weight that is trained. Those of layers inside have a
    flag of their own, which Keras changes only where somebody sets it later."""
    returns_its_input: ClassVar[bool] = False
    """Whether its symbolic call returns the very tensor that came in; see `handed_on`."""
    idle: ClassVar[bool] = False
    """Whether it passes on what comes in, unchanged, once the model is used."""
    lacks: ClassVar[tuple[str, ...]] = ()
    """Settings of all layers that this Keras constructor refuses."""

    name: str | None = fields.name(help="Its name in the summary; empty: automatic.")
    trainable: bool = fields.flag(
        default=True, strict=True, help="Whether its weights are trained; without, it is frozen."
    )
    dtype: Any = fields.kept(default="float32", help="Its precision, such as mixed_float16.")
    activity_regularizer: Any = fields.kept(help="A penalty on what comes out.")

    def check(self) -> None:
        """Refuse settings that contradict one another, as the Keras constructor does."""

    def output_shape(self, x: Shape) -> Shape:
        """The shape that comes out when *x* goes in."""
        return x

    def outputs(self, x: Shape) -> tuple[Shape, ...]:
        """All shapes that come out; only recurrent layers can have several."""
        return (self.output_shape(x),)

    def weights(self, x: Shape) -> Iterable[Weight]:
        """The weights that Keras creates for input *x*, in its order."""
        return ()

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        """The multiply-accumulates for one sample of *x*, each product as its sizes; see `work`."""
        yield from ()

    def axes(self, rank: int) -> tuple[str, ...]:
        """The symbols of the axes that come in, without the batch."""
        return _AXES.get(rank, tuple(f"n_{i + 1}" for i in range(rank)))

    def built_for(self, x: Shape | None) -> Shape | None:
        """The shape for which its weights are made where *x* comes in; a model may have its own."""
        return x

    def inner(self) -> tuple[Layer, ...]:
        """The layers inside this one, in the order in which Keras builds them."""
        return ()

    def steps(self, x: Shape) -> Iterator[tuple[Layer, Shape]]:
        """The layers through which *x* goes inside this one, each with what comes into it."""
        yield from ()

    def arguments(self, tensor: T) -> list[T | list[T]]:
        """What Keras calls the layer with, for the *tensor* that comes in; see `called_plainly`."""
        return [tensor]

    def hands_mask_on(self) -> bool:
        """Whether a mask that comes in goes out again, with these settings."""
        return self.keeps_mask

    def mask_operations(self) -> tuple[str, ...]:
        """The operations with which Keras makes a mask from what comes in, one after the other."""
        return ()

    def remedies(self, x: Shape, problem: Problem) -> Iterator[Layer]:
        """The same layer with other settings, which may be of help against *problem*."""
        yield from ()

    def meaning(self, x: Shape) -> str:
        """One sentence on what the parameters are, with this layer's own numbers."""
        return ""

    @property
    def policy(self) -> str:
        """The name of its dtype policy, such as "float32" or "mixed_float16"."""
        return policy_name(self.dtype)

    @property
    def bytes_per_weight(self) -> int:
        """4, unless `dtype` names another precision; 4 where it mixes two."""
        return weight_bytes(self.policy)

    @classmethod
    def read_config(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """The settings in a Keras *config* by field name; overridden where Keras writes more."""
        return dict(config)

    def at(self, x: Shape) -> Outcome:
        """The outcome for input *x*. A layer remembers its last answer, so an edit costs little."""
        memo: tuple[Shape, Outcome] | None = self.__dict__.get("_memo")
        if memo is not None and (memo[0] is x or memo[0] == x):
            return memo[1]
        outcome = self._outcome(x)
        self.__dict__["_memo"] = (x, outcome)
        return outcome

    def _outcome(self, x: Shape) -> Outcome:
        try:
            outputs, weights = self.resolve(x)
        except Refused as refused:
            return Outcome(problem=refused.problem)
        if not weights:
            return Outcome(outputs)
        sizes = [(w.count, w.count * w.width, w.trainable) for w in weights]
        return Outcome(
            outputs,
            params=sum(count for count, _, _ in sizes),
            trainable=sum(count for count, _, trained in sizes if trained),
            bytes=sum(size for _, size, _ in sizes),
            trainable_bytes=sum(size for _, size, trained in sizes if trained),
        )

    def resolve(self, x: Shape) -> tuple[tuple[Shape, ...], tuple[Weight, ...]]:
        """Output shapes and weights for input *x*, or `Refused`."""
        weights = self.built(x)
        return self.outputs(x), weights

    def wrapped(self, x: Shape) -> tuple[tuple[Shape, ...], tuple[Weight, ...]]:
        """The same as a wrapper has it, which builds a layer and asks for its shape uncalled, when
        nobody looks at the number of axes; where that goes wrong, a person should nevertheless."""
        self.check()
        try:
            weights = self._made(x)
            return self.outputs_uncalled(x), weights
        except Refused as refused:
            self._check_rank(x, refused)
            raise

    def outputs_uncalled(self, x: Shape) -> tuple[Shape, ...]:
        """`outputs` where nobody has looked at the number of axes: `compute_output_shape`."""
        return self.outputs(x)

    def built(self, x: Shape) -> tuple[Weight, ...]:
        """The weights for input *x*, or `Refused`."""
        self.check()
        self._check_rank(x)
        return self._made(x)

    def _check_rank(self, x: Shape, cause: Refused | None = None) -> None:
        if self.ranks and len(x) not in self.ranks:
            first, *others = self.ranks
            takes = () if others else self.axes(first - 1)
            raise Refused("wrong_rank", input=x, ranks=self.ranks, takes=takes) from cause

    def initializer(self, weight: str) -> Any:
        """What the *weight* of that name is filled with; None where that is not a setting."""
        return getattr(self, f"{weight.removesuffix('_kernel')}_initializer", None)

    def _made(self, x: Shape) -> tuple[Weight, ...]:
        weights = tuple(self.weights(x))
        for w in weights:
            if None in w.shape:
                raise Refused("unknown_dimension", input=x, weight=w.name, shape=w.shape)
            check_beginning(self.initializer(w.name), w)
        trained, width = self.trainable or not self.freezes, self.bytes_per_weight
        return tuple(
            Weight(w.name, w.shape, w.trainable and trained, w.part, w.width or width)
            for w in weights
        )

    def settings(self) -> Iterator[tuple[Field, Any]]:
        """Each declared field with this layer's value."""
        for field in fields_of(type(self)):
            yield field, getattr(self, field.name)

    def mentions(self) -> tuple[str, ...]:
        """The settings that matter, as a block shows them: "32 filters", "3×3", "same"."""
        words = (field.mention(value) for field, value in self.settings())
        return tuple(w for w in words if w)

    def traced(self, mark: str = "") -> Self:
        """A copy whose numbers remember which field they come from; *mark* ends their symbols."""
        copy = object.__new__(type(self))
        copy.__dict__.update(self.__dict__)
        copy.__dict__.pop("_memo", None)
        for field, value in self.settings():
            if isinstance(value, Layer):
                copy.__dict__[field.name] = value.traced(mark + field.symbol)
            elif is_layers(value):
                numbered = enumerate(value, start=1)
                copy.__dict__[field.name] = tuple(v.traced(f"{mark}_{i}") for i, v in numbered)
            elif field.symbol and value is not None:
                copy.__dict__[field.name] = _with_symbols(field, value, mark)
        return copy


def is_layers(value: object) -> TypeGuard[tuple[Layer, ...]]:
    """Whether *value* is a list of layers, as some layers hold."""
    parts = cast("tuple[Any, ...]", value) if isinstance(value, tuple) else ()
    return bool(parts) and isinstance(parts[0], Layer)


def trace_shape(layer: Layer, x: Shape) -> Shape:
    """*x* with each known dimension, but for the batch, as the symbol that *layer* knows it by."""
    names = layer.axes(len(x) - 1)
    if len(names) != len(x) - 1:  # the layer takes no such shape, and has no names for its axes
        names = Layer.axes(layer, len(x) - 1)
    known = (
        d if d is None else traced(name, d, Origin("axis", name, i))
        for i, (name, d) in enumerate(zip(names, x[1:], strict=True), start=1)
    )
    return (*x[:1], *known)


def _with_symbols(field: Field, value: Any, mark: str) -> Any:
    places = enumerate(field.kind.suffixes(value))

    def named(part: Any) -> Any:
        if isinstance(part, tuple):
            return tuple(named(p) for p in cast("tuple[Any, ...]", part))
        index, suffix = next(places)
        origin = Origin("field", field.name, index, mark)
        return None if part is None else traced(field.symbol + suffix + mark, part, origin)

    return named(value)


@cache
def fields_of(cls: type[Layer]) -> tuple[Field, ...]:
    """The declared fields of a layer type, its own before those that all layers have."""
    made = [field for field in declared(cls) if field.name not in cls.lacks]
    common = declared(Layer)
    return tuple(sorted(made, key=lambda f: (f in common, f.more, not f.lead)))


@dataclass_transform(frozen_default=True, kw_only_default=True)
def layer(
    family: Family, *, aliases: tuple[str, ...] = (), icon: str = "", keras: str = ""
) -> Callable[[type[L]], type[L]]:
    """Registers a layer type under its Keras class name (its own, unless *keras* says another)."""

    def register(cls: type[L]) -> type[L]:
        cls.family = family
        cls.keras = keras or cls.__name__
        cls.aliases = aliases
        cls.icon = icon or family.icon
        LAYERS.add(cls)
        return cls

    return register
