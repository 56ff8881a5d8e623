"""The worked derivation: the arithmetic behind every count, and behind the memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from designer.core.explain import Explanation, explain
from designer.core.export.labels import Word
from designer.core.measures import MEASURES
from designer.core.notation import Plain, Writer, worked
from designer.core.report import Report, Row
from designer.core.symbolic import Expr
from designer.core.units import KERAS_UNITS, grouped, memory
from designer.core.work import FLOPS_A_MAC

FORMS = ("factored", "by_weight")
"""The two ways to write a count: what all weights share pulled out, or a product for each."""


def derivation(report: Report, word: Word, form: str = FORMS[0], write: Writer = Plain) -> str:
    """A line of arithmetic for each layer that Keras prints, the memory of all weights, and the
    work of one sample."""
    rows = (
        f"{row.name} ({row.type}): {arithmetic(row, word, form, write)}" for row in report.printed
    )
    return "\n".join([*rows, memory_line(report), *work_line(report)]) + "\n"


def arithmetic(row: Row, word: Word, form: str = FORMS[0], write: Writer = Plain) -> str:
    """Where the count of a row comes from, in one line; or why there is none."""
    if row.params is None:
        return reason(row, word)
    if not row.params:
        return f"0. {row.layer.why_none}".rstrip()
    assert row.input is not None, "the input has no parameters"
    return worked(count_of(explain(row.layer, row.input), form), write)


def count_of(about: Explanation, form: str) -> Expr:
    """The count in one of the `FORMS`."""
    return about.by_weight.count if form == "by_weight" else about.count


def reason(row: Row, word: Word) -> str:
    """Why the parameters of a row are not known."""
    if row.problem:
        return f"cannot run. {word(row.problem, row)}"
    return f"? (it waits for {row.waits_for})"


def work_line(report: Report, write: Writer = Plain) -> Iterator[str]:
    """The multiply-accumulates of all layers, with the signs of *write*; nothing where there is no
    work to count."""
    work = MEASURES["macs"]
    total = work.total(report)
    if total:
        least = "at least " if None in work.rows(report) else ""
        macs = f"{least}{grouped(total)} multiply-accumulates (MACs) a sample"
        product = write(False).product((macs, str(FLOPS_A_MAC)))
        yield f"{product} = {grouped(FLOPS_A_MAC * total)} FLOPs"


def memory_line(report: Report, write: Writer = Plain) -> str:
    """The memory of all weights, from the count to the unit, with the signs of *write*."""
    least = "" if report.complete else "at least "
    rows = ((row.layer, row.input) for row in report.printed if row.params and row.input)
    widths = {weight.width for layer, x in rows for weight in layer.built(x)}
    return least + memory_text(report.total, report.bytes, widths, write)


def memory_text(count: int, size: int, widths: Collection[int], write: Writer = Plain) -> str:
    """From a count of numbers, each of which takes one of the *widths*, to the unit of *size*."""
    if len(widths) > 1:
        return f"{grouped(count)} parameters, {grouped(size)} bytes in all{_in_units(size)}"
    each = next(iter(widths), 4)
    product = write(False).product((f"{grouped(count)} parameters", f"{each} bytes"))
    return f"{product} = {grouped(size)} bytes{_in_units(size)}"


def _in_units(size: int) -> str:
    """The size as Keras writes it, and what it means by the unit."""
    text = memory(size)
    unit = text.rpartition(" ")[2]
    return f" = {text} (1 {unit} = {KERAS_UNITS[unit]:,} bytes)" if unit in KERAS_UNITS else ""
