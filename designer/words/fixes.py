"""What a fix would do, in a few words: the text of its link and of its undo step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from designer.core.report import Report
from designer.core.units import grouped, shape_text
from designer.i18n import tr

if TYPE_CHECKING:
    from designer.core.changes import Fix

FIXES: dict[str, str] = {
    "set": "set {field} to {value}",
    "set_there": "set {field} of {name} to {value}",
    "set_all": "set {field} to {value} in {count} layers",
    "use": "use {layer} instead of {name}",
    "insert": "insert {layer}",
    "remove": "remove {name}",
    "input": "set the input to {value}",
}


def fix_text(fix: Fix) -> str:
    """ "set kernel_size to 3×3", as a link says it; the first letter is for the reader to raise."""
    return tr(FIXES[fix.code]).format(**fix.values)


def effect_text(fix: Fix, before: Report) -> str:
    """What a fix would make of the total: "total 1,199,882 (−4,829,215)".

    The difference is told where both totals are whole, "≥" where the chain still stops somewhere;
    and what comes out where that is not what the design was to give.
    """
    total = _total_text(fix, before)
    if not fix.outputs:
        return total
    shapes = ", ".join(map(shape_text, fix.outputs))
    return tr("{total} · output {shapes}").format(total=total, shapes=shapes)


def _total_text(fix: Fix, before: Report) -> str:
    total = grouped(fix.total)
    if not fix.complete:
        return tr("total ≥ {total}").format(total=total)
    if not before.complete:
        return tr("total {total}").format(total=total)
    change = fix.total - before.total
    if not change:
        return tr("total {total}, as before").format(total=total)
    sign = "+" if change > 0 else "−"
    return tr("total {total} ({change})").format(total=total, change=sign + grouped(abs(change)))
