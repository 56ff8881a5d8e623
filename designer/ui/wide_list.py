"""A box of choices whose list has room for its titles."""

from PySide6.QtWidgets import QComboBox

from designer.session.guard import guarded

_BESIDE = 4
"""What a row has beside its title, in letters: the space around it, and the scroll bar."""


class WideList(QComboBox):
    """When it opens, its list is as wide as the titles, however narrow the box is."""

    @guarded
    def showPopup(self) -> None:
        wanted = self.view().sizeHintForColumn(0) + _BESIDE * self.fontMetrics().averageCharWidth()
        most = self.screen().size().width() // 2
        self.view().setMinimumWidth(max(self.width(), min(wanted, most)))
        super().showPopup()
