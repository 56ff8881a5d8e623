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
    """`found` has the changes of single settings that fit, the best first; `grown` comes whenever
    something was added, and at the end."""

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
        end, before = perf_counter() + _SLICE, len(self.found)
        while self._left is not None and perf_counter() < end:
            try:
                change = next(self._left)
            except StopIteration:
                self._left = None
                self._timer.stop()
            else:
                self.found += [change] if change else []
        self.found.sort(key=lambda change: change.rank)
        if self.done or len(self.found) > before:
            self.grown.emit()
