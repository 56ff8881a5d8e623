"""Looks for what fits a budget between two events, while the window stays alive."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from designer.core.budget import Change, changes
from designer.core.measures import Measure
from designer.core.report import Report
from designer.session.guard import guarded

_SLICE = 0.01
"""Seconds of work between two events."""


class ChangeSearch(QObject):
    """`found` has the changes that fit, the best first and the best one of each setting; `grown`
    comes whenever something was added, and at the end."""

    grown = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found: list[Change] = []
        self._left: Iterator[Change | None] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    @property
    def done(self) -> bool:
        """Whether everything was tried."""
        return self._left is None

    def start(self, report: Report, measure: Measure, budget: int) -> None:
        """Look for the changes of *report* from the beginning."""
        self.found = []
        self._left = changes(report, measure, budget)
        self._timer.start(0)

    def stop(self) -> None:
        """Leave the rest, and forget what was found."""
        self.found, self._left = [], None
        self._timer.stop()

    @guarded
    def _go_on(self) -> None:
        end, before = perf_counter() + _SLICE, self.found
        while self._left is not None and perf_counter() < end:
            try:
                change = next(self._left)
            except StopIteration:
                self._left = None
                self._timer.stop()
            else:
                self._take(change)
        if self.done or self.found != before:
            self.grown.emit()

    def _take(self, change: Change | None) -> None:
        if change is None:
            return
        best: dict[object, Change] = {}
        for one in sorted([*self.found, change], key=lambda one: one.rank):
            best.setdefault((one.uid, one.knob.inside, one.knob.field), one)
        self.found = list(best.values())
