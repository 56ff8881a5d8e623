"""The gap that opens where the cargo would go: shown, previewed, and taken back or carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF

from designer.core.design import Design
from designer.ui.canvas.gestures.cargo import Cargo
from designer.ui.canvas.ghost import ghost_face
from designer.ui.canvas.layout import MARGIN, WIDTH

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView

_NOTHING: frozenset[int] = frozenset()
BY_ITS_TILE = QPointF(-25, -28)
"""What comes from elsewhere is held by the middle of the tile on its block."""


class Opening:
    """Carries *cargo* over the chain. The panels follow, as the controller tries every gap."""

    def __init__(self, view: ChainView, cargo: Cargo, held: QPointF = BY_ITS_TILE) -> None:
        """*held* is where the ghost is, seen from the pointer."""
        self._view = view
        self._controller = view.session.controller
        self._cargo = cargo
        self._held = held
        self._before = self._controller.report
        self._gap: int | None = None

    @property
    def gap(self) -> int | None:
        """The gap that is open, if one is."""
        return self._gap

    def hover(self, pos: QPoint) -> None:
        """Open the gap that is meant at *pos*; none outside the view."""
        if not self._view.viewport().rect().contains(pos):
            self.close()
            return
        gap = self._view.chain.layout.gap_at(self._view.mapToScene(pos).y())
        if self._gap is None:  # then the cargo is still drawn in its place
            gap = self._cargo.gap(gap)
        if gap != self._gap:
            self.open(gap)
        self._place_ghost(pos)

    def _place_ghost(self, pos: QPoint) -> None:
        """Where it is held, as long as that is within the view from side to side."""
        scale = self._view.look.theme.scale
        corner = QPointF(pos) + self._held * scale
        rightmost = self._view.viewport().width() - (WIDTH + MARGIN) * scale
        corner.setX(max(0.0, min(corner.x(), rightmost)))
        self._view.chain.ghost.setPos(self._view.mapToScene(corner.toPoint()))
        self._view.chain.ghost.setVisible(True)

    def open(self, gap: int) -> None:
        """Open *gap*, or open it again as the cargo is carried otherwise."""
        self._gap = gap
        design, carried = self._cargo.outcome(gap)
        self._view.chain.carried = carried
        self._show(design)
        after = self._controller.report
        self._view.chain.ghost.say(ghost_face(self._before, after, carried, self._cargo.adding))

    def close(self) -> None:
        """Take everything back."""
        if self._gap is not None:
            self._let_go()
            self._show(None)

    def drop(self) -> None:
        """Put the cargo down where the gap is; nothing happens if there is none."""
        if self._gap is None:
            return
        gap = self._gap
        self._let_go()
        self._view.verbs.tell(self._cargo.put(gap))
        self._show(None)

    def _let_go(self) -> None:
        self._gap = None
        self._view.chain.carried = _NOTHING
        self._view.chain.ghost.setVisible(False)

    def _show(self, design: Design | None) -> None:
        """Try *design*; the canvas draws again even if that gives the same report."""
        shown = self._controller.report
        self._controller.preview(design)
        if self._controller.report is shown:
            self._view.show_report(shown)
