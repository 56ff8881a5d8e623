"""Designs that are kept to be compared with: as they were a while ago, or from other files.

They belong to the session: they are not saved, and keeping one is no step that could be undone.
A design never changes, so it costs nothing to keep one.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from designer.core.analyse import analyse
from designer.core.design import Design
from designer.core.report import Report
from designer.core.value import Value

if TYPE_CHECKING:
    from datetime import datetime


class Snapshot(Value, eq=False):
    """A design that is kept, what it comes from, and since when."""

    design: Design
    name: str
    time: datetime

    @property
    def title(self) -> str:
        """What to call it: "10:42:07, lenet.design"."""
        return ", ".join(filter(None, (f"{self.time:%H:%M:%S}", self.name)))

    @cached_property
    def report(self) -> Report:
        """What it costs, once somebody asks."""
        return analyse(self.design)


class Snapshots(QObject):
    """The kept designs, the newest last. `changed` says that there is another one, or one less."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kept: tuple[Snapshot, ...] = ()

    def keep(self, design: Design, name: str) -> Snapshot:
        """Keep *design*, which comes from what is called *name*, under the time of day as well."""
        from datetime import datetime  # an empty window starts without it

        snapshot = Snapshot(design, name, datetime.now().astimezone())
        self.kept = (*self.kept, snapshot)
        self.changed.emit()
        return snapshot

    def forget(self, snapshot: Snapshot) -> None:
        """Keep *snapshot* no longer."""
        self.kept = tuple(other for other in self.kept if other is not snapshot)
        self.changed.emit()
