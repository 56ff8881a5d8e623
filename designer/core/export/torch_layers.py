"""The layers that PyTorch has too: each as the modules that count and shape the same.

A function here gets the `Place` of a layer and yields its modules without the activation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from designer.core.export.source_code import Call
from designer.core.export.torch_functions import function
from designer.core.export.torch_places import Layout, NoEqual, Place, ends, same_margins, size

Modules = Iterator[Call]
Translate = Callable[[Place], Modules]
EQUALS: dict[str, tuple[Layout | None, Translate]] = {}
"""By Keras class: the layout that the modules need (None: any), and what yields them."""


def equal(*names: str, layout: Layout | None = None) -> Callable[[Translate], Translate]:
    """Enters a function for the Keras classes of these *names*."""

    def enter(translate: Translate) -> Translate:
        EQUALS.update((name, (layout, translate)) for name in names)
        return translate

    return enter


def dimensional(*stems: str) -> tuple[str, ...]:
    """The classes for one, two and three spatial axes."""
    return tuple(f"{stem}{n}D" for stem in stems for n in (1, 2, 3))


def call(head: str, *parts: object, **named: object) -> Call:
    """`nn.head(part, name=value)`; what is named None is left out."""
    given = [f"{key}={value}" for key, value in named.items() if value is not None]
    return Call(f"nn.{head}", (*map(str, parts), *given))


def unless(value: Any, default: Any) -> Any:
    """*value*, or None where it is the *default* of PyTorch."""
    return None if value == default else value


def plain(place: Place) -> Any:
    """The layer, whose fields the function knows; one with LoRA has no equal."""
    if getattr(place.layer, "lora_rank", None):
        raise NoEqual("torch.nn has no LoRA")
    return place.layer


def _padded(place: Place, layer: Any, margins: list[tuple[int, int]]) -> tuple[list[Call], Any]:
    """What pads before the window moves, or the argument that does where it can."""
    if all(a == b for a, b in margins):
        return [], unless(size([a for a, _ in margins]), "0")
    return [call(f"ZeroPad{place.rank}d", ends(margins))], None


def _margins(place: Place, layer: Any) -> list[tuple[int, int]]:
    if layer.padding == "causal":
        return [(layer.dilation_rate[0] * (layer.kernel_size[0] - 1), 0)]
    if layer.padding == "same":
        return same_margins(place.spatial, layer.kernel_size, layer.strides, layer.dilation_rate)
    return [(0, 0)] * place.rank


def _windowed(place: Place, made: object, groups: object, bias: bool) -> Modules:
    layer = plain(place)
    before, padding = _padded(place, layer, _margins(place, layer))
    yield from before
    yield call(
        f"Conv{place.rank}d",
        place.channels,
        made,
        size(layer.kernel_size),
        stride=unless(size(layer.strides), "1"),
        padding=padding,
        dilation=unless(size(layer.dilation_rate), "1"),
        groups=unless(groups, 1),
        bias=unless(bias, True),
    )


@equal(*dimensional("Conv"), layout=Layout.FIRST)
def _convolution(place: Place) -> Modules:
    layer = plain(place)
    return _windowed(place, layer.filters, layer.groups, layer.use_bias)


@equal("DepthwiseConv1D", "DepthwiseConv2D", layout=Layout.FIRST)
def _depthwise(place: Place) -> Modules:
    return _windowed(place, place.made, place.channels, plain(place).use_bias)


@equal("SeparableConv1D", "SeparableConv2D", layout=Layout.FIRST)
def _separable(place: Place) -> Modules:
    layer = plain(place)
    mixed = (place.channels or 0) * layer.depth_multiplier
    yield from _windowed(place, mixed, place.channels, bias=False)
    bias = unless(layer.use_bias, True)
    yield call(f"Conv{place.rank}d", mixed, layer.filters, 1, bias=bias)


@equal(*(f"Conv{n}DTranspose" for n in (1, 2, 3)), layout=Layout.FIRST)
def _transpose(place: Place) -> Modules:
    layer = plain(place)
    spans = [(k - 1) * d + 1 for k, d in zip(layer.kernel_size, layer.dilation_rate, strict=True)]
    overlaps = [span - s for span, s in zip(spans, layer.strides, strict=True)]
    padding, extra = [0] * place.rank, [max(-o, 0) for o in overlaps]
    crops = [(0, 0)] * place.rank
    if layer.output_padding is not None:
        extra = list(layer.output_padding)
        padding = [span // 2 if layer.padding == "same" else 0 for span in spans]
    elif layer.padding == "same":
        crops = [(-(max(o, 0) // 2), max(o, 0) // 2 - max(o, 0)) for o in overlaps]
    yield call(
        f"ConvTranspose{place.rank}d",
        place.channels,
        layer.filters,
        size(layer.kernel_size),
        stride=unless(size(layer.strides), "1"),
        padding=unless(size(padding), "0"),
        output_padding=unless(size(extra), "0"),
        dilation=unless(size(layer.dilation_rate), "1"),
        bias=unless(layer.use_bias, True),
    )
    if any(map(any, crops)):
        yield call(f"ZeroPad{place.rank}d", ends(crops))


def _pool_margins(place: Place, layer: Any) -> list[tuple[int, int]]:
    if layer.padding == "valid":
        return [(0, 0)] * place.rank
    steps = layer.strides or layer.pool_size
    return same_margins(place.spatial, layer.pool_size, steps, (1,) * place.rank)


def _pool(place: Place, kind: str, **more: object) -> Call:
    layer: Any = place.layer
    stride = unless(layer.strides or layer.pool_size, layer.pool_size)
    step = None if stride is None else size(stride)
    return call(f"{kind}Pool{place.rank}d", size(layer.pool_size), stride=step, **more)


@equal(*dimensional("MaxPooling"), layout=Layout.FIRST)
def _max_pooling(place: Place) -> Modules:
    margins = _pool_margins(place, place.layer)
    if all(a == b for a, b in margins):
        yield _pool(place, "Max", padding=unless(size([a for a, _ in margins]), "0"))
    else:
        yield call(f"ConstantPad{place.rank}d", ends(margins), "float('-inf')")
        yield _pool(place, "Max")


@equal(*dimensional("AveragePooling"), layout=Layout.FIRST)
def _average_pooling(place: Place) -> Modules:
    margins = _pool_margins(place, place.layer)
    if any(a != b for a, b in margins):
        raise NoEqual("torch.nn pads both ends alike, and this needs more at one end")
    padding = unless(size([a for a, _ in margins]), "0")
    yield _pool(place, "Avg", padding=padding, count_include_pad=padding and False)


def _pooled_whole(place: Place, kind: str) -> Modules:
    yield call(f"Adaptive{kind}Pool{place.rank}d", 1)
    if len(place.y) == 2:
        yield call("Flatten")


@equal(*dimensional("GlobalAveragePooling"), layout=Layout.FIRST)
def _global_average(place: Place) -> Modules:
    return _pooled_whole(place, "Avg")


@equal(*dimensional("GlobalMaxPooling"), layout=Layout.FIRST)
def _global_max(place: Place) -> Modules:
    return _pooled_whole(place, "Max")


@equal(*dimensional("AdaptiveAveragePooling", "AdaptiveMaxPooling"), layout=Layout.FIRST)
def _adaptive(place: Place) -> Modules:
    layer: Any = place.layer
    if place.rank != len(layer.output_size):
        raise NoEqual("torch.nn pools as many axes as the input has besides batch and channels")
    kind = "Max" if "Max" in layer.keras else "Avg"
    yield call(f"Adaptive{kind}Pool{place.rank}d", size(layer.output_size))


@equal("Dense", layout=Layout.KEPT)
def _dense(place: Place) -> Modules:
    layer = plain(place)
    yield call("Linear", place.x[-1], layer.units, bias=unless(layer.use_bias, True))


@equal("TimeDistributed", layout=Layout.KEPT)
def _time_distributed(place: Place) -> Modules:
    inside = getattr(place.layer, "layer", None)
    if inside is None or inside.keras != "Dense":
        raise NoEqual("torch.nn has no layer that goes through the steps; only Linear needs none")
    at_a_step = Place(inside, place.x, place.y, place.layout)
    yield from _dense(at_a_step)
    activation = function(inside.activation, place.last)
    if activation is not None:
        yield activation


@equal("Embedding", layout=Layout.KEPT)
def _embedding(place: Place) -> Modules:
    layer = plain(place)
    yield call("Embedding", layer.input_dim, layer.output_dim)


def modules(place: Place) -> Iterable[Call]:
    """What stands for a layer in PyTorch, or `NoEqual`."""
    found = EQUALS.get(place.layer.keras)
    if found is None:
        raise NoEqual(f"torch.nn has no layer equal to {place.layer.keras}")
    return found[1](place)
