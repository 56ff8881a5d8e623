"""A Sequential model inside a model: a chain that stands as one block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

from designer.core.families import WRAPPERS
from designer.core.layer import Layer, Shape, Weight, layer
from designer.core.layer_list import layer_list
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.regularization import Dropout
from designer.core.naming import duplicates
from designer.core.problems import Problem, Refused
from designer.core.remedies import remedies


@layer(WRAPPERS, aliases=("model", "nested", "group", "block", "submodel"), icon="package")
class Sequential(Layer):
    """A chain of layers as one block, such as the encoder of an autoencoder."""

    module = "keras"
    why_none = "None of the layers inside has parameters."
    lacks = ("activity_regularizer",)

    layers: tuple[Layer, ...] = layer_list(
        default=(Dense(), Dropout()),
        required=True,
        lead=True,
        typed=False,
        help="The layers, the first one first. Unpack the model to change them, and pack it again.",
    )

    @classmethod
    def read_config(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Keras writes out which shape comes in; here that follows from the chain."""
        found = {key: config[key] for key in ("name", "trainable", "dtype") if key in config}
        listed = config.get("layers")
        if isinstance(listed, list):
            listed = [about for about in cast("list[Any]", listed) if not _is_input(about)]
        return {**found, "layers": listed}

    def inner(self) -> tuple[Layer, ...]:
        return self.layers

    def check(self) -> None:
        if any(isinstance(inside, Input) for inside in self.layers):
            raise Refused("second_input")
        for name in duplicates(self.layers):
            raise Refused("duplicate_name", name=name)

    def axes(self, rank: int) -> tuple[str, ...]:
        return self.layers[0].axes(rank)

    def steps(self, x: Shape) -> Iterator[tuple[Layer, Shape]]:
        came = (x,)
        for place, inside in enumerate(self.layers, start=1):
            if len(came) != 1:
                raise self._inside(place, Problem("many_inputs", {"count": len(came)}))
            yield inside, came[0]
            outcome = inside.at(came[0])
            if outcome.problem is not None:
                raise self._inside(place, outcome.problem)
            came = tuple(map(_plain, outcome.outputs))

    def _inside(self, place: int, problem: Problem) -> Refused:
        """What is wrong, and with which of the layers."""
        inside = self.layers[place - 1]
        name, count = inside.name or inside.keras, len(self.layers)
        return Refused("inside", layer=name, place=place, count=count, problem=problem)

    def remedies(self, x: Shape, problem: Problem) -> Iterator[Layer]:
        """What may help the layer inside that has the problem."""
        inner = problem.values.get("problem")
        if isinstance(inner, Problem):
            place = cast("int", problem.values["place"]) - 1
            before, after = self.layers[:place], self.layers[place + 1 :]
            came = self.replace(layers=before).outputs(x)[0] if before else x
            for other in remedies(self.layers[place], came, inner):
                yield self.replace(layers=(*before, other, *after))

    def outputs(self, x: Shape) -> tuple[Shape, ...]:
        *_, (last, came) = self.steps(x)
        return last.outputs(came)

    def weights(self, x: Shape) -> Iterator[Weight]:
        for place, (inside, came) in enumerate(self.steps(x), start=1):
            for weight in inside.built(came) if inside.at(came).problem is None else ():
                yield replace(weight, part=f"{place}{weight.part}")

    def meaning(self, x: Shape) -> str:
        return f"The parameters of its {len(self.layers)} layers, one after the other."

    def mentions(self) -> tuple[str, ...]:
        count = len(self.layers)
        return ("1 layer" if count == 1 else f"{count} layers",)

    @property
    def bytes_per_weight(self) -> int:
        """Those of the layers inside, which have the weights."""
        return max(inside.bytes_per_weight for inside in self.layers)


def _plain(shape: Shape) -> Shape:
    """The sizes alone: how an earlier layer came to them is told where that layer is."""
    return tuple(None if d is None else int(d) for d in shape)


def _is_input(about: object) -> bool:
    if not isinstance(about, Mapping):
        return False
    return cast("Mapping[str, Any]", about).get("class_name") == "InputLayer"
