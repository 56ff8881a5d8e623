"""Every form in which a design leaves as text: one table for the window and the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from designer.core.export import summary_text as summaries
from designer.core.export.csv_table import csv_table
from designer.core.export.derivation import derivation
from designer.core.export.json_object import json_object
from designer.core.export.keras_code import keras_code
from designer.core.export.latex_document import latex_document
from designer.core.export.markdown import markdown
from designer.core.export.memory_text import memory_text
from designer.core.export.page import sheet_html
from designer.core.export.sheet import sheet_markdown
from designer.core.export.torch_code import torch_code
from designer.core.files import design_file, keras_json
from designer.core.files.streamed import Streamed
from designer.core.report import Report
from designer.core.value import Value
from designer.i18n import marked
from designer.words import problem_text
from designer.words.voice import VOICE


class TextFormat(Value):
    """A form of text: what to call it, how its files end, and what makes it from a report.

    `write` has a use for some `options`, too; they are called as those of `summary_text`. With the
    same, `cuts_counts` tells whether numbers have no room there.
    """

    title: str
    suffix: str
    write: Callable[..., str]
    options: frozenset[str] = frozenset()
    cuts_counts: Callable[..., bool] = lambda report: False


def _json(report: Report) -> str:
    return json.dumps(json_object(report, problem_text), indent=2, ensure_ascii=False) + "\n"


TEXT_FORMATS = (
    *(
        TextFormat(
            f"Summary, {title}",
            ".txt",
            partial(summaries.summary_text, style=style),
            summaries.options_of(style),
            partial(summaries.cuts_counts, style=style),
        )
        for style, title in summaries.TITLES.items()
    ),
    TextFormat("Derivation", ".txt", lambda report: derivation(report, problem_text)),
    TextFormat("Memory and work", ".memory.txt", memory_text),
    TextFormat("Markdown", ".md", lambda report: markdown(report, problem_text)),
    TextFormat("CSV", ".csv", lambda report: csv_table(report, problem_text)),
    TextFormat("JSON", ".json", _json),
    TextFormat("LaTeX", ".tex", lambda report: latex_document(report, problem_text)),
    TextFormat(
        "Derivation sheet, Markdown",
        ".sheet.md",
        lambda report: sheet_markdown(report, problem_text),
    ),
    TextFormat("Derivation sheet, web page", ".html", lambda report: sheet_html(report, VOICE)),
    TextFormat("Keras code", ".py", lambda report: keras_code(report, problem_text)),
    TextFormat("PyTorch code", ".torch.py", lambda report: torch_code(report, problem_text)),
    TextFormat("Keras model", ".keras.json", lambda report: keras_json.write(report.design)),
    TextFormat("Design", ".design", lambda report: design_file.write(report.design).decode()),
)
"""The first of each ending is the one that the ending alone asks for."""


class ArchiveFormat(Value):
    """A form that is no text: as `TextFormat`, but made piece by piece; *told* says what is in it.

    `write` refuses with a reason what cannot have that form.
    """

    title: str
    suffix: str
    write: Callable[[Report], Streamed]
    told: str


def _keras_archive(report: Report) -> Streamed:
    from designer.core.files.keras_archive_write import archive  # it needs every family of layers

    return archive(report)


ARCHIVES = (
    ArchiveFormat(
        marked("Keras archive, untrained"),
        ".keras",
        _keras_archive,
        marked(
            "The model for keras.saving.load_model, as Keras 3 saves it. It is untrained: the "
            "weights in it are freshly drawn, as the initializers of the layers say, and the same "
            "ones each time."
        ),
    ),
)


def archive_for(name: str) -> ArchiveFormat | None:
    """The archive that a file of that name should be."""
    return next((f for f in ARCHIVES if name.lower().endswith(f.suffix)), None)


def format_for(name: str) -> TextFormat | None:
    """The format that a file of that name should have, by the longest ending that fits."""
    fitting = [f for f in TEXT_FORMATS if name.lower().endswith(f.suffix)]
    return max(fitting, key=lambda f: len(f.suffix), default=None)
