"""The warnings of the report, and which kinds of them the person wants to see."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from designer.core.report import Report
from designer.session.controller import Controller
from designer.session.guard import guarded
from designer.session.settings import Settings

if TYPE_CHECKING:
    from designer.core.warnings import LayerWarning

LONG = 1000
"""From so many layers on the chain is looked through when the hand rests, not at every stroke."""

REST_MS = 150


class Warnings(QObject):
    """Keeps `found` true to the report; `changed` carries it, also where a kind is switched."""

    changed = Signal(object)

    def __init__(
        self, controller: Controller, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._controller, self._settings = controller, settings
        self.found: tuple[LayerWarning, ...] = ()
        self.by_uid: Mapping[int, tuple[LayerWarning, ...]] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._look)
        controller.report_changed.connect(self._wait)
        self._look()

    @property
    def hidden(self) -> frozenset[str]:
        """The kinds that are switched off."""
        stored: str = self._settings.get("hidden_warnings")
        return frozenset(stored.split())

    @property
    def listed(self) -> list[LayerWarning]:
        """The same as they are listed: the gravest kinds first."""
        return sorted(self.found, key=lambda warning: warning.rank)

    def at(self, index: int) -> tuple[LayerWarning, ...]:
        """Those of the block at *index*."""
        return self.by_uid.get(self._controller.report.design.chain[index].uid, ())

    def switch(self, kind: str, on: bool) -> None:
        """Show the warnings of *kind*, or show them no more; it is remembered."""
        hidden = self.hidden - {kind} if on else self.hidden | {kind}
        self._settings.set("hidden_warnings", " ".join(sorted(hidden)))
        self._look()

    @guarded
    def _wait(self, report: Report) -> None:
        if len(report.design.chain) < LONG:
            self._look()
        else:
            self._rest.start()

    @guarded
    def _look(self) -> None:
        self._rest.stop()
        self.found = _found(self._controller.report, self.hidden)
        groups = groupby(self.found, key=lambda warning: warning.uid)
        self.by_uid = {uid: tuple(group) for uid, group in groups}
        self.changed.emit(self.found)


def _found(report: Report, hidden: frozenset[str]) -> tuple[LayerWarning, ...]:
    if len(report.design.chain) == 1:
        return ()
    from designer.core.warnings import warnings  # an empty window does without the layers

    return warnings(report, hidden)
