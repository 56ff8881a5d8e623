"""What the items of the scene have in common: an extent that never changes, and how it is drawn."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from designer.session.guard import guarded


class Item(QGraphicsItem):
    """Draws within its `extent`. Qt need never be told that it has become larger."""

    extent: ClassVar[QRectF]

    @guarded(safe=QRectF())
    def boundingRect(self) -> QRectF:
        return self.extent

    @guarded
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        self.draw(painter, option.exposedRect)  # pyright: ignore[reportAttributeAccessIssue]

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw what stands in *exposed*, or more."""
        raise NotImplementedError
