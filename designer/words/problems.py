"""A sentence for each problem of a layer: what is wrong, with its numbers, and what would work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from designer.core.nearest import nearest, nearest_class
from designer.core.problems import Problem
from designer.core.report import Row
from designer.core.units import grouped
from designer.i18n import tr
from designer.words.sentences import SENTENCES
from designer.words.short_sentences import SHORT
from designer.words.values import alternatives, by, by_pairs, options, shape, shown

Values = Mapping[str, Any]

_WINDOW = "window_too_large"
_UNKNOWN = ("unknown_class", "unknown_layer")


def problem_text(problem: Problem, row: Row | None = None) -> str:
    """What is wrong, with the numbers, and what would work; the *row* says in which layer."""
    if problem.code == _WINDOW:
        return _window(problem)
    return _said(_with_inner(problem, problem_text), row)


def problem_advice(problem: Problem, row: Row | None = None) -> str:
    """The same for where the arithmetic stands beside it."""
    if problem.code != _WINDOW:
        return _said(_with_inner(problem, problem_advice), row)
    text = tr(
        'A {spans} window does not fit in {sizes}. Padding "same" always fits, and so does a '
        "{window} that spans at most {size}."
    )
    values = problem.values
    return text.format(
        spans=by(values["spans"], "×"),
        sizes=by(values["sizes"], "×"),
        window=tr(str(values["window"])),
        size=values["size"],
    )


def _said(problem: Problem, row: Row | None) -> str:
    text = _filled(SENTENCES, problem, row.type if row else tr("This layer"))
    near = _near(problem)
    return f"{text} {tr('Is {name} meant?').format(name=near)}" if near else text


def _near(problem: Problem) -> str | None:
    """The name that a misspelt one may mean."""
    value, names = problem.values.get("value"), problem.values.get("options", ())
    if problem.code in _UNKNOWN:
        return nearest_class(value)
    words = [name for name in cast("Sequence[object]", names) if isinstance(name, str)]
    return nearest(value, words) if problem.code == "not_an_option" else None


def problem_short(problem: Problem) -> str:
    """The same in a few words, for the block and the table."""
    if problem.code == _WINDOW:
        values = problem.values
        text = tr("{window} {spans} > input {sizes}")
        return text.format(
            window=tr(str(values["window"])),
            spans=by(values["spans"], "×"),
            sizes=by(values["sizes"], "×"),
        )
    problem = _with_inner(problem, problem_short)
    return _filled(SHORT if problem.code in SHORT else SENTENCES, problem)


def _with_inner(problem: Problem, word: Callable[[Problem], str]) -> Problem:
    """*problem* with what is wrong inside, if it is there, in words."""
    inner = problem.values.get("problem")
    if not isinstance(inner, Problem):
        return problem
    return Problem(problem.code, {**problem.values, "problem": word(inner)})


def warnings_text(count: int) -> str:
    """ "1 warning", "2 warnings"."""
    if count == 1:
        return tr("1 warning")
    return tr("{count} warnings").format(count=grouped(count))


def waits_text(name: str) -> str:
    """What a row says that comes after the layer with a problem."""
    return tr("waiting for {name}").format(name=name)


def _window(problem: Problem) -> str:
    values = problem.values
    size, span, stride = (cast("int", values[k]) for k in ("size", "span", "stride"))
    steps = f"({size} - {span}) / {stride}"
    if (size - span) % stride:
        steps = f"floor({steps})"
    return tr(
        "valid padding: {steps} + 1 = {left}: a {spans} window does not fit in {sizes}. "
        'Padding "same" always fits, and so does a {window} that spans at most {size}.'
    ).format(
        steps=steps,
        left=(size - span) // stride + 1,
        spans=by(values["spans"]),
        sizes=by(values["sizes"]),
        window=tr(str(values["window"])),
        size=size,
    )


_WRITERS: dict[str, Callable[[Any], str]] = {
    "cropping": by_pairs,
    "dilation_rate": by,
    "input": shape,
    "mean": shape,
    "options": options,
    "output_padding": by,
    "ranks": alternatives,
    "shape": shape,
    "sizes": shape,
    "strides": by,
    "target": shape,
    "variance": shape,
}
_PLAIN = ("axis", "layer", "letter", "letters", "name", "problem", "setting", "size", "weight")


def _filled(sentences: Mapping[str, str], problem: Problem, this: str = "") -> str:
    values: Values = problem.values
    written = {k: _WRITERS.get(k, str if k in _PLAIN else shown)(v) for k, v in values.items()}
    written["this"] = this
    if "input" in values:
        written["axes"] = str(len(values["input"]))
    if "low" in values:
        written["range"] = _range(values["low"], values.get("high"))
    return tr(sentences[problem.code]).format_map(written)


def _range(low: object, high: object) -> str:
    if high is None:
        return tr("at least {low}").format(low=low)
    if low is None:
        return tr("at most {high}").format(high=high)
    return tr("between {low} and {high}").format(low=low, high=high)
