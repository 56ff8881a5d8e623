"""The columns of the memory panel: what each layer takes, and how much it computes."""

from __future__ import annotations

from collections.abc import Callable

from designer.core.demand import precision_of
from designer.core.memory import elements, held_by
from designer.core.notation import sides
from designer.core.report import Report, Row
from designer.core.work import macs_of, work_formula
from designer.i18n import tr
from designer.ui.panels.cells import name_text
from designer.ui.panels.memory_choices import Choices
from designer.ui.panels.row_model import RIGHT, Column
from designer.words.measures import rounded

_UNKNOWN = "?"


def memory_columns(choices: Callable[[], Choices]) -> tuple[Column, ...]:
    """The columns, with what the *choices* ask for at the time."""

    def weights(row: Row, report: Report) -> str:
        if row.params is None:
            return _UNKNOWN
        chosen = choices()
        return chosen.sized(row.params * precision_of(row.layer, chosen.precision).weight)

    def activations(row: Row, report: Report) -> str:
        chosen, made = choices(), _made(row)
        if made is None:
            return _UNKNOWN
        width = precision_of(row.layer, chosen.precision).activation
        return chosen.sized(made * width * chosen.batch)

    return (
        Column(tr("Layer (type)"), name_text),
        Column(tr("Weights"), weights, align=RIGHT, width=92),
        Column(tr("Activations"), activations, align=RIGHT, width=96),
        Column(tr("MACs"), _macs, align=RIGHT, width=76, tip=_exactly),
    )


def _made(row: Row) -> int | None:
    """The numbers that the layer puts out for one sample; the input's are those given."""
    if row.index == 0:
        return elements(row.outputs)
    if row.problem or row.input is None:
        return None
    return held_by(row.layer, row.input).made


def _macs_of(row: Row) -> int | None:
    return None if row.input is None else macs_of(row.layer, row.input)


def _macs(row: Row, report: Report) -> str:
    if row.index == 0:
        return "0"
    work = _macs_of(row)
    return _UNKNOWN if work is None else rounded(work)


def _exactly(row: Row) -> str:
    """The formula, its numbers, and the count."""
    formula = None if row.input is None else work_formula(row.layer, row.input)
    if formula is None or not formula.value:
        return ""
    return tr("{work} MACs for one sample").format(work=" = ".join(sides(formula)))
