"""What layers share that work along the axes of a signal, an image or a volume."""

from __future__ import annotations

from typing import Any

from designer.core.kinds import Sizes
from designer.core.layer import Layer, base


class Steps(Sizes):
    """Sizes that are shown as one number where all are alike: "3", or "3×1"."""

    def show(self, value: Any) -> str:
        if value is None or len(set(value)) > 1:
            return super().show(value)
        return str(value[0])


@base
class Spatial(Layer):
    """Takes spatial axes and channels; where their order is a choice, it is in `data_format`."""

    @property
    def channels_first(self) -> bool:
        """Whether the channels stand right after the batch; last where there is no choice."""
        return getattr(self, "data_format", None) == "channels_first"

    def axes(self, rank: int) -> tuple[str, ...]:
        names = super().axes(rank)
        return (*names[-1:], *names[:-1]) if self.channels_first else names
