"""How many places a sliding window takes: the arithmetic of convolution and pooling.

Source: `keras.src.ops.operation_utils.compute_conv_output_shape` of Keras 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from designer.core.fields import choice
from designer.core.layer import Dim, Shape
from designer.core.problems import Refused

AXIS_NAMES = {1: ("length",), 2: ("height", "width"), 3: ("depth", "height", "width")}


def data_format() -> Any:
    """The field that says where the channels stand in a shape."""
    return choice(
        "channels_last",
        "channels_first",
        default="channels_last",
        optional=True,
        fold=True,
        help="Where the channels stand: last (the usual), or right after the batch.",
    )


def split(x: Shape, channels_first: bool) -> tuple[Shape, Dim]:
    """The spatial axes and the channels of *x*."""
    return (x[2:], x[1]) if channels_first else (x[1:-1], x[-1])


def join(batch: Dim, spatial: Sequence[Dim], channels: Dim, channels_first: bool) -> Shape:
    """A whole shape again."""
    return (batch, channels, *spatial) if channels_first else (batch, *spatial, channels)


def reach(kernel: int, dilation: int = 1) -> int:
    """How many steps a window of *kernel* cells spans when its cells are *dilation* apart."""
    return kernel if dilation == 1 else dilation * (kernel - 1) + 1


def places(
    sizes: Sequence[Dim],
    window: Sequence[int],
    strides: Sequence[int],
    padding: str,
    dilation: Sequence[int] | None = None,
    called: str = "",
) -> tuple[Dim, ...]:
    """The output size along each spatial axis; None stays None and is not checked.

    `same` and `causal` depend on the stride alone; `valid` is refused where nothing fits. The
    window is *called* a pool where cells cannot lie apart, and else a kernel, unless otherwise.
    """
    spread = dilation or (1,) * len(window)
    spans = [reach(k, d) for k, d in zip(window, spread, strict=True)]
    if padding != "valid":
        return tuple(
            None if n is None else (n - 1) // s + 1 for n, s in zip(sizes, strides, strict=True)
        )
    for axis, (n, span, s) in enumerate(zip(sizes, spans, strides, strict=True)):
        if n is not None and (n - span) // s + 1 <= 0:
            raise Refused(
                "window_too_large",
                window=called or ("pool" if dilation is None else "kernel"),
                axis=AXIS_NAMES[len(sizes)][axis] if len(sizes) in AXIS_NAMES else str(axis + 1),
                sizes=tuple(sizes),
                spans=tuple(spans),
                size=n,
                span=span,
                stride=s,
            )
    return tuple(
        None if n is None else (n - span) // s + 1
        for n, span, s in zip(sizes, spans, strides, strict=True)
    )
