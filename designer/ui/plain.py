"""Text that is shown as it is: Qt takes whatever looks like HTML for HTML unless it is told."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from designer.session.guard import guarded

MOST = 2000
"""More characters than anybody reads in a label; longer text would freeze it."""

_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class Label(QLabel):
    """A label of plain text. *role* is "quiet", "error", "warning" or "ok"; see ``base.qss``."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role == "quiet":
            self.setProperty("quiet", True)
        elif role:
            self.setProperty("role", role)
        self.say(text)

    def say(self, text: str) -> None:
        """Show *text*, cut where nobody would read on."""
        self.setText(text if len(text) <= MOST else text[:MOST] + "…")


class ShortLabel(Label):
    """A label that gives way where there is no room, and says so with an ellipsis."""

    @guarded(safe=QSize(0, 0))
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        if text == self.text():
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(room, self.alignment(), text)


def tooltip(text: str) -> str:
    """*text* for `setToolTip`, which has no plain mode."""
    return f"<div>{text[:MOST].translate(_MARKUP)}</div>" if text else ""
