"""Memory and work as text: what a design takes, part by part, and layer by layer."""

from __future__ import annotations

from collections.abc import Iterator

from designer.core.demand import SET, Demand, demand
from designer.core.export.derivation import work_line
from designer.core.export.labels import title
from designer.core.memory import held_by
from designer.core.notation import sides
from designer.core.optimizers import OPTIMIZERS, Optimizer
from designer.core.report import Report, Row
from designer.core.units import grouped, sized
from designer.core.work import work_formula

_BATCH = 32
_OPTIMIZER = OPTIMIZERS["adam"]
_WIDE = 16


def memory_text(
    report: Report, batch: int = _BATCH, optimizer: Optimizer = _OPTIMIZER, precision: str = SET
) -> str:
    """What *report* takes for a *batch*, to be used and to be trained, and what it computes."""
    needs = demand(report, precision, optimizer)
    told = "as each layer says" if precision == SET else f"at {precision}"
    head = f"{title(report, 'keras3')}, {told}, for a batch of {batch:,}"
    least = () if needs.complete else ("At least, as not all sizes are known:",)
    lines = (*_using(needs, batch, report), "", *_training(needs, batch, optimizer))
    work = ("", *work_line(report), "", *map(_layer, report.printed))
    return "\n".join((head, *least, "", *lines, *work)).rstrip() + "\n"


def _using(needs: Demand, batch: int, report: Report) -> Iterator[str]:
    yield "To use it"
    yield _line("weights", needs.weights)
    busiest = f"in and out of {report.names[needs.busiest]}, which takes most"
    yield _line("layer at work", batch * needs.widest, busiest if needs.widest else "")
    yield _line("together", needs.using(batch))


def _training(needs: Demand, batch: int, optimizer: Optimizer) -> Iterator[str]:
    yield "To train it"
    if not needs.trains:
        yield "  Keras does not train at this precision"
        return
    params = f"{optimizer.title}, {grouped(needs.optimizer.count)} optimizer params"
    yield _line("weights", needs.weights)
    yield _line("gradients", needs.gradients)
    yield _line("optimizer", needs.optimizer.bytes, params)
    yield _line("input", batch * needs.input)
    yield _line("activations", batch * needs.activations, "what every layer puts out")
    yield _line("together", needs.training(batch))


def _line(name: str, size: int, note: str = "") -> str:
    text = f"  {name:{_WIDE}}{grouped(size)} bytes = {sized(size)}"
    return f"{text} ({note})" if note else text


def _layer(row: Row) -> str:
    """One layer: its weights, what it puts out for a sample, and its multiply-accumulates."""
    if row.params is None:
        return f"{row.name} ({row.type}): ?"
    if row.input is None:  # the input itself, of which nothing is computed
        return f"{row.name} ({row.type}): {grouped(row.params)} parameters"
    made = held_by(row.layer, row.input).made
    puts_out = "?" if made is None else grouped(made)
    return (
        f"{row.name} ({row.type}): {grouped(row.params)} parameters, {puts_out} activations, "
        f"{_work(row)} MACs"
    )


def _work(row: Row) -> str:
    formula = work_formula(row.layer, row.input or ())
    return "?" if formula is None else " = ".join(sides(formula))
