"""Augmentation that moves the pixels of images, or blanks them out."""

from __future__ import annotations

from typing import Any

from designer.core.families import AUGMENTATION
from designer.core.fields import declare, number
from designer.core.figures import figure
from designer.core.kinds import Text
from designer.core.layer import layer
from designer.core.layers.augmentation import (
    HOW_STRONG,
    Moved,
    Seeded,
    any_levels,
    factor,
    fill_mode,
    fill_value,
    interpolation,
    share,
    span,
)
from designer.core.problems import Refused
from designer.core.spans import Span


@layer(AUGMENTATION, aliases=("deform", "warp", "distort"), icon="activity")
class RandomElasticTransform(Seeded):
    """Bends images like rubber."""

    factor: Any = share()
    scale: Any = share(1.0, HOW_STRONG)
    interpolation: str = interpolation()
    fill_mode: str = fill_mode("mirror")
    fill_value: Any = fill_value()
    value_range: Any = any_levels()


@layer(AUGMENTATION, aliases=("cutout", "erase", "occlusion"), icon="frame")
class RandomErasing(Seeded):
    """Blanks a rectangle out."""

    factor: Any = share()
    scale: Any = share((0.02, 0.33), "How much of the image is blanked out.")
    fill_value: Any = figure(help="What it is filled with; empty: noise.")
    value_range: Any = any_levels()


@layer(AUGMENTATION, aliases=("mirror", "horizontal", "vertical"), icon="flip-vertical-2")
class RandomFlip(Seeded):
    """Mirrors images, left to right, upside down, or both."""

    mode: str = declare(
        Text(optional=False),
        "horizontal_and_vertical",
        brief="{}",
        help="horizontal, vertical or horizontal_and_vertical.",
    )


@layer(AUGMENTATION, aliases=("distort", "view", "warp"), icon="move-3d")
class RandomPerspective(Seeded):
    """Shows images from another side."""

    factor: Any = share()
    scale: float = number(default=1.0, low=0, high=1, brief="{}", help="How far it goes: 0 to 1.")
    interpolation: str = interpolation()
    fill_value: Any = fill_value()


@layer(AUGMENTATION, aliases=("rotate", "turn", "angle"), icon="redo-2")
class RandomRotation(Moved):
    """Turns images around."""

    factor: Any = factor(
        -1, 1, 0.1, "How far, as a part of a full turn: a number, or two ends.", optional=True
    )


@layer(AUGMENTATION, aliases=("shear", "slant", "affine"), icon="move-3d")
class RandomShear(Moved):
    """Slants images."""

    x_factor: Any = span(0.0, 0, "How far along the rows: 0 to 1.")
    y_factor: Any = span(0.0, 0, "How far along the columns: 0 to 1.")


@layer(AUGMENTATION, aliases=("shift", "move", "translate", "affine"), icon="move-3d")
class RandomTranslation(Moved):
    """Moves images up, down and sideways."""

    height_factor: Any = declare(
        Span(low=-1, high=1), 0.1, required=True, brief="{}", help="How far up or down: -1 to 1."
    )
    width_factor: Any = declare(
        Span(low=-1, high=1), 0.1, required=True, brief="{}", help="How far sideways: -1 to 1."
    )


@layer(AUGMENTATION, aliases=("zoom", "scale", "affine"), icon="zoom-in")
class RandomZoom(Moved):
    """Makes what is on the images larger or smaller."""

    height_factor: Any = declare(
        Span(low=-1, high=1), 0.1, required=True, brief="{}", help="How much higher: above -1 to 1."
    )
    width_factor: Any = span(None, -1, "How much wider; empty: the same.")

    def check(self) -> None:
        for given in (self.height_factor, self.width_factor):
            if -1 in (given if isinstance(given, tuple) else (given,)):
                raise Refused("zoom_to_nothing")
