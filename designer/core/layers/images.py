"""Images made to fit: stretched, or cut from the middle or from anywhere."""

from __future__ import annotations

from typing import Any

from designer.core.families import AUGMENTATION, PREPROCESSING
from designer.core.fields import declare, flag, integer, kept, seed
from designer.core.figures import figure
from designer.core.kinds import Text
from designer.core.layer import Shape, base, layer
from designer.core.layers.spatial import Spatial
from designer.core.problems import Refused
from designer.core.windows import data_format


@base
class ImageLayer(Spatial):
    """Works on images, one or a batch of them. `BaseImagePreprocessingLayer`."""

    data_format: str | None = data_format()
    bounding_box_format: Any = kept(help="How boxes are given that come with an image.")


def _side(name: str) -> Any:
    return integer(
        default=224,
        low=0,
        required=True,
        symbol=name,
        brief=f"{name} {{}}",
        help=f"The {name} that comes out.",
    )


@base
class Sized(ImageLayer):
    """Gives every image the same height and width."""

    height: int = _side("height")
    width: int = _side("width")

    def sized(self, x: Shape, first: int) -> Shape:
        """*x* with the two sides that begin at axis *first*."""
        if len(x) < first + 2:
            raise Refused("too_few_axes", input=x, least=first + 2)
        return (*x[:first], self.height, self.width, *x[first + 2 :])

    def output_shape(self, x: Shape) -> Shape:
        """Keras takes whatever has not four axes for one image without a batch."""
        batched = len(x) == 4
        return self.sized(x, batched + self.channels_first)


@layer(PREPROCESSING, aliases=("resize", "scale", "interpolate"), icon="scaling")
class Resizing(Sized):
    """Stretches or shrinks images to a given size."""

    why_none = "Images are only resized; nothing is learned."

    interpolation: str = declare(
        Text(optional=False, quiet="bilinear"),
        "bilinear",
        brief="{}",
        help="How new pixels are computed: bilinear, nearest, bicubic, area, lanczos3, ...",
    )
    crop_to_aspect_ratio: bool = flag(
        default=False, brief="cropped", help="Cuts off what would be distorted."
    )
    pad_to_aspect_ratio: bool = flag(
        default=False, brief="padded", help="Fills up what would be distorted."
    )
    fill_mode: str = declare(Text(optional=False), "constant", more=True, help="How it is filled.")
    fill_value: Any = figure(default=0.0, help="What it is filled with.")
    antialias: bool = flag(default=False, more=True, help="Smooths what is made smaller.")


@layer(PREPROCESSING, aliases=("crop", "cut", "middle"), icon="crop")
class CenterCrop(Sized):
    """Cuts the middle out of images; smaller ones are stretched."""

    why_none = "Images are only cut; nothing is learned."
    ranks = (3, 4)

    def outputs_uncalled(self, x: Shape) -> tuple[Shape, ...]:
        if len(x) not in self.ranks:
            raise Refused("wrong_rank", input=x, ranks=self.ranks)
        return super().outputs_uncalled(x)


@layer(AUGMENTATION, aliases=("crop", "cut", "random"), icon="crop")
class RandomCrop(Sized):
    """Cuts a piece out of each image at random while training."""

    why_none = "Where it cuts is drawn at random; nothing is learned."

    seed: int | None = seed()

    def output_shape(self, x: Shape) -> Shape:
        first = len(x) - 2 - (not self.channels_first)
        if first < 0:
            raise Refused("too_few_axes", input=x, least=3 - self.channels_first)
        return self.sized(x, first)
