"""The list of the palette: arrows and Enter, double-click, and the start of a drag."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from designer.session.guard import guarded
from designer.ui.mime import carry_type
from designer.ui.panels.shelf_painter import ShelfPainter
from designer.ui.panels.shelves import Index, Shelf, Shelves, entry
from designer.ui.theme import Look

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ShelfTree(QTreeView):
    """Shows the shelves. `wanted` carries the entry to use, `typed` a letter for the search."""

    wanted = Signal(object)
    typed = Signal(object)

    def __init__(self, shelves: Shelves, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = ShelfPainter(look)
        self.nothing = ""
        """What is said where the list is empty."""
        self.setModel(shelves)
        self.setItemDelegate(self._painter)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._turn)
        self.doubleClicked.connect(self._use)

    def open_shelves(self) -> None:
        """Open the shelves, but for those with what few people look for."""
        for row in range(self.model().rowCount()):
            index = self.model().index(row, 0)
            about = entry(index)
            self.setExpanded(index, not (isinstance(about, Shelf) and about.closed))

    def use_current(self) -> None:
        """Use the entry that the keyboard stands on; a shelf opens or closes."""
        index = self.currentIndex()
        self._turn(index)
        self._use(index)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        )
        if event.key() in _ENTER:
            self.use_current()
        elif event.key() == Qt.Key.Key_Escape:
            self.typed.emit("")
        elif plain and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    @guarded
    def startDrag(self, actions: Qt.DropAction) -> None:
        cls = entry(self.currentIndex())
        if isinstance(cls, type):
            drag = QDrag(self)
            drag.setMimeData(carry_type(cls.keras))
            # Over the canvas its ghost is what is dragged, elsewhere the tile, as the pointer.
            tile = self._painter.drag_pixmap(cls, self.devicePixelRatioF())
            drag.setDragCursor(tile, Qt.DropAction.IgnoreAction)
            drag.setPixmap(_nothing())
            drag.exec(Qt.DropAction.CopyAction)

    @guarded
    def drawBranches(self, *_: object) -> None:
        """The shelves say themselves whether they are open."""

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.model().rowCount():
            painter = QPainter(self.viewport())
            self._painter.paint_nothing_found(painter, self.viewport().rect(), self.nothing)

    @guarded
    def _turn(self, index: QModelIndex) -> None:
        """Open a shelf, or close it."""
        if isinstance(entry(index), Shelf):
            self.setExpanded(index, not self.isExpanded(index))

    @guarded
    def _use(self, index: Index) -> None:
        about = entry(index)
        if about is not None and not isinstance(about, Shelf):
            self.wanted.emit(about)


def _nothing() -> QPixmap:
    """What hangs on the pointer: without a picture some platforms draw one of their own."""
    picture = QPixmap(1, 1)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
