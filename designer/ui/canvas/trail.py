"""The way back from a model that is open: which models are around it, each a click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from designer.core.design import Design
from designer.i18n import tr
from designer.session.guard import guarded
from designer.ui.plain import Label
from designer.ui.theme import Theme

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView

_WIDEST = 140


def way(design: Design) -> list[str]:
    """The names of the blocks that are open, the outermost first."""
    if design.around is None:
        return []
    outer = design.around.design
    return [*way(outer), outer.names()[design.around.place]]


class Trail(QFrame):
    """A button for each design around the open one, and the name of that; away without any."""

    def __init__(self, view: ChainView) -> None:
        super().__init__(view)
        self._view = view
        self._shown: list[str] = []
        self.buttons: list[QToolButton] = []
        self.here = Label()
        self.setProperty("card", True)
        self.setAccessibleName(tr("Open model"))
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetFixedSize)
        self._row.addWidget(self.here)
        self.hide()

    def show_design(self, design: Design) -> None:
        """Tell where *design* is."""
        inside = way(design)
        around = self._view.session.document.name or design.whole.title or tr("Whole chain")
        names = [around, *inside] if inside else []
        if names == self._shown:
            return
        self._shown = names
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self.buttons = [
            self._button(name, steps=len(inside) - place) for place, name in enumerate(names[:-1])
        ]
        for place, button in enumerate(self.buttons):
            self._row.insertWidget(place, button)
        self.here.say(self._short(names[-1]) if names else "")
        self.setVisible(bool(names))
        self.restyle(self._view.look.theme)

    def _short(self, name: str) -> str:
        room = self._view.look.theme.px(_WIDEST)
        return self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room)

    def _button(self, name: str, steps: int) -> QToolButton:
        button = QToolButton(self)
        button.setText(f"{self._short(name)}  ›")
        button.setToolTip(tr("Back to {name} (Escape)").format(name=name))
        button.setAccessibleName(tr("Back to {name}").format(name=name))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(guarded(lambda: self._go_out(steps)))
        return button

    def _go_out(self, steps: int) -> None:
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        for _ in range(steps):
            self._view.session.editor.go_out()

    def restyle(self, theme: Theme) -> None:
        """Wear *theme*, in the upper left corner."""
        margin = theme.px(2)
        self._row.setContentsMargins(margin, margin, margin, margin)
        self.here.setContentsMargins(theme.px(6), 0, theme.px(12), 0)
        self.here.setFont(theme.font(13, 600))
        self.move(theme.px(14), theme.px(10))
