"""Pointing at a number: it lights up wherever it stands, and the status bar says what it is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from designer.core.places import Place
from designer.session.session import Session
from designer.session.stage import NO_TERM
from designer.ui.theme import Theme


def point_at(session: Session, places: Iterable[Place]) -> None:
    """Light the numbers at *places*, and say where they enter; no places, no light."""
    from designer.core.origins import source  # nothing is lit when the program starts
    from designer.words.terms import places_text

    wanted = tuple(places)
    report = session.controller.report
    term = frozenset(source(report, place) for place in wanted)
    if term != session.stage.term:
        session.stage.point_at(term)
        if said := places_text(report, wanted) if term != NO_TERM else "":
            session.notices.explain(said)


def paint_light(painter: QPainter, where: QRectF, theme: Theme) -> None:
    """Paint the mark behind a lit number."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("accent"), 1.2))
    painter.setBrush(theme.color("selection"))
    painter.drawRoundedRect(where, 3, 3)
    painter.restore()
