"""The families that layers belong to: a title, the colour token and the icon that go with it."""

from __future__ import annotations

from designer.core.value import Value


class Family(Value):
    """A shelf of the palette. *token* names its colour in the themes, *icon* its picture."""

    title: str
    token: str
    icon: str
    closed: bool = False
    """Whether its shelf is closed at first, as most people look for other layers."""


INPUT = Family("Input", "input", "log-in")
CORE = Family("Core", "core", "network")
CONVOLUTION = Family("Convolution", "convolution", "grid-3x3")
POOLING = Family("Pooling", "pooling", "shrink")
NORMALIZATION = Family("Normalization", "normalization", "gauge")
REGULARIZATION = Family("Regularization", "normalization", "droplets")
ACTIVATION = Family("Activation", "activation", "zap")
RESHAPING = Family("Reshaping", "reshaping", "scaling")
RECURRENT = Family("Recurrent", "sequence", "repeat")
ATTENTION = Family("Attention", "sequence", "focus")
WRAPPERS = Family("Wrappers", "sequence", "package")
PREPROCESSING = Family("Preprocessing", "input", "sliders-horizontal", closed=True)
AUGMENTATION = Family("Augmentation", "input", "image", closed=True)
CELLS = Family("Cells", "sequence", "repeat")
"""What goes inside an RNN; it cannot stand in a chain, so it is on no shelf."""
MODELS = Family("Models", "sequence", "package")
"""Models that bring their own input; people build them out of layers, so they are on no shelf."""
UNKNOWN = Family("Unknown", "input", "circle-question-mark")
"""What only files bring, so it is on no shelf either."""

SHELVES = (
    CORE,
    CONVOLUTION,
    POOLING,
    REGULARIZATION,
    NORMALIZATION,
    ACTIVATION,
    RESHAPING,
    RECURRENT,
    ATTENTION,
    WRAPPERS,
    PREPROCESSING,
    AUGMENTATION,
)
