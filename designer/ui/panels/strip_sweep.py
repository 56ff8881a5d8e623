"""Tries the values of a setting one after another, while the window stays alive."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from designer.core import edits
from designer.core.problems import Refused
from designer.core.report import Report
from designer.core.sweep import Knob, current, growth, sweep, turned
from designer.session.guard import guarded
from designer.ui.panels.measures import Charted

_SLICE = 0.006
"""Seconds of work between two events."""

Aim = tuple[Report, int, Knob, Charted]
"""Which knob of which block is swept, in which chain, and what is measured."""


class Sweeper(QObject):
    """`totals` has the total at each value that was tried, None where the chain cannot run, and
    `growth` says how they grow once all were. `grown` comes whenever some were added.
    """

    grown = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.totals: dict[int, int | None] = {}
        self.growth = ""
        self._aim: Aim | None = None
        self._left: list[int] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    @property
    def done(self) -> bool:
        """Whether all values were tried."""
        return not self._left

    def aim(self, wanted: Aim, values: Sequence[int]) -> None:
        """Find the totals at *values*, in this order. What is known stays, if nothing but the
        knob itself was turned since."""
        if self._aim is None or not _alike(self._aim, wanted):
            self.totals = {}
        self._aim = wanted
        self._left = [value for value in reversed(values) if value not in self.totals]
        if self._left:
            self.growth = ""
            self._timer.start(0)

    def stop(self) -> None:
        """Leave the rest."""
        self._left = []
        self._timer.stop()

    @guarded
    def _go_on(self) -> None:
        end = perf_counter() + _SLICE
        while self._left and perf_counter() < end:
            self._try(self._left.pop())
        if not self._left:
            self._timer.stop()
            values = sorted(self.totals)
            self.growth = growth(values, [self.totals[value] for value in values])
        self.grown.emit()

    def _try(self, value: int) -> None:
        assert self._aim is not None
        report, uid, knob, charted = self._aim
        (total,) = sweep(report, uid, knob, [value], charted.measure)
        self.totals[value] = None if total is None else total * charted.times


def _alike(before: Aim, after: Aim) -> bool:
    """Whether the totals of *before* hold for *after*."""
    (old, *aimed), (new, *aiming) = before, after
    if aimed != aiming:
        return False
    _, uid, knob, _ = before
    layers = [report.design.chain[report.design.index(uid) or 0].layer for report in (old, new)]
    try:
        back = turned(layers[1], knob, current(layers[0], knob))
    except Refused:
        return False
    return edits.replace_layers(new.design, {uid: back}).chain == old.design.chain
