"""What was assumed of a layer, in a sentence or two."""

from __future__ import annotations

from designer.core.assumption import Assumption
from designer.core.layer import Layer
from designer.i18n import marked, tr

ASSUMPTIONS: dict[str, str] = {
    "settings": marked("Assumed: {told}"),
    "input": marked("Assumed: the input {told}"),
    "with_input": marked("Assumed: {told}"),
    "not_printed": marked("Assumed: {told}, as a summary does not print it"),
    "model": marked(
        "Assumed: one layer for what is inside this model ({told} parameters), as that is not "
        "printed"
    ),
    "unknown": marked(
        "Assumed: a layer of your own for this class ({told} parameters), which is not known here"
    ),
    "unfit": marked("Assumed: the default settings. None were found that give what is printed"),
    "total": marked(
        "Assumed: what the rows say, though the total is another than the one printed ({told})"
    ),
    "trained": marked(
        "Assumed: every layer is trained, though so many parameters are not ({told} trainable)"
    ),
}


def assumption_short(assumption: Assumption, layer: Layer) -> str:
    """What was assumed of *layer*, and nothing more: "Assumed: kernel_size 3×3"."""
    told = tr(ASSUMPTIONS[assumption.kind]).format(told=assumption.told)
    about = assumption.about(layer)
    if not assumption.inside or about is None:
        return told
    return tr("{layer}, number {place} inside: {told}").format(
        layer=about.name or about.keras,
        place=".".join(str(place + 1) for place in assumption.inside),
        told=told[:1].lower() + told[1:],
    )


def assumption_text(assumption: Assumption, layer: Layer) -> str:
    """What was assumed of *layer*, the arithmetic that makes it likely, and what would fit as well.

    "Assumed: kernel_size 3×3, as 320 = (3 * 3 * 1 + 1) * 32."; of a layer inside with its name.
    """
    text = assumption_short(assumption, layer)
    if assumption.count:
        text = tr("{assumed}, as {count}").format(assumed=text, count=assumption.count)
    if not assumption.others:
        return f"{text}."
    return f"{text}. {_others(assumption)} {'; '.join(assumption.others)}."


def assumption_note(assumption: Assumption, layer: Layer) -> str:
    """The same behind the name of a block and a colon."""
    text = assumption_text(assumption, layer)
    return text if assumption.inside else text[:1].lower() + text[1:]


def assumption_lines(assumption: Assumption, layer: Layer) -> str:
    """The same with a line for each part, where there is room."""
    lines = [assumption_short(assumption, layer), *filter(None, [assumption.count])]
    if assumption.others:
        lines += [_others(assumption), *(f"– {other}" for other in assumption.others)]
    return "\n".join(lines)


def _others(assumption: Assumption) -> str:
    several = len(assumption.others) > 1
    return tr("These would print the same:") if several else tr("This would print the same:")
