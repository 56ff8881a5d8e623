"""What the charts say: which setting is turned, and how a total grows with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from designer.core.units import grouped
from designer.i18n import tr

if TYPE_CHECKING:
    from designer.core.layer import Layer
    from designer.core.sweep import Knob

GROWTH = {
    "constant": "constant",
    "linear": "linear",
    "quadratic": "quadratic",
    "cubic": "cubic",
    "steps": "in steps",
    "rising": "rising",
    "falling": "falling",
    "other": "up and down",
    "unknown": "not known",
}
_RULES = {
    "constant": "The total is the same at every value.",
    "linear": "Every step adds the same: all totals lie exactly on a straight line.",
    "quadratic": "What a step adds grows evenly: all totals lie exactly on a parabola.",
    "cubic": "All totals lie exactly on a polynomial of degree 3.",
    "steps": "The total stays for a while and then jumps, as sizes are rounded.",
    "rising": "The total rises, but along no polynomial of degree 3 or less.",
    "falling": "The total falls, but along no polynomial of degree 3 or less.",
    "other": "The total rises and falls.",
    "unknown": "The chain runs at too few values to tell.",
}
_SPATIAL = {1: ("length",), 2: ("height", "width"), 3: ("depth", "height", "width")}


def growth_text(code: str) -> str:
    """How a total grows, in a word or two: "quadratic"."""
    return tr(GROWTH[code])


def growth_rule(code: str) -> str:
    """What that word means, as a sentence."""
    return tr(_RULES[code])


def reading(value: int, total: str | None, change: str) -> str:
    """What a value of a setting gives: "5: 6,045,481 (+16,384)"."""
    if total is None:
        return tr("{value}: the chain cannot run").format(value=grouped(value))
    return f"{grouped(value)}: {total}{change}"


def curve_title(measure: str, field: str, name: str) -> str:
    """What a curve shows: "Parameters with filters of conv2d"."""
    return tr("{measure} with {field} of {name}").format(measure=measure, field=field, name=name)


def nothing_to_turn(name: str | None) -> str:
    """Why there is no curve: no layer is selected, or the layer *name* has no fitting setting."""
    if name is None:
        return tr("Select a layer to see how the total grows with one of its settings.")
    return tr("{name} has no setting that decides about sizes or counts.").format(name=name)


def knob_title(layer: Layer, knob: Knob) -> str:
    """What a setting that can be turned is called: "filters", "kernel_size, height"."""
    parts = [knob.field]
    if knob.index is not None:
        parts.append(_place(layer, knob))
    if knob.inside:
        parts.append(tr("inside {name}").format(name=" ".join(map(str, knob.inside))))
    return ", ".join(parts)


def _place(layer: Layer, knob: Knob) -> str:
    value = None if knob.inside else getattr(layer, knob.field)
    names = _SPATIAL.get(len(value), ()) if isinstance(value, tuple) else ()
    if names and knob.field in ("kernel_size", "pool_size", "strides", "dilation_rate", "size"):
        return tr(names[knob.index or 0])
    if knob.field == "batch_shape":
        return tr("axis {index}").format(index=knob.index)
    return tr("number {place}").format(place=(knob.index or 0) + 1)
