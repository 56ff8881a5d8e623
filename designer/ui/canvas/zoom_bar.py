"""The zoom in a corner of the canvas: smaller, how much, larger, all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from designer.i18n import tr
from designer.session.guard import guarded
from designer.ui.theme import Theme

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView


class ZoomBar(QFrame):
    """Four flat buttons; the figure brings back 100 %."""

    def __init__(self, view: ChainView) -> None:
        super().__init__(view)
        self._view = view
        self.setProperty("card", True)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetFixedSize)
        self._button("−", tr("Zoom out"), view.zoom_out)
        self.percent = self._button("100 %", tr("Show at 100 %"), view.zoom_reset)
        self._button("+", tr("Zoom in"), view.zoom_in)
        self._button(tr("Fit"), tr("Show the whole chain"), view.fit)

    def _button(self, text: str, name: str, verb: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAutoRaise(True)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(guarded(lambda: verb()))
        self._row.addWidget(button)
        return button

    def show_zoom(self, zoom: float) -> None:
        """Write how much larger than the design things are."""
        self.percent.setText(f"{zoom:.0%}".replace("%", " %"))

    def restyle(self, theme: Theme) -> None:
        """Wear *theme*."""
        margin = theme.px(2)
        self._row.setContentsMargins(margin, margin, margin, margin)
        widest = self.percent.fontMetrics().horizontalAdvance("1000 %")
        self.percent.setFixedWidth(widest + theme.px(14))
        self.place()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.place()

    def place(self) -> None:
        """Stand in the lower right corner."""
        viewport, margin = self._view.viewport().size(), self._view.look.theme.px(14)
        self.move(
            viewport.width() - self.width() - margin, viewport.height() - self.height() - margin
        )
