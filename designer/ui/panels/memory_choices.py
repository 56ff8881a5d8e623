"""What the memory panel is asked: at which precision, for which batch, within which budget."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QToolButton, QVBoxLayout, QWidget

from designer.core.amounts import with_unit
from designer.core.demand import PRECISIONS, SET
from designer.core.kinds import Whole
from designer.core.optimizers import OPTIMIZERS, Optimizer
from designer.core.units import bytes_in, sized
from designer.core.value import Value
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.settings import Settings
from designer.ui.flow_layout import FlowLayout
from designer.ui.panels.line_field import NumberField
from designer.ui.plain import Label
from designer.ui.theme import Theme
from designer.words.memory import precision_title

BASES: Mapping[int, str] = {1024: "MiB", 1000: "MB"}
_BUDGETS = (1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 80)
_GIGA = {1024: "GiB", 1000: "GB"}
_LARGEST_BATCH = 10**9


class Choices(Value):
    """The answers to what is asked."""

    precision: str
    optimizer: Optimizer
    batch: int
    base: int
    budget: int
    budget_text: str

    def sized(self, size: int) -> str:
        """*size* bytes in the units chosen."""
        return sized(size, self.base)


class ChoiceBar(QWidget):
    """The controls, in as many lines as they need. What is chosen is remembered."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.precision = _combo({SET: precision_title(SET), **{p: p for p in PRECISIONS}})
        self.optimizer = _combo({code: rule.title for code, rule in OPTIMIZERS.items()})
        self.batch = NumberField(Whole(low=1))
        self.budget = QComboBox()
        self.budget.setEditable(True)
        self.budget.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.budget.setToolTip(tr("Such as 8 GiB (of 1024), 8 GB (of 1000), or 512 MiB"))
        self.base = QToolButton()
        self._flow = FlowLayout(self)
        self._captions: list[Label] = []
        for caption, control in (
            (tr("Precision"), self.precision),
            (tr("Batch size"), self.batch),
            (tr("Optimizer"), self.optimizer),
            (tr("Budget"), self.budget),
            (tr("Units"), self.base),
        ):
            self._add(caption, control)
        self._recall()
        self.precision.activated.connect(self._precision_chosen)
        self.optimizer.activated.connect(self._optimizer_chosen)
        self.batch.edited.connect(self._batch_edited)
        self.batch.refused.connect(self._batch_refused)
        self.budget.editTextChanged.connect(self._budget_edited)
        line = self.budget.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._budget_finished)
        self.base.clicked.connect(self._base_switched)

    def _add(self, caption: str, control: QWidget) -> None:
        held = QWidget(self)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        label = Label(caption, "quiet")
        label.setBuddy(control)
        control.setAccessibleName(caption)
        column.addWidget(label)
        column.addWidget(control)
        self._captions.append(label)
        self._flow.addWidget(held)

    def _recall(self) -> None:
        """Show what was chosen last time."""
        get = self._settings.get
        self.precision.setCurrentIndex(max(self.precision.findData(get("memory_precision")), 0))
        self.optimizer.setCurrentIndex(max(self.optimizer.findData(get("memory_optimizer")), 0))
        self.batch.show_value(self._batch)
        self._show_base()
        self._show_budget(self._budget_text)

    @property
    def choices(self) -> Choices:
        """What is chosen now."""
        text = self._budget_text
        return Choices(
            precision=self.precision.currentData(),
            optimizer=OPTIMIZERS[self.optimizer.currentData()],
            batch=self._batch,
            base=self._base,
            budget=bytes_in(text) or 0,
            budget_text=text,
        )

    @property
    def _batch(self) -> int:
        return min(max(self._settings.get("memory_batch"), 1), _LARGEST_BATCH)

    @property
    def _base(self) -> int:
        return 1000 if self._settings.get("memory_base") == 1000 else 1024

    @property
    def _budget_text(self) -> str:
        text: str = self._settings.get("memory_budget")
        return text if bytes_in(text) else "8 GiB"

    def _show_base(self) -> None:
        """The switch names the units that are shown; the budgets on offer are in these, too."""
        base, typed = self._base, self.budget.currentText()
        other = BASES[1000 if base == 1024 else 1024]
        self.base.setText(BASES[base])
        told = tr("1 {unit} is {size} bytes. Press for {other}.")
        self.base.setToolTip(told.format(unit=BASES[base], size=f"{base**2:,}", other=other))
        self.base.setAccessibleDescription(self.base.toolTip())
        offered = [f"{n} {_GIGA[base]}" for n in _BUDGETS]
        self.budget.clear()
        self.budget.addItems(offered)
        self._show_budget(typed or self._budget_text)

    def _show_budget(self, text: str) -> None:
        self.budget.setEditText(text)
        line = self.budget.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def _remember(self, name: str, value: object) -> None:
        self._settings.set(name, value)
        self.changed.emit()

    @guarded
    def _precision_chosen(self, _place: int) -> None:
        self._remember("memory_precision", self.precision.currentData())

    @guarded
    def _optimizer_chosen(self, _place: int) -> None:
        self._remember("memory_optimizer", self.optimizer.currentData())

    @guarded
    def _batch_edited(self, batch: object) -> None:
        _mark(self.batch, wrong=False)
        self._remember("memory_batch", batch)

    @guarded
    def _batch_refused(self, _problem: object) -> None:
        _mark(self.batch, wrong=True)

    @guarded
    def _budget_edited(self, text: str) -> None:
        meant = with_unit(text, self._budget_text)
        right = bool(bytes_in(meant))
        _mark(self.budget, wrong=not right)
        if right:
            self._remember("memory_budget", meant)

    @guarded
    def _budget_finished(self) -> None:
        """Write the unit that was meant."""
        if bytes_in(self.budget.currentText()):
            self._show_budget(self._budget_text)

    @guarded
    def _base_switched(self, _on: bool = False) -> None:
        self._settings.set("memory_base", 1000 if self._base == 1024 else 1024)
        self._show_base()
        self.changed.emit()

    def restyle(self, theme: Theme) -> None:
        """Take over the sizes of *theme*."""
        self._flow.setSpacing(theme.px(10))
        self._flow.setContentsMargins(0, 0, 0, theme.px(2))
        for control, width in (
            (self.precision, 126),
            (self.batch, 58),
            (self.optimizer, 122),
            (self.budget, 98),
        ):
            control.setFixedWidth(theme.px(width))
        for label in self._captions:
            label.setFont(theme.font(11))


def _combo(titles: Mapping[str, str]) -> QComboBox:
    combo = QComboBox()
    combo.view().setTextElideMode(Qt.TextElideMode.ElideNone)
    for code, title in titles.items():
        combo.addItem(title, code)
    return combo


def _mark(control: QWidget, wrong: bool) -> None:
    """Frame *control* as one whose text is no answer."""
    control.setProperty("problem", wrong)
    control.style().polish(control)
