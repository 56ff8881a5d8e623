"""How a summary is to be printed, beside the release that prints it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from designer.core.design import Design
from designer.core.files.compiled import optimizer_of
from designer.core.optimizers import OPTIMIZERS
from designer.i18n import tr
from designer.session.guard import guarded
from designer.ui.flow_layout import FlowLayout
from designer.ui.theme import Theme
from designer.ui.wide_list import WideList

_WIDTHS = (65, 76, 80, 88, 98, 100, 120, 160, 200)
_TITLE = 12
"""The letters of an optimizer that the closed box has room for; the open one shows all."""


class SummaryOptions(QWidget):
    """The arguments of `summary()`: `chosen` by the names that `summary_text` has for them."""

    changed = Signal()

    def __init__(self, design: Design, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.width_choice = QComboBox()
        self.width_choice.setAccessibleName(tr("Width"))
        self.width_choice.addItem(tr("as wide as in a log"), None)
        for width in _WIDTHS:
            self.width_choice.addItem(tr("{width} wide").format(width=width), width)
        self.optimizer = WideList()
        self.optimizer.setAccessibleName(tr("Optimizer"))
        self.optimizer.setToolTip(
            tr(
                "A model that is compiled and has begun to train is printed with what its "
                "optimizer keeps, and that is part of the total then."
            )
        )
        self.optimizer.addItem(tr("no optimizer"), None)
        own = optimizer_of(design.compiled)
        if own is not None:
            self.optimizer.addItem(tr("as compiled: {name}").format(name=own.title), own)
        for rule in OPTIMIZERS.values():
            self.optimizer.addItem(rule.title, rule)
        self.optimizer.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.optimizer.setMinimumContentsLength(_TITLE)
        self.trainable = QCheckBox(tr("Column Trainable"))
        self.trainable.setToolTip("show_trainable=True")
        self.nested = QCheckBox(tr("Layers inside models"))
        self.nested.setToolTip("expand_nested=True")
        self._controls: Mapping[str, QWidget] = {
            "width": self.width_choice,
            "optimizer": self.optimizer,
            "show_trainable": self.trainable,
            "expand_nested": self.nested,
        }
        row = FlowLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        for control in self._controls.values():
            row.addWidget(control)
        for box in (self.width_choice, self.optimizer):
            box.currentIndexChanged.connect(self._tell)
        for box in (self.trainable, self.nested):
            box.toggled.connect(self._tell)

    def offer(self, options: frozenset[str]) -> None:
        """Show the controls of *options*; without any, nothing at all."""
        for name, control in self._controls.items():
            control.setVisible(name in options)
        self.setVisible(bool(options))

    def chosen(self, options: frozenset[str]) -> dict[str, Any]:
        """What is chosen of *options*."""
        found = {
            "width": self.width_choice.currentData(),
            "optimizer": self.optimizer.currentData(),
            "show_trainable": self.trainable.isChecked(),
            "expand_nested": self.nested.isChecked(),
        }
        return {name: found[name] for name in found if name in options}

    @guarded
    def _tell(self, _changed: object) -> None:
        self.changed.emit()
