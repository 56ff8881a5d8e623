"""Editors for what is chosen rather than typed: one of a few words, yes or no."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from designer.core.kinds import Kind
from designer.core.shared import SEVERAL
from designer.i18n import tr
from designer.session.guard import guarded
from designer.ui.panels.value_field import ValueField


class ChoiceField(ValueField, QComboBox):
    """One of a few words. The wheel scrolls the form, unless the field has the focus."""

    def __init__(self, kind: Kind, options: tuple[Any, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        for option in (*([None] if kind.optional else []), *options):
            self.addItem(kind.show(option), option)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._chosen)

    def show_value(self, value: Any) -> None:
        """Show *value*; what is not in the list is shown without being an option."""
        text = tr("several values") if value is SEVERAL else self._kind.show(value)
        self.setPlaceholderText(text)
        self.setCurrentIndex(-1 if value is SEVERAL else self.findText(text))

    @guarded
    def _chosen(self, place: int) -> None:
        self.edited.emit(self.itemData(place))

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class FlagField(ValueField, QCheckBox):
    """Yes or no."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicked.connect(self._clicked)

    def show_value(self, value: Any) -> None:
        """Show *value*; neither yes nor no, if there are several."""
        self.setTristate(value is SEVERAL)
        if value is SEVERAL:
            self.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self.setChecked(bool(value))

    @guarded
    def _clicked(self) -> None:
        self.setTristate(False)
        self.edited.emit(self.isChecked())
