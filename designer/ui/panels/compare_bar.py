"""The line above a comparison: which two designs, a snapshot of now, and what else can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from designer.core.measures import MEASURES
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.snapshots import Snapshot
from designer.ui.icons import icon
from designer.ui.panels.compare_source import SourceChoice
from designer.ui.plain import Label
from designer.ui.theme import Theme
from designer.words.measures import measure_title

_ICONS = {"keep": "camera", "more": "ellipsis"}


class CompareBar(QWidget):
    """Two choices and two buttons. `changed` says that something else is to be shown."""

    changed = Signal()

    def __init__(self, doers: Mapping[str, Callable[[], None]], parent: QWidget | None = None):
        super().__init__(parent)
        self.before = SourceChoice(tr("The first design"))
        self.after = SourceChoice(tr("The second design"))
        self.keep = _button(tr("Keep a snapshot of the design as it is now"))
        self.more = _button(tr("More about the comparison"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        self.everything = self._switch(tr("Show the &Layers That Are the Same"))
        self._measures = QActionGroup(self)
        self._fill(doers)
        self.keep.clicked.connect(lambda: doers["keep"]())
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.before, 1)
        self._row.addWidget(Label("→", "quiet"))
        self._row.addWidget(self.after, 1)
        self._row.addWidget(self.keep)
        self._row.addWidget(self.more)
        for choice in (self.before, self.after):
            choice.chosen.connect(self._tell)

    @property
    def measure(self) -> str:
        """The code of the measure that is compared."""
        chosen = self._measures.checkedAction()
        return str(chosen.data())

    @property
    def idle(self) -> bool:
        """Whether both designs are the same one."""
        return self.before.snapshot is self.after.snapshot

    def offer(
        self, kept: tuple[Snapshot, ...], before: Snapshot | None, after: Snapshot | None
    ) -> None:
        """List what was *kept*, with *before* and *after* chosen."""
        self.before.offer(kept, before)
        self.after.offer(kept, after)
        self._tell()

    def restyle(self, theme: Theme) -> None:
        """Take over the sizes of *theme*."""
        self._row.setSpacing(theme.px(6))
        for choice in (self.before, self.after):
            choice.setMinimumWidth(theme.px(90))
        size = theme.px(16)
        for name, picture in _ICONS.items():
            button: QToolButton = getattr(self, name)
            button.setIcon(icon(picture, theme.color("ink"), size))
            button.setIconSize(QSize(size, size))

    def _fill(self, doers: Mapping[str, Callable[[], None]]) -> None:
        for code in MEASURES:
            action = self._switch(measure_title(code))
            action.setData(code)
            self._measures.addAction(action)
        self._measures.actions()[0].setChecked(True)
        self.menu.addSeparator()
        self.bring_back = self.menu.addAction(tr("&Bring Back the First Design"))
        self.forget = self.menu.addAction(tr("&Forget the First Design"))
        self.menu.addSeparator()
        self.copy = self.menu.addAction(tr("&Copy as Text"))
        self.save = self.menu.addAction(tr("&Save as Text…"))
        for name in ("bring_back", "forget", "copy", "save"):
            action: QAction = getattr(self, name)
            action.triggered.connect(lambda _checked=False, name=name: doers[name]())

    def _switch(self, text: str) -> QAction:
        action = self.menu.addAction(text)
        action.setCheckable(True)
        action.triggered.connect(self._tell)
        return action

    @guarded
    def _tell(self, _checked: bool = False) -> None:
        kept = self.before.snapshot is not None
        self.bring_back.setEnabled(kept)
        self.forget.setEnabled(kept)
        self.changed.emit()


def _button(name: str) -> QToolButton:
    button = QToolButton()
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button
