"""The layers that PyTorch has too, continued: all that has no window and no matrix."""

from __future__ import annotations

from math import prod
from typing import Any

from designer.core.export.source_code import Call
from designer.core.export.torch_functions import function
from designer.core.export.torch_layers import (
    EQUALS,
    Modules,
    call,
    dimensional,
    equal,
    plain,
    unless,
)
from designer.core.export.torch_places import Layout, NoEqual, Place, ends, size

_TWO_BIASES = "the one of torch.nn has a second bias, so it counts more"
_PAIR = "the one of torch.nn returns a pair, which nn.Sequential cannot hand on"
WHY_NOT = {
    "LSTM": _TWO_BIASES,
    "SimpleRNN": _TWO_BIASES,
    "GRU": _PAIR,
    "MultiHeadAttention": _PAIR,
    "ActivityRegularization": "penalties belong to the training loop in PyTorch",
    "GaussianNoise": "torch.nn has no noise layer",
    "GaussianDropout": "torch.nn has no noise layer",
    "RepeatVector": "torch.nn has no layer that repeats",
}
"""Why there is no equal, where more can be said than that."""


def wanted(place: Place) -> Layout | None:
    """The layout that the modules of a layer need; None where they take any."""
    if place.layer.keras in ("BatchNormalization", "GroupNormalization"):
        return _along(place)
    layout = EQUALS.get(place.layer.keras, (None,))[0]
    return Layout.KEPT if place.channels_first and layout is Layout.FIRST else layout


def _normalized(place: Place) -> int:
    """How many channels are normalized."""
    axis: int = plain(place).axis
    return place.x[axis] or 0


def _along(place: Place) -> Layout:
    """Normalization along the second axis of PyTorch."""
    layer: Any = place.layer
    return Layout.KEPT if layer.axis % len(place.x) == 1 else Layout.FIRST


def _affine(place: Place) -> bool:
    """Whether there are scale and shift; PyTorch has both or none."""
    layer = plain(place)
    if layer.axis % len(place.x) not in (1, len(place.x) - 1):
        raise NoEqual("torch.nn has the channels in the second axis")
    if layer.scale != layer.center:
        raise NoEqual("torch.nn learns both scale and shift, or neither")
    return layer.scale


@equal("BatchNormalization", layout=Layout.FIRST)
def _batch(place: Place) -> Modules:
    layer: Any = place.layer
    if layer.renorm:
        raise NoEqual("torch.nn has no batch renormalization")
    axes = max(len(place.x) - 2, 1)
    if axes > 3:
        raise NoEqual("torch.nn stops at three spatial axes")
    channels = _normalized(place)
    affine = unless(_affine(place), True)
    momentum = round(1 - layer.momentum, 10)
    eps = layer.epsilon
    yield call(f"BatchNorm{axes}d", channels, eps=eps, momentum=momentum, affine=affine)


@equal("GroupNormalization", layout=Layout.FIRST)
def _group(place: Place) -> Modules:
    layer: Any = place.layer
    channels = _normalized(place)
    groups: int = channels if layer.groups == -1 else layer.groups
    yield call(
        "GroupNorm", groups, channels, eps=layer.epsilon, affine=unless(_affine(place), True)
    )


def _trailing(place: Place) -> str:
    """The sizes of the last axes, if those are normalized together."""
    given: tuple[int, ...] = plain(place).axis
    axes = sorted(axis % len(place.x) for axis in given)
    if axes != list(range(len(place.x) - len(axes), len(place.x))):
        raise NoEqual("torch.nn normalizes along the last axes only")
    shape = tuple(place.x[axis] for axis in axes)
    return str(shape[0]) if len(shape) == 1 else repr(shape)


@equal("LayerNormalization", layout=Layout.KEPT)
def _layer_normalization(place: Place) -> Modules:
    layer: Any = place.layer
    if layer.rms_scaling or (layer.center and not layer.scale):
        raise NoEqual("torch.nn learns a scale wherever it learns a shift, and centres")
    bias = unless(layer.center or not layer.scale, True)
    affine = unless(layer.scale, True)
    shape = _trailing(place)
    yield call("LayerNorm", shape, eps=layer.epsilon, elementwise_affine=affine, bias=bias)


@equal("RMSNormalization", layout=Layout.KEPT)
def _rms(place: Place) -> Modules:
    layer: Any = place.layer
    yield call("RMSNorm", _trailing(place), eps=layer.epsilon)


@equal("Flatten")
def _flatten(place: Place) -> Modules:
    if len(place.x) < 2:
        raise NoEqual("nn.Flatten takes at least one axis after the batch")
    turned = len(place.x) > 2 and place.layout is Layout.FIRST
    yield call("Flatten").replace(note="in another order than Keras" if turned else "")


@equal("Reshape", layout=Layout.KEPT)
def _reshape(place: Place) -> Modules:
    sizes = tuple(-1 if d is None else d for d in place.y[1:])
    if len(place.x) < 2 or not sizes or sizes.count(-1) > 1:
        raise NoEqual("nn.Unflatten works out at most one size")
    if len(place.x) > 2:
        yield call("Flatten")
    if len(sizes) > 1:
        yield call("Unflatten", 1, repr(sizes))


@equal("Permute", layout=Layout.KEPT)
def _permute(place: Place) -> Modules:
    layer: Any = place.layer
    yield Call("Permute", tuple(map(str, (0, *layer.dims))))


@equal(*dimensional("ZeroPadding", "Cropping"), layout=Layout.FIRST)
def _margins(place: Place) -> Modules:
    layer: Any = place.layer
    given = getattr(layer, "padding", None) or layer.cropping
    pairs = [given] if place.rank == 1 else list(given)
    sign = 1 if hasattr(layer, "padding") else -1
    yield call(f"ZeroPad{place.rank}d", ends([(sign * a, sign * b) for a, b in pairs]))


@equal(*dimensional("UpSampling"), layout=Layout.FIRST)
def _upsampling(place: Place) -> Modules:
    layer: Any = place.layer
    mode = getattr(layer, "interpolation", "nearest")
    if mode not in ("nearest", "bilinear"):
        raise NoEqual(f"nn.Upsample does not do {mode!r} as Keras does")
    yield call("Upsample", scale_factor=size(layer.factors), mode=unless(repr(mode), "'nearest'"))


@equal("Dropout", "AlphaDropout")
def _dropout(place: Place) -> Modules:
    layer: Any = place.layer
    if layer.noise_shape is not None:
        raise NoEqual("torch.nn drops each number by itself or whole channels")
    yield call(layer.keras, layer.rate)


@equal(*dimensional("SpatialDropout"), layout=Layout.FIRST)
def _spatial_dropout(place: Place) -> Modules:
    layer: Any = place.layer
    yield call(f"Dropout{place.rank}d", layer.rate)


@equal("Identity")
def _identity(place: Place) -> Modules:
    yield call("Identity")


@equal("Activation")
def _activation(place: Place) -> Modules:
    layer: Any = place.layer
    yield function(layer.activation, place.last) or call("Identity")


@equal("ReLU")
def _relu(place: Place) -> Modules:
    layer: Any = place.layer
    if layer.threshold or (layer.negative_slope and layer.max_value is not None):
        raise NoEqual("torch.nn has no ReLU with a threshold, or with both slope and limit")
    if layer.max_value is not None:
        yield call("Hardtanh", 0.0, float(layer.max_value))
    else:
        slope = layer.negative_slope
        yield call("LeakyReLU", slope) if slope else call("ReLU")


@equal("LeakyReLU")
def _leaky(place: Place) -> Modules:
    layer: Any = place.layer
    yield call("LeakyReLU", layer.negative_slope)


@equal("ELU")
def _elu(place: Place) -> Modules:
    layer: Any = place.layer
    yield call("ELU", alpha=unless(layer.alpha, 1.0))


@equal("Softmax")
def _softmax(place: Place) -> Modules:
    layer: Any = place.layer
    if layer.axis not in (-1, len(place.x) - 1):
        raise NoEqual("this is not along the last axis")
    yield call("Softmax", dim=place.last)


@equal("PReLU", layout=Layout.FIRST)
def _prelu(place: Place) -> Modules:
    (alpha,) = plain(place).weights(place.x)
    if prod(d or 0 for d in alpha.shape) != (place.x[-1] or 0) or alpha.shape[-1] != place.x[-1]:
        raise NoEqual("torch.nn has a slope for each channel, not for each position")
    yield call("PReLU", place.x[-1], init=0.0)
