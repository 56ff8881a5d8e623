"""Augmentation: images changed at random while training, so that a network sees more of them.

What all these layers share: the fields, and the bases.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from designer.core.fields import choice, declare, seed
from designer.core.figures import figure
from designer.core.layer import base
from designer.core.layers.images import ImageLayer
from designer.core.spans import Levels, Overlap, Span

HOW_STRONG = "How strong it is: a number, or the two ends that it is drawn between."
HOW_OFTEN = "How often it happens: the share of the images."


def factor(
    low: float, high: float, default: Any = 0.2, help: str = HOW_STRONG, optional: bool = False
) -> Any:
    """A factor that has to be given; None is 0 where it is *optional*."""
    kind = Overlap(low=low, high=high, optional=optional)
    return declare(kind, default, required=True, brief="{}", help=help)


def share(default: Any = 1.0, help: str = HOW_OFTEN) -> Any:
    """A factor between 0 and 1."""
    return declare(Overlap(low=0, high=1), default, brief="{}", help=help)


def span(default: Any, low: float, help: str) -> Any:
    """A factor up to 1 of which Keras checks both ends."""
    kind = Span(low=low, high=1, optional=default is None)
    return declare(kind, default, brief="{}", help=help)


def levels() -> Any:
    """The range of the pixels."""
    about = "The smallest and the largest number of a pixel."
    return declare(Levels(), (0, 255), more=True, help=about)


def any_levels() -> Any:
    """The same where Keras does not look at it."""
    about = "The smallest and the largest number of a pixel."
    return figure(default=(0, 255), check=as_tuple, many=True, help=about)


def as_tuple(value: Any) -> Any:
    """A list as a tuple, which can be a default."""
    return tuple(cast("Sequence[Any]", value)) if isinstance(value, list) else value


def interpolation() -> Any:
    """How pixels are made that lie between others."""
    about = "How new pixels are computed."
    return choice("bilinear", "nearest", default="bilinear", more=True, help=about)


def fill_mode(*more: str) -> Any:
    """What is made of the places that are left empty."""
    options = ("reflect", "wrap", "constant", "nearest", *more)
    return choice(*options, default="reflect", more=True, help="What stands beyond the edge.")


def fill_value() -> Any:
    """The number for the fill mode that is constant."""
    return figure(default=0.0, help="The constant that stands beyond the edge.")


@base
class Augmentation(ImageLayer):
    """Changes images, but not their shape."""

    why_none = "Images are changed at random while training; nothing is learned."


@base
class Seeded(Augmentation):
    """One that draws numbers. Used, and not trained, the model leaves images as they are."""

    idle = True

    seed: int | None = seed()


@base
class Moved(Seeded):
    """Pixels move, and what is left empty is filled."""

    fill_mode: str = fill_mode()
    interpolation: str = interpolation()
    fill_value: Any = fill_value()
