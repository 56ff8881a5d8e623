"""A mistake that people make when they count, marked as one: nobody reads it as a result."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from designer.ui.prose import Prose
from designer.ui.theme import Look, Theme
from designer.words.mistakes import mistake_spans


class MistakeNote(QFrame):
    """A paragraph beside a bar in the colour of warnings; no mistake takes no room."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("mistake", True)
        self._prose = Prose(look, "ink")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._prose)
        self.hide()

    def say(self, slip: str) -> None:
        """Show the mistake *slip*, a sentence."""
        self._prose.say(mistake_spans(slip) if slip else ())
        self.setVisible(bool(slip))

    def text(self) -> str:
        """What is shown."""
        return self._prose.text()

    def restyle(self, theme: Theme) -> None:
        """Take over the lengths of *theme*."""
        self._column.setContentsMargins(theme.px(10), 0, 0, 0)
