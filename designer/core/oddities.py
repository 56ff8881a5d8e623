"""What is odd about one layer, whatever stands around it: windows that miss cells, sizes of 0, and
what Keras prints although it does not run, or runs otherwise.

Source: Keras 3.15.1, asked for a symbolic answer and then run on zeros (`tests/data/README.md`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from math import prod
from typing import Any, cast

from designer.core.families import AUGMENTATION
from designer.core.freezing import with_trainable
from designer.core.layer import Dim, Layer, Shape
from designer.core.layers.activation import Activation, Softmax
from designer.core.layers.adaptive_pooling import AdaptivePooling
from designer.core.layers.convolution import Depthwise, Full, Separable, Transpose
from designer.core.layers.dense import Dense
from designer.core.layers.einsum import EinsumDense
from designer.core.layers.images import CenterCrop, Resizing
from designer.core.layers.pooling import Pooling
from designer.core.layers.preprocessing import CategoryEncoding
from designer.core.layers.reshaping import Flatten, Reshape
from designer.core.layers.wrappers import Bidirectional
from designer.core.windows import AXIS_NAMES, reach, split

Found = tuple[str, Mapping[str, object]]
"""The code of a warning, and its numbers."""

_Rule = Callable[[Any, Shape, tuple[Shape, ...]], Iterator[Found]]


def oddities(layer: Layer, x: Shape, outputs: tuple[Shape, ...]) -> tuple[Found, ...]:
    """What is odd about *layer*, which makes *outputs* of *x*. It remembers its last answer."""
    memo: tuple[Shape, tuple[Found, ...]] | None = layer.__dict__.get("_odd")
    if memo is not None and (memo[0] is x or memo[0] == x):
        return memo[1]
    found = tuple(odd for rule in _rules_of(type(layer)) for odd in rule(layer, x, outputs))
    layer.__dict__["_odd"] = (x, found)
    return found


# windows


def _rows_dropped(layer: Full | Pooling, x: Shape, outputs: tuple[Shape, ...]) -> Iterator[Found]:
    """Cells that are in no window: at the end, or between windows that lie apart."""
    window, strides, spread = _moves(layer)
    if max(strides) == 1 or max(spread) > 1:
        return
    sizes, _ = split(x, layer.channels_first)
    places, _ = split(outputs[0], layer.channels_first)
    sides = zip(sizes, places, window, strides, strict=True)
    missed = [_missed(n, out, k, s, layer.padding) for n, out, k, s in sides]
    if any(missed):
        names = AXIS_NAMES[len(sizes)]
        axes = [(a, n, m) for a, n, m in zip(names, sizes, missed, strict=True) if m]
        yield "rows_dropped", {"axes": axes, "window": window, "strides": strides}


def _moves(layer: Full | Pooling) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
    if isinstance(layer, Pooling):
        return layer.pool_size, layer.strides or layer.pool_size, (1,) * len(layer.pool_size)
    return layer.kernel_size, layer.strides, layer.dilation_rate


def _missed(n: Dim, places: Dim, window: int, stride: int, padding: str) -> int:
    """How many of *n* cells no window has."""
    if not n or not places:
        return 0
    outside = 0 if padding == "valid" else max(0, (places - 1) * stride + window - n)
    return max(0, n - ((places - 1) * min(window, stride) + window - outside))


def _uneven_padding(layer: Full, x: Shape, outputs: tuple[Shape, ...]) -> Iterator[Found]:
    """An even window that gets one cell more at one end than at the other."""
    if layer.padding != "same":
        return
    sizes, _ = split(x, layer.channels_first)
    for n, k, s, d in zip(
        sizes, layer.kernel_size, layer.strides, layer.dilation_rate, strict=True
    ):
        span = reach(k, d)
        added = _added(n, span, s)
        if span % 2 == 0 and added % 2:
            kernel = tuple(layer.kernel_size)
            values = {"kernel": kernel, "span": span, "before": added // 2, "after": -(-added // 2)}
            yield "uneven_padding", values
            return


def _mostly_padding(layer: Full, x: Shape, outputs: tuple[Shape, ...]) -> Iterator[Found]:
    """A window that lies over an edge wherever it stands, as it is longer than what comes in."""
    if layer.padding == "valid":
        return
    sizes, _ = split(x, layer.channels_first)
    spans = [reach(k, d) for k, d in zip(layer.kernel_size, layer.dilation_rate, strict=True)]
    if any(n is not None and n < span for n, span in zip(sizes, spans, strict=True)):
        yield "mostly_padding", {"spans": tuple(spans), "sides": sizes, "padding": layer.padding}


def _added(n: Dim, span: int, stride: int) -> int:
    """The cells that `same` adds to *n*; 0 where that depends on an open size."""
    if n is None:
        return span - 1 if stride == 1 else 0
    return max(0, ((n - 1) // stride) * stride + span - n)


# sizes


def _open_flatten(layer: Flatten, x: Shape, outputs: tuple[Shape, ...]) -> Iterator[Found]:
    if len(x) > 2 and None in x[1:]:
        yield "open_flatten", {"input": x}


def _zero_size(layer: Layer, x: Shape, outputs: tuple[Shape, ...]) -> Iterator[Found]:
    """The first layer with a size of 0; those after it only pass it on."""
    if 0 not in x[1:]:
        for shape in outputs:
            if 0 in shape[1:]:
                yield "zero_size", {"shape": shape}
                return


# what is trained all the same


def _trained(layer: Layer, x: Shape, outputs: tuple[Shape, ...]) -> Iterator[Found]:
    """What is inside a layer that is built frozen, unless it is frozen as well, or cannot be."""
    if not layer.trainable and not layer.freezes and layer.at(x).trainable:
        for_good = with_trainable(layer, False).at(x).trainable
        code = "parts_trained" if for_good else "inside_trained"
        yield code, {"count": layer.at(x).trainable, "layer": layer.keras}


# what Keras prints, though running says otherwise


def _functions(layer: Any, x: Shape, outputs: tuple[Shape, ...]) -> Iterator[Found]:
    shape, last = outputs[0], outputs[0][-1]
    if layer.activation == "threshold":
        yield "threshold", {}
    if layer.activation == "glu" and last is not None and not getattr(layer, "channels_first", 0):
        yield "glu_halves", {"shape": shape, "runs": (*shape[:-1], last // 2)}
    if layer.activation == "softmax" and last == 1 and len(shape) > 1:
        yield "softmax_of_one", {"shape": shape}


def _softmax(layer: Softmax, x: Shape, outputs: tuple[Shape, ...]) -> Iterator[Found]:
    axis = layer.axis
    axes = cast("Sequence[object]", axis) if isinstance(axis, list | tuple) else (axis,)
    for axis in axes:
        if isinstance(axis, int):
            if not -len(x) <= axis < len(x):
                yield "axis_beyond", {"axis": axis, "input": x}
                return
            if x[axis] == 1 and len(axes) == 1:
                yield "softmax_of_one", {"shape": x}


def _two_widths(layer: Bidirectional, x: Shape, outputs: tuple[Shape, ...]) -> Iterator[Found]:
    there, back = layer.layer.outputs(x)[0], layer.backward.outputs(x)[0]
    if there != back:
        merge = layer.merge_mode or ""
        yield "two_widths", {"shape": outputs[0], "there": there, "back": back, "merge": merge}


def _categories(layer: CategoryEncoding, x: Shape, outputs: tuple[Shape, ...]) -> Iterator[Found]:
    if len(x) == 3 and layer.output_mode != "one_hot":
        runs = (x[0], x[2], layer.num_tokens)
        yield "counted_across", {"shape": outputs[0], "runs": runs}


def _einsum(layer: EinsumDense, x: Shape, outputs: tuple[Shape, ...]) -> Iterator[Found]:
    found = layer.analysed(x)
    axes = len(found.output) + found.hidden
    if axes != len(outputs[0]):
        yield "einsum_axes_run", {"shape": outputs[0], "axes": axes}


def _adaptive(layer: AdaptivePooling, x: Shape, outputs: tuple[Shape, ...]) -> Iterator[Found]:
    rank = len(layer.output_size) + 2
    if len(x) != rank:
        yield "accepted_rank", {"input": x, "ranks": (rank,)}


_COLOURS = {
    "RandomHue": (3,),
    "RandomSaturation": (3,),
    "RandAugment": (1, 3),
    "RandomGrayscale": (1, 3),
}
"""The channels with which an image can be changed so."""


def _images(layer: Layer, x: Shape, outputs: tuple[Shape, ...]) -> Iterator[Found]:
    if len(x) not in (3, 4):
        yield "accepted_rank", {"input": x, "ranks": (3, 4)}
        return
    channels = x[-3] if getattr(layer, "channels_first", False) else x[-1]
    wanted = _COLOURS.get(layer.keras)
    if wanted and channels is not None and channels not in wanted:
        yield "accepted_channels", {"input": x, "channels": channels, "wanted": wanted}


def _sized(layer: Resizing, x: Shape, outputs: tuple[Shape, ...]) -> Iterator[Found]:
    if len(x) != 4:
        yield "batch_lost", {"input": x, "shape": outputs[0]}


def _grows(layer: CenterCrop, x: Shape, outputs: tuple[Shape, ...]) -> Iterator[Found]:
    first = len(x) - 3 + layer.channels_first
    sides = x[first : first + 2]
    wanted = (layer.height, layer.width)
    if any(n is not None and n < m for n, m in zip(sides, wanted, strict=True)):
        yield "crop_grows", {"sides": sides, "wanted": wanted}


def _open_reshape(layer: Reshape, x: Shape, outputs: tuple[Shape, ...]) -> Iterator[Found]:
    """Keras compares nothing where a size is open, though no size can make the two equal."""
    target = layer.target_shape
    if None not in x[1:] or None in target or -1 in target:
        return
    asked = prod(cast("tuple[int, ...]", target))
    known = prod(d for d in x[1:] if d is not None)
    if known and asked % known:
        values = {"input": x, "target": target, "asked": asked, "known": known}
        yield "open_reshape", values


_SLIDING = (Full, Separable, Depthwise)
_RULES: tuple[tuple[type[Layer] | tuple[type[Layer], ...], _Rule], ...] = (
    ((*_SLIDING, Pooling), _rows_dropped),
    (_SLIDING, _uneven_padding),
    (_SLIDING, _mostly_padding),
    (Flatten, _open_flatten),
    (Layer, _zero_size),
    (Layer, _trained),
    ((Activation, Dense, Transpose, *_SLIDING), _functions),
    (Softmax, _softmax),
    (Bidirectional, _two_widths),
    (CategoryEncoding, _categories),
    (EinsumDense, _einsum),
    (AdaptivePooling, _adaptive),
    ((Resizing, CenterCrop), _sized),
    (CenterCrop, _grows),
    (Reshape, _open_reshape),
)


@cache
def _rules_of(cls: type[Layer]) -> tuple[_Rule, ...]:
    found = tuple(rule for classes, rule in _RULES if issubclass(cls, classes))
    return (*found, _images) if cls.family is AUGMENTATION else found
