"""Normalization: numbers brought to a common scale, then scaled and shifted by what is learned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod
from typing import Any, cast

from designer.core import phrases
from designer.core.axes import Axes, size_along
from designer.core.families import NORMALIZATION
from designer.core.fields import declare, flag, kept
from designer.core.figures import figure
from designer.core.kinds import Real, Whole
from designer.core.layer import Layer, Shape, Weight, base, layer
from designer.core.problems import Refused

_EPSILON = "Added to the variance, against division by zero."
_NOT_SWITCHED_ON = "Scale and shift are both off, so there is nothing to learn."


def _channels() -> Any:
    about = "The axis of the channels: -1 is the last, 1 the first after the batch."
    return declare(Whole(low=None, quiet=-1), -1, brief="axis {}", help=about)


def _span() -> Any:
    about = "The axis, or the axes, normalized together: -1 is the last, 1 the one after the batch."
    return declare(Axes(quiet=(-1,)), (-1,), brief="axis {}", help=about)


def _real(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise Refused("not_a_number", value=value) from error


_ANY = Real(optional=True)
_LIMITS = {"rmax": _ANY, "rmin": _ANY, "dmax": Real(low=0, optional=True)}


def _check_limits(given: Any) -> None:
    if not isinstance(given, Mapping):
        raise Refused("not_a_mapping", value=given)
    limits = cast("Mapping[Any, Any]", given)
    for key, value in limits.items():
        if key not in _LIMITS:
            raise Refused("not_an_option", value=key, options=tuple(_LIMITS))
        _LIMITS[key].check(value)
    rmax, rmin = limits.get("rmax"), limits.get("rmin")
    if rmax is not None and rmin is not None and rmax < rmin:
        raise Refused("limits_crossed", rmax=rmax, rmin=rmin)


def _told(count: int, what: str, does: str, each: int) -> str:
    """A sentence such as "Each of the 3 channels learns a scale: 1 number, 3 times."."""
    return f"{phrases.each(count, what)} {does}: {phrases.numbers(each, count)}."


@base
class Normalization(Layer):
    """What all of them share: the last axis is called c."""

    def axes(self, rank: int) -> tuple[str, ...]:
        return (*super().axes(rank)[:-1], "c")[:rank]


@base
class Adjusted(Normalization):
    """A scale and a shift are learned, for what has been normalized."""

    why_none = _NOT_SWITCHED_ON

    axis: Any
    center: bool = flag(default=True, help="Adds a number that is learned: the shift, beta.")
    scale: bool = flag(default=True, help="Multiplies by a number that is learned: gamma.")
    epsilon: Any = figure(default=1e-3, help=_EPSILON)
    beta_initializer: Any = kept(default="zeros")
    gamma_initializer: Any = kept(default="ones")
    beta_regularizer: Any = kept()
    gamma_regularizer: Any = kept()
    beta_constraint: Any = kept()
    gamma_constraint: Any = kept()

    @property
    def scales(self) -> bool:
        """Whether there is a scale."""
        return self.scale

    @property
    def shifts(self) -> bool:
        """Whether there is a shift."""
        return self.center

    @property
    def learned(self) -> str:
        """What is learned, in words."""
        return " and ".join(["a scale (gamma)"] * self.scales + ["a shift (beta)"] * self.shifts)

    def adjustments(self, shape: Shape) -> Iterator[Weight]:
        """The scale and the shift, each of *shape*."""
        if self.scales:
            yield Weight("gamma", shape)
        if self.shifts:
            yield Weight("beta", shape)

    def told(self, count: int, what: str) -> str:
        """One sentence for *count* channels or positions; empty if nothing is learned."""
        if not self.learned:
            return ""
        return _told(count, what, f"learns {self.learned}", self.scales + self.shifts)


@base
class PerChannel(Adjusted):
    """One scale and one shift for each channel."""

    axis: int = _channels()

    def axes(self, rank: int) -> tuple[str, ...]:
        others = super().axes(rank)[:-1]
        place = self.axis - 1 if self.axis > 0 else rank + self.axis
        return (*others[:place], "c", *others[place:])[:rank]


@layer(NORMALIZATION, aliases=("batch norm", "BatchNorm", "BN"))
class BatchNormalization(PerChannel):
    """Brings each channel to mean 0 and deviation 1, measured over the batch."""

    keeps_mask = True
    reads_mask = True

    epsilon: Any = figure(default=1e-3, check=_real, help=_EPSILON)
    momentum: Any = figure(default=0.99, check=_real, help="How slowly the averages follow.")
    renorm: bool = flag(
        default=False, brief="renorm", help="Corrects small batches, with three more averages."
    )
    moving_mean_initializer: Any = kept(default="zeros")
    moving_variance_initializer: Any = kept(default="ones")
    renorm_clipping: Any = kept(help="Limits of that correction: rmax, rmin and dmax.")
    renorm_momentum: Any = figure(default=0.99, help="How slowly the three averages follow.")
    synchronized: Any = kept(default=False, help="Measures over all devices together.")

    def check(self) -> None:
        if self.renorm and self.renorm_clipping:
            _check_limits(self.renorm_clipping)

    def weights(self, x: Shape) -> Iterator[Weight]:
        channels = (size_along(self.axis, x),)
        yield from self.adjustments(channels)
        averages = ["moving_mean", "moving_variance"]
        if self.renorm:
            averages += ["moving_stddev", "renorm_mean", "renorm_stddev"]
        for name in averages:
            yield Weight(name, channels, trainable=False)

    def meaning(self, x: Shape) -> str:
        learns = f"learns {self.learned} and " if self.learned else ""
        averages = "five moving averages" if self.renorm else "a moving mean and variance"
        each = len(tuple(self.weights(x)))
        does = f"{learns}keeps {averages}, which are measured, not learned"
        return _told(x[self.axis] or 0, "channel", does, each)


@layer(NORMALIZATION, aliases=("group norm", "GroupNorm", "GN", "instance normalization"))
class GroupNormalization(PerChannel):
    """Brings groups of channels to mean 0 and deviation 1, for each example by itself."""

    autocasts = False
    keeps_mask = True

    groups: int = declare(
        Whole(low=-1),
        32,
        lead=True,
        symbol="groups",
        brief="{} groups",
        help="The channels are split into so many groups; -1: each channel is its own.",
    )

    def check(self) -> None:
        if self.groups == 0:
            raise Refused("too_small", value=self.groups, low=1)

    def weights(self, x: Shape) -> Iterator[Weight]:
        channels = size_along(self.axis, x)
        if channels is None:
            raise Refused("unknown_channels", input=x)
        groups = channels if self.groups == -1 else self.groups
        if channels < groups or groups == 0 or channels % groups:
            raise Refused("groups_of_channels", channels=channels, groups=groups)
        yield from self.adjustments((channels,))

    def meaning(self, x: Shape) -> str:
        return self.told(x[self.axis] or 0, "channel")


def _spanned(axes: tuple[int, ...], x: Shape) -> Shape:
    """The sizes of *x* along *axes*, in the order in which Keras sorts them."""
    return tuple(size_along(axis, x) for axis in sorted(axes))


def _positions(axes: tuple[int, ...], x: Shape) -> int:
    return prod(cast("tuple[int, ...]", _spanned(axes, x)))


@layer(NORMALIZATION, aliases=("layer norm", "LayerNorm", "LN", "transformer"))
class LayerNormalization(Adjusted):
    """Brings each example to mean 0 and deviation 1 by itself."""

    autocasts = False
    keeps_mask = True

    axis: tuple[int, ...] = _span()
    rms_scaling: bool = flag(
        default=False, help="An older way to leave the mean alone; RMSNormalization does it right."
    )

    @property
    def scales(self) -> bool:
        return self.scale or self.rms_scaling

    @property
    def shifts(self) -> bool:
        return self.center and not self.rms_scaling

    def weights(self, x: Shape) -> Iterator[Weight]:
        yield from self.adjustments(_spanned(self.axis, x))

    def meaning(self, x: Shape) -> str:
        return self.told(_positions(self.axis, x), "position")


@layer(NORMALIZATION, aliases=("RMS norm", "RMSNorm", "root mean square", "transformer"))
class RMSNormalization(Normalization):
    """Divides each example by the root of its mean square."""

    axis: tuple[int, ...] = _span()
    epsilon: Any = figure(default=1e-6, help=_EPSILON)

    def weights(self, x: Shape) -> Iterator[Weight]:
        yield Weight("scale", _spanned(self.axis, x))

    def meaning(self, x: Shape) -> str:
        return _told(_positions(self.axis, x), "position", "learns a scale", 1)


@layer(NORMALIZATION, aliases=("L2 normalization", "unit length", "unit norm"))
class UnitNormalization(Normalization):
    """Scales each example to length 1."""

    built_at_once = True
    keeps_mask = True
    why_none = "Each example is divided by its own length; nothing is learned."

    axis: tuple[int, ...] = _span()

    def output_shape(self, x: Shape) -> Shape:
        _spanned(self.axis, x)
        return x
