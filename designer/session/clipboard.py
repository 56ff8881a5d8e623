"""Layers on the clipboard: our JSON for this program, readable text for every other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData

from designer.core.analyse import analyse
from designer.core.design import Block, Design
from designer.core.files.faults import unreadable
from designer.core.report import Row
from designer.core.units import grouped, shape_text

LAYERS = "application/x-layer-designer-layers"
_LONGEST = 4 * 1024 * 1024


def to_mime(design: Design, blocks: Sequence[Block]) -> QMimeData:
    """*blocks* of *design* for the clipboard or a drag."""
    from designer.core.files import design_file  # the formats are not needed at the start

    part = Design((design.chain[0], *blocks))
    data = QMimeData()
    data.setData(LAYERS, design_file.write(part))
    data.setText(readable(design, blocks))
    return data


def readable(design: Design, blocks: Sequence[Block]) -> str:
    """The rows of *blocks* as a table of text, as the summary has them."""
    uids = {b.uid for b in blocks}
    rows = [row for row in analyse(design).rows if row.uid in uids]
    return "\n".join(_line(row) for row in rows)


def _line(row: Row) -> str:
    shape = ", ".join(shape_text(s) for s in row.outputs) or "?"
    params = "?" if row.params is None else grouped(row.params)
    return f"{row.name} ({row.type})\t{shape}\t{params}"


def files_in(data: QMimeData) -> list[Path]:
    """The files that *data* names, the first one first."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def summary_in(data: QMimeData) -> bytes | None:
    """The printed summary that is the text of *data*; None where it is something else."""
    raw = data.text().encode("utf-8", "replace") if data.hasText() else b""
    if b"Layer (type)" not in raw or len(raw) > _LONGEST:
        return None
    from designer.core.files.printed_summary import is_summary

    return raw if is_summary(raw) else None


def from_mime(data: QMimeData) -> list[Block]:
    """New blocks for the layers in *data*; `Unreadable` where there are none of ours."""
    if data.hasFormat(LAYERS):
        raw = bytes(data.data(LAYERS).data())
    elif data.hasText() and data.text().lstrip().startswith("{"):
        raw = data.text().encode("utf-8", "replace")
    else:
        raise unreadable("not_layers")
    if len(raw) > _LONGEST:
        raise unreadable("too_large", size=len(raw), most=_LONGEST)
    from designer.core.files import gate

    return list(gate.design_of(raw).chain[1:])
