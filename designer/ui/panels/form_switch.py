"""The switch between the two ways to write a count: what is shared once, or weight by weight."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.settings import Settings
from designer.ui.theme import Theme


class FormSwitch(QWidget):
    """Two buttons, one of which is down; the choice is remembered."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.factored = self._button(tr("Factored"), tr("What all weights share is written once"))
        self.by_weight = self._button(tr("By weight"), tr("A product for each weight"))
        self._row.addStretch(1)
        self._group.buttonClicked.connect(self._chosen)
        settings.changed.connect(self._setting_changed)
        self._show()

    def _button(self, text: str, about: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(about)
        button.setAccessibleDescription(about)
        button.setCheckable(True)
        button.setAutoRaise(True)
        self._group.addButton(button)
        self._row.addWidget(button)
        return button

    def restyle(self, theme: Theme) -> None:
        """Take over the size of the text."""
        for button in (self.factored, self.by_weight):
            button.setFont(theme.font(12))

    def _show(self) -> None:
        chosen = self._settings.get("by_weight")
        (self.by_weight if chosen else self.factored).setChecked(True)

    @guarded
    def _chosen(self, button: QToolButton) -> None:
        self._settings.set("by_weight", button is self.by_weight)

    @guarded
    def _setting_changed(self, name: object) -> None:
        if name == "by_weight":
            self._show()
