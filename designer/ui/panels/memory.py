"""The memory of the weights: in all, at other precisions, and layer by layer."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from designer.core.demand import PRECISIONS
from designer.core.memory import activations
from designer.core.report import Report, Row
from designer.core.units import grouped, memory
from designer.i18n import tr
from designer.session.session import Session
from designer.session.stage import Selection
from designer.ui.cards import Card
from designer.ui.panels.cells import name_text
from designer.ui.panels.panel import Panel
from designer.ui.panels.row_model import RIGHT, Column
from designer.ui.panels.row_table import RowTable
from designer.ui.plain import Label
from designer.ui.theme import Look, Theme


def _weights(row: Row, report: Report) -> str:
    return "?" if row.bytes is None else memory(row.bytes)


def _share(row: Row, report: Report) -> float:
    return row.bytes / report.bytes if row.bytes else 0.0


def _percent(row: Row, report: Report) -> str:
    return "?" if row.bytes is None else f"{_share(row, report):.1%}"


COLUMNS = (
    Column(tr("Layer (type)"), name_text),
    Column(tr("Weights"), _weights, align=RIGHT, width=92),
    Column(tr("Share"), _percent, align=RIGHT, width=180, share=_share),
)
NOTE = tr(
    "Weights at 4 bytes a parameter, without gradients and optimizer; activations of one sample. "
    "1 KB = 1,024 bytes, 1 MB = 1,048,576 bytes."
)


class Figures(Card):
    """A card of lines: what it is, and how much."""

    def __init__(self, names: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.values: dict[str, Label] = {}
        self._grid = QGridLayout(self)
        for line, name in enumerate(names):
            self.values[name] = value = Label()
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(Label(name, "quiet"), line, 0)
            self._grid.addWidget(value, line, 1, RIGHT)

    def say(self, name: str, text: str, exactly: str = "") -> None:
        """Write the figure called *name*."""
        self.values[name].say(text)
        self.values[name].setToolTip(exactly)
        self.values[name].setAccessibleName(f"{name}: {text}")

    def restyle(self, theme: Theme) -> None:
        """Take over the sizes of *theme*."""
        self._grid.setContentsMargins(*(theme.px(n) for n in (14, 8, 14, 8)))
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(2))


class MemoryPanel(Panel):
    """Says what the weights take, and what they would take at other precisions."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self._names = (tr("Weights"), tr("Trainable"), tr("Non-trainable"), tr("Activations"))
        self.totals = Figures(self._names)
        self.precisions = Figures(PRECISIONS)
        self.note = Label(NOTE, "quiet")
        self.note.setWordWrap(True)
        self.table = RowTable(session, look, COLUMNS)
        self.table.setAccessibleName(tr("Memory of each layer"))
        self._cards = QHBoxLayout()
        self._cards.addWidget(self.totals, 1)
        self._cards.addWidget(self.precisions, 1)
        self._above = QVBoxLayout()
        self._above.addLayout(self._cards)
        self._above.addWidget(self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._above)
        layout.addWidget(self.table, 1)

    def show_report(self, report: Report) -> None:
        least = "" if report.complete else "≥ "
        frozen = report.bytes - report.trainable_bytes
        sizes = (report.bytes, report.trainable_bytes, frozen, 4 * activations(report))
        for name, size in zip(self._names, sizes, strict=True):
            exactly = tr("{size} bytes").format(size=grouped(size))
            self.totals.say(name, least + memory(size), exactly)
        for name, width in PRECISIONS.items():
            self.precisions.say(name, least + memory(report.total * width.weight))
        self.table.show_report(report)

    def show_selection(self, selection: Selection) -> None:
        self.table.show_selection(selection)

    def restyle(self, theme: Theme) -> None:
        self._above.setContentsMargins(*(theme.px(n) for n in (18, 10, 18, 6)))
        self._above.setSpacing(theme.px(8))
        self._cards.setSpacing(theme.px(12))
        self.note.setFont(theme.font(12))
        self.totals.restyle(theme)
        self.precisions.restyle(theme)
        self.table.restyle(theme)
