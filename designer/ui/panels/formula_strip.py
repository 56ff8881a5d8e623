"""The formula of a layer in two lines, above its settings: it is seen where a setting enters."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from designer.core.origins import explained
from designer.core.report import Report, Row
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.maths import two_lines
from designer.ui.maths.view import FormulaView
from designer.ui.panels.derivation import references
from designer.ui.theme import Look, Theme

_SIZE = 15
"""The height of the letters, in pixels of the design."""
_SIDE, _SLIM = 18, 96
"""The margin, and the height that the formula may have: two lines, each broken once."""


class FormulaStrip(QWidget):
    """How the parameter count comes about, as on the formula page; away where there is none."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._written = False
        self.formula = FormulaView(session, look, size=_SIZE)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.formula)
        self._look = look
        session.settings.changed.connect(self._setting_changed)
        self.hide()

    def show_row(self, report: Report, row: Row) -> None:
        """Show the count of *row* in the form that is chosen, if it has weights of its own."""
        found = explained(row)
        written = found is not None and bool(found.weights) and row.type not in _OPENED
        if found and written:
            by_weight = self._session.settings.get("by_weight")
            tree = (found.by_weight if by_weight else found.factored).count
            self.formula.show_lines(two_lines(tr("params"), tree), references(report, row, (tree,)))
        self._written = written
        self.fit()

    def show_none(self) -> None:
        """Not one layer is selected."""
        self._written = False
        self.fit()

    def fit(self) -> None:
        """Be there if the formula is slim in the width there is: the settings need the room."""
        theme, around = self._look.theme, self.parentWidget()
        room = (around or self).width() - 2 * theme.px(_SIDE)
        slim = self.formula.heightForWidth(max(1, room)) <= theme.px(_SLIM)
        self.setVisible(self._written and slim)

    @guarded
    def _setting_changed(self, name: object) -> None:
        index = self._session.stage.current_index
        if name == "by_weight" and self.isVisible() and index is not None:
            report = self._session.controller.report
            self.show_row(report, report.row(index))

    def restyle(self, theme: Theme) -> None:
        """Take over the lengths of *theme*."""
        side, top = theme.px(_SIDE), theme.px(8)
        self._column.setContentsMargins(side, top, side, top)
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._look.theme.color("border"))  # the settings scroll under it
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.end()


_OPENED = ("Sequential", "Functional")
"""What is told layer by layer, on the formula page."""
