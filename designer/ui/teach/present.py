"""The design in front of a class: full screen, in large type, one layer a step."""

from __future__ import annotations

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from designer.core.report import Report
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.teach.page import Page
from designer.ui.teach.slide import Slide, slide
from designer.ui.theme import Look, Theme, load

_Key = Qt.Key
_FORWARD = (_Key.Key_Right, _Key.Key_Down, _Key.Key_Space, _Key.Key_PageDown, _Key.Key_Return)
_BACK = (_Key.Key_Left, _Key.Key_Up, _Key.Key_Backspace, _Key.Key_PageUp)


class Presentation(QWidget):
    """A window of its own with a dark stage. Step 0 is the input; the others are the layers.

    W writes formulas weight by weight, or with what all weights share once. When it is left, the
    layer that was shown last is selected.
    """

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._session, self._look = session, look
        self.index = 0
        session.controller.report_changed.connect(self._show_report)
        session.settings.changed.connect(self._setting_changed)
        look.changed.connect(self._restyle)

    def start(self, index: int) -> None:
        """Fill the screen with the slide of the row at *index*, 0 for the input."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.screen().geometry())
        self.go(index)
        self.showFullScreen()
        self.activateWindow()

    def go(self, index: int) -> None:
        """Show the slide of the row at *index*, or the nearest there is."""
        last = len(self._session.controller.report.design.chain) - 1
        self.index = max(0, min(index, last))
        shown = self.slide
        self.setWindowTitle(f"{shown.title} - {tr('Presentation')}")
        self.setAccessibleName(shown.spoken)
        self.update()

    @property
    def slide(self) -> Slide:
        """What is shown."""
        by_weight = self._session.settings.get("by_weight")
        return slide(self._session.controller.report, self.index, by_weight)

    @property
    def theme(self) -> Theme:
        """The stage is dark whatever the window wears, but for high contrast; letters are as much
        larger as in the window."""
        worn = self._look.theme
        return worn if worn.name == "high-contrast" else load("stage", worn.scale)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        Page(self.slide, self.theme, QSizeF(self.size())).paint(painter)
        painter.end()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _FORWARD:
            self.go(self.index + 1)
        elif key in _BACK:
            self.go(self.index - 1)
        elif key == _Key.Key_Home:
            self.go(0)
        elif key == _Key.Key_End:
            self.go(len(self._session.controller.report.design.chain) - 1)
        elif key == _Key.Key_W:
            settings = self._session.settings
            settings.set("by_weight", not settings.get("by_weight"))
        elif key in (_Key.Key_Escape, _Key.Key_F5):
            self.close()
        else:
            event.ignore()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.ForwardButton):
            self.go(self.index + 1)
        elif event.button() == Qt.MouseButton.BackButton:
            self.go(self.index - 1)

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        self._session.stage.select_row(self.index)
        event.accept()

    @guarded
    def _show_report(self, report: Report) -> None:
        self.go(self.index)

    @guarded
    def _setting_changed(self, _name: object) -> None:
        self.go(self.index)

    @guarded
    def _restyle(self, theme: Theme) -> None:
        self.update()
