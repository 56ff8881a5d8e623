"""Why a total falls while a setting grows: a layer before may leave less for one behind it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from designer.core.measures import Measure
from designer.core.report import Report
from designer.core.sweep import Knob, swept
from designer.core.value import Value


class Countermove(Value):
    """From one value of a setting to a larger one, its layer adds *own* to the total, and the layer
    at *index*, the one that falls most, takes part of it away."""

    own: int
    index: int


def countermove(
    report: Report, uid: int, knob: Knob, totals: Mapping[int, int | None], measure: Measure
) -> Countermove | None:
    """What happens where *totals*, by the values of *knob*, fall most; None where another layer
    has no part in that."""
    known = [(value, total) for value, total in sorted(totals.items()) if total is not None]
    steps = [(b[1] - a[1], a[0], b[0]) for a, b in pairwise(known)]
    if not steps or min(steps)[0] >= 0:
        return None
    _, low, high = min(steps)
    ends = [swept(report, uid, knob, value) for value in (low, high)]
    if not all(isinstance(end, Report) for end in ends):
        return None
    before, after = (measure.rows(end) for end in ends if isinstance(end, Report))
    changes = [(b or 0) - (a or 0) for a, b in zip(before, after, strict=True)]
    place = report.design.index(uid) or 0
    least = min(range(len(changes)), key=changes.__getitem__)
    if least == place or changes[least] >= 0:
        return None
    return Countermove(changes[place], least)
