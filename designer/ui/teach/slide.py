"""What one step of the presentation says about one layer."""

from __future__ import annotations

from math import prod

from designer.core.explain import Explanation
from designer.core.layer import Layer, Shape, trace_shape
from designer.core.mistakes import usual_mistake
from designer.core.origins import explained
from designer.core.report import Report, Row
from designer.core.symbolic import Expr, Number, Product, Sum, Symbol, expr
from designer.core.units import grouped
from designer.core.value import Value
from designer.i18n import tr
from designer.ui.maths import (
    Line,
    count_lines,
    line,
    numeric,
    plain,
    result,
    spoken,
    two_lines,
)
from designer.ui.panels.derivation import computed_sides
from designer.ui.panels.layer_page import waiting
from designer.ui.prose import Span, numbers_bold
from designer.words import problem_text
from designer.words.mistakes import mistake_spans, mistake_text
from designer.words.rounding import rounded_text

LONGEST = 40
"""So much of a name is shown."""

_MADE = ("filters", "units")
"""What a layer makes alike: the formula is what each of them costs, so many times."""


class Slide(Value):
    """One layer for an audience.

    `flow` is what comes in and what goes out, None where that is not known; `window` the cells
    that one output looks at; `action` the words above and below the arrow; `sizes` how the output
    got its size, `rule` what is said about that; `slip` a mistake that people make; `broken` says
    that the text tells of a problem; `tokens` are the family colours of the layer before and of
    this one; `so_far` and `whole` are the running total and the total, `shares` the parts of the
    total that the layers before have, and this one.
    """

    title: str
    subtitle: str
    settings: str
    layer: Layer
    flow: tuple[Shape | None, Shape | None]
    window: tuple[int, ...]
    action: tuple[str, str]
    sizes: tuple[Line, ...]
    rule: str
    formula: tuple[Line, ...]
    text: tuple[Span, ...]
    slip: tuple[Span, ...]
    broken: bool
    tokens: tuple[str, str]
    so_far: str
    whole: str
    shares: tuple[float, float]

    @property
    def spoken(self) -> str:
        """All of it, for who listens."""
        said, slip = ("".join(part for part, _ in spans) for spans in (self.text, self.slip))
        parts = (self.title, self.subtitle, self.settings, spoken(self.formula), said, slip)
        return ". ".join(part.rstrip(".") for part in parts if part)


def slide(report: Report, index: int, by_weight: bool = False) -> Slide:
    """The slide of the row at *index*, 0 for the input; the count may be told *by_weight*."""
    row = report.row(index)
    found = explained(row)
    output = row.outputs[0] if row.outputs else None
    return Slide(
        title=tr("What comes in") if index == 0 else row.type,
        subtitle=_subtitle(report, row),
        settings=" · ".join(row.layer.mentions()),
        layer=row.layer,
        flow=(row.input, output),
        window=_window(row.layer),
        action=_action(found) if found else ("", ""),
        sizes=_sizes(found) if found else (),
        rule=_rule(found) if found else "",
        formula=_formula(row, found, by_weight),
        text=_text(row, found),
        slip=_slip(found),
        broken=row.problem is not None,
        so_far=_so_far(report, index),
        whole=_whole(report),
        tokens=(report.row(max(0, index - 1)).layer.family.token, row.layer.family.token),
        shares=_shares(report, index),
    )


def _subtitle(report: Report, row: Row) -> str:
    name = row.name if len(row.name) <= LONGEST else f"{row.name[:LONGEST]}…"
    count = len(report.design.chain) - 1
    if row.index == 0:
        return name
    place = tr("layer {number} of {count}").format(number=row.index, count=count)
    return f"{name} · {place}"


def _window(layer: Layer) -> tuple[int, ...]:
    for name in ("kernel_size", "pool_size"):
        size = getattr(layer, name, None)
        if isinstance(size, tuple):
            return size
    return ()


def _action(found: Explanation) -> tuple[str, str]:
    """ "32 filters, each" over "3 · 3 · 32 + 1 bias"; other layers say what they do."""
    match found.count:
        case Product((*before, Symbol(name, value))) if name in _MADE:
            each = tr("{count} {name}, each").format(count=grouped(value), name=name)
            return each, _each(before[0] if len(before) == 1 else Product(tuple(before)))
        case _:
            said = (*found.layer.mentions(), "", "")
            return said[0], said[1] if found.weights else tr("nothing is learned")


def _each(numbers: Expr) -> str:
    """What is counted for each: "3 · 3 · 32 + 1 bias"."""
    text = plain(numeric(numbers))
    ends_in_bias = isinstance(numbers, Sum) and isinstance(numbers.terms[-1], Number)
    return tr("{numbers} bias").format(numbers=text) if ends_in_bias else text


def _sizes(found: Explanation) -> tuple[Line, ...]:
    """`height = ⌊(256 − 3) / 1⌋ + 1` over `= 254`."""
    lines: list[Line] = []
    for name, side in computed_sides(found):
        if side.tree is not None:
            lines += [line(name, numeric(side.tree)), line("", result(side.tree.value))]
    return tuple(lines)


def _rule(found: Explanation) -> str:
    """What the arithmetic of the sizes comes to, where padding decides about it."""
    return rounded_text(found.layer, (s.tree for _, s in computed_sides(found) if s.tree))


def _formula(row: Row, found: Explanation | None, by_weight: bool) -> tuple[Line, ...]:
    if found is not None:
        form = found.by_weight if by_weight else found.factored
        return count_lines(form.count, form.trainable)
    if row.index or row.output is None or len(row.output) < 2 or None in row.output[1:]:
        return ()
    numbers = prod(dim or 0 for dim in trace_shape(row.layer, row.output)[1:])
    return two_lines(tr("numbers"), expr(numbers))


def _text(row: Row, found: Explanation | None) -> tuple[Span, ...]:
    if row.problem is not None:
        title = tr("{name} cannot run.").format(name=row.name)
        return ((title, True), (f" {problem_text(row.problem)}", False))
    if row.waits_for is not None:
        return ((waiting(row), False),)
    if found is None:
        return ((_one_sample(row.output), False),)
    if not found.weights:
        return ((row.layer.why_none or tr("This layer has no parameters."), False),)
    return numbers_bold(row.layer.meaning(found.input))


def _one_sample(output: Shape | None) -> str:
    """What is drawn of what comes in; the batch stands nowhere on a slide."""
    if output and output[0] is not None:
        return tr("One sample is shown; {count} go through at once.").format(
            count=grouped(output[0])
        )
    return tr("One sample is shown. How many go through at once, the batch, is left open.")


def _slip(found: Explanation | None) -> tuple[Span, ...]:
    """What people get wrong, behind a label that says so."""
    slip = usual_mistake(found) if found and found.weights else None
    return mistake_spans(mistake_text(slip)) if slip else ()


def _so_far(report: Report, index: int) -> str:
    return grouped(sum(outcome.params for outcome in report.outcomes[: index + 1]))


def _shares(report: Report, index: int) -> tuple[float, float]:
    counts = [outcome.params for outcome in report.outcomes[: index + 1]]
    total = max(1, report.total)
    own = counts[index] if index < len(counts) else 0
    return (sum(counts) - own) / total, own / total


def _whole(report: Report) -> str:
    text = tr("of {total}") if report.complete else tr("of at least {total}")
    return text.format(total=grouped(report.total))
