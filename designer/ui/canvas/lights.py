"""Lights on the canvas, both ways: of the numbers pointed at elsewhere, and of those here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from designer.core.places import Place
from designer.session.guard import guarded
from designer.session.stage import Term
from designer.ui.canvas.blocks import CLEAR
from designer.ui.canvas.numbers import places_at
from designer.ui.canvas.scene import AFAR
from designer.ui.pointing import point_at

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView


class Lights:
    """The number under the pointer is lit in every view until the pointer leaves it."""

    def __init__(self, view: ChainView) -> None:
        self._view = view
        self._pointed: tuple[Place, ...] = ()
        view.session.stage.term_changed.connect(self._show)

    def move(self, pos: QPoint) -> None:
        """The pointer is at *pos* of the viewport."""
        view, found = self._view, ()
        if view.pixels >= AFAR:
            chain, point = view.chain, view.mapToScene(pos)
            found = places_at(chain.report, chain.layout, point, view.pixels >= CLEAR)
        self._point_at(found)

    def leave(self) -> None:
        """The pointer has gone elsewhere."""
        self._point_at(())

    def _point_at(self, places: tuple[Place, ...]) -> None:
        if places != self._pointed:
            self._pointed = places
            point_at(self._view.session, places)

    @guarded
    def _show(self, term: Term) -> None:
        self._view.chain.light(term)
