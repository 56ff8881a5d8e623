"""Formulas below each other, and beside each what is said about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.maths import Line
from designer.ui.maths.view import FormulaView, Known
from designer.ui.plain import Label
from designer.ui.theme import Look, Theme

Note = tuple[tuple[Line, ...], str]
"""Some equations, and what is said beside them."""


class Notes(QWidget):
    """Two columns. Rows are made once and filled again; those that are not needed are hidden."""

    def __init__(
        self,
        session: Session,
        look: Look,
        size: float,
        spacing: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._look = session, look
        self._size, self._spacing = size, spacing
        self._rows: list[tuple[FormulaView, Label]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        look.changed.connect(self._restyle)
        self._restyle(look.theme)

    def fill(self, notes: Sequence[Note], terms: Mapping[str, Known]) -> None:
        """Show *notes*; *terms* says of each symbol where it comes from."""
        while len(self._rows) < len(notes):
            self._add()
        for (formula, label), (lines, text) in zip(self._rows, notes, strict=False):
            formula.show_lines(lines, terms)
            label.say(text)
        for number, row in enumerate(self._rows):
            for widget in row:
                widget.setVisible(number < len(notes))
        self.setVisible(bool(notes))

    @property
    def shown(self) -> list[tuple[FormulaView, Label]]:
        """The rows in use."""
        return [row for row in self._rows if not row[0].isHidden()]

    def _add(self) -> None:
        formula = FormulaView(self._session, self._look, size=self._size, tinted=False)
        label = Label("", "quiet")
        label.setWordWrap(True)
        place = len(self._rows)
        self._grid.addWidget(formula, place, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(label, place, 1)
        self._rows.append((formula, label))

    @guarded
    def _restyle(self, theme: Theme) -> None:
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(self._spacing))
