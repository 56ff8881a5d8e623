"""Why a layer cannot run, as arithmetic: a refusal is a derivation that failed.

The layer is run again with numbers that remember how they were made, and what it refuses tells
which quantity came out wrong, how, and what it would have had to be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, SupportsInt, cast

from designer.core.layer import trace_shape
from designer.core.problems import Problem, Refused
from designer.core.report import Row
from designer.core.symbolic import Expr, Traced, expr, larger
from designer.core.value import Value

Relation = Literal["equal", "least", "most", "below", "one_of", "not"]
"""What a value had to be: equal to the limit, at least or at most that, less, one, or not that."""

_HOLDS: dict[str, Callable[[int, tuple[int, ...]], bool]] = {
    "equal": lambda value, limits: value == limits[0],
    "least": lambda value, limits: value >= limits[0],
    "most": lambda value, limits: value <= limits[0],
    "below": lambda value, limits: value < limits[0],
    "one_of": lambda value, limits: value in limits,
    "not": lambda value, limits: value != limits[0],
}


class Failure(Value):
    """A quantity that came out wrong.

    *tree* is how it was worked out. Its value had to stand in *relation* to the *limits*, of which
    only "one_of" has several. *problem* is what was refused, with the same numbers.
    """

    problem: Problem
    quantity: str
    tree: Expr
    relation: Relation
    limits: tuple[Expr, ...]

    @property
    def holds(self) -> bool:
        """Whether the relation holds after all; it never does where a layer was refused."""
        return _HOLDS[self.relation](self.tree.value, tuple(limit.value for limit in self.limits))


def failure(row: Row) -> Failure | None:
    """The derivation that failed in *row*; None where nothing did, or nothing can be computed."""
    return None if row.problem is None else failed(_traced(row, row.problem))


def failed(problem: Problem) -> Failure | None:
    """The derivation behind *problem*; None for one that is not about whole numbers."""
    inner = problem.values.get("problem")
    if isinstance(inner, Problem):
        return failed(inner)
    find = _BY_CODE.get(problem.code)
    found = None if find is None else find(problem.values)
    if found is None:
        return None
    quantity, value, relation, *limits = found
    return Failure(problem, quantity, expr(value), relation, tuple(map(expr, limits)))


def _traced(row: Row, problem: Problem) -> Problem:
    """What is refused once more, by a layer whose numbers remember how they were made."""
    if row.input is not None and row.problem and row.problem.code not in _OF_THE_CHAIN:
        layer = row.layer.traced()
        try:
            layer.resolve(trace_shape(layer, row.input))
        except Refused as refused:
            return refused.problem
    return problem


_OF_THE_CHAIN = ("second_input", "many_inputs", "no_input_shape", "hands_on_its_input")
"""What is refused before the layer is asked."""

Values = Mapping[str, Any]
_Found = tuple[Any, ...] | None
"""The name of the quantity, its value, the relation, and the limits."""


def _whole(value: SupportsInt) -> Traced:
    """*value* as an operand whose arithmetic is kept."""
    return Traced(expr(value))


def _window(values: Values) -> _Found:
    size, span, stride = (_whole(values[key]) for key in ("size", "span", "stride"))
    return values["axis"], (size - span) // stride + 1, "least", 1


def _crop(values: Values) -> _Found:
    before, after = values["cropping"]
    return values["axis"], _whole(values["size"]) - before - after, "least", 1


def _rest(top: str, bottom: str) -> Callable[[Values], _Found]:
    """A division that must leave nothing over."""
    return lambda values: ("rest", _whole(values[top]) % _whole(values[bottom]), "equal", 0)


def _channel_groups(values: Values) -> _Found:
    channels, groups = values["channels"], values["groups"]
    if channels < groups:
        return "groups", groups, "most", channels
    return ("groups", groups, "least", 1) if groups == 0 else _rest("channels", "groups")(values)


def _compared(
    key: str, relation: Relation, limit: str | int, name: str = ""
) -> Callable[[Values], _Found]:
    """A value that must stand in *relation* to another, or to a number."""

    def found(values: Values) -> _Found:
        other = values[limit] if isinstance(limit, str) else limit
        if not isinstance(values[key], int) or not isinstance(other, int):
            return None
        return name or key, values[key], relation, other

    return found


def _counted(key: str, relation: Relation, limit: str, name: str) -> Callable[[Values], _Found]:
    """How many things there are, against how many may be, or how many others there are."""

    def found(values: Values) -> _Found:
        other = values[limit]
        return name, len(values[key]), relation, other if isinstance(other, int) else len(other)

    return found


def _ranks(values: Values) -> _Found:
    return "axes", len(values["input"]), "one_of", *values["ranks"]


def _axis(values: Values) -> _Found:
    axis, rank = values["axis"], len(values["input"])
    return ("axis", axis, "below", rank) if axis > 0 else ("axis", axis, "least", -rank)


def _extra(values: Values) -> _Found:
    pairs = zip(values["output_padding"], values["strides"], strict=True)
    extra, stride = next(pair for pair in pairs if pair[0] >= pair[1])
    return "output_padding", extra, "below", stride


def _dilation(values: Values) -> _Found:
    spread = cast("tuple[int, ...]", values["dilation_rate"])
    most = spread[0]
    for each in spread[1:]:
        most = larger(most, each)
    return "dilation", most, "equal", 1


def _reshape_rest(values: Values) -> _Found:
    if values["fixed"] == 0:
        return "sizes", values["fixed"], "least", 1
    return _rest("numbers", "fixed")(values)


def _sizes(values: Values) -> _Found:
    """The first size of a mean, from the last axis on, that neither is 1 nor fits its axis."""
    pairs = zip(reversed(values["mean"]), reversed(values["sizes"]), strict=False)
    given, there = next(pair for pair in pairs if pair[0] not in (1, pair[1]))
    return "size", given, "one_of", 1, there


def _shapes(values: Values) -> _Found:
    mean, variance = values["mean"], values["variance"]
    if len(mean) != len(variance):
        return "axes", len(mean), "equal", len(variance)
    given, other = next(pair for pair in zip(mean, variance, strict=True) if pair[0] != pair[1])
    return "size", given, "equal", other


def _own_input(values: Values) -> _Found:
    """What comes into a model, against the input that it has: the axes, or the first size."""
    came, takes = values["input"], values["shape"]
    if len(came) != len(takes):
        return "axes", len(came), "equal", len(takes)
    pairs = (pair for pair in zip(came[1:], takes[1:], strict=True) if None not in pair)
    return next((("size", a, "equal", b) for a, b in pairs if a != b), None)


def _range(values: Values) -> _Found:
    value, low, high = values["value"], values["low"], values["high"]
    if not isinstance(value, int):
        return None
    if low is not None and value < low:
        return ("value", value, "least", low) if low == int(low) else None
    return ("value", value, "most", high) if high == int(high) else None


_BY_CODE: dict[str, Callable[[Values], _Found]] = {
    "window_too_large": _window,
    "crop_too_large": _crop,
    "groups_of_filters": _rest("filters", "groups"),
    "groups_of_channels": _channel_groups,
    "groups_of_heads": _rest("heads", "groups"),
    "output_padding": _extra,
    "stride_and_dilation": _dilation,
    "reshape_size": _compared("numbers", "equal", "asked"),
    "reshape_rest": _reshape_rest,
    "wrong_rank": _ranks,
    "other_input": _own_input,
    "too_few_axes": _counted("input", "least", "least", "axes"),
    "no_such_axis": _axis,
    "many_inputs": _compared("count", "equal", 1, "arrays"),
    "many_outputs": _compared("count", "equal", 1, "arrays"),
    "not_rgb": _compared("channels", "equal", 3),
    "einsum_axes": _counted("letters", "most", "input", "letters"),
    "einsum_sizes": _counted("letters", "most", "count", "letters"),
    "einsum_shared": _compared("size", "equal", "given"),
    "mean_size": _sizes,
    "mean_and_variance": _shapes,
    "mean_axes": _counted("mean", "most", "axis", "axes"),
    "frame_over_fft": _compared("length", "most", "fft_length", "frame"),
    "step_over_frame": _compared("step", "most", "length"),
    "negative_size": _compared("size", "least", 0),
    "expression_fraction": _rest("top", "bottom"),
    "expression_zero": _compared("divisor", "not", 0),
    "too_small": _compared("value", "least", "low"),
    "out_of_range": _range,
}
