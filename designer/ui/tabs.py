"""The tabs of a dock: every one in sight, as far apart as there is room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QTabBar

from designer.core.value import Value
from designer.session.guard import guarded
from designer.ui.icons import icon
from designer.ui.theme import Look, Theme

_APART, _NEAR, _SIGN = 16, 2, 11
"""Lengths of the design: between tabs where there is room, at least, and the side of a sign."""


class Name(Value):
    """What stands on a tab. Where not all words fit, an icon *sign* and *short* stand for it."""

    text: str
    sign: str = ""
    short: str = ""


class Tabs(QTabBar):
    """Tabs that draw together, and then write some names as signs, before one is out of sight."""

    def __init__(self, names: list[str], look: Look) -> None:
        super().__init__()
        self._names = [Name(text) for text in names]
        self._room = 0
        self._apart = 0
        self._look = look
        self.setObjectName("dockTabs")
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        for text in names:
            self.setAccessibleTabName(self.addTab(text), text)
        look.changed.connect(self._dress)

    def name(self, index: int, name: Name) -> None:
        """Write *name* on the tab at *index*."""
        if name == self._names[index]:
            return
        self._names[index] = name
        self.setAccessibleTabName(index, name.text)
        self._write()

    def fit(self, room: int) -> None:
        """There are *room* pixels for all tabs."""
        if room != self._room:
            self._room = room
            self._write()

    @guarded(safe=QSize(60, 30))
    def tabSizeHint(self, index: int) -> QSize:
        return super().tabSizeHint(index) + QSize(self._apart, 0)

    @guarded
    def _dress(self, _theme: Theme) -> None:
        self._write()

    def _write(self) -> None:
        """Write all names, or signs for those that have one, and share the room that is left."""
        theme = self._look.theme
        side, near = theme.px(_SIGN), theme.px(_NEAR)
        for index, name in enumerate(self._names):
            self._put(index, name.text, QIcon(), "")
        if self._spare() < 0:
            for index, name in enumerate(self._names):
                if name.sign:
                    sign = icon(name.sign, theme.color("muted"), side)
                    self._put(index, name.short, sign, name.text)
        self._apart = near + max(
            0, min(theme.px(_APART - _NEAR), self._spare() // len(self._names))
        )
        self.setIconSize(QSize(side, side))  # has the tabs laid out again

    def _spare(self) -> int:
        """The pixels that are left where the tabs are as near as they may be."""
        widths = (super(Tabs, self).tabSizeHint(i).width() for i in range(self.count()))
        return self._room - sum(widths) - self.count() * self._look.theme.px(_NEAR)

    def _put(self, index: int, text: str, sign: QIcon, tip: str) -> None:
        if text != self.tabText(index):
            self.setTabText(index, text)
        if not (sign.isNull() and self.tabIcon(index).isNull()):
            self.setTabIcon(index, sign)
        self.setTabToolTip(index, tip)
