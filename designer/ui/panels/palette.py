"""The palette: every layer type to drag or insert, and the example designs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from designer.core.search import find
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.panels.shelf_tree import ShelfTree
from designer.ui.panels.shelves import ENTRY, Entry, Example, Shelves, title
from designer.ui.theme import Look, Theme
from designer.words import problem_text
from designer.words.search import nothing_found_text

_FOR_THE_LIST = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)


class SearchField(QLineEdit):
    """The search; arrows and Enter go to the *list* below, Escape clears."""

    def __init__(self, listed: QWidget, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = listed
        self._look = look
        self.setPlaceholderText(tr("Search layers…"))
        self.setAccessibleName(tr("Search layers"))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _FOR_THE_LIST:
            QCoreApplication.sendEvent(self._list, event)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.selectAll()
            self.del_()
        else:
            super().keyPressEvent(event)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme, key = self._look.theme, tr("Space")
        words = self.fontMetrics().horizontalAdvance(self.placeholderText() + key)
        if not self.text() and words + theme.px(44) < self.width():
            painter = QPainter(self)
            painter.setPen(theme.color("muted"))
            painter.setFont(theme.font())
            room = self.rect().adjusted(0, 0, -theme.px(12), 0)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, right, key)


class PalettePanel(QWidget):
    """Lists what can be put into the chain. `example_wanted` carries the path of a design."""

    example_wanted = Signal(object)

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._look = look
        self.shelves = Shelves(self)
        self.tree = ShelfTree(self.shelves, look)
        self.tree.setAccessibleName(tr("Layer types"))
        self.search = SearchField(self.tree, look)
        self._above = QVBoxLayout()
        self._above.addWidget(self.search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._above)
        layout.addWidget(self.tree)
        self.setFocusProxy(self.search)
        self.search.textChanged.connect(self._search)
        self.tree.wanted.connect(self._use)
        self.tree.typed.connect(self._type)
        look.changed.connect(self._restyle)
        self._restyle(look.theme)
        self._list("")

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read_titles_later()

    def _read_titles_later(self) -> None:
        """Titles stand in the files, which nobody should wait for at the start."""
        QTimer.singleShot(0, self, self._read_titles)

    @guarded
    def _search(self, text: str) -> None:
        self._list(text)

    def _list(self, text: str) -> None:
        if text.strip():
            self.tree.nothing = nothing_found_text(text)
            self.shelves.show_found(find(text))
            self.tree.setCurrentIndex(self.shelves.index(0, 0))
        else:
            self.shelves.show_all()
            self.tree.open_shelves()
            if self.isVisible():
                self._read_titles_later()

    @guarded
    def _type(self, text: str) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.setText(self.search.text() + text if text else "")

    @guarded
    def _use(self, entry: Entry) -> None:
        if isinstance(entry, Example):
            self.example_wanted.emit(entry.path)
        elif isinstance(entry, type):
            problem = self._session.editor.insert(self._session.stage.insert_index, [entry()])
            if problem:
                self._session.notices.tell(problem_text(problem))

    @guarded
    def _read_titles(self) -> None:
        for item in self.shelves.examples():
            item.setText(title(item.data(ENTRY).path))

    @guarded
    def _restyle(self, theme: Theme) -> None:
        self._above.setContentsMargins(*(theme.px(n) for n in (12, 12, 12, 4)))
        self.tree.doItemsLayout()
