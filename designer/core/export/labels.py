"""Lines that the summaries of several releases share."""

from __future__ import annotations

from collections.abc import Iterator

from designer.core.naming import Scheme, model_name
from designer.core.report import Report


def title(report: Report, scheme: Scheme) -> str:
    """The line above the table."""
    name = report.design.name or model_name(scheme, report.design.kind == "functional")
    return f'Model: "{name}"'


def at_least(report: Report, scheme: Scheme) -> Iterator[str]:
    """The line after the table of a design that Keras would refuse; nothing for the others."""
    row = report.problem_row
    if row is not None:
        name = report.names_in(scheme)[row.index]
        yield f"At least, as {name} cannot run and what comes after it is not known:"
