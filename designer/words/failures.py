"""What a derivation that failed had to be, and the rule that it broke."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from designer.core.failures import Failure, failure
from designer.core.notation import equation, substituted, symbolic
from designer.core.report import Row
from designer.core.units import grouped
from designer.i18n import tr

RELATIONS = {
    "equal": "must be {limit}",
    "least": "must be at least {limit}",
    "most": "must be at most {limit}",
    "below": "must be less than {limit}",
    "one_of": "must be {limit}",
    "not": "must not be {limit}",
}

AXES = {
    "t": "steps",
    "d": "depth",
    "h": "height",
    "w": "width",
    "c": "channels",
    "c_in": "channels",
    "d_in": "features",
}
"""What the axes are that a formula knows by a symbol."""

RULES = {
    "window_too_large": "padding = valid: a window of {span} must fit into {size}.",
    "crop_too_large": "At least one cell must be left between what is cut off at the two ends.",
    "groups_of_filters": "Each group makes an equal share of the filters.",
    "groups_of_channels": "Each group takes an equal share of the channels.",
    "groups_of_heads": "The heads share the keys and values equally.",
    "output_padding": "What is added at the end must be smaller than a step.",
    "stride_and_dilation": "Where the window takes steps of more than 1, its cells lie together.",
    "reshape_size": "Reshape keeps every number: as many go out as come in.",
    "reshape_rest": "Reshape keeps every number: the -1 is what the other sizes leave.",
    "wrong_rank": "Each axis has its meaning, the batch is one: none may be missing or too many.",
    "too_few_axes": "The layer works along axes that must be there.",
    "other_input": "The model has an input of its own, and takes what it was made for.",
    "no_such_axis": "Axes count from 0, which is the batch, or from -1, which is the last, down.",
    "many_inputs": "A layer in a chain takes one array.",
    "many_outputs": "What is repeated for each step hands on one array.",
    "not_rgb": "Colour has three channels: red, green and blue.",
    "einsum_axes": "Each letter of the input names an axis of its own.",
    "einsum_sizes": "Each letter of the output needs a size.",
    "einsum_shared": "A letter has one size wherever it stands.",
    "mean_size": "A mean stands for all places of an axis, or for each of them.",
    "mean_and_variance": "Each mean has its variance.",
    "mean_axes": "A mean has at most the axes that are kept.",
    "frame_over_fft": "The frequencies of a frame are computed from fft_length samples.",
    "step_over_frame": "The steps must leave no sample between two frames.",
    "negative_size": "No axis has fewer than 0 places.",
    "expression_fraction": "A size is a whole number.",
    "expression_zero": "Nothing can be divided by 0.",
    "too_small": "There is no smaller one.",
    "out_of_range": "It has its limits.",
}


def relation_text(found: Failure) -> str:
    """ "must be at least 1", "must be 3 or 4", "must be at most c = 4"."""
    limits = tr(" or ").join(equation("", limit) for limit in found.limits)
    return tr(RELATIONS[found.relation]).format(limit=limits)


def failed_rule(found: Failure) -> str:
    """The rule as a sentence: "padding = valid: a window of 91 must fit into 84."."""
    takes = found.problem.values.get("takes")
    if takes:
        return _axes_text(cast("Sequence[str]", takes))
    return tr(RULES[found.problem.code]).format_map(found.problem.values)


def failure_lines(row: Row) -> list[str]:
    """The arithmetic of what cannot be, as lines of text; none where there is no arithmetic."""
    found = failure(row)
    if found is None:
        return []
    value, head = grouped(found.tree.value), found.quantity
    symbols, numbers = symbolic(found.tree), substituted(found.tree)
    sides = [side for side in (symbols, numbers) if side not in (head, str(found.tree.value))]
    sides = sides[:1] if symbols == numbers else sides
    end = f"{value}, {relation_text(found)}"
    lines = [f"{head} = {end}"]
    if sides:
        rest = " = ".join([*sides[1:], end])
        lines = [f"{head} = {sides[0]}", f"{' ' * len(head)} = {rest}"]
    return [*lines, failed_rule(found)]


def axis_name(symbol: str) -> str:
    """What the axis is that a formula knows by *symbol*: "height" for "h"."""
    return AXES.get(symbol, symbol)


def _axes_text(symbols: Sequence[str]) -> str:
    """What each axis is: "Its 3 axes are: batch, steps, features."."""
    names = [axis_name(symbol) for symbol in symbols]
    if len(names) == 1:
        names = ["features"]
    elif names[:2] == ["steps", "steps"]:  # the second one of a window that slides along a line
        names[1] = "length"
    listed = ", ".join(map(tr, ("batch", *names)))
    return tr("Its {count} axes are: {axes}.").format(count=len(names) + 1, axes=listed)
