"""A dock whose title bar is its row of tabs, so that no line of the window is spent on a title.

Its pages are made when they are first looked at, so that nobody waits at the start for what is
not yet seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from designer.i18n import tr
from designer.session.guard import guarded
from designer.ui.icons import icon
from designer.ui.tabs import Tabs
from designer.ui.theme import Look, Theme

Page = tuple[str, Callable[[], QWidget]]
"""The text on a tab, and what gives the widget under it."""

_LEFT, _RIGHT, _SPACING = 6, 2, 1
_EDGES = _LEFT + _RIGHT + 2 * _SPACING


class TabDock(QDockWidget):
    """Pages under tabs. The space beside the tabs is the handle by which the dock is moved."""

    def __init__(self, name: str, title: str, pages: Sequence[Page], look: Look) -> None:
        super().__init__(title)
        self.setObjectName(name)
        self.tabs = Tabs([text for text, _ in pages], look)
        self.tabs.setAccessibleName(title)
        self._stack = QStackedWidget()
        self._pages = [page for _, page in pages]
        self.tabs.currentChanged.connect(self._turn)
        self.setWidget(self._stack)
        self._close = self._button(tr("Close {title}").format(title=title), self.close)
        self.setTitleBarWidget(self._title_bar(title, len(pages)))
        self._dress(look.theme)
        look.changed.connect(self._dress)

    def open_page(self, index: int) -> None:
        """Bring a page to the front, and the dock back if it was closed."""
        self.show()
        self.tabs.setCurrentIndex(index)
        self.furnish()

    def furnish(self) -> None:
        """Make the page in front, if nobody has looked at it yet."""
        self._turn(self.tabs.currentIndex())

    @guarded
    def _turn(self, index: int) -> None:
        page = self._pages[index]()
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.tabs.updateGeometry()  # the tab in front is bold, and takes more room

    def _title_bar(self, title: str, pages: int) -> QWidget:
        bar = _TitleBar(self.tabs, self._close)
        row = QHBoxLayout(bar)
        row.setContentsMargins(_LEFT, 0, _RIGHT, 0)
        row.setSpacing(_SPACING)
        if pages > 1:
            row.addWidget(self.tabs)
        else:
            label = QLabel(title)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setObjectName("dockLabel")
            row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self._close)
        bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return bar

    def _button(self, name: str, slot: object) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setAutoRaise(True)
        button.clicked.connect(slot)
        return button

    def _dress(self, theme: Theme) -> None:
        self._close.setIcon(icon("x", theme.color("muted"), theme.px(12)))
        self._close.setIconSize(QSize(theme.px(12), theme.px(12)))


class _TitleBar(QWidget):
    """Leaves the tabs what the button beside them does not need."""

    def __init__(self, tabs: Tabs, close: QToolButton) -> None:
        super().__init__()
        self.setObjectName("dockTitle")
        self._tabs, self._close = tabs, close

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        aside = self._close.sizeHint().width() + _EDGES
        self._tabs.fit(self.width() - aside)
