"""What people get wrong when they count, as a formula of its own: a wrong number has a reason.

The mistakes are those in questions that people ask about `model.summary()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from designer.core.explain import Explanation
from designer.core.formula import counted
from designer.core.layer import Weight, trace_shape
from designer.core.symbolic import Expr, Origin, expr, symbols, traced
from designer.core.value import Value


class Mistake(Value):
    """A slip by its *code*, and the formula that it leads to."""

    code: str
    tree: Expr


def usual_mistake(found: Explanation) -> Mistake | None:
    """The commonest slip that gives another number for this layer; None where there is none."""
    return next(usual_mistakes(found), None)


def usual_mistakes(found: Explanation) -> Iterator[Mistake]:
    """Every slip that gives another number for this layer, the commonest first."""
    for code, count in _SLIPS.items():
        tree = count(found)
        if tree is not None and tree.value != found.count.value:
            yield Mistake(code, tree)


def _no_channels(found: Explanation) -> Expr | None:
    """A window of a convolution spans all channels that come in; only depthwise ones span one."""
    if not hasattr(found.layer, "kernel_size") or hasattr(found.layer, "depth_multiplier"):
        return None
    return _counted(found.weights, lambda dim: not _from_input(dim))


def _flattened(found: Explanation) -> Expr | None:
    """Dense works on the last axis alone."""
    if found.layer.keras != "Dense" or len(found.input) < 3 or None in found.input[1:]:
        return None
    _, *before, _ = trace_shape(found.layer, found.input)
    kernel, *others = found.weights
    return counted(_dims(shape) for shape in ((*before, *kernel.shape), *(w.shape for w in others)))


def _no_bias(found: Explanation) -> Expr | None:
    """Every unit and every filter has a number of its own to add."""
    rest = [w for w in found.weights if w.name != "bias"]
    return _counted(rest) if 0 < len(rest) < len(found.weights) else None


def _bias_for_each_pair(found: Explanation) -> Expr | None:
    """One bias for a filter, not one for each channel that it spans."""
    kernel, *others = found.weights or (None,)
    if _no_channels(found) is None or kernel is None or [w.name for w in others] != ["bias"]:
        return None
    *_, channels, filters = _dims(kernel.shape)
    return counted([_dims(kernel.shape), (channels, filters)])


def _output_size(found: Explanation) -> Expr | None:
    """The same weights are used at every place, so the size of the image does not matter."""
    sizes = [side.size for side in found.sides if side.computed]
    if _no_channels(found) is None or None in sizes or not sizes:
        return None
    return counted((*_sizes(found), *_dims(w.shape)) for w in found.weights)


def _sizes(found: Explanation) -> Iterator[int]:
    for index, side in enumerate(found.sides, start=1):
        if side.computed and side.size is not None:
            name = f"{side.name}_out"
            yield traced(name, side.size, Origin("output", side.name, index))


def _trained_only(found: Explanation) -> Expr | None:
    """The moving statistics of BatchNormalization are parameters too."""
    return found.trainable if found.layer.trainable and found.trainable.value else None


_SLIPS: dict[str, Callable[[Explanation], Expr | None]] = {
    "forgot_channels": _no_channels,
    "flattened": _flattened,
    "forgot_bias": _no_bias,
    "trained_only": _trained_only,
    "bias_for_each_pair": _bias_for_each_pair,
    "output_size": _output_size,
}


def _counted(weights: Sequence[Weight], keep: Callable[[int], bool] = lambda _dim: True) -> Expr:
    return counted([dim for dim in _dims(w.shape) if keep(dim)] for w in weights)


def _dims(shape: Sequence[int | None]) -> tuple[int, ...]:
    return tuple(dim for dim in shape if dim is not None)


def _from_input(dim: int) -> bool:
    return any(symbol.origin.kind == "axis" for symbol in symbols(expr(dim)))
