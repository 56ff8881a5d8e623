"""The numbers on the canvas: which of them are lit, and which is under a point."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF

from designer.core.places import Place
from designer.core.report import Report, Row
from designer.session.stage import Term
from designer.ui.canvas.blocks import detail_place
from designer.ui.canvas.face import Face, face
from designer.ui.canvas.layout import Layout
from designer.ui.canvas.lettering import Written
from designer.ui.canvas.links import flow_place
from designer.ui.parts import Part, Span, lit_spans, mention_parts, part_at, shape_parts

Lit = tuple[tuple[Span, ...], tuple[Span, ...]]
"""What is lit in the settings of a block, and in the shape on the link below it."""


def lit_in(report: Report, row: Row, shown: Face, term: Term) -> Lit:
    """The numbers of *term* that the block of *row* and its link show."""
    if not term:
        return (), ()
    settings, sizes = _settings(row, shown), _sizes(row, shown)
    return lit_spans(report, term, settings), lit_spans(report, term, sizes)


def places_at(report: Report, layout: Layout, point: QPointF, clear: bool) -> tuple[Place, ...]:
    """The places of the number at *point* of the chain; nothing where there is none."""
    x, y = point.x(), point.y()
    block, gap = layout.block_at(x, y), layout.link_at(x, y)
    if block is None and gap is None:
        return ()
    index = block if block is not None else (gap or 1) - 1
    row = report.row(index)
    shown = face(row, report.total)
    if block is None:
        at = QPointF(x, y - layout.bottom(index))
        return _hit(_sizes(row, shown), flow_place(shown, clear), at)
    written = detail_place(shown) if clear and index else None
    return _hit(_settings(row, shown), written, QPointF(x, y - layout.top(index)))


def _hit(parts: Iterable[Part], written: Written | None, at: QPointF) -> tuple[Place, ...]:
    character = written.character_at(at) if written else None
    part = None if character is None else part_at(parts, character)
    return part.places if part else ()


def _settings(row: Row, shown: Face) -> list[Part]:
    return [] if row.problem else mention_parts(shown.detail, row.layer, row.uid)


def _sizes(row: Row, shown: Face) -> list[Part]:
    return shape_parts(shown.flow, row.output, row.uid) if row.output is not None else []
