"""Sentences about the comparison with Keras."""

from __future__ import annotations

from designer.check.comparison import Difference, differences, foreign
from designer.check.keras_side import Answer
from designer.check.process import NoAnswer
from designer.core.cleaning import clean_line
from designer.core.report import Report
from designer.core.units import grouped
from designer.i18n import tr

_LONGEST = 300
_WHY_NOT = {
    "no_keras": "There is no Keras 3 that runs beside {python}: {detail}",
    "no_python": "{python} cannot be started: {detail}",
    "no_time": "Keras has not answered within {detail} seconds.",
    "failed": "Keras gave no answer: {detail}",
}


def no_answer_text(error: NoAnswer, python: str) -> str:
    """Why Keras was not heard, and what would help."""
    detail = _line(error.detail) or tr("nothing was said")
    text = tr(_WHY_NOT[error.code]).format(python=python, detail=detail)
    if error.code != "no_keras":
        return text
    advice = tr("To install it: {python} -m pip install keras torch")
    return f"{text}\n{advice.format(python=python)}"


def comparison_text(report: Report, told: Answer, answer: Answer) -> str:
    """The outcome for one design, in one line or, where they differ, in several."""
    keras = tr("Keras {version} ({backend})").format(version=told["keras"], backend=told["backend"])
    found = differences(report, answer)
    if found:
        lines = [tr("differs from {keras}:").format(keras=keras), *map(difference_text, found)]
        return "\n".join([*lines, *_refusal(answer)])
    if answer["refused"] is not None:
        said = tr("{keras} refuses {name}, too").format(keras=keras, name=_stopped(report, answer))
        return "\n".join([said, *_refusal(answer)])
    text = tr("equal to {keras}: {rows} rows, {params} parameters")
    end = foreign(report)
    if end is not None:
        text = tr("equal to {keras} for {rows} rows, until {name}, which is no layer of Keras")
    name = "" if end is None else report.names[end]
    rows = len(answer["rows"])
    return text.format(keras=keras, rows=rows, params=grouped(report.total), name=name)


def difference_text(difference: Difference) -> str:
    """One difference as a line."""
    text = tr("  {what}: {ours} here, {keras} in Keras")
    what = tr(difference.what)
    if difference.name:
        what = f"{difference.name}, {what}"
    return text.format(what=what, ours=difference.ours, keras=difference.keras)


def _refusal(answer: Answer) -> tuple[str, ...]:
    refused = answer["refused"]
    return () if refused is None else (f"  Keras: {_line(refused['text'])}",)


def _stopped(report: Report, answer: Answer) -> str:
    index: int = answer["refused"]["index"]
    return report.names[index]


def _line(text: str) -> str:
    line = clean_line(" ".join(text.split()))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
