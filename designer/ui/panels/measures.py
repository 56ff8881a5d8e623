"""What the charts can show of each block, and on which scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log, log10

from designer.core.memory import flow
from designer.core.report import Report
from designer.core.units import grouped, memory
from designer.i18n import tr

Values = list[int | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number for each block, None where it is not known.

    Its round numbers are those of *base*, 10 or 2. What is centred is drawn around the middle, as
    a stream that widens and narrows.
    """

    title: str
    values: Callable[[Report], Values]
    text: Callable[[int], str]
    base: int = 10
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """How long the bar of a number is (given the sum of all), and how lengths are ticked.

    `step` rounds a distance between ticks up to a good one.
    """

    title: str
    length: Callable[[Measure, int, int], float]
    tick: Callable[[Measure, float], str]
    step: Callable[[Measure, float], float]


def even(rough: float, base: int) -> float:
    """The next round number from *rough* up: 1, 2 or 5 times a power of ten, or a power of two."""
    if base == 2:
        return 2.0 ** ceil(log(rough, 2))
    power = 10.0 ** floor(log10(rough))
    return next((times * power for times in (1, 2, 5) if times * power >= rough), 10 * power)


def _params(report: Report) -> Values:
    known: Values = [None if o.problem else o.params for o in report.outcomes]
    return known + [None] * (len(report.design.chain) - len(known))


def _bytes(report: Report) -> Values:
    blocks = zip(report.design.chain, _params(report), strict=True)
    return [None if n is None else n * block.layer.bytes_per_weight for block, n in blocks]


def _activations(report: Report) -> Values:
    return [None if n is None else 4 * n for n in flow(report)]


MEASURES: Sequence[Measure] = (
    Measure(tr("Parameters"), _params, grouped),
    Measure(tr("Memory of weights"), _bytes, memory, base=2),
    Measure(tr("Memory of activations"), _activations, memory, base=2),
    Measure(tr("Flow of sizes"), flow, grouped, centred=True),
)

LINEAR = Scale(
    tr("Linear"),
    length=lambda measure, n, total: float(n),
    tick=lambda measure, length: measure.text(round(length)).replace(".00", ""),
    step=lambda measure, rough: even(max(rough, 1.0), measure.base),
)


def _power(measure: Measure, length: float) -> int:
    """What a length stands for on the logarithmic scale, where nothing has the length 0."""
    return measure.base ** round(length) if length else 0


LOG = Scale(
    tr("Log"),
    length=lambda measure, n, total: log(1 + n, measure.base),
    tick=lambda measure, length: measure.text(_power(measure, length)).replace(".00", ""),
    step=lambda measure, rough: even(rough, 10) if measure.base == 2 else ceil(rough),
)
SHARE = Scale(
    tr("Share"),
    length=lambda measure, n, total: n / total if total else 0.0,
    tick=lambda measure, length: f"{length:.0%}",
    step=lambda measure, rough: even(max(rough, 0.01), 10),
)
SCALES = (LINEAR, LOG, SHARE)
