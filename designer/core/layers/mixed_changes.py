"""Augmentation that mixes images, or several other ways to change them."""

from __future__ import annotations

from typing import Any

from designer.core.families import AUGMENTATION
from designer.core.fields import declare, flag
from designer.core.figures import ANY_WHOLE, Figures, figure
from designer.core.layer import Layer, base, layer
from designer.core.layers.augmentation import (
    Seeded,
    any_levels,
    interpolation,
    levels,
    share,
    span,
)
from designer.core.layers.colour_changes import (
    AutoContrast,
    Equalization,
    RandomBrightness,
    RandomColorDegeneration,
    RandomContrast,
    RandomHue,
    RandomPosterization,
    RandomSaturation,
    RandomSharpness,
    Solarization,
)
from designer.core.layers.geometry_changes import RandomRotation, RandomShear, RandomTranslation
from designer.core.problems import Refused
from designer.core.spans import Levels, Overlap


def _count(default: int, help: str, brief: str = "") -> Any:
    return declare(Figures(part=ANY_WHOLE), default, brief=brief, help=help)


def _jitter(help: str, low: float = 0) -> Any:
    return declare(Overlap(low=low, high=1, optional=True), None, brief="{}", help=help)


@layer(AUGMENTATION, aliases=("mix", "patch"), icon="scissors")
class CutMix(Seeded):
    """Pastes a piece of one image into another."""

    factor: Any = share(1.0, "How large the piece is: the parameter of a beta distribution.")


@layer(AUGMENTATION, aliases=("mix", "blend"), icon="blend")
class MixUp(Seeded):
    """Blends two images."""

    alpha: Any = declare(Figures(), 0.2, brief="alpha {}", help="How much they are blended.")


@base
class Several(Seeded):
    """Puts other augmentations to work. Keras gives them the name that it was given itself."""

    value_range: tuple[float, float] = levels()
    factor: Any = span(0.5, 0, "How strong they are: 0 to 1, or two ends.")
    interpolation: str = interpolation()

    def named(self, *types: type[Layer]) -> tuple[Layer, ...]:
        """One of each of *types*, as Keras makes them."""
        return tuple(cls(name=self.name) for cls in types)


_GEOMETRY = (RandomShear, RandomTranslation, RandomRotation)
_COLOUR = (RandomBrightness, RandomColorDegeneration, RandomContrast, RandomSharpness)
_LEVELS = (Solarization, RandomPosterization, AutoContrast, Equalization)


@layer(AUGMENTATION, aliases=("augment", "chains", "mix"), icon="share")
class AugMix(Several):
    """Blends several chains of random changes of one image."""

    num_chains: Any = _count(3, "How many chains of changes.", "{} chains")
    chain_depth: Any = _count(3, "How many changes a chain has.")
    factor: Any = span(0.3, 0, "How strong they are: 0 to 1, or two ends.")
    alpha: Any = figure(default=1.0, help="How evenly the chains are blended.")
    all_ops: bool = flag(default=True, help="Brightness, colour, contrast and sharpness too.")

    def inner(self) -> tuple[Layer, ...]:
        return self.named(*_GEOMETRY, *_LEVELS, *(_COLOUR if self.all_ops else ()))


@layer(AUGMENTATION, aliases=("augment", "RandAug", "policy"), icon="share")
class RandAugment(Several):
    """Changes each image in a few ways that are drawn from a list."""

    num_ops: Any = _count(2, "How many changes are made.", "{} changes")

    def inner(self) -> tuple[Layer, ...]:
        return self.named(*_GEOMETRY, *_COLOUR, *_LEVELS)


@layer(AUGMENTATION, aliases=("colour", "jitter", "augment"), icon="sliders-horizontal")
class RandomColorJitter(Seeded):
    """Changes brightness, contrast, saturation and hue at once."""

    value_range: Any = any_levels()
    brightness_factor: Any = _jitter("How much brighter or darker.", -1)
    contrast_factor: Any = _jitter("How much stronger or weaker the contrast.")
    saturation_factor: Any = _jitter("How much stronger or paler the colours.", -1)
    hue_factor: Any = _jitter("How far the colours shift.")

    def check(self) -> None:
        """Of the layers inside, those for brightness and saturation look at the range."""
        if self.brightness_factor is None and self.saturation_factor is None:
            return
        try:
            Levels().check(self.value_range)
        except Refused as refused:
            raise Refused("levels_needed", value=self.value_range) from refused

    def inner(self) -> tuple[Layer, ...]:
        given = {
            RandomBrightness: self.brightness_factor,
            RandomContrast: self.contrast_factor,
            RandomSaturation: self.saturation_factor,
            RandomHue: self.hue_factor,
        }
        return tuple(cls() for cls, factor in given.items() if factor is not None)
