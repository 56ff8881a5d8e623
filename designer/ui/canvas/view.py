"""The canvas: shows the chain of the report, and turns what people do there into verbs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from designer.core.design import Block
from designer.core.report import Report
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.session.stage import Selection
from designer.ui.canvas.accessible import BlockList, announce, make_accessible
from designer.ui.canvas.gestures import Gestures
from designer.ui.canvas.gestures.drop import Drop
from designer.ui.canvas.invitation import INVITED
from designer.ui.canvas.keyboard import Keyboard
from designer.ui.canvas.layout import ABOVE, BELOW, GAP, MARGIN, WIDTH, block_height
from designer.ui.canvas.lights import Lights
from designer.ui.canvas.minimap import Minimap
from designer.ui.canvas.scene import ChainScene
from designer.ui.canvas.spoken import spoken
from designer.ui.canvas.trail import Trail
from designer.ui.canvas.verbs import Verbs
from designer.ui.canvas.zoom_bar import ZoomBar
from designer.ui.canvas.zoomable import ZoomableView
from designer.ui.plain import tooltip
from designer.ui.theme import Look, Theme

if TYPE_CHECKING:
    from designer.ui.canvas.inline_editor import InlineEditor


class ChainView(ZoomableView):
    """The chain, top to bottom. The design changes only through the editor of the session."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        make_accessible()
        super().__init__(session.settings, look, parent)
        self.spoken_list: BlockList | None = None
        self.chain = ChainScene(session.controller.report, look.theme, self)
        self.session = session
        self.look = look
        self.verbs = Verbs(self)
        self.gestures = Gestures(self)
        self.lights = Lights(self)
        self._drop = Drop(self)
        self._keyboard = Keyboard(self, self.verbs)
        self.minimap = Minimap(self)
        self.zoom_bar = ZoomBar(self)
        self.trail = Trail(self)
        self.setScene(self.chain)
        self.setAccessibleName(tr("Chain of layers"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        session.controller.report_changed.connect(self.show_report)
        session.stage.selection_changed.connect(self.show_selection)
        session.warnings.changed.connect(self.show_warnings)
        look.changed.connect(self.restyle)
        self.show_report(session.controller.report)
        self.show_selection(session.stage.selection)
        self.show_warnings()
        self.restyle(look.theme)
        self.home()

    # what is shown

    @guarded
    def show_report(self, report: Report) -> None:
        """Draw *report*; another document begins at its top."""
        another = report.design.chain[0].uid != self.chain.report.design.chain[0].uid
        self.chain.show_chain(report, self._animated)
        layout = self.chain.layout
        below = INVITED if layout.count == 1 else BELOW
        above = MARGIN + (ABOVE if report.design.around else 0)
        self.set_content(QRectF(0, -above, WIDTH, layout.height + above + below))
        self.trail.show_design(report.design)
        self.minimap.show_report(report)
        if another:
            self.home()

    @guarded
    def show_selection(self, selection: Selection) -> None:
        """Mark what is selected, and bring the current block into view."""
        self.chain.select(frozenset(selection.uids))
        if selection.current is not None and not self.gestures.busy:
            self.reveal(selection.current)
        self._speak()

    @guarded
    def show_warnings(self, _found: object = None) -> None:
        """Put a sign on the blocks that have a warning."""
        self.chain.warn(frozenset(self.session.warnings.by_uid))

    @guarded
    def restyle(self, theme: Theme) -> None:
        """Wear *theme*."""
        self.chain.restyle(theme)
        self.zoom_bar.restyle(theme)
        self.trail.restyle(theme)
        self.minimap.place()
        self.zoom_to(self.zoom)

    def _animated(self) -> bool:
        """Whether blocks may move: the platform and the user both agree."""
        from PySide6.QtWidgets import QStyle  # of many parts, and for nobody before a block moves

        duration = QStyle.StyleHint.SH_Widget_Animation_Duration
        wanted: bool = self.session.settings.get("animate")
        return wanted and self.style().styleHint(duration, None, self) > 0

    def view_changed(self) -> None:
        """Draw what has come into view."""
        self.chain.expose(self.seen, self.pixels)
        self.zoom_bar.show_zoom(self.zoom)
        self.zoom_bar.place()
        self.minimap.place()
        self.minimap.update()

    def _speak(self) -> None:
        """Say which block is current, to those who do not see it."""
        index = self.session.stage.current_index
        if index is not None:
            announce(self, index)

    # places

    def block_at(self, pos: QPoint) -> int | None:
        """The block at *pos* of the viewport."""
        point = self.mapToScene(pos)
        return self.chain.layout.block_at(point.x(), point.y())

    def link_at(self, pos: QPoint) -> int | None:
        """The gap whose link is at *pos* of the viewport."""
        point = self.mapToScene(pos)
        return self.chain.layout.link_at(point.x(), point.y())

    def point_at(self, gap: int | None) -> None:
        """The pointer is over the link of *gap*, or over none."""
        self.chain.point_at_link(gap)
        if gap is None:
            self.viewport().unsetCursor()
        else:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def place_of(self, index: int) -> QRect:
        """Where the block at *index* is in the view."""
        place = QRectF(0, self.chain.layout.top(index), WIDTH, block_height(index))
        return self.mapFromScene(place).boundingRect()

    def reveal(self, uid: int) -> None:
        """Scroll as little as needed to show the block *uid* with its links."""
        index = self.chain.report.design.index(uid)
        if index is not None:
            place = self.place_of(index)
            margin = round((MARGIN + GAP) * self.pixels)
            above = place.top() - margin
            below = place.bottom() + margin - self.viewport().height()
            if above < 0:
                self.scroll_by(0, above)
            elif below > 0:
                self.scroll_by(0, min(below, above))

    def show_middle(self, y: float) -> None:
        """Scroll so that *y* of the chain is half-way down the view."""
        self.scroll_to(QPointF(WIDTH / 2, y), self.viewport().rect().center())

    # cards over the canvas

    def open_quick_insert(self, index: int | None = None, text: str = "") -> None:
        """Ask for a layer to put in at the gap *index*, by default after the selection."""
        from designer.ui.canvas.quick_insert import (
            QuickInsert,  # cards can wait for their first use
        )

        gap = self.session.stage.insert_index if index is None else index
        card = QuickInsert(self, gap)
        card.open_beside(self.place_of(gap - 1), card.search)
        card.search.setText(text)

    def edit_current(self) -> None:
        """Open the current block: the chain inside it, or else its settings in place."""
        from designer.ui.canvas.inline_editor import InlineEditor

        uid = self.session.stage.selection.current
        if uid is None or not self.session.editor.go_in(uid):
            self._open_editor(InlineEditor.of_settings)

    def rename_current(self) -> None:
        """Open the name of the current block in place."""
        from designer.ui.canvas.inline_editor import InlineEditor

        self._open_editor(InlineEditor.of_name)

    def _open_editor(self, make: Callable[[ChainView, Block], InlineEditor]) -> None:
        index = self.session.stage.current_index
        if index is not None:
            block = self.session.store.design.chain[index]
            self.reveal(block.uid)
            card = make(self, block)
            card.open_beside(self.place_of(index), card.first)

    def open_menu(self, pos: QPoint) -> QMenu:
        """Open the menu of the selection at *pos* of the viewport."""
        from designer.ui.canvas.menu import open_menu

        return open_menu(self, self.viewport().mapToGlobal(pos))

    # events

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.gestures.press(event)

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.gestures.move(event)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.gestures.release(event)

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        on_block = self.block_at(event.position().toPoint()) is not None
        if on_block and event.button() == Qt.MouseButton.LeftButton:
            self.edit_current()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.gestures.key(event, down=True) and not self._keyboard.press(event):
            super().keyPressEvent(event)

    @guarded
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.gestures.key(event, down=False):
            super().keyReleaseEvent(event)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.gestures.leave()
        super().focusOutEvent(event)

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        pos = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.block_at(pos)
            if index is not None and index not in self.verbs.chosen:
                self.session.stage.select_row(index)
        elif self.session.stage.current_index is not None:
            pos = self.place_of(self.session.stage.current_index).center()
        self.open_menu(pos)

    @guarded
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._drop.enter(event)

    @guarded
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._drop.move(event)

    @guarded
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop.leave()

    @guarded
    def dropEvent(self, event: QDropEvent) -> None:
        self._drop.drop(event)

    @guarded(safe=False)
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.block_at(event.pos())
            said = (
                ""
                if index is None
                else spoken(self.chain.report, index, self.session.warnings.at(index))
            )
            QToolTip.showText(event.globalPos(), tooltip(said), self)
            return True
        if event.type() == QEvent.Type.Leave:
            self.point_at(None)
            self.lights.leave()
        return super().viewportEvent(event)
