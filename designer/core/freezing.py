"""Freezing layers as a person does it: with all that is inside them."""

from __future__ import annotations

from typing import Any

from designer.core.layer import L, Layer, is_layers


def with_trainable(layer: L, on: bool) -> L:
    """*layer* and those inside it, trained or not, as Keras's setter `trainable` leaves them."""
    changes: dict[str, Any] = {"trainable": on}
    for field, value in layer.settings():
        if isinstance(value, Layer):
            changes[field.name] = with_trainable(value, on)
        elif is_layers(value):
            changes[field.name] = tuple(with_trainable(inside, on) for inside in value)
    return layer.replace(**changes)
