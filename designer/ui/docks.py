"""A dock whose title bar is its row of tabs, so that no line of the window is spent on a title.

Its pages are made when they are first looked at, so that nobody waits at the start for what is
not yet seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QWidget,
)

from designer.i18n import tr
from designer.session.guard import guarded
from designer.ui.icons import icon
from designer.ui.theme import Look, Theme

Page = tuple[str, Callable[[], QWidget]]
"""The text on a tab, and what gives the widget under it."""


class TabDock(QDockWidget):
    """Pages under tabs. The space beside the tabs is the handle by which the dock is moved."""

    def __init__(self, name: str, title: str, pages: Sequence[Page], look: Look) -> None:
        super().__init__(title)
        self.setObjectName(name)
        self.tabs = QTabBar()
        self.tabs.setObjectName("dockTabs")
        self.tabs.setAccessibleName(title)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self._stack = QStackedWidget()
        self._pages = [page for _, page in pages]
        for text, _ in pages:
            self.tabs.addTab(text)
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
        bar = QWidget()
        bar.setObjectName("dockTitle")
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 0, 6, 0)
        row.setSpacing(2)
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
