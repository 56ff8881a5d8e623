"""Room for a panel: the docks of a column share its height, and one of them may have most of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow

from designer.session.guard import guarded
from designer.ui.docks import TabDock

Heights = dict[TabDock, int]


class PanelCommands:
    """Enlarges a dock at the cost of the others in its column, and gives them their room back."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._former: Heights = {}

    @guarded
    def enlarge_panel(self) -> None:
        """Enlarge the dock with the keyboard, by default the first that stands above another."""
        docks = sorted(self._window.findChildren(TabDock), key=lambda dock: dock.y())
        shared = [dock for dock in docks if len(self._column(dock)) > 1]
        keyboard = QApplication.focusWidget()
        focused = [dock for dock in shared if keyboard and dock.isAncestorOf(keyboard)]
        for dock in (*focused, *shared)[:1]:
            self.enlarge(dock)

    @guarded
    def enlarge(self, dock: TabDock) -> None:
        """Give *dock* all that the others can spare; where it has that, the former heights back."""
        column = self._column(dock)
        before = {each: each.height() for each in column}
        room = sum(before.values())
        self._resize({each: room if each is dock else 1 for each in column})
        if dock.height() > before[dock]:
            self._former = before
        elif self._former.keys() == before.keys():
            self._resize(self._former)

    def _resize(self, heights: Heights) -> None:
        self._window.resizeDocks([*heights], [*heights.values()], Qt.Orientation.Vertical)
        layout = self._window.layout()
        assert layout is not None
        layout.activate()  # the docks have their heights at once

    def _column(self, dock: TabDock) -> Sequence[TabDock]:
        """The docks that share the height of a column with *dock*."""
        area = self._window.dockWidgetArea
        docks = (d for d in self._window.findChildren(TabDock) if area(d) == area(dock))
        return [each for each in docks if each.isVisible() and not each.isFloating()]
