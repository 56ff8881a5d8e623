"""What is assumed of a layer that was read from a printed summary, and what would fit as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from designer.core.analyse import analyse
from designer.core.assumption import Assumption, Assumptions
from designer.core.design import Design
from designer.core.explain import explain
from designer.core.fields import Field
from designer.core.layer import Layer, Shape
from designer.core.notation import substituted
from designer.core.problems import Refused
from designer.core.units import grouped, shape_text

MOST_OTHERS = 3
"""As many alternatives as are told."""

_UNSEEN = ("rate", "stddev", "negative_slope", "alpha")
"""Settings that people care about and no summary shows."""

_NAMES = ("name", "trainable", "dtype", "activity_regularizer")

Fitting = Sequence[tuple[Shape, Layer]]
"""Shapes that may have come in, each with the layer that gives what is printed, likeliest first."""


def settings_assumed(found: Sequence[Layer], x: Shape) -> Assumptions:
    """That the first of the layers *found* is meant, where others print the same."""
    first, *others = found
    if not others:
        return ()
    fields = list(_differing(first, others))
    texts = tuple(_told(other, _differing(first, [other])) for other in others)
    names = tuple(field.name for field in fields)
    return (Assumption("settings", names, _told(first, fields), arithmetic(first, x), texts),)


def inputs_assumed(found: Fitting) -> tuple[Assumptions, Assumptions]:
    """What is assumed of the input, and of the first layer that hangs together with it."""
    x, first = found[0]
    others = _diverse(found)
    fields = list(_differing(first, [layer for _, layer in others]))
    names = tuple(field.name for field in fields)
    count = arithmetic(first, x)
    fit = tuple(_with(shape, _told(v, _differing(first, [v]))) for shape, v in others)
    of_input = Assumption("input", ("batch_shape",), shape_text(x), count, fit)
    if not fields:
        return (of_input,), ()
    told = _with(x, _told(first, fields))
    return (of_input,), (Assumption("with_input", names, told, count, fit),)


def not_printed(layer: Layer) -> Assumptions:
    """Settings of the *layer* that people care about and that no summary shows."""
    unseen = ((field, value) for field, value in layer.settings() if field.name in _UNSEEN)
    return tuple(
        Assumption("not_printed", (field.name,), f"{field.name} {field.kind.show(value)}")
        for field, value in unseen
    )


def told_of_total(design: Design, printed: int | None, counts_frozen: bool = True) -> Design:
    """The *design*, with a word at its input if its total is another than the one *printed*."""
    report = analyse(design)
    total = report.total if counts_frozen else report.trainable
    if printed is None or not report.complete or total == printed:
        return design
    told = f"{grouped(total)} ≠ {grouped(printed)}"
    start, *others = design.chain
    start = start.replace(assumed=(*start.assumed, Assumption("total", told=told)))
    return design.replace(chain=(start, *others))


def arithmetic(layer: Layer, x: Shape) -> str:
    """The count with its arithmetic: 640 = (3 * 3 * 1 + 1) * 64; nothing where it is 0."""
    try:
        count = explain(layer, x).count
    except Refused:
        return ""
    params = layer.at(x).params
    return f"{grouped(params)} = {substituted(count)}" if params else ""


def _diverse(found: Fitting) -> Fitting:
    """The likeliest of the others with another last axis first, then with other sizes."""
    (x, _), *others = found
    by_channels = {shape[-1:]: (shape, layer) for shape, layer in reversed(others)}
    by_channels.pop(x[-1:], None)
    rest = [pair for pair in others if pair not in by_channels.values()]
    return [*list(by_channels.values())[::-1][:2], *rest][:MOST_OTHERS]


def _differing(first: Layer, others: Iterable[Layer]) -> Iterable[Field]:
    """The settings in which one of the *others* differs from the *first*."""
    values = [{f.name: v for f, v in other.settings()} for other in others]
    for field, value in first.settings():
        if field.name not in _NAMES and any(v.get(field.name) != value for v in values):
            yield field


def _told(layer: Layer, fields: Iterable[Field]) -> str:
    """Settings as a person types them: "kernel_size 3×3, padding same"."""
    given = ((f, getattr(layer, f.name)) for f in fields)
    return ", ".join(f"{field.name} {_shown(field, value)}" for field, value in given)


def _shown(field: Field, value: object) -> str:
    return "None" if value is None else field.kind.show(value)


def _with(x: Shape, settings: str) -> str:
    return f"{shape_text(x)}: {settings}" if settings else shape_text(x)
