"""Layers made as a Keras file has them."""

from collections.abc import Callable
from typing import Any, cast

import pytest

import designer.core.layers  # noqa: F401 registers every layer
from designer.core.files.keras_layer import read_layer
from designer.core.layer import Layer

Make = Callable[..., Layer]


@pytest.fixture
def make() -> Make:
    """`make("Flatten", data_format="channels_first")` reads that Keras config."""

    def read(class_name: str, **config: Any) -> Layer:
        return read_layer(class_name, config, "layer")

    return read
