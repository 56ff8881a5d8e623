"""A card of figures: what it is for, how much it takes, and each part with what it includes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from designer.core.units import grouped
from designer.i18n import tr
from designer.ui.cards import Card
from designer.ui.panels.row_model import RIGHT
from designer.ui.plain import Label
from designer.ui.theme import Theme

_TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight


class Lines(Card):
    """A heading with a total and a verdict, and under it a line for each of *titles*."""

    def __init__(
        self, heading: str, titles: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.heading = Label(heading)
        self.total = Label()
        self.verdict = Label()
        self.values = {code: Label() for code in titles}
        self.titles = {code: Label(title) for code, title in titles.items()}
        self.notes = {code: Label("", "quiet") for code in titles}
        self.sum = Label("", "quiet")
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(0, 1)
        self._put(0, self.heading, self.total, self.verdict)
        for place, code in enumerate(titles, start=1):
            self._put(2 * place, self.titles[code], self.values[code], self.notes[code])
        self.sum.setWordWrap(True)
        self.sum.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(self.sum, 2 * len(titles) + 2, 0, 1, 2)

    def _put(self, line: int, title: Label, value: Label, note: Label) -> None:
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        note.setWordWrap(True)
        title.setWordWrap(True)
        self._grid.addWidget(title, line, 0)
        self._grid.addWidget(value, line, 1, _TOP if line else RIGHT)
        self._grid.addWidget(note, line + 1, 0, 1, 2)

    def head(self, total: str, verdict: str, role: str = "") -> None:
        """Write the total and the verdict, in the colour of *role*."""
        self.total.say(total)
        self.total.setAccessibleName(f"{self.heading.text()}: {total}")
        self.verdict.say(verdict)
        self.verdict.setVisible(bool(verdict))
        if self.verdict.property("role") != role:
            self.verdict.setProperty("role", role)
            self.verdict.style().polish(self.verdict)

    def unfold(self, on: bool) -> None:
        """Show the lines, or the head alone."""
        for labels in (self.titles, self.values, self.notes):
            for label in labels.values():
                label.setVisible(on)
        self.sum.setVisible(on)

    def say(self, code: str, value: str, note: str, exactly: str = "") -> None:
        """Write a line."""
        self.values[code].say(value)
        self.values[code].setToolTip(exactly)
        self.values[code].setAccessibleName(f"{self.titles[code].text()}: {value}")
        self.notes[code].say(note)

    def restyle(self, theme: Theme) -> None:
        """Take over the sizes of *theme*."""
        self._grid.setContentsMargins(*(theme.px(n) for n in (14, 10, 14, 10)))
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(2))
        for label in (self.heading, self.total):
            label.setFont(theme.font(14, 600))
        self.verdict.setFont(theme.font(12, 600))
        self.verdict.setContentsMargins(0, 0, 0, theme.px(4))
        self.sum.setFont(theme.font(11))
        for note in self.notes.values():
            note.setFont(theme.font(11))
            note.setContentsMargins(0, 0, 0, theme.px(4))


class Weights(Card):
    """The weights at every precision, side by side, and which layers say which."""

    def __init__(self, names: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.heading = Label(tr("Weights at every precision"))
        self.values = {name: Label() for name in names}
        self.said = Label("", "quiet")
        self.said.setWordWrap(True)
        self._names = [Label(name, "quiet") for name in self.values]
        self._grid = QGridLayout(self)
        self._grid.addWidget(self.heading, 0, 0, 1, 2)
        for place, (name, value) in enumerate(zip(self._names, self.values.values(), strict=True)):
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(name, 1 + place, 0)
            self._grid.addWidget(value, 1 + place, 1, RIGHT)
        self._grid.addWidget(self.said, 1 + len(self._names), 0, 1, 2)

    def say(self, name: str, text: str, size: int) -> None:
        """Write what they take at the precision *name*."""
        self.values[name].say(text)
        self.values[name].setToolTip(tr("{size} bytes").format(size=grouped(size)))
        self.values[name].setAccessibleName(f"{name}: {text}")

    def restyle(self, theme: Theme) -> None:
        """Take over the sizes of *theme*."""
        self._grid.setContentsMargins(*(theme.px(n) for n in (14, 10, 14, 10)))
        self._grid.setVerticalSpacing(theme.px(2))
        self.heading.setFont(theme.font(14, 600))
        self.said.setFont(theme.font(11))
