"""Chooses a design to compare: the open one, one that was kept, or one from a file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.snapshots import Snapshot
from designer.ui.plain import tooltip
from designer.ui.wide_list import WideList
from designer.words.snapshots import snapshot_about


class SourceChoice(WideList):
    """A list of the kept designs under "Now", which is None. `chosen` says that another is wanted,
    `file_wanted` that it is to come from a file."""

    chosen = Signal()
    file_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.snapshot: Snapshot | None = None
        self._kept: tuple[Snapshot, ...] = ()
        self.activated.connect(self._choose)

    def offer(self, kept: tuple[Snapshot, ...], chosen: Snapshot | None) -> None:
        """List *kept*, the newest first, with *chosen* in front."""
        self._kept = kept[::-1]
        self.snapshot = chosen if chosen in kept else None
        self.clear()
        self.addItem(tr("Now"))
        for snapshot in self._kept:
            self.addItem(snapshot.title)
            about = tooltip(f"{snapshot.title}: {snapshot_about(snapshot.report)}")
            self.setItemData(self.count() - 1, about, Qt.ItemDataRole.ToolTipRole)
        self.insertSeparator(self.count())
        self.addItem(tr("From a file…"))
        self._show()

    def _show(self) -> None:
        place = 0 if self.snapshot is None else 1 + self._kept.index(self.snapshot)
        self.setCurrentIndex(place)
        self.setToolTip(self.itemData(place, Qt.ItemDataRole.ToolTipRole) or "")

    @guarded
    def _choose(self, place: int) -> None:
        if place > len(self._kept):
            self._show()
            self.file_wanted.emit()
            return
        self.snapshot = self._kept[place - 1] if place else None
        self._show()
        self.chosen.emit()
