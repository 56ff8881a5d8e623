"""Layers that pass on what comes in."""

from __future__ import annotations

from typing import Any

from designer.core.families import CORE
from designer.core.figures import figure
from designer.core.layer import Layer, layer


@layer(CORE, aliases=("pass through", "placeholder", "no-op"), icon="arrow-down")
class Identity(Layer):
    """Passes on what comes in, unchanged."""

    idle = True
    keeps_mask = True
    built_at_once = True
    why_none = "What comes in is passed on unchanged; nothing is learned."


@layer(CORE, aliases=("mask", "skip steps", "padding"), icon="eye-off")
class Masking(Layer):
    """Marks steps of a sequence to be skipped by the layers after it."""

    built_at_once = True
    why_none = "Steps are only marked to be skipped; nothing is learned."

    mask_value: Any = figure(default=0.0, help="A step is skipped if all its numbers are this.")

    def mask_operations(self) -> tuple[str, ...]:
        return ("NotEqual", "Any")
