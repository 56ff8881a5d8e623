"""A layout that sets widgets side by side, and goes on in a further line where room ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from designer.session.guard import guarded


class FlowLayout(QLayout):
    """Lines of widgets, each as wide as it likes to be, all of a line on one base."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.gap: int | None = None
        """What is left free between two lines, where it is not as much as between two widgets."""

    @guarded
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @guarded(safe=0)
    def count(self) -> int:
        return len(self._items)

    @guarded
    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    @guarded
    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @guarded(safe=Qt.Orientation(0))
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @guarded(safe=True)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(safe=0)
    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    @guarded
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    @guarded(safe=QSize())
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @guarded(safe=QSize())
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    @property
    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, move: bool) -> int:
        """Put the widgets into *rect*, or only try; the height that they take."""
        inner = rect.marginsRemoved(self.contentsMargins())
        at, line = inner.topLeft(), 0
        for item in self._shown:
            size = item.sizeHint().boundedTo(QSize(max(inner.width(), 0), 1 << 20))
            if line and at.x() + size.width() > inner.right() + 1:
                gap = self.spacing() if self.gap is None else self.gap
                at, line = QPoint(inner.left(), at.y() + line + gap), 0
            if move:
                item.setGeometry(QRect(at, size))
            at.setX(at.x() + size.width() + self.spacing())
            line = max(line, size.height())
        return at.y() + line - rect.y() + self.contentsMargins().bottom()
