"""Layers around a layer: a sequence read both ways, and one layer for every step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from designer.core.families import WRAPPERS
from designer.core.fields import choice, nested
from designer.core.layer import Dim, Layer, Shape, Weight, layer
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.recurrent import LSTM, Recurrent
from designer.core.naming import names
from designer.core.problems import Problem, Refused

_IN_COMMON = ("stateful", "return_sequences", "return_state")


@layer(WRAPPERS, aliases=("both ways", "BiLSTM", "BiGRU", "sequence"), icon="flip-vertical-2")
class Bidirectional(Layer):
    """Reads a sequence from both ends with two recurrent layers."""

    freezes = False
    reads_mask = True

    layer: Layer = nested(default=LSTM(), required=True, lead=True, help="The layer that reads.")
    merge_mode: str | None = choice(
        "concat",
        "sum",
        "mul",
        "ave",
        default="concat",
        optional=True,
        brief="{}",
        help="How the two outputs become one; concat doubles the width, None keeps them apart.",
    )
    backward_layer: Layer | None = nested(
        default=None,
        optional=True,
        symbol="_back",
        help="The layer that reads from the end; empty: one like the other.",
    )

    @classmethod
    def read_config(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Keras renames the layer to `forward_...` and writes its mirror image out as well."""
        found = dict(config)
        forward = _described(found.get("layer"))
        if forward is None:
            return found
        if _mirrors(_described(found.get("backward_layer")), forward):
            found["backward_layer"] = None
        name = forward["config"].get("name")
        if isinstance(name, str):
            bare = {**forward["config"], "name": name.removeprefix("forward_")}
            found["layer"] = {**forward, "config": bare}
        return found

    @property
    def backward(self) -> Layer:
        """The layer that reads from the end."""
        return self.backward_layer or self.layer.replace(go_backwards=True)

    def hands_mask_on(self) -> bool:
        return bool(getattr(self.layer, "return_sequences", False))

    def inner(self) -> tuple[Layer, ...]:
        return (self.layer, self.backward_layer) if self.backward_layer else (self.layer,)

    def check(self) -> None:
        for inside in self.inner():
            if not isinstance(inside, Recurrent):
                raise Refused("not_recurrent", layer=inside.keras)
        there, back = cast("Recurrent", self.layer), cast("Recurrent", self.backward)
        if there.go_backwards == back.go_backwards:
            raise Refused("same_direction", go_backwards=there.go_backwards)
        for name in _IN_COMMON:
            if getattr(there, name) != getattr(back, name):
                raise Refused("unequal_directions", setting=name)
        if there.stateful and there.return_state:
            raise Refused("states_of_stateful")  # Keras stumbles over its own masks

    def remedies(self, x: Shape, problem: Problem) -> Iterator[Layer]:
        """The mirror image instead of a second layer of its own, or that one turned around."""
        if self.backward_layer is not None:
            yield self.replace(backward_layer=None)
            turned = not getattr(self.backward_layer, "go_backwards", False)
            yield self.replace(backward_layer=self.backward_layer.replace(go_backwards=turned))

    def axes(self, rank: int) -> tuple[str, ...]:
        return self.layer.axes(rank)

    def output_shape(self, x: Shape) -> Shape:
        return self.outputs(x)[0]

    def outputs(self, x: Shape) -> tuple[Shape, ...]:
        """As Keras prints them: the forward layer speaks for both, even where they differ."""
        return self._merged(self.layer.outputs(x))

    def outputs_uncalled(self, x: Shape) -> tuple[Shape, ...]:
        return self._merged(self.layer.outputs_uncalled(x))

    def _merged(self, outputs: tuple[Shape, ...]) -> tuple[Shape, ...]:
        (*front, width), *states = outputs
        if self.merge_mode is None:
            both = ((*front, width), (*front, width))
        elif self.merge_mode == "concat":
            both = ((*front, None if width is None else 2 * width),)
        else:
            both = ((*front, width),)
        return (*both, *states, *states)

    def weights(self, x: Shape) -> Iterator[Weight]:
        own, *other = names(self.inner())
        parts = (f"forward_{own}", other[0] if other else f"backward_{own}")
        for part, inside in zip(parts, (self.layer, self.backward), strict=True):
            yield from (weight.within(part) for weight in inside.wrapped(x)[1])

    def built(self, x: Shape) -> tuple[Weight, ...]:
        """It takes the axes that the layer inside takes."""
        self.check()
        self.layer.built(x)
        return super().built(x)

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        yield from self.layer.products(x)
        yield from self.backward.products(x)

    def meaning(self, x: Shape) -> str:
        there, back = (sum(w.count for w in h.built(x)) for h in (self.layer, self.backward))
        return (
            f"One {self.layer.keras} reads forwards ({there:,} numbers), "
            f"one {self.backward.keras} backwards ({back:,} numbers)."
        )

    def mentions(self) -> tuple[str, ...]:
        return _with_inner(self, super().mentions())

    @property
    def bytes_per_weight(self) -> int:
        """Those of the layer that has the weights."""
        return self.layer.bytes_per_weight


@layer(WRAPPERS, aliases=("every step", "frames", "sequence"))
class TimeDistributed(Layer):
    """Applies one layer to every step of a sequence, with the same weights."""

    freezes = False
    keeps_mask = True
    reads_mask = True
    why_none = "The layer inside has no parameters, and going through the steps needs none."

    layer: Layer = nested(default=Dense(), required=True, lead=True, help="The layer of each step.")

    def inner(self) -> tuple[Layer, ...]:
        return (self.layer,)

    def check(self) -> None:
        if isinstance(self.layer, Input):
            raise Refused("second_input")
        if not self.layer.called_plainly:
            raise Refused("several_arguments", layer=self.layer.keras)

    def axes(self, rank: int) -> tuple[str, ...]:
        inside = self.layer.axes(rank - 1)
        steps = sum(name.partition("_")[0] == "t" for name in inside)
        return (f"t_{steps}" if steps else "t", *inside)

    def output_shape(self, x: Shape) -> Shape:
        output, *others = self.layer.outputs_uncalled(_one_step(x))
        if others:
            raise Refused("many_outputs", layer=self.layer.keras, count=1 + len(others))
        return (*output[:1], x[1], *output[1:])

    def weights(self, x: Shape) -> Iterator[Weight]:
        yield from self.layer.wrapped(_one_step(x))[1]

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        for product in self.layer.products(_one_step(x)):
            yield (x[1], *product)

    def meaning(self, x: Shape) -> str:
        steps = "every step" if x[1] is None else f"each of the {x[1]:,} steps"
        inside = self.layer.meaning(_one_step(x))
        return f"The same {self.layer.keras} works on {steps}. {inside}".rstrip()

    def mentions(self) -> tuple[str, ...]:
        return _with_inner(self, super().mentions())

    @property
    def bytes_per_weight(self) -> int:
        """Those of the layer that has the weights."""
        return self.layer.bytes_per_weight


def _with_inner(wrapper: Bidirectional | TimeDistributed, own: tuple[str, ...]) -> tuple[str, ...]:
    return (wrapper.layer.keras, *wrapper.layer.mentions(), *own)


def _one_step(x: Shape) -> Shape:
    if len(x) < 3:
        raise Refused("too_few_axes", input=x, least=3)
    return (x[0], *x[2:])


def _described(raw: object) -> dict[str, Any] | None:
    """A serialised layer, if *raw* is one."""
    if not isinstance(raw, Mapping):
        return None
    about = dict(cast("Mapping[str, Any]", raw))
    return about if isinstance(about.get("config"), Mapping) else None


def _mirrors(backward: dict[str, Any] | None, forward: dict[str, Any]) -> bool:
    """Whether *backward* is what Keras makes of *forward* by itself."""
    if backward is None or backward.get("class_name") != forward.get("class_name"):
        return False
    name = str(forward["config"].get("name", "")).removeprefix("forward_")
    turned = {"name": f"backward_{name}", "go_backwards": True}
    return dict(backward["config"]) == {**forward["config"], **turned}
