"""Augmentation that changes the colours of images."""

from __future__ import annotations

from typing import Any

from designer.core.families import AUGMENTATION
from designer.core.fields import declare, number
from designer.core.figures import ANY_WHOLE, figure
from designer.core.layer import Shape, layer
from designer.core.layers.augmentation import (
    HOW_OFTEN,
    Augmentation,
    Seeded,
    any_levels,
    as_tuple,
    factor,
    levels,
    share,
    span,
)
from designer.core.problems import Refused
from designer.core.spans import Odd


@layer(AUGMENTATION, aliases=("contrast", "stretch"), icon="contrast")
class AutoContrast(Augmentation):
    """Stretches the colours of each image over the whole range."""

    why_none = "The colours are stretched as they are; nothing is learned."

    value_range: tuple[float, float] = levels()


@layer(AUGMENTATION, aliases=("histogram", "contrast"), icon="contrast")
class Equalization(Augmentation):
    """Spreads the colours of each image evenly."""

    returns_its_input = True
    why_none = "The colours are spread as they are; nothing is learned."

    value_range: tuple[float, float] = levels()
    bins: Any = figure(default=256, part=ANY_WHOLE, help="In how many steps colours are counted.")


@layer(AUGMENTATION, aliases=("CLAHE", "histogram", "contrast"), icon="contrast")
class ContrastLimitedAdaptiveHistogramEqualization(Augmentation):
    """Spreads the colours evenly tile by tile, without making noise louder."""

    why_none = "The colours are spread as they are; nothing is learned."

    value_range: Any = any_levels()
    clip_limit: Any = figure(default=4.0, help="How much contrast a tile may gain.")
    tile_grid_size: Any = figure(
        default=(8, 8), check=as_tuple, part=ANY_WHOLE, many=True, help="How many tiles there are."
    )


@layer(AUGMENTATION, aliases=("bright", "light"), icon="sun")
class RandomBrightness(Seeded):
    """Makes images brighter or darker."""

    factor: Any = factor(-1, 1, optional=True)
    value_range: tuple[float, float] = levels()


@layer(AUGMENTATION, aliases=("grey", "colour", "saturation"), icon="contrast")
class RandomColorDegeneration(Seeded):
    """Takes some of the colour out of images."""

    ranks = (3, 4)

    factor: Any = factor(-1, 1)
    value_range: tuple[float, float] = levels()

    def outputs_uncalled(self, x: Shape) -> tuple[Shape, ...]:
        if len(x) not in self.ranks:
            raise Refused("wrong_rank", input=x, ranks=self.ranks)
        return super().outputs_uncalled(x)

    def output_shape(self, x: Shape) -> Shape:
        channels = x[-3 if self.channels_first else -1]
        if channels not in (3, None):
            raise Refused("not_rgb", input=x, channels=channels)
        return x


@layer(AUGMENTATION, aliases=("contrast",), icon="contrast")
class RandomContrast(Seeded):
    """Makes the contrast of images stronger or weaker."""

    factor: Any = factor(0, 1)
    value_range: Any = any_levels()


@layer(AUGMENTATION, aliases=("blur", "smooth"), icon="droplets")
class RandomGaussianBlur(Seeded):
    """Makes images blurred."""

    factor: Any = share()
    kernel_size: Any = declare(
        Odd(), 3, brief="kernel {}", help="The window in which pixels are mixed: an odd number."
    )
    sigma: Any = share(1.0, "How strongly they are mixed.")
    value_range: Any = any_levels()


@layer(AUGMENTATION, aliases=("grey", "black and white"), icon="contrast")
class RandomGrayscale(Seeded):
    """Makes some images grey."""

    factor: float = number(default=0.5, low=0, high=1, brief="{}", help=HOW_OFTEN)


@layer(AUGMENTATION, aliases=("colour", "tint"), icon="contrast")
class RandomHue(Seeded):
    """Shifts the colours of images."""

    factor: Any = factor(0, 1)
    value_range: Any = any_levels()


@layer(AUGMENTATION, aliases=("negative",), icon="contrast")
class RandomInvert(Seeded):
    """Turns some images into their negative."""

    factor: Any = share()
    value_range: Any = any_levels()


@layer(AUGMENTATION, aliases=("bits", "colours"), icon="contrast")
class RandomPosterization(Seeded):
    """Leaves images only a few steps of each colour."""

    factor: Any = factor(1, 8, 4, "How many bits a colour keeps: 1 to 8, or two ends.")
    value_range: tuple[float, float] = levels()


@layer(AUGMENTATION, aliases=("colour",), icon="contrast")
class RandomSaturation(Seeded):
    """Makes the colours of images stronger or paler."""

    factor: Any = factor(-1, 1)
    value_range: tuple[float, float] = levels()


@layer(AUGMENTATION, aliases=("sharpen", "blur"), icon="focus")
class RandomSharpness(Seeded):
    """Makes images sharper or softer."""

    factor: Any = factor(0, 1)
    value_range: tuple[float, float] = levels()


@layer(AUGMENTATION, aliases=("invert", "threshold", "solarize"), icon="sun")
class Solarization(Seeded):
    """Inverts the bright colours of images."""

    why_none = "The colours are turned around as they are; nothing is learned."

    addition_factor: Any = span(0.0, 0, "What is added before: 0 to 1.")
    threshold_factor: Any = span(0.0, 0, "From where on colours are inverted: 0 to 1.")
    value_range: tuple[float, float] = levels()
