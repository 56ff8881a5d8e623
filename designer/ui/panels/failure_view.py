"""The derivation that failed: its arithmetic, what it had to be, and the rule that it broke."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from designer.core.failures import Failure, failure
from designer.core.report import Report, Row
from designer.core.symbolic import Number, Symbol
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.maths import Line, line, result, symbols_line, two_lines
from designer.ui.maths.view import FormulaView
from designer.ui.panels.derivation import references
from designer.ui.plain import Label
from designer.ui.theme import Look, Theme
from designer.words.failures import failed_rule, relation_text

_SIZE = 16
"""The height of the letters, in pixels of the design."""


class FailureView(QWidget):
    """Symbols over numbers, "must be at least 1" beside them, the rule below."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.formula = FormulaView(session, look, size=_SIZE)
        self.relation = Label(role="error")
        self.rule = Label(role="quiet")
        for label in (self.relation, self.rule):
            label.setWordWrap(True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self.formula, 0, 0)
        self._grid.addWidget(self.relation, 0, 1, Qt.AlignmentFlag.AlignBottom)
        self._grid.addWidget(self.rule, 1, 0, 1, 2)
        look.changed.connect(self._restyle)
        self._restyle(look.theme)

    def show_row(self, report: Report, row: Row) -> None:
        """Show the arithmetic of what cannot be in *row*; nothing where there is none."""
        found = failure(row)
        self.setVisible(found is not None)
        if found is not None:
            trees = (found.tree, *found.limits)
            self.formula.show_lines(_lines(found), references(report, row, trees))
            self.relation.say(relation_text(found))
            self.rule.say(failed_rule(found))

    @guarded
    def _restyle(self, theme: Theme) -> None:
        self.relation.setFont(theme.font(14, 600))
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(theme.px(4))


def _lines(found: Failure) -> tuple[Line, ...]:
    tree, head = found.tree, tr(found.quantity)
    if isinstance(tree, Number):
        return (line(head, result(tree.value)),)
    if isinstance(tree, Symbol):
        return (symbols_line([tree]),)
    return two_lines(head, tree)
