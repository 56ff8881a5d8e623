"""Sentences about what Keras takes and is worth a thought: the numbers, and why they matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from designer.core.report import Report
from designer.core.units import grouped
from designer.core.warnings import LayerWarning, warnings
from designer.i18n import tr
from designer.words.values import alternatives, by, listed, shape

KIND_TITLES = {
    "flatten_share": "A Flatten that makes most of the parameters",
    "rows_dropped": "Rows and columns that no window sees",
    "dense_on_image": "Dense on an image",
    "softmax_inside": "A softmax that is not the last layer",
    "bias_unused": "A bias right before BatchNormalization",
    "uneven_padding": "Even windows with same padding",
    "mostly_padding": "Windows larger than what comes in",
    "open_flatten": "An open size that reaches Flatten",
    "zero_size": "Sizes of 0",
    "accepted": "Accepted by Keras, but probably a mistake",
}

WARNINGS = {
    "flatten_share": (
        "{input} becomes one row of {numbers} numbers, and each of the {units} units of {name} "
        "has a weight for every one of them: {params} parameters, {percent} % of all {total}. "
        "Smaller maps would save most of them. (Shown from {least} % on.)"
    ),
    "rows_dropped": (
        "Windows of {window} in steps of {strides} leave out {missed}: what stands there is "
        "never seen."
    ),
    "dense_on_image": (
        "Dense works along the last axis alone: it makes its numbers of the {channels} channels "
        "at each place by itself, and gives {output}. For one answer to the whole input, put a "
        "Flatten or a global pooling before it."
    ),
    "softmax_inside": (
        "A softmax turns scores into shares that add up to 1, which makes it the usual end; here "
        "{after} goes on with the shares and no longer sees how large the scores were."
    ),
    "bias_unused": (
        "BatchNormalization takes the mean off each channel, and the bias of {name} with it: these "
        "{count} numbers change nothing. use_bias=False saves them."
    ),
    "uneven_padding": (
        "A window of {kernel} has no middle: same padding adds {before} before and {after} after, "
        "so what comes out lies half a cell aside. An odd window lies even."
    ),
    "mostly_padding": (
        "A window of {spans} on {sides}: padding {padding} makes it fit, but at every place some "
        "of its weights meet only padding."
    ),
    "open_flatten": (
        "{input} leaves a size open, so the row that Flatten makes is of open length too. A Dense "
        "after it cannot be built, as it needs a weight for each number of the row."
    ),
    "zero_size": (
        "{shape} has a size of 0, so there is not a single number in it. Keras takes it, but "
        "there is nothing to compute with."
    ),
    "glu_halves": (
        "Keras prints {shape}, but glu spends half of the last axis on gates for the other half: "
        "{runs} comes out when it runs."
    ),
    "threshold": (
        "Keras takes threshold by its name, but the function needs two numbers that cannot be "
        "given here: it stops as soon as data come."
    ),
    "softmax_of_one": (
        "A softmax over a single number is always 1, whatever comes in. For yes or no, take a "
        "sigmoid."
    ),
    "axis_beyond": (
        "{input} has no axis {axis}. Keras prints a shape all the same, and stops as soon as data "
        "come."
    ),
    "two_widths": (
        "Keras counts the forward layer twice and prints {shape}, but forwards gives {there} and "
        "backwards {back}: what comes out is of another width, or cannot be put together."
    ),
    "counted_across": (
        "Keras prints {shape}, but counts along the other axis when it runs: {runs} comes out."
    ),
    "einsum_axes_run": (
        "Keras prints {shape}, but the equation makes {axes} axes with the batch when it runs."
    ),
    "accepted_rank": (
        "This layer works on {ranks} axes with the batch, and {input} has {count}. Keras prints a "
        "shape all the same, and stops as soon as data come."
    ),
    "accepted_channels": (
        "This layer works on {wanted} channels, and {input} has {channels}. Keras prints a shape "
        "all the same, and stops as soon as data come."
    ),
    "batch_lost": (
        "Keras takes {input} for a single image and its first axis for rows: {shape} has no batch "
        "any more."
    ),
    "crop_grows": (
        "A crop of {wanted} is larger than {sides}: images are stretched to it, nothing is cut."
    ),
    "open_reshape": (
        "{target} has room for {asked} numbers, and {input} holds a multiple of {known}: no size "
        "in the place of None makes the two equal. Keras notices when data come."
    ),
    "inside_trained": (
        "Keras still trains {count} numbers here: only the {layer} itself is frozen, and what is "
        "inside says for itself whether it is trained. Unfreeze it and freeze it again to freeze "
        "that as well."
    ),
    "parts_trained": (
        "Keras still trains {count} numbers here: a {layer} that is built frozen does not freeze "
        "the parts that it consists of. In Python, set trainable to False once the model is built."
    ),
    "left_out": (
        "Keras takes {layer} directly after the input, but leaves it out of the model: what comes "
        "in goes on unchanged, and a Sequential model cannot be read from its file again. In a "
        "Pipeline it is kept."
    ),
    "handed_out": (
        "Keras takes {layer} on an input, but makes no model that gives out its own input: add a "
        "layer behind it, or put it into a Pipeline."
    ),
    "looked_up": (
        "An Embedding looks up whole numbers, such as those of words; {name} gives numbers that "
        "are not whole."
    ),
}

_CELLS = {
    "height": "{missed} of {size} rows",
    "width": "{missed} of {size} columns",
    "depth": "{missed} of {size} slices",
    "length": "{missed} of {size} steps",
}
_SHAPES = ("input", "output", "shape", "runs", "target", "there", "back")
_BY = ("window", "strides", "kernel", "sides", "spans")


def warning_text(warning: LayerWarning) -> str:
    """What is worth a thought, with its numbers and why it matters."""
    values = cast("Mapping[str, Any]", warning.values)
    written = {key: _written(key, value) for key, value in values.items()}
    if "axes" in values and isinstance(values["axes"], list):
        written["missed"] = listed([_missed(*axis) for axis in values["axes"]])
    if "input" in values:
        written["count"] = str(len(values["input"]))
    if warning.code == "crop_grows":
        written["wanted"] = by(values["wanted"], "×")
    text = tr(WARNINGS[warning.code]).format_map(written)
    if "inside" in values:
        return tr("{name} inside: {text}").format(name=values["inside"], text=text)
    return text


def warning_lines(report: Report, index: int | None = None) -> list[str]:
    """A line for each warning of *report*, or of its layer at *index*, with the layer's name."""
    found = (w for w in warnings(report) if index in (None, w.index))
    return [f"{report.names[w.index]}: {warning_text(w)}" for w in found]


def kind_title(kind: str) -> str:
    """What a kind of warnings is called where it is switched off and on."""
    return tr(KIND_TITLES[kind])


def _written(key: str, value: Any) -> str:
    if key in _SHAPES:
        return shape(value)
    if key in _BY:
        return by(value, "×")
    if key in ("ranks", "wanted"):
        return alternatives(value)
    return grouped(value) if isinstance(value, int) else str(value)


def _missed(axis: str, size: int, missed: int) -> str:
    return tr(_CELLS[axis]).format(missed=grouped(missed), size=grouped(size))
