"""Every text that a design can be written as: what it is called, its file name, and its writer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from designer.core.export.summary_text import TITLES, summary_text
from designer.core.report import Report


@dataclass(frozen=True, slots=True)
class TextFormat:
    """One format; *suffix* is how a file of it ends."""

    title: str
    suffix: str
    write: Callable[[Report], str]


TEXT_FORMATS = tuple(
    TextFormat(f"Summary, {title}", ".txt", partial(summary_text, style=style))
    for style, title in TITLES.items()
)
