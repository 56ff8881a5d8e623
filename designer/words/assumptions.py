"""What was assumed of a layer, in a sentence or two."""

from __future__ import annotations

from designer.core.assumption import Assumption
from designer.i18n import marked, tr

ASSUMPTIONS: dict[str, str] = {
    "settings": marked("Assumed: {told}"),
    "input": marked("Assumed: the input {told}"),
    "with_input": marked("Assumed: {told}"),
    "not_printed": marked("Assumed: {told}, as a summary does not print it"),
    "unfit": marked("Assumed: the default settings. None were found that give what is printed"),
}


def assumption_text(assumption: Assumption) -> str:
    """What was assumed, the arithmetic that makes it likely, and what would fit as well."""
    text = tr(ASSUMPTIONS[assumption.kind]).format(told=assumption.told)
    if assumption.count:
        text = tr("{assumed}, as {count}").format(assumed=text, count=assumption.count)
    if not assumption.others:
        return f"{text}."
    one, several = (
        tr("This would print the same: {others}"),
        tr("These would print the same: {others}"),
    )
    others = (several if len(assumption.others) > 1 else one).format(
        others="; ".join(assumption.others)
    )
    return f"{text}. {others}."
