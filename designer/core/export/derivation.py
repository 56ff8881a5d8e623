"""The worked derivation: the arithmetic behind every count, and behind the memory."""

from __future__ import annotations

from collections.abc import Iterator

from designer.core.explain import Explanation, Side, explain
from designer.core.export.labels import Word, outputs_text
from designer.core.layer import Weight
from designer.core.notation import substituted, symbolic
from designer.core.report import Report, Row
from designer.core.symbolic import Expr, Symbol, symbols
from designer.core.units import grouped, memory, shape_text

_UNITS = {"KB": 1024, "MB": 1024**2, "GB": 1024**3, "TB": 1024**4, "PB": 1024**5}


def derivation(report: Report, word: Word) -> str:
    """A line of arithmetic for each layer that Keras prints, and the memory of all weights."""
    rows = (_line(row, word) for row in report.printed)
    return "\n".join([*rows, memory_line(report)]) + "\n"


def layer_derivation(report: Report, row: Row, word: Word) -> str:
    """Everything about one layer: weights, formula, where each number comes from, the shape."""
    lines = [f"{row.name} ({row.type})"]
    if row.params is None:
        lines.append(_reason(row, word))
    elif row.input is None:
        lines += [f"output: {outputs_text(row)}", row.layer.why_none]
    else:
        lines += _worked(explain(row.layer, row.input), row)
    return "\n".join(lines) + "\n"


def _line(row: Row, word: Word) -> str:
    return f"{row.name} ({row.type}): {arithmetic(row, word)}"


def arithmetic(row: Row, word: Word) -> str:
    """Where the count of a row comes from, in one line; or why there is none."""
    if row.params is None:
        return _reason(row, word)
    if not row.params:
        return f"0. {row.layer.why_none}".rstrip()
    assert row.input is not None, "the input has no parameters"
    made = substituted(explain(row.layer, row.input).count)
    return _equation(made, row.params)


def _reason(row: Row, word: Word) -> str:
    if row.problem:
        return f"cannot run. {word(row.problem, row)}"
    return f"? (it waits for {row.waits_for})"


def _equation(made: str, result: int) -> str:
    """The arithmetic and its result; a bare number is not said twice."""
    return grouped(result) if made == str(result) else f"{made} = {grouped(result)}"


def _worked(about: Explanation, row: Row) -> Iterator[str]:
    yield f"input: {shape_text(about.input)}"
    if about.weights:
        yield from _counted(about)
        yield row.layer.meaning(about.input)
    else:
        yield f"params = 0. {row.layer.why_none}".rstrip()
    yield f"output: {outputs_text(row)}"
    for side in about.sides:
        yield f"  {_side(side)}"
    used = [about.count, *(side.tree for side in about.sides if side.tree is not None)]
    yield from _origins(used)
    yield f"memory: {_memory_text(about.count.value, row.layer.bytes_per_weight)}"


def _counted(about: Explanation) -> Iterator[str]:
    yield "weights:"
    for weight in about.weights:
        yield f"  {_weight(weight)}"
    yield f"params = {symbolic(about.count)}"
    yield f"       = {_equation(substituted(about.count), about.count.value)}"
    left = about.count.value - about.trainable.value
    if left:
        yield f"trainable {grouped(about.trainable.value)}, non-trainable {grouped(left)}"


def _weight(weight: Weight) -> str:
    sizes = tuple(int(d) for d in weight.shape if d is not None)
    return f"{weight.name} {shape_text(sizes)}: {grouped(int(weight.count))}"


def _side(side: Side) -> str:
    if side.size is None or side.tree is None:
        return f"{side.name} = None: left open until the data come"
    if not side.computed:
        named = f"{symbolic(side.tree)} = " if isinstance(side.tree, Symbol) else ""
        return f"{side.name} = {named}{side.size}"
    return f"{side.name} = {symbolic(side.tree)} = {substituted(side.tree)} = {side.size}"


def _origins(trees: list[Expr]) -> Iterator[str]:
    """Each symbol once, with its value and where that was set."""
    used = {symbol.name: symbol for tree in trees for symbol in symbols(tree)}
    if used:
        yield "where:"
    for name, symbol in used.items():
        origin = symbol.origin
        source = f"field {origin.name}" if origin.kind == "field" else "the shape that comes in"
        yield f"  {name} = {symbol.value}, from {source}"


def memory_line(report: Report) -> str:
    """The memory of all weights, from the count to the unit."""
    least = "" if report.complete else "at least "
    each = {row.layer.bytes_per_weight for row in report.printed if row.params}
    if len(each) > 1:
        size = f"{grouped(report.bytes)} bytes in all"
        return f"{least}{grouped(report.total)} parameters, {size}{_in_units(report.bytes)}"
    return least + _memory_text(report.total, each.pop() if each else 4)


def _memory_text(count: int, each: int) -> str:
    size = count * each
    product = f"{grouped(count)} parameters * {each} bytes = {grouped(size)} bytes"
    return product + _in_units(size)


def _in_units(size: int) -> str:
    """The size as Keras writes it, and what it means by the unit."""
    text = memory(size)
    unit = text.rpartition(" ")[2]
    return f" = {text} (1 {unit} = {_UNITS[unit]:,} bytes)" if unit in _UNITS else ""
