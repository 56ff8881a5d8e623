"""What Keras takes and still is worth a second thought, beside what it refuses.

Nothing here stops a chain. A warning has a code and its numbers, as a problem has; the kinds can be
switched off one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache

from designer.core.axes import size_along
from designer.core.expanded import inside, opened
from designer.core.families import (
    ACTIVATION,
    INPUT,
    PREPROCESSING,
    REGULARIZATION,
    RESHAPING,
    UNKNOWN,
    Family,
)
from designer.core.handed_on import left_out
from designer.core.layer import Layer, Shape
from designer.core.layers.activation import Activation, Softmax
from designer.core.layers.convolution import Depthwise, Full, Separable, Transpose
from designer.core.layers.custom import CustomLayer
from designer.core.layers.dense import Dense, Embedding
from designer.core.layers.identity import Identity
from designer.core.layers.nested import Model
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.reshaping import Flatten
from designer.core.oddities import Found, oddities
from designer.core.report import Report
from designer.core.value import Value

MOST_OF_ALL = 90
"""The percentage of all parameters from which on one Dense after a Flatten is worth a warning."""

KINDS = (
    "accepted",
    "zero_size",
    "open_flatten",
    "flatten_share",
    "dense_on_image",
    "softmax_inside",
    "bias_unused",
    "mostly_padding",
    "rows_dropped",
    "uneven_padding",
)
"""What can be switched off, the gravest first. "accepted" is all that Keras accepts but that will
not run as it says."""


class LayerWarning(Value):
    """A layer that runs and is worth a thought: *code* says why, *values* are its numbers.

    What is about a layer inside a model has the name of that layer under "inside".
    """

    code: str
    index: int
    uid: int
    values: Mapping[str, object]

    @property
    def kind(self) -> str:
        """The kind with which it is switched off."""
        return self.code if self.code in KINDS else "accepted"

    @property
    def rank(self) -> int:
        """0 for the gravest kind."""
        return KINDS.index(self.kind)


def warnings(report: Report, without: Collection[str] = ()) -> tuple[LayerWarning, ...]:
    """The warnings of the layers that can be computed, along the chain, *without* some kinds."""
    computed = len(report.outcomes) - (not report.complete)
    found = (w for index in range(computed) for w in warnings_at(report, index))
    return tuple(w for w in found if w.kind not in without)


def warnings_at(report: Report, index: int) -> Iterator[LayerWarning]:
    """Those of the layer at *index*, which can be computed."""
    block, outputs = report.design.chain[index], report.outcomes[index].outputs
    came = report.outcomes[index - 1].outputs[0] if index else ()
    for code, values in oddities(block.layer, came, outputs):
        yield LayerWarning(code, index, block.uid, values)
    for rule in _rules_of(type(block.layer)):
        for code, values in rule(report, index):
            yield LayerWarning(code, index, block.uid, values)


# rules that look at the neighbours

_Rule = Callable[[Report, int], Iterator[Found]]
_BIASED = (Dense, Full, Transpose, Depthwise, Separable)
"""What adds a bias to each channel as the last thing that it does."""


def _flatten_share(report: Report, index: int) -> Iterator[Found]:
    """The Dense after this Flatten has nearly all parameters, and it follows learned features.

    A Flatten of the raw input is how a network without convolutions begins.
    """
    sizes = report.outcomes[index - 1].outputs[0]
    dense = _next(report, index, (REGULARIZATION, ACTIVATION))
    if dense is None or len(sizes) < 3 or not any(o.params for o in report.outcomes[:index]):
        return
    layer, params = report.design.chain[dense].layer, report.outcomes[dense].params
    if isinstance(layer, Dense) and params * 100 >= report.total * MOST_OF_ALL:
        yield (
            "flatten_share",
            {
                "input": sizes,
                "numbers": report.outcomes[index].outputs[0][-1],
                "units": layer.units,
                "name": report.names[dense],
                "params": params,
                "percent": params * 100 // report.total,
                "total": report.total,
                "least": MOST_OF_ALL,
            },
        )


def _dense_on_image(report: Report, index: int) -> Iterator[Found]:
    """A Dense works along the last axis; of several in a row the first one tells it."""
    x = report.outcomes[index - 1].outputs[0]
    if len(x) < 4:
        return
    before = index - 1
    while report.design.chain[before].layer.family in (REGULARIZATION, ACTIVATION):
        before -= 1
    if not isinstance(report.design.chain[before].layer, Dense):
        yield (
            "dense_on_image",
            {"input": x, "output": report.outcomes[index].outputs[0], "channels": x[-1]},
        )


def _softmax_inside(report: Report, index: int) -> Iterator[Found]:
    """A softmax with layers behind it that do more than put its numbers into another shape."""
    layer = report.design.chain[index].layer
    if isinstance(layer, Softmax) or getattr(layer, "activation", None) == "softmax":
        after = _next(report, index, (RESHAPING,))
        if after is not None:
            yield "softmax_inside", {"after": report.names[after]}


def _bias_unused(report: Report, index: int) -> Iterator[Found]:
    """The mean that is taken off takes off the bias of the layer before as well."""
    before, norm = report.design.chain[index - 1].layer, report.design.chain[index].layer
    if not isinstance(before, _BIASED) or before.activation not in (None, "linear"):
        return
    x = report.outcomes[index - 1].outputs[0]
    assert isinstance(norm, BatchNormalization), "the rule is asked for no other layer"
    first = not isinstance(before, Dense) and before.channels_first
    channels = 1 if first else len(x) - 1
    if before.use_bias and norm.axis % len(x) == channels:
        count = size_along(norm.axis, x)
        yield "bias_unused", {"count": count, "name": report.names[index - 1]}


def _looked_up(report: Report, index: int) -> Iterator[Found]:
    """An Embedding behind a layer whose numbers are not whole."""
    before = index - 1
    while report.design.chain[before].layer.family is RESHAPING:
        before -= 1
    layer = report.design.chain[before].layer
    if layer.family not in (INPUT, PREPROCESSING, UNKNOWN) and not isinstance(layer, CustomLayer):
        yield "looked_up", {"name": report.names[before]}


def _left_out(report: Report, index: int) -> Iterator[Found]:
    """A layer that Keras takes and then leaves out of the model that it makes."""
    chain = report.design.chain
    layer = chain[index].layer
    if left_out(layer, (chain[i].layer for i in range(index - 1, -1, -1))):
        yield "left_out" if index + 1 < len(chain) else "handed_out", {"layer": layer.keras}


def _inside(report: Report, index: int) -> Iterator[Found]:
    """Those of the layers inside a model; shares are told of whole designs. What there is to find
    is remembered; the names that the layers have depend on what stands before.
    """
    layer = report.design.chain[index].layer
    x = report.outcomes[index - 1].outputs[0]
    memo: tuple[Shape, bool] | None = layer.__dict__.get("_warned")
    if memo is None or memo[0] != x:
        memo = x, bool(_among(opened(layer, x)))
        layer.__dict__["_warned"] = memo
    if memo[1]:
        named = inside(report, report.row(index))
        assert named is not None, "the rule is asked of models only"
        for found in _among(named):
            yield found.code, {"inside": named.names[found.index], **found.values}


def _among(chain: Report | None) -> tuple[LayerWarning, ...]:
    return () if chain is None else warnings(chain, without=("flatten_share",))


def _next(report: Report, index: int, over: Collection[Family]) -> int | None:
    """The next layer that is computed and does something, *over* those of some families; None at
    the end."""
    for later in range(index + 1, len(report.outcomes)):
        layer = report.design.chain[later].layer
        passes = isinstance(layer, Identity) or _linear(layer)
        if layer.family not in over and not passes:
            return later
    return None


def _linear(layer: Layer) -> bool:
    return isinstance(layer, Activation) and layer.activation in (None, "linear")


_RULES: tuple[tuple[type[Layer] | tuple[type[Layer], ...], _Rule], ...] = (
    (Flatten, _flatten_share),
    (Dense, _dense_on_image),
    (BatchNormalization, _bias_unused),
    (Embedding, _looked_up),
    (Model, _inside),
)


@cache
def _rules_of(cls: type[Layer]) -> tuple[_Rule, ...]:
    found = tuple(rule for classes, rule in _RULES if issubclass(cls, classes))
    if issubclass(cls, Softmax) or hasattr(cls, "activation"):
        return (*found, _softmax_inside)
    return (*found, _left_out) if cls.returns_its_input else found
