"""Where a number in a formula comes from, and where a setting enters, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from designer.core.explain import Explanation
from designer.core.fields import Field
from designer.core.kinds import Nested
from designer.core.layer import Layer, fields_of
from designer.core.layer_list import LayerList
from designer.core.layers.input import Input
from designer.core.notation import Typeset
from designer.core.origins import Entry, entry, explained, first_change, source, tried
from designer.core.places import Axis, Place, Setting
from designer.core.report import Report, Row
from designer.core.symbolic import Expr, Product, Symbol, symbols
from designer.core.units import grouped, shape_text
from designer.i18n import tr
from designer.words.values import listed


def term_text(report: Report, row: Row, symbol: Symbol) -> str:
    """ "c_in = 32, the last axis of conv2d_1's output"."""
    return f"{symbol.name} = {grouped(symbol.value)}, {origin_text(report, row, symbol)}"


def origin_text(report: Report, row: Row, symbol: Symbol) -> str:
    """ "the last axis of conv2d_1's output", or "kernel_size, a setting of this layer"."""
    match symbol.origin.kind:
        case "field":
            return _setting(row.layer, symbol)
        case "output":
            last = row.output is not None and symbol.origin.index == len(row.output) - 1
            axis = tr("the last axis") if last else _nth(symbol.origin.index)
            return tr("{axis} of this layer's output").format(axis=axis)
        case "axis":
            return _axis(report, row, symbol)


def _setting(layer: Layer, symbol: Symbol) -> str:
    field = symbol.origin.name
    inside = [inner for inner in layer.inner() if hasattr(inner, field)]
    if inside and not hasattr(layer, field):
        owner = tr("a setting of the {type} inside").format(type=inside[0].keras)
    else:
        owner = tr("a setting of this layer")
    return owner if symbol.name == field else f"{field}, {owner}"


def _axis(report: Report, row: Row, symbol: Symbol) -> str:
    """The axis that comes in; where layers only hand it on, who made it as well."""
    before, index = report.row(row.index - 1), symbol.origin.index
    said = _axis_name(before, index, len(row.input or ()))
    return said + _taken_over(report, Axis(before.uid, index))


def _taken_over(report: Report, axis: Axis) -> str:
    made = source(report, axis)
    index = report.design.index(made.uid)
    if made.uid == axis.uid or index is None:
        return ""
    name = tr("the input") if index == 0 else report.names[index]
    taken = ", " + tr("taken over from {name}").format(name=name)
    if isinstance(made, Axis) or index == 0:
        return taken
    return taken + ", " + tr("its {setting}").format(setting=made.name)


def places_text(report: Report, places: Sequence[Place]) -> str:
    """Where the numbers at *places* of one block come from or enter, in a line."""
    first = places[0]
    index = report.design.index(first.uid)
    if index is None:
        return ""
    if isinstance(first, Axis):
        return _axis_text(report, index, first.index)
    if index == 0:
        return _axis_text(report, 0, first.index)
    found = explained(report.row(index))
    settings = tuple(place for place in places if isinstance(place, Setting))
    return entry_text(found, settings) if found else ""


def entry_text(found: Explanation, settings: Sequence[Setting]) -> str:
    """ "kernel_size enters the count as k_h · k_w and the output height and width"."""
    where = entry(found, settings)
    name = settings[0].name
    sides = _sides(where)
    if where.count:
        said = tr("{name} enters the count as {terms}").format(name=name, terms=_terms(where))
        return listed([said, sides]) if sides else said
    if sides:
        return tr("{name} does not enter the count, but {sides}").format(name=name, sides=sides)
    own = {field.name: field for field in fields_of(type(found.layer))}
    inner = name not in own or any(setting.mark for setting in settings)
    return "" if inner else _would_change(found, own[name])


def _axis_text(report: Report, index: int, axis: int) -> str:
    """ "32, the last axis of conv2d's output, enters the count of conv2d_1 as c_in"."""
    row = report.row(index)
    if row.output is None or not 0 < axis < len(row.output):
        return ""
    size = row.output[axis]
    said = tr("{axis}, {size}").format(
        axis=_axis_name(row, axis, len(row.output)), size="None" if size is None else grouped(size)
    )
    said = f"{said}{_taken_over(report, Axis(row.uid, axis))}"
    after = report.row(index + 1) if index + 1 < len(report.rows) else None
    found = explained(after) if after else None
    if after is None or found is None:
        return said
    entered = _entered(found, axis, after.name)
    return f"{said}; {entered}" if entered else said


def _entered(found: Explanation, axis: int, name: str) -> str:
    """Where *axis* of what comes in enters the layer called *name*."""

    def enters(tree: Expr | None) -> list[str]:
        used = symbols(tree) if tree is not None else ()
        return [s.name for s in used if (s.origin.kind, s.origin.index) == ("axis", axis)]

    names = Typeset().product(list(dict.fromkeys(enters(found.count))))
    if names:
        return tr("enters the count of {name} as {terms}").format(name=name, terms=names)
    sides = [side.name for side in found.sides if enters(side.tree)]
    if not sides:
        return ""
    return tr("enters the output {sides} of {name}").format(name=name, sides=listed(sides))


def _nth(axis: int) -> str:
    return tr("axis {index}").format(index=axis)


def _axis_name(row: Row, axis: int, rank: int) -> str:
    name = tr("the last axis") if axis == rank - 1 else _nth(axis)
    if isinstance(row.layer, Input):
        return tr("{axis} of the input").format(axis=name)
    return tr("{axis} of {name}'s output").format(axis=name, name=row.name)


def _would_change(found: Explanation, field: Field) -> str:
    """What another value would give, as the formula does not show such a setting."""
    change = first_change(found, field)
    if change is None:
        return _would_not_change(found, field).format(name=field.name)
    value, then = change
    if then.params != found.count.value:
        said = tr("{name} decides on the count: with {value} it would be {count}")
        return said.format(name=field.name, value=_value(field, value), count=grouped(then.params))
    said = tr("{name} decides on the output: with {value} it would be {shape}")
    shapes = " + ".join(map(shape_text, then.outputs))
    return said.format(name=field.name, value=_value(field, value), shape=shapes)


def _would_not_change(found: Explanation, field: Field) -> str:
    """What no other value changes; nothing where none could be tried."""
    if isinstance(field.kind, Nested | LayerList):
        return tr("{name}: what is inside makes the count")
    known = field.more or any(True for _ in tried(found, field))
    return tr("{name} does not enter the count") if known else ""


def _value(field: Field, value: Any) -> str:
    words = {True: tr("yes"), False: tr("no")}
    return words[value] if isinstance(value, bool) else field.kind.show(value)


def _terms(where: Entry) -> str:
    """The symbols as they are multiplied: "k_h · k_w"."""
    return Typeset().write(Product(where.count))


def _sides(where: Entry) -> str:
    """ "the output height and width"."""
    if not where.sides:
        return ""
    return tr("the output {sides}").format(sides=listed(where.sides))
