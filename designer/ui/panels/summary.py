"""The summary as Keras prints it, live, with the totals under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from designer.core.export.summary_text import summary_text
from designer.core.report import Report, Row
from designer.core.units import grouped, memory
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.session.stage import Selection
from designer.ui.panels.cells import name_text, outputs_text
from designer.ui.panels.panel import Panel
from designer.ui.panels.row_model import RIGHT, Column
from designer.ui.panels.row_table import RowTable
from designer.ui.parts import Part, shape_parts
from designer.ui.plain import ShortLabel, tooltip
from designer.ui.theme import Look, Theme
from designer.words import problem_short, problem_text, waits_text
from designer.words.units import keras_unit


def _shape(row: Row, report: Report) -> str:
    if row.problem:
        return problem_short(row.problem)
    if row.waits_for:
        return waits_text(row.waits_for)
    return outputs_text(row.outputs)


def _axes(row: Row) -> Sequence[Part]:
    if row.output is None:
        return ()
    return shape_parts(outputs_text(row.outputs), row.output, row.uid)


def _shape_ink(row: Row) -> str:
    return "error" if row.problem else "muted" if row.waits_for else "ink"


def _whole_reason(row: Row) -> str:
    return problem_text(row.problem) if row.problem else ""


def _params(row: Row, report: Report) -> str:
    if row.params is None:
        return "—" if row.problem else "?"
    return grouped(row.params)


def _trainable(row: Row, report: Report) -> str:
    if not row.params:
        return "-"
    return "Y" if row.layer.trainable else "N"


COLUMNS = (
    Column(tr("Layer (type)"), name_text),
    Column(tr("Output Shape"), _shape, _shape_ink, width=180, tip=_whole_reason, parts=_axes),
    Column(tr("Param #"), _params, align=RIGHT, width=104),
    Column(tr("Trainable"), _trainable, width=84),
)
_SHAPE, _PARAMS, _TRAINABLE = range(1, len(COLUMNS))


class SummaryTable(RowTable):
    """Its counts are whole at any width: no count is longer than the total, and the rest gives
    way."""

    def show_report(self, report: Report) -> None:
        super().show_report(report)
        self.share_room()

    def share(self, place: int) -> int:
        width = super().share(place)
        if place != _PARAMS:
            return width
        return max(width, self.needed(place, grouped(self.rows.report.total)))


class SummaryPanel(Panel):
    """Lists the layers with their shapes and counts; the input is not listed, as in Keras."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.table = SummaryTable(session, look, COLUMNS)
        self.table.setAccessibleName(tr("Summary"))
        self.table.setColumnHidden(_TRAINABLE, True)
        self.totals = [ShortLabel() for _ in range(3)]
        self.unit = ShortLabel("", "quiet")
        self._wide: list[int] = []
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self._bottom = QFrame()
        self._bottom.setObjectName("totals")
        self._lines = QVBoxLayout(self._bottom)
        for total in self.totals:
            total.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        *upper, lowest = self.totals
        for total in upper:
            self._lines.addWidget(total)
        last = QHBoxLayout()  # the shortest of the three, mostly
        last.addWidget(lowest)
        last.addWidget(self.unit, 1, RIGHT)
        self._lines.addLayout(last)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._bottom)

    def show_report(self, report: Report) -> None:
        self.table.show_report(report)
        self._give_room(report)
        frozen = report.bytes - report.trainable_bytes
        for label, caption, count, size in zip(
            self.totals,
            (tr("Total params:"), tr("Trainable params:"), tr("Non-trainable params:")),
            (report.total, report.trainable, report.non_trainable),
            (report.bytes, report.trainable_bytes, frozen),
            strict=True,
        ):
            least = "" if report.complete else tr("at least") + " "
            label.say(f"{caption} {least}{grouped(count)} ({least}{memory(size)})")
        self.unit.say(keras_unit(report.bytes))
        self.unit.setToolTip(tooltip(self.unit.text()))

    def _give_room(self, report: Report) -> None:
        """Let the reason of a problem, which stands for the shape, reach over the missing count."""
        row = report.problem_row
        wide = self.table.rows.places([row.uid]) if row else []
        if wide != self._wide:  # as the whole table is painted again
            self._wide = wide
            self.table.clearSpans()
            for place in wide:
                self.table.setSpan(place, _SHAPE, 1, 2)

    def show_selection(self, selection: Selection) -> None:
        self.table.show_selection(selection)

    def restyle(self, theme: Theme) -> None:
        self.table.restyle(theme)
        self._lines.setContentsMargins(*(theme.px(n) for n in (18, 8, 18, 8)))
        self._lines.setSpacing(theme.px(2))
        for total in (*self.totals, self.unit):
            total.setFont(theme.font(12))

    def copy_summary(self) -> None:
        """Put the whole summary on the clipboard, as Keras 3 prints it."""
        QGuiApplication.clipboard().setText(summary_text(self.session.controller.report))

    @guarded
    def show_trainable(self, on: bool) -> None:
        """Show or hide the column that says what is trained."""
        self.table.setColumnHidden(_TRAINABLE, not on)

    @guarded
    def _open_menu(self, where: QPoint) -> None:
        self.menu().exec(self.table.viewport().mapToGlobal(where))

    def menu(self) -> QMenu:
        """What the right mouse button offers."""
        menu = QMenu(self)
        menu.addAction(tr("Copy rows"), self.table.copy).setEnabled(
            bool(self.session.stage.selection.uids)
        )
        menu.addAction(tr("Copy summary as text"), self.copy_summary)
        menu.addSeparator()
        column = QAction(tr("Column Trainable"), menu)
        column.setCheckable(True)
        column.setChecked(not self.table.isColumnHidden(_TRAINABLE))
        column.toggled.connect(self.show_trainable)
        menu.addAction(column)
        return menu
