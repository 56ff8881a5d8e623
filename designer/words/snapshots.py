"""What designs that are kept for comparison are called."""

from __future__ import annotations

from designer.core.report import Report
from designer.core.units import grouped
from designer.i18n import tr


def snapshot_about(report: Report) -> str:
    """What a snapshot is of: "18 layers, 6,029,097 parameters"."""
    least = "" if report.complete else tr("at least") + " "
    texts = {
        "layers": grouped(report.layer_count),
        "least": least,
        "count": grouped(report.total),
    }
    return tr("{layers} layers, {least}{count} parameters").format(**texts)
