"""What of the chain is seen: a few block items, bound to the rows in view, or one overview."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsScene

from designer.core.report import Report
from designer.session.guard import guarded
from designer.session.stage import NO_TERM, Term
from designer.ui.canvas.blocks import CLEAR, BlockItem, Shown
from designer.ui.canvas.face import face
from designer.ui.canvas.ghost import Ghost, InsertionMark
from designer.ui.canvas.invitation import Invitation
from designer.ui.canvas.layout import GAP, PITCH, Layout, block_height
from designer.ui.canvas.numbers import lit_in
from designer.ui.canvas.overview import Overview
from designer.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QVariantAnimation

AFAR = 1 / 3
"""The scale below which the overview stands in for the blocks."""

SLIDE_MS = 140


class ChainScene(QGraphicsScene):
    """Draws a report. Lengths are those of the design; the view scales them."""

    def __init__(self, report: Report, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.layout = Layout(len(report.rows))
        self.carried: frozenset[int] = frozenset()
        self._report = report
        self._theme = theme
        self._selected: frozenset[int] = frozenset()
        self._term = NO_TERM
        self._warned: frozenset[int] = frozenset()
        self._seen = QRectF()
        self._scale = 1.0
        self._items: dict[int, BlockItem] = {}
        self._spare: list[BlockItem] = []
        self._pointed: int | None = None
        self._offsets: dict[int, float] = {}
        self.overview = Overview()
        self.invitation = Invitation(theme)
        self.mark = InsertionMark(theme)
        self.ghost = Ghost(theme)
        self.lasso = QGraphicsRectItem()
        self.lasso.setZValue(2)
        for item in (self.overview, self.invitation, self.mark, self.ghost, self.lasso):
            item.setVisible(False)
            self.addItem(item)

    @property
    def report(self) -> Report:
        """The report that is drawn."""
        return self._report

    def show_chain(self, report: Report, animated: Callable[[], bool]) -> None:
        """Draw *report*, but for what is carried: the place of that is the open gap.

        What has moved slides there, if it may be *animated*.
        """
        before = {uid: item.y() for uid, item in self._items.items()}
        self._report = report
        self.layout = Layout(len(report.rows), _opened(report, self.carried))
        self._offsets = {}  # what is on its way begins anew, where it is seen
        self._bind()
        opened = self.layout.opened
        self.mark.setVisible(bool(opened))
        if opened:
            self.mark.setY(self.layout.middle(opened.start) + GAP / 2)
        self.invitation.setVisible(self.layout.count == 1)
        self._start_slide(before, animated)

    def select(self, uids: frozenset[int]) -> None:
        """Mark the blocks *uids*."""
        self._selected = uids
        self._bind()

    def warn(self, uids: frozenset[int]) -> None:
        """Put a sign on the blocks *uids*."""
        if uids != self._warned:
            self._warned = uids
            self._bind()

    def light(self, term: Term) -> None:
        """Light the numbers of *term*."""
        self._term = term
        self._bind()

    def expose(self, seen: QRectF, scale: float) -> None:
        """Draw the part *seen* of the chain, which is shown at *scale*."""
        self._seen, self._scale = seen, scale
        self._bind()

    def restyle(self, theme: Theme) -> None:
        """Wear *theme*."""
        self._theme = theme
        accent = theme.color("accent")
        pen = QPen(accent, 1)
        pen.setCosmetic(True)
        self.lasso.setPen(pen)
        accent.setAlpha(26)
        self.lasso.setBrush(accent)
        self.invitation.theme = self.mark.theme = theme
        self.ghost.restyle(theme)
        self._bind()
        self.update()

    def point_at_link(self, gap: int | None) -> None:
        """Offer to insert a layer at *gap*."""
        self._pointed = gap
        for item in self._items.values():
            item.link.point(gap is not None and item.index == gap - 1)

    def _bind(self) -> None:
        """Bind an item to each row in view; a block that stays in view keeps its item."""
        afar = self._scale < AFAR
        self.overview.setVisible(afar)
        if afar:
            self.overview.show_chain(self._report, self.layout, self._selected, self._theme)
        seen, room = self._seen, 2 * PITCH
        rows = range(0) if afar else self.layout.visible(seen.top() - room, seen.bottom() + room)
        chain = self._report.design.chain
        wanted = {chain[i].uid: i for i in rows if i not in self.layout.opened}
        for uid in self._items.keys() - wanted.keys():
            item = self._items.pop(uid)
            item.setVisible(False)
            self._spare.append(item)
        for uid, index in wanted.items():
            self._show(uid, index)

    def _show(self, uid: int, index: int) -> None:
        item = self._items.get(uid) or self._take(uid)
        item.index = index
        row = self._report.row(index)
        look = face(row, self._report.total, uid in self._warned)
        shown = Shown(
            look,
            block_height(index),
            uid in self._selected,
            index == self.layout.count - 1,
            *lit_in(self._report, row, look, self._term),
        )
        item.show_row(shown, self._theme, self._scale >= CLEAR)
        item.link.point(index + 1 == self._pointed)
        item.setPos(0, self.layout.top(index) + self._offsets.get(uid, 0) * self._slid_so_far())
        item.setVisible(True)

    def _take(self, uid: int) -> BlockItem:
        if self._spare:
            item = self._spare.pop()
        else:
            item = BlockItem()
            self.addItem(item)
        self._items[uid] = item
        return item

    # neighbours move aside

    @cached_property
    def _slide(self) -> QVariantAnimation:
        from PySide6.QtCore import QEasingCurve, QVariantAnimation  # once a block moves

        slide = QVariantAnimation(self)
        slide.setDuration(SLIDE_MS)
        slide.setStartValue(1.0)
        slide.setEndValue(0.0)
        slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        slide.valueChanged.connect(self._slid)
        return slide

    def _start_slide(self, before: dict[int, float], animated: Callable[[], bool]) -> None:
        moved = {uid: before[uid] - self._home(uid) for uid in self._items.keys() & before.keys()}
        moved = {uid: offset for uid, offset in moved.items() if offset}
        if moved and animated():
            self._offsets = moved
            self._slide.stop()
            self._slide.start()
            self._slid(1.0)

    def _home(self, uid: int) -> float:
        return self.layout.top(self._items[uid].index)

    def _slid_so_far(self) -> float:
        return self._slide.currentValue() if self._offsets else 0.0

    @guarded
    def _slid(self, left: float) -> None:
        for uid, offset in self._offsets.items():
            if uid in self._items:
                self._items[uid].setY(self._home(uid) + offset * left)


def _opened(report: Report, carried: frozenset[int]) -> range:
    if not carried:
        return range(0)
    chain = report.design.chain
    first = next((i for i, block in enumerate(chain) if block.uid in carried), 0)
    return range(first, first + len(carried)) if first else range(0)
