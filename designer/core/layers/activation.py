"""Activations: a function applied to each number, and one of them learns its shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from designer.core.activations import NAMES, activation
from designer.core.axes import Axes
from designer.core.families import ACTIVATION
from designer.core.fields import declare, kept
from designer.core.figures import ANY_WHOLE, figure
from designer.core.kinds import Real
from designer.core.layer import Layer, Shape, Weight, layer
from designer.core.phrases import each, numbers, some
from designer.core.problems import Problem, Refused

_NONE = "An activation is a fixed function; it learns nothing."


def _amount(default: float | None, help: str, brief: str, **about: Any) -> Any:
    return declare(Real(low=0, quiet=default, **about), default, brief=brief, help=help)


@layer(ACTIVATION, aliases=("nonlinearity", "transfer function", *NAMES))
class Activation(Layer):
    """Applies a function to each number."""

    built_at_once = True
    keeps_mask = True
    why_none = _NONE

    activation: Any = activation(default="relu", required=True)


@layer(ACTIVATION, aliases=("rectifier", "rectified linear unit", "relu6"))
class ReLU(Layer):
    """Makes negative numbers zero."""

    built_at_once = True
    keeps_mask = True
    why_none = _NONE

    max_value: float | None = _amount(
        None, "Larger numbers are cut to this; empty: no limit.", "max {}", optional=True
    )
    negative_slope: float = _amount(0.0, "What is left of numbers below.", "slope {}")
    threshold: float = _amount(0.0, "Numbers below this count as negative.", "threshold {}")


@layer(ACTIVATION, aliases=("leaky", "rectifier"))
class LeakyReLU(Layer):
    """Makes negative numbers smaller, but not zero."""

    built_at_once = True
    keeps_mask = True
    why_none = _NONE

    negative_slope: float = declare(
        Real(low=0), 0.3, brief="slope {}", help="What negative numbers are multiplied by."
    )

    @classmethod
    def read_config(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Keras still takes the older name `alpha`, and prefers it."""
        found = dict(config)
        if "alpha" in found:
            found["negative_slope"] = found.pop("alpha")
        return found


@layer(ACTIVATION, aliases=("exponential linear unit",))
class ELU(Layer):
    """Lets negative numbers run out smoothly."""

    built_at_once = True
    keeps_mask = True
    why_none = _NONE

    alpha: Any = figure(default=1.0, help="Where large negative numbers end up: at minus this.")


@layer(ACTIVATION, aliases=("probabilities", "normalized exponential", "classification"))
class Softmax(Layer):
    """Turns scores into probabilities that add up to 1."""

    built_at_once = True
    keeps_mask = True
    reads_mask = True
    why_none = "Softmax is a fixed function; it learns nothing."

    axis: Any = figure(
        default=-1,
        part=ANY_WHOLE,
        many=True,
        help="The axis, or the axes, along which they add up to 1.",
    )


@layer(ACTIVATION, aliases=("parametric", "rectifier", "learned slope"))
class PReLU(Layer):
    """Multiplies negative numbers by a slope that is learned."""

    keeps_mask = True

    shared_axes: tuple[int, ...] | None = declare(
        Axes(optional=True),
        None,
        brief="shared along {}",
        help="Axes along which all numbers have one slope: 1, 2 for the rows and columns.",
    )
    alpha_initializer: Any = kept(default="Zeros")
    alpha_regularizer: Any = kept()
    alpha_constraint: Any = kept()

    def weights(self, x: Shape) -> Iterator[Weight]:
        slopes = list(x[1:])
        for axis in self.shared_axes or ():
            # Keras takes one off and lets Python count: 0 is the last axis, -1 the one before
            if not -len(slopes) <= axis - 1 < len(slopes):
                raise Refused("no_such_axis", input=x, axis=axis)
            slopes[axis - 1] = 1
        yield Weight("alpha", tuple(slopes))

    def remedies(self, x: Shape, problem: Problem) -> Iterator[Layer]:
        """One slope along every axis whose size is open."""
        if problem.code == "unknown_dimension":
            open_axes = (i for i, size in enumerate(x[1:], start=1) if size is None)
            yield self.replace(shared_axes=tuple(sorted({*open_axes, *(self.shared_axes or ())})))

    def meaning(self, x: Shape) -> str:
        (alpha,) = self.weights(x)
        count = alpha.count
        if self.shared_axes:
            return f"Negative numbers are multiplied by one of {some(count, 'learned slope')}."
        size = numbers(1, count)
        return f"{each(count, 'place')} of the input has its own slope below zero: {size}."
