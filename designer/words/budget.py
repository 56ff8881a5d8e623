"""What is said of a budget: whether the model fits, and what would make it fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from designer.core.units import grouped
from designer.i18n import tr
from designer.words.measures import macs_text
from designer.words.problems import problem_short

if TYPE_CHECKING:
    from designer.core.budget import Answer, Reason
    from designer.core.curve import Point

_UNITS = {"params": "", "bytes": " bytes", "macs": " MACs"}


def exactly(code: str, amount: int) -> str:
    """A figure of the measure *code* to the last digit: "994,586", "10,000,000 bytes"."""
    return grouped(amount) + tr(_UNITS[code])


def fit_text(code: str, total: int, budget: int) -> str:
    """ "Does not fit: 5,029,097 too many", or how much is left."""
    if total > budget:
        return tr("Does not fit: {more} too many").format(more=exactly(code, total - budget))
    if total == budget:
        return tr("Fits exactly")
    return tr("Fits: {left} left").format(left=exactly(code, budget - total))


def used_text(code: str, total: int, budget: int) -> str:
    """ "6,029,097 of 1,000,000"."""
    return tr("{total} of {budget}").format(total=grouped(total), budget=exactly(code, budget))


def proof_text(found: Answer, title: str, names: Sequence[str], code: str, budget: int) -> str:
    """Why a value of the setting *title* is the largest that fits *budget*: "units = 81 gives
    994,586; 82 would give 1,006,267, which is 6,267 too many." The layers have *names*.
    """
    if found.endless:
        return _endless(found, title, code)
    if found.largest is None:
        return _never(found, title, code, budget)
    text = tr("{title} = {value} gives {total}; {next}").format(
        title=title,
        value=grouped(found.largest.value),
        total=exactly(code, found.largest.total),
        next=_next(found, names, code, budget),
    )
    return text if found.complete else f"{text} {tr('Not every larger value was tried.')}"


def closest_text(point: Point, title: str, code: str) -> str:
    """That another value uses more of the budget than the largest one."""
    return tr("{title} = {value} uses most of the budget: {total}.").format(
        title=title, value=grouped(point.value), total=exactly(code, point.total)
    )


def change_text(name: str, title: str, old: int, value: int) -> str:
    """What a change does: "dense: units 512 → 81"."""
    return tr("{name}: {title} {old} → {value}").format(
        name=name, title=title, old=grouped(old), value=grouped(value)
    )


def gives_text(code: str, total: int, same_output: bool) -> str:
    """What the model has after a change."""
    text = tr("gives {total}").format(total=exactly(code, total))
    return text if same_output else f"{text}, {tr('and another output shape')}"


def reason_text(reason: Reason, names: Sequence[str], code: str) -> str:
    """Why a change that makes no layer narrower makes the model fit: "less flows on: flatten
    11,552 → 3,200"; and the work that is left, where it is not what is limited."""
    told = tr("less flows on: {name} {before} → {after}").format(
        name=names[reason.place], before=grouped(reason.before), after=grouped(reason.after)
    )
    if reason.macs is None or code == "macs":
        return told
    return tr("{told}; {macs} for one sample").format(told=told, macs=macs_text(reason.macs))


def set_text(title: str, name: str, value: int) -> str:
    """The name of a change as a step that can be undone, and the text of its link."""
    return tr("Set {title} of {name} to {value}").format(
        title=title, name=name, value=grouped(value)
    )


def _next(found: Answer, names: Sequence[str], code: str, budget: int) -> str:
    if found.next is None:
        return tr("no larger number can be typed.")
    if found.next.problem is None:
        return _too_many(found.next, code, budget)
    refused = tr("{value} cannot run ({name}: {problem})").format(
        value=grouped(found.next.value),
        name=names[found.next.place],
        problem=problem_short(found.next.problem).rstrip("."),
    )
    if found.later is None:
        return tr("{refused}, and no larger value runs.").format(refused=refused)
    return f"{refused}; {_too_many(found.later, code, budget)}"


def _too_many(point: Point, code: str, budget: int) -> str:
    return tr("{value} would give {total}, which is {more} too many.").format(
        value=grouped(point.value),
        total=exactly(code, point.total),
        more=grouped(point.total - budget),
    )


def _never(found: Answer, title: str, code: str, budget: int) -> str:
    least, tried = found.least, tr("None of the values that were tried fits")
    return tr(
        "{start}: {title} = {value} gives the least, {total}, which is {more} too many."
    ).format(
        start=tr("No value fits") if found.complete else tried,
        title=title,
        value=grouped(least.value),
        total=exactly(code, least.total),
        more=grouped(least.total - budget),
    )


def _endless(found: Answer, title: str, code: str) -> str:
    closest = found.closest
    assert closest is not None, "the values without end fit"
    if closest.total == found.least.total == found.now.total:
        total = exactly(code, closest.total)
        return tr("{title} changes nothing here: the total is {total} at every value.").format(
            title=title, total=total
        )
    return tr(
        "{title} has no largest value that fits, as the total does not grow any more; {value} uses "
        "most of the budget, with {total}."
    ).format(title=title, value=grouped(closest.value), total=exactly(code, closest.total))
