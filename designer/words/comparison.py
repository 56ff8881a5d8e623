"""Sentences about two designs: what was done, and what that did to a layer and to the totals."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from designer.core.altered import Altered
from designer.core.causes import Act, Cause
from designer.core.compare import Comparison, Line
from designer.core.explain import explain
from designer.core.export.comparison_cells import size_text, type_text
from designer.core.layer import Shape
from designer.core.notation import Typeset
from designer.core.report import Row
from designer.core.units import grouped
from designer.i18n import tr
from designer.words.problems import problem_short, waits_text
from designer.words.values import listed

_ACTS = {
    "set": tr("{setting} of {name} went from {before} to {after}"),
    "replaced": tr("{name} is of type {after}, not {before}"),
    "added": tr("{name} is new"),
    "removed": tr("{name} is gone"),
    "moved": tr("{name} was moved"),
}
_SEVERAL = {
    "added": tr("{names} are new"),
    "removed": tr("{names} are gone"),
    "moved": tr("{names} were moved"),
}
_MOST = 4
"""As many things are told as a reader can keep in mind."""
_LONGEST = 60
"""A longer formula says less than its value."""


def acts_text(comparison: Comparison, acts: Sequence[Act]) -> str:
    """What was done, as a clause: "max_pooling2d_2 is gone"."""
    told = acts[:_MOST]
    alike: dict[object, list[Act]] = {}
    for act in told:
        alike.setdefault(act.code if act.code in _SEVERAL else act, []).append(act)
    said = [_together(comparison, group) for group in alike.values()]
    if len(told) == len(acts):
        return listed(said)
    return tr("{some} and more was done").format(some=", ".join(said))


def _together(comparison: Comparison, acts: Sequence[Act]) -> str:
    """The same thing done to one layer or to several."""
    if len(acts) > 1:
        names = listed([_called(comparison, comparison.line(act.line)) for act in acts])
        return tr(_SEVERAL[acts[0].code]).format(names=names)
    (act,) = acts
    return tr(_ACTS[act.code]).format(
        setting=act.setting,
        name=_called(comparison, comparison.line(act.line)),
        before=_value(act.before),
        after=_value(act.after),
    )


def line_text(comparison: Comparison, index: int) -> str:
    """How a line differs, and why; empty where it does not."""
    line = comparison.line(index)
    if line.kind == "same":
        return ""
    if line.before is None or line.after is None:
        return _come_or_gone(line)
    cause = comparison.causes.of(index)
    first = _first(comparison, line, cause)
    effect = _effect(line.before, line.after)
    why = _why(comparison, line, cause)
    text = ": ".join(part for part in (first, effect) if part)
    if why:
        text = tr("{what}, because {why}").format(what=text, why=why) if text else why
    also = _settings(line, {a.setting for a in cause.acts if a.line == index}, inside=False)
    return "; ".join(part for part in (text, also) if part)


def _come_or_gone(line: Line) -> str:
    row = line.row
    text = tr("new") if line.after else tr("gone")
    if row.problem or row.waits_for:
        return f"{text}; {_state(row)}"
    if not row.params:
        return text
    if line.after:
        return tr("new: {count} parameters").format(count=_count(row))
    return tr("gone: it had {count} parameters").format(count=grouped(row.params))


def _state(row: Row) -> str:
    if row.problem:
        return tr("cannot run: {problem}").format(problem=problem_short(row.problem))
    return waits_text(row.waits_for or "")


def _first(comparison: Comparison, line: Line, cause: Cause) -> str:
    """What was done to the layer itself."""
    said: list[str] = []
    if line.moved and line.before and line.after:
        places = {"old": line.before.index, "new": line.after.index}
        said.append(tr("moved from place {old} to {new}").format(**places))
    if line.replaced:
        said.append(type_text(line))
    own = {a.setting for a in cause.acts if a.line == line.index}
    said.append(_settings(line, own, inside=True))
    return ", ".join(part for part in said if part)


def _settings(line: Line, named: set[str], inside: bool) -> str:
    """The settings that differ, those *named* or the others."""
    changes = [c for c in line.altered if (c.name in named) is inside]
    return ", ".join(f"{c.name} {' → '.join(_values(c))}" for c in changes)


def _values(change: Altered) -> list[str]:
    values = zip((change.before, change.after), change.texts, strict=True)
    unnamed = change.name.rpartition(".")[2] == "name"
    automatic = tr("automatic")
    return [automatic if unnamed and v is None else _value(text) for v, text in values]


def _effect(before: Row, after: Row) -> str:
    if before.params is None or after.params is None:
        return _stopped(before, after)
    if before.params != after.params:
        texts = {"new": _count(after), "old": _count(before)}
        return tr("{new} parameters instead of {old}").format(**texts)
    if before.outputs != after.outputs:
        return tr("output {grew}").format(grew=_grew(before.outputs, after.outputs))
    if before.input != after.input and before.input and after.input:
        return tr("input {grew}").format(grew=_grew((before.input,), (after.input,)))
    return ""


def _stopped(before: Row, after: Row) -> str:
    if after.params is None and after.problem != before.problem:
        return _state(after)
    if after.params is None:
        return _state(after) if after.waits_for else ""
    return tr("runs now")


def _why(comparison: Comparison, line: Line, cause: Cause) -> str:
    """What was done to other layers, and through which layer that came here."""
    foreign = [act for act in cause.acts if act.line != line.index]
    if not foreign:
        return ""
    why = acts_text(comparison, foreign)
    via = None if cause.via is None else comparison.line(cause.via)
    if via is None or not via.before or not via.after or _is_all_of_it(cause):
        return why
    grew = _grew(via.before.outputs, via.after.outputs)
    if not grew:
        return why
    text = tr("the output of {name} {grew}, because {why}")
    return text.format(name=_called(comparison, via), grew=grew, why=why)


def _is_all_of_it(cause: Cause) -> bool:
    """Whether the layer it came through is the one to which something was done."""
    return {act.line for act in cause.acts} == {cause.via}


def _grew(before: Sequence[Shape], after: Sequence[Shape]) -> str:
    if len(before) != 1 or len(after) != 1:
        return ""
    (a,), (b,) = before, after
    texts = {"old": size_text(a), "new": size_text(b)}
    if len(a) == len(b) and None not in (*a[1:], *b[1:]):
        old, new = prod(d or 0 for d in a[1:]), prod(d or 0 for d in b[1:])
        if new > old:
            return tr("grew from {old} to {new}").format(**texts)
        if new < old:
            return tr("shrank from {old} to {new}").format(**texts)
    return tr("went from {old} to {new}").format(**texts)


def _count(row: Row) -> str:
    """The arithmetic of a count where that is short, else the count."""
    assert row.params is not None
    if row.params and row.input is not None:
        made = Typeset(named=False).write(explain(row.layer, row.input).count)
        if len(made) <= _LONGEST:
            return made
    return grouped(row.params)


def _called(comparison: Comparison, line: Line) -> str:
    """The name of a layer, so that no name stands for two: a layer that is gone with its place
    where another has its name now, and one that has another name now with both."""
    before, after = line.before, line.after
    if before and after and before.name != after.name:
        return tr("{old} (now {new})").format(old=before.name, new=after.name)
    if before and after is None and before.name in comparison.after.names:
        return tr("the old {name} (layer {place})").format(name=before.name, place=before.index)
    return line.row.name


def _value(text: str) -> str:
    shown = f"({text})" if ", " in text else text
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
