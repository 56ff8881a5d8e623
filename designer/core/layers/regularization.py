"""Regularization: noise and penalties in training, so that a network does not learn by heart."""

from __future__ import annotations

from typing import Any

from designer.core.families import REGULARIZATION
from designer.core.fields import declare, integers, number
from designer.core.figures import check_seed, figure, seed_if_drawn
from designer.core.kinds import Real, Whole
from designer.core.layer import Layer, base, layer
from designer.core.windows import data_format

_DROPPED = "Dropout switches inputs off at random while training; it learns nothing."
_NOISE = "Noise is drawn at random while training; nothing is learned."


def _rate(default: float = 0.5, help: str = "The share that is switched off: 0 to 1.") -> Any:
    return number(default=default, low=0, high=1, required=True, brief="rate {}", help=help)


@base
class Noise(Layer):
    """Draws random numbers while training, unless there is nothing to draw."""

    built_at_once = True
    idle = True
    keeps_mask = True

    seed: Any

    @property
    def strength(self) -> float:
        """How much is drawn; nothing where it is 0."""
        raise NotImplementedError

    def check(self) -> None:
        check_seed(self.seed, self.strength)


@base
class Dropping(Noise):
    """Draws numbers at a rate."""

    rate: float

    @property
    def strength(self) -> float:
        return self.rate


@layer(REGULARIZATION, aliases=("drop", "overfitting"))
class Dropout(Dropping):
    """Switches inputs off at random while training, against overfitting."""

    why_none = _DROPPED

    rate: float = _rate()
    noise_shape: Any = integers(
        default=None,
        low=1,
        optional=True,
        unknown=True,
        more=True,
        help="A size of 1 drops along that axis together; None: as the input is.",
    )
    seed: Any = seed_if_drawn()


@base
class SpatialDropout(Dropping):
    """Drops whole channels: `BaseSpatialDropout`, which has a constructor of its own."""

    why_none = "Dropout switches channels off at random while training; it learns nothing."
    lacks = ("trainable", "activity_regularizer")

    rate: float = _rate(help="The share of channels that is switched off: 0 to 1.")
    seed: Any = seed_if_drawn()


@layer(REGULARIZATION, aliases=("channel dropout", "overfitting"))
class SpatialDropout1D(SpatialDropout):
    """Switches whole channels of a sequence off at random while training."""

    ranks = (3,)


@layer(REGULARIZATION, aliases=("channel dropout", "overfitting"))
class SpatialDropout2D(SpatialDropout):
    """Switches whole channels of an image off at random while training."""

    ranks = (4,)
    data_format: str | None = data_format()


@layer(REGULARIZATION, aliases=("channel dropout", "overfitting"))
class SpatialDropout3D(SpatialDropout):
    """Switches whole channels of a volume off at random while training."""

    ranks = (5,)
    data_format: str | None = data_format()


@layer(REGULARIZATION, aliases=("random", "jitter", "augmentation"), icon="activity")
class GaussianNoise(Noise):
    """Adds random noise while training."""

    why_none = _NOISE

    stddev: float = number(
        default=0.1,
        low=0,
        high=1,
        required=True,
        brief="deviation {}",
        help="The standard deviation of the noise: 0 to 1.",
    )
    seed: Any = seed_if_drawn()

    @property
    def strength(self) -> float:
        return self.stddev


@layer(REGULARIZATION, aliases=("multiplicative noise", "overfitting"), icon="activity")
class GaussianDropout(Dropping):
    """Multiplies by random numbers around 1 while training."""

    why_none = _NOISE

    rate: float = _rate(help="As strong as a dropout of this rate: 0 to 1.")
    seed: Any = seed_if_drawn()


@layer(REGULARIZATION, aliases=("SELU", "self-normalizing", "overfitting"))
class AlphaDropout(Dropping):
    """Dropout that keeps mean and variance, made for selu."""

    why_none = _DROPPED

    rate: float = _rate(0.1)
    noise_shape: Any = figure(
        part=Whole(low=None, optional=True),
        many=True,
        help="A size of 1 drops along that axis together; None: as it comes in.",
    )
    seed: Any = seed_if_drawn()


def _penalty(help: str, brief: str) -> Any:
    return declare(Real(low=0, optional=True, quiet=0.0), 0.0, brief=brief, help=help)


@layer(REGULARIZATION, aliases=("penalty", "L1", "L2", "weight decay"), icon="gauge")
class ActivityRegularization(Layer):
    """Adds a penalty for large outputs to the loss."""

    built_at_once = True
    idle = True
    keeps_mask = True
    why_none = "The penalty has no weights of its own."
    lacks = ("activity_regularizer",)

    l1: float | None = _penalty("The factor for the sum of the absolute values.", "L1 {}")
    l2: float | None = _penalty("The factor for the sum of the squares.", "L2 {}")
