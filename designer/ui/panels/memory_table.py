"""The columns of the memory panel: what each layer takes, and how much it computes."""

from __future__ import annotations

from collections.abc import Callable

from designer.core.demand import precision_of
from designer.core.memory import elements, held_by
from designer.core.notation import sides
from designer.core.report import Report, Row
from designer.core.units import grouped, sized
from designer.core.work import macs_of, work_formula
from designer.i18n import tr
from designer.ui.panels.cells import name_text
from designer.ui.panels.memory_choices import Choices
from designer.ui.panels.row_model import RIGHT, Column
from designer.ui.panels.row_table import RowTable
from designer.words.measures import rounded

_UNKNOWN = "?"
_WEIGHTS = 1
_NAMES = 110
"""The least room for the names."""


def memory_columns(choices: Callable[[], Choices]) -> tuple[Column, ...]:
    """The columns, with what the *choices* ask for at the time."""

    def weights(row: Row) -> int | None:
        width = precision_of(row.layer, choices().precision).weight
        return None if row.params is None else row.params * width

    def activations(row: Row) -> int | None:
        chosen, made = choices(), _made(row)
        width = precision_of(row.layer, chosen.precision).activation
        return None if made is None else made * width * chosen.batch

    def column(title: str, size: Callable[[Row], int | None], width: int) -> Column:
        def text(row: Row, report: Report) -> str:
            found = size(row)
            return _UNKNOWN if found is None else sized(found, choices().base, digits=3)

        def exactly(row: Row) -> str:
            found = size(row)
            return "" if found is None else tr("{size} bytes").format(size=grouped(found))

        return Column(title, text, align=RIGHT, width=width, tip=exactly)

    return (
        Column(tr("Layer (type)"), name_text),
        column(tr("Weights"), weights, 76),
        column(tr("Activations"), activations, 84),
        Column(tr("MACs"), _macs, align=RIGHT, width=82, tip=_exactly),
    )


class MemoryTable(RowTable):
    """Its figures are whole at any width: the names give way, and then the weights go."""

    def share_room(self) -> None:
        px, widths = self.theme.px, [column.width for column in self.rows.columns]
        for place, width in enumerate(widths):
            if width:
                self.setColumnWidth(place, px(width))
        self.setColumnHidden(_WEIGHTS, self.viewport().width() < px(_NAMES + sum(widths)))


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
