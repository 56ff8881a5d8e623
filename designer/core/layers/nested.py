"""A model inside a model: a chain that stands as one block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, ClassVar, cast

from designer.core.families import MODELS, WRAPPERS
from designer.core.handed_on import left_out, refusal
from designer.core.layer import Dim, Layer, Shape, Weight, base, layer
from designer.core.layer_list import layer_list
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.regularization import Dropout
from designer.core.naming import duplicates, names
from designer.core.phrases import every
from designer.core.problems import Problem, Refused
from designer.core.remedies import remedies


@base
class Model(Layer):
    """What models of either kind share."""

    freezes = False
    reads_mask = True
    why_none = "None of the layers inside has parameters."
    lacks = ("activity_regularizer", "dtype")  # written, but of no effect: its layers have theirs
    calls: ClassVar[bool] = False
    """Whether its layers are called one by one, so that one may take what comes in several times,
    or only the first of what comes."""

    layers: tuple[Layer, ...] = layer_list(
        default=(Dense(), Dropout()),
        required=True,
        lead=True,
        typed=False,
        help="The layers, the first one first. Open the model (Enter on its block) to change them.",
    )

    @property
    def start(self) -> Input | None:
        """The input that the model has of its own; without it, the chain decides."""
        first = self.layers[0]
        return first if isinstance(first, Input) and first.batch_shape is not None else None

    @property
    def body(self) -> tuple[Layer, ...]:
        """The layers that compute something."""
        return self.layers[1:] if self.start else self.layers

    def inner(self) -> tuple[Layer, ...]:
        return self.layers

    def check(self) -> None:
        if not self.body:
            raise Refused("value_missing")
        if any(isinstance(inside, Input) for inside in self.body):
            raise Refused("second_input")
        for name in duplicates(self.layers):
            raise Refused("duplicate_name", name=name)

    def axes(self, rank: int) -> tuple[str, ...]:
        return self.body[0].axes(rank)

    def built_for(self, x: Shape | None) -> Shape | None:
        return self.start.batch_shape if self.start else x

    def steps(self, x: Shape) -> Iterator[tuple[Layer, Shape]]:
        """What comes in has to fit the input that the model has. It may be known better, and what
        it leaves open is as the model was built."""
        takes = self.built_for(x) or x
        sizes = zip(x[1:], takes[1:], strict=False)
        if len(x) != len(takes) or any(b not in (a, None) and a is not None for a, b in sizes):
            raise Refused("other_input", input=x, shape=takes)
        known = (b if a is None else a for a, b in zip(x, takes, strict=True))
        yield from self._steps(tuple(known))

    def _steps(self, x: Shape) -> Iterator[tuple[Layer, Shape]]:
        came = (x,)
        for place, inside in enumerate(self.body, start=1):
            if len(came) != 1 and not self.calls:
                raise self._inside(place, Problem("many_inputs", {"count": len(came)}))
            if not (self.calls or inside.called_plainly):
                raise self._inside(place, Problem("several_arguments", {"layer": inside.keras}))
            yield inside, came[0]
            outcome = inside.at(came[0])
            problem = outcome.problem or self._misplaced(place)
            if problem is not None:
                raise self._inside(place, problem)
            came = tuple(map(_plain, outcome.outputs))

    def _misplaced(self, place: int) -> Problem | None:
        """What is wrong with the place of a layer, if it returns its input."""
        at = place - 1 + len(self.layers) - len(self.body)
        if not self.layers[at].returns_its_input:
            return None
        before, (here, *after) = self.layers[:at], self.layers[at:]
        if not after and left_out(here, reversed(before)):
            return Problem("hands_out_its_input")
        return refusal(here, reversed(before), after[0] if after else None)

    def _inside(self, place: int, problem: Problem) -> Refused:
        """What is wrong, and with which of the layers."""
        inside = self.body[place - 1]
        name, count = inside.name or inside.keras, len(self.body)
        return Refused("inside", layer=name, place=place, count=count, problem=problem)

    def remedies(self, x: Shape, problem: Problem) -> Iterator[Layer]:
        """What may help the layer inside that has the problem, or an input for what comes in."""
        if problem.code == "other_input" and self.start is not None:
            yield self.replace(layers=(self.start.replace(batch_shape=_plain(x)), *self.body))
        inner = problem.values.get("problem")
        if isinstance(inner, Problem):
            place = cast("int", problem.values["place"]) - 1
            _, came = list(islice(self.steps(x), place + 1))[place]
            place += len(self.layers) - len(self.body)
            before, after = self.layers[:place], self.layers[place + 1 :]
            for other in remedies(self.layers[place], came, inner):
                yield self.replace(layers=(*before, other, *after))

    def outputs(self, x: Shape) -> tuple[Shape, ...]:
        *_, (last, came) = self.steps(x)
        return last.outputs(came) if x == self.built_for(x) else self.outputs_uncalled(x)

    def outputs_uncalled(self, x: Shape) -> tuple[Shape, ...]:
        """A model that is built only asks its layers for their shapes: `compute_output_spec`."""
        came = (x,)
        for place, inside in enumerate(self.body, start=1):
            try:
                came = inside.outputs_uncalled(_plain(came[0]))
            except Refused as refused:
                raise self._inside(place, refused.problem) from refused
        return came

    def weights(self, x: Shape) -> Iterator[Weight]:
        steps = self._steps(self.built_for(x) or x)
        for (inside, came), name in zip(steps, names(self.body), strict=True):
            for weight in inside.built(came) if inside.at(came).problem is None else ():
                yield weight.within(name)

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        for inside, came in self.steps(x):
            yield from inside.products(came)

    def meaning(self, x: Shape) -> str:
        return f"The parameters of {every(len(self.body), 'layer')} inside, added up."

    def mentions(self) -> tuple[str, ...]:
        count = len(self.body)
        return ("1 layer" if count == 1 else f"{count} layers",)

    @property
    def bytes_per_weight(self) -> int:
        """Those of the layers inside, which have the weights."""
        return max(inside.bytes_per_weight for inside in self.body)


@layer(WRAPPERS, aliases=("model", "nested", "group", "block", "submodel"), icon="package")
class Sequential(Model):
    """A chain of layers as one block, such as the encoder of an autoencoder."""

    module = "keras"

    @classmethod
    def read_config(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Keras writes out which shape comes in, also where that follows from the chain."""
        return {**_common(config), "layers": config.get("layers")}


@layer(MODELS)
class Functional(Model):
    """A functional model that is a chain, with an input of its own, as one block."""

    module = "keras.src.models.functional"
    calls = True

    layers: tuple[Layer, ...] = layer_list(
        default=(Input(), Dense(), Dropout()),
        required=True,
        lead=True,
        typed=False,
        help="Its input, and the layers after it. Open the model (Enter on its block) to change "
        "them.",
    )

    @classmethod
    def read_config(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """The layers are in the order of the graph already."""
        return {**_common(config), "layers": config.get("layers")}

    def check(self) -> None:
        if self.start is None:
            raise Refused("no_input_shape")
        super().check()


def _common(config: Mapping[str, Any]) -> dict[str, Any]:
    return {key: config[key] for key in ("name", "trainable") if key in config}


def _plain(shape: Shape) -> Shape:
    """The sizes alone: how an earlier layer came to them is told where that layer is."""
    return tuple(None if d is None else int(d) for d in shape)
