"""Pushes each design through the calculator, and the report to the views."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, Signal

from designer.core.analyse import analyse
from designer.core.design import Design
from designer.core.report import Report
from designer.session.store import Store


class Controller(QObject):
    """Keeps `report` true to the design, or to a design that is only being tried."""

    report_changed = Signal(object)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.elapsed_ms = 0.0
        self.report: Report = analyse(store.design)
        store.changed.connect(self._show)

    @property
    def previewing(self) -> bool:
        """Whether the report shows a design that is not the stored one."""
        return self.report.design is not self._store.design

    def preview(self, design: Design | None) -> None:
        """Show what *design* would cost; None falls back to the stored one."""
        wanted = self._store.design if design is None else design
        if wanted is not self.report.design:
            self._show(wanted)

    def _show(self, design: Design) -> None:
        start = perf_counter()
        self.report = analyse(design, self.report)
        self.elapsed_ms = (perf_counter() - start) * 1000
        self.report_changed.emit(self.report)
