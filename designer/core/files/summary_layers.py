"""The layers that may stand behind a row of a printed summary, the plainest first.

Each function proposes settings; whether they fit is for the layer itself to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, islice, permutations, product

from designer.core.files import summary_sliding
from designer.core.files.summary_plainness import unusual
from designer.core.files.summary_wanted import BOTH, Wanted
from designer.core.files.summary_windows import Settings, exact, usual, ways
from designer.core.layer import LAYERS, Dim, Layer, fields_of
from designer.core.problems import Refused

MOST = 3000
"""As many settings as are tried for a row."""

_FOR_EACH = 40
"""As many as are tried for each count that may be meant."""

Propose = Callable[[Wanted], Iterator[Settings]]


def fitting(wanted: Wanted, most: int = MOST) -> Iterator[Layer]:
    """The layers of the class that give the printed shapes and the printed count.

    No more than *most* settings are tried, those that people write most often first.
    """
    for layer, count in _tried(wanted, islice(_proposals(wanted), most)):
        if count == wanted.params:
            yield layer


def fitting_any(wanted: Wanted, counts: range, most: int = MOST) -> Iterator[Layer]:
    """The same where the count is one of *counts*, as the end of it is cut off."""
    proposals = (
        settings
        for count in counts
        for settings in islice(_proposals(wanted.replace(params=count)), _FOR_EACH)
    )
    different = {repr(settings): settings for settings in proposals}
    plainest = sorted(different.values(), key=unusual)
    for layer, count in _tried(wanted, plainest[:most]):
        if count in counts:
            yield layer


def _tried(wanted: Wanted, proposals: Iterable[Settings]) -> Iterator[tuple[Layer, int]]:
    """The layers with such settings that give the printed shapes, each with its count."""
    cls = LAYERS[wanted.type]
    kinds = {field.name: field.kind for field in fields_of(cls)}
    for settings in proposals:
        try:
            layer = cls(**{k: kinds[k].check(v) for k, v in settings.items() if k in kinds})
            outcome = layer.at(wanted.input)
        except (Refused, ValueError, TypeError, OverflowError):
            continue
        count = outcome.params if wanted.counts_frozen else outcome.trainable
        if (outcome.problem, outcome.outputs) == (None, wanted.outputs):
            yield layer, count


def _proposals(wanted: Wanted) -> Iterator[Settings]:
    yield {}
    for pattern, propose in _BY_NAME.items():
        if len(wanted.output) > 1 and re.fullmatch(pattern, wanted.type):
            yield from propose(wanted)


def _dense(wanted: Wanted) -> Iterator[Settings]:
    for use_bias in BOTH:
        yield {"units": wanted.last, "use_bias": use_bias}


def _embedding(wanted: Wanted) -> Iterator[Settings]:
    yield {"output_dim": wanted.last, "input_dim": exact(wanted.params, wanted.last) or 1}


def _einsum(wanted: Wanted) -> Iterator[Settings]:
    """Dense along the last axis, as it is mostly used."""
    kept = "abcdefgh"[: len(wanted.input) - 1]
    for bias_axes in ("y", None):
        yield {
            "equation": f"{kept}x,xy->{kept}y",
            "output_shape": wanted.output[1:],
            "bias_axes": bias_axes,
        }


def _normalization(wanted: Wanted) -> Iterator[Settings]:
    places = range(1, len(wanted.input))
    spans = (places[i:] for i in range(len(places) - 1))
    axes = (-1, *places[:-1], *(tuple(span) for span in spans))
    for axis, center, scale in product(axes, BOTH, BOTH):
        yield {"axis": axis, "center": center, "scale": scale}


def _group_normalization(wanted: Wanted) -> Iterator[Settings]:
    for groups, center, scale in product((32, 16, 8, 4, 2, 1), BOTH, BOTH):
        yield {"groups": groups, "center": center, "scale": scale}


def _recurrent(wanted: Wanted) -> Iterator[Settings]:
    about = {
        "units": wanted.last,
        "return_sequences": len(wanted.output) == len(wanted.input),
        "return_state": len(wanted.outputs) > 1,
    }
    for use_bias, reset_after in product(BOTH, BOTH):
        yield {**about, "use_bias": use_bias, "reset_after": reset_after}


def _bidirectional(wanted: Wanted) -> Iterator[Settings]:
    for merge, name in product(("concat", "sum"), ("LSTM", "GRU", "SimpleRNN")):
        cls = LAYERS[name]
        units = wanted.last // 2 if merge == "concat" else wanted.last
        known = {field.name for field in fields_of(cls)}
        inside = Wanted(name, wanted.input, ((*wanted.output[:-1], units),), 0)
        for settings in _recurrent(inside):
            layer = cls(**{k: v for k, v in settings.items() if k in known})
            yield {"layer": layer, "merge_mode": merge}


def _convolution_in_time(wanted: Wanted) -> Iterator[Settings]:
    sequences = len(wanted.output) == len(wanted.input)
    space = (*wanted.input[:1], *wanted.input[2:])
    after = (*wanted.output[:1], *wanted.output[2 if sequences else 1 :])
    inside = Wanted(wanted.type, space, (after,), wanted.params)
    for about, large, _, small, f in inside.sides():
        for window in usual(wanted.rank):
            for move in islice(ways(large, small, window), 2):
                common = {"filters": f, "kernel_size": window, "return_sequences": sequences}
                yield {**common, **about, **move}


_INSIDE = (
    "Dense",
    "Conv2D",
    "Conv1D",
    "Flatten",
    "MaxPooling2D",
    "AveragePooling2D",
    "GlobalAveragePooling2D",
    "GlobalMaxPooling2D",
    "BatchNormalization",
    "Dropout",
    "LSTM",
    "GRU",
    "SimpleRNN",
)


def _at_each_step(wanted: Wanted) -> Iterator[Settings]:
    if len(wanted.input) > 2 and len(wanted.output) > 1:
        x = (*wanted.input[:1], *wanted.input[2:])
        y = (*wanted.output[:1], *wanted.output[2:])
        for name in _INSIDE:
            for layer in islice(fitting(Wanted(name, x, (y,), wanted.params)), 2):
                yield {"layer": layer}


def _with_spectrum(wanted: Wanted) -> Iterator[Settings]:
    """The count of the layer inside, and a number for each column of its kernel."""
    for name in ("Dense", f"Conv{len(wanted.input) - 2}D"):
        if name in LAYERS:
            inside = Wanted(name, wanted.input, wanted.outputs, wanted.params - wanted.last)
            yield from ({"layer": layer} for layer in islice(fitting(inside), 2))


def _reshape(wanted: Wanted) -> Iterator[Settings]:
    yield {"target_shape": wanted.output[1:]}
    yield {"target_shape": tuple(-1 if d is None else d for d in wanted.output[1:])}


def _permute(wanted: Wanted) -> Iterator[Settings]:
    for dims in permutations(range(1, min(len(wanted.input), 6))):
        if dims != tuple(sorted(dims)) or len(dims) < 2:
            yield {"dims": dims}


def _repeat(wanted: Wanted) -> Iterator[Settings]:
    yield {"n": wanted.output[1]}


def _ends(more: Dim, less: Dim) -> tuple[int, int]:
    difference = (more or 0) - (less or 0)
    return difference // 2, difference - difference // 2


def _padded(wanted: Wanted) -> Iterator[Settings]:
    for about, large, _, small, _ in wanted.sides():
        ends = [_ends(b, a) for a, b in zip(large, small, strict=True)]
        yield {"padding": ends[0] if wanted.rank == 1 else ends, **about}


def _cropped(wanted: Wanted) -> Iterator[Settings]:
    for about, large, _, small, _ in wanted.sides():
        ends = [_ends(a, b) for a, b in zip(large, small, strict=True)]
        yield {"cropping": ends[0] if wanted.rank == 1 else ends, **about}


def _repeated(wanted: Wanted) -> Iterator[Settings]:
    for about, large, _, small, _ in wanted.sides():
        sizes = [(b or 1) // (a or 1) or 1 for a, b in zip(large, small, strict=True)]
        yield {"size": sizes[0] if wanted.rank == 1 else sizes, **about}


def _prelu(wanted: Wanted) -> Iterator[Settings]:
    axes = range(1, min(len(wanted.input), 6))
    for count in axes:
        for shared in combinations(axes, count):
            yield {"shared_axes": shared}


def _attention(wanted: Wanted) -> Iterator[Settings]:
    """4 projections of width heads * key_dim: (4 d + 3) heads * key_dim + d."""
    d = wanted.input[-1] or 0
    for width, use_bias in (
        (exact(wanted.params - d, 4 * d + 3), True),
        (exact(wanted.params, 4 * d), False),
    ):
        for heads in (8, 4, 12, 16, 2, 6, 1, 3, 5, 7, 10, 24, 32):
            if width and width % heads == 0:
                yield {"num_heads": heads, "key_dim": width // heads, "use_bias": use_bias}


def _resized(wanted: Wanted) -> Iterator[Settings]:
    if len(wanted.output) > 2:
        yield {"height": wanted.output[-3], "width": wanted.output[-2]}
        yield {
            "height": wanted.output[-2],
            "width": wanted.output[-1],
            "data_format": "channels_first",
        }


def _tokens(wanted: Wanted) -> Iterator[Settings]:
    for mode in ("multi_hot", "one_hot", "count"):
        yield {"num_tokens": wanted.last, "output_mode": mode}


_BY_NAME: dict[str, Propose] = {
    "Dense": _dense,
    "Embedding|ReversibleEmbedding": _embedding,
    "EinsumDense": _einsum,
    r"Conv[123]D": summary_sliding.convolution,
    r"Conv[123]DTranspose": summary_sliding.transposed,
    r"DepthwiseConv[12]D": summary_sliding.depthwise,
    r"SeparableConv[12]D": summary_sliding.separable,
    r"(Max|Average)Pooling[123]D": summary_sliding.pooling,
    r"Global(Max|Average)Pooling[123]D": summary_sliding.global_pooling,
    r"Adaptive(Max|Average)Pooling[123]D": summary_sliding.adaptive,
    "BatchNormalization|LayerNormalization|RMSNormalization": _normalization,
    "GroupNormalization": _group_normalization,
    "LSTM|GRU|SimpleRNN": _recurrent,
    "Bidirectional": _bidirectional,
    r"ConvLSTM[123]D": _convolution_in_time,
    "TimeDistributed": _at_each_step,
    "SpectralNormalization": _with_spectrum,
    "Reshape": _reshape,
    "Permute": _permute,
    "RepeatVector": _repeat,
    r"ZeroPadding[123]D": _padded,
    r"Cropping[123]D": _cropped,
    r"UpSampling[123]D": _repeated,
    "PReLU": _prelu,
    "MultiHeadAttention": _attention,
    "Resizing|CenterCrop|RandomCrop": _resized,
    "CategoryEncoding": _tokens,
}
"""By the name of the class; where a class has none, its default settings are tried alone."""
