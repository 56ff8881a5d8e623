"""One line of derivation, and beside it the rule or the place that it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from designer.session.session import Session
from designer.ui.maths import Line, spoken
from designer.ui.maths.view import FormulaView
from designer.ui.plain import Label
from designer.ui.theme import Look


class SideView(QWidget):
    """A formula with a quiet note at its right."""

    def __init__(
        self, session: Session, look: Look, size: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.formula = FormulaView(session, look, self, size=size, tinted=False)
        self.note = Label("", "quiet")
        self.note.setWordWrap(True)
        self.note.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.px(16))
        row.addWidget(self.formula, 2)
        row.addWidget(self.note, 1)

    def show_side(self, lines: Sequence[Line], note: str, origins: Mapping[str, str]) -> None:
        """Show *lines* with *note*; *origins* says of each term where it comes from."""
        self.formula.show_lines(lines, origins)
        self.note.say(note)
        self.setAccessibleName(f"{spoken(lines)}, {note}")
