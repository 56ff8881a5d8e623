"""How a measure is drawn: in which words, on which scale, and at which round numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from math import ceil, floor, log, log10

from designer.core.measures import MEASURES, Measure
from designer.core.memory import flow
from designer.core.report import Report
from designer.core.units import grouped, memory
from designer.core.value import Value
from designer.i18n import tr
from designer.words.measures import measure_text, measure_title

NUMBER_BYTES = 4
"""What an activation takes: Keras computes in float32 unless it is told otherwise."""


class Charted(Value):
    """A measure and how its figures are written.

    Its round numbers are those of *base*, 10 or 2; each unit of the measure counts *times*, as a
    number takes four bytes.
    """

    title: str
    measure: Measure
    text: Callable[[int], str]
    base: int = 10
    times: int = 1
    adds: bool = True
    """Whether the figures of the layers make a whole, of which each has its share."""

    def values(self, report: Report) -> list[int | None]:
        """The figure of every block."""
        return [None if n is None else n * self.times for n in self.measure.rows(report)]

    def total(self, report: Report) -> int:
        """The figure of the whole chain, as far as it is known."""
        return self.measure.total(report) * self.times


def _charted(code: str, base: int = 10) -> Charted:
    return Charted(measure_title(code), MEASURES[code], lambda n: measure_text(code, n), base)


class Figures(Value):
    """What *charted* says of *report*, counted once for all who draw it."""

    report: Report
    charted: Charted

    @cached_property
    def values(self) -> Sequence[int | None]:
        """The figure of every block, None where it is not known."""
        return self.charted.values(self.report)

    @cached_property
    def total(self) -> int:
        """The figure of the whole chain."""
        return self.charted.total(self.report)

    def text(self, row: int) -> str:
        """The figure of a row, as it is written."""
        value = self.values[row]
        return "?" if value is None else self.charted.text(value)

    def reading(self, row: int) -> str:
        """The same with the name of the row and its share: "dense: 5,915,136 (98.1%)"."""
        value = self.values[row]
        share = f" ({value / self.total:.1%})" if value is not None and self._shared else ""
        return f"{self.report.names[row]}: {self.text(row)}{share}"

    @property
    def _shared(self) -> bool:
        return self.charted.adds and self.total > 0


PARAMS = _charted("params")
WEIGHTS = _charted("bytes", base=2)
ACTIVATIONS = Charted(
    tr("Memory of the activations"), MEASURES["activations"], memory, 2, NUMBER_BYTES
)
MACS = _charted("macs")
BARS: Sequence[Charted] = (PARAMS, WEIGHTS, ACTIVATIONS, MACS)
"""What is shown as bars, and what a turned setting is followed in."""

FLOW = Charted(
    tr("Flow of sizes"),
    Measure("flow", flow, lambda report: max(n or 0 for n in flow(report))),
    grouped,
    adds=False,
)
"""How many numbers go on after each layer, the input too; its total is the most at one place."""


class Scale(Value):
    """How long the bar of a number is (given the sum of all), and how lengths are ticked.

    `step` rounds a distance between ticks up to a good one.
    """

    title: str
    length: Callable[[Charted, int, int], float]
    tick: Callable[[Charted, float], str]
    step: Callable[[Charted, float], float]


def even(rough: float, base: int) -> float:
    """The next round number from *rough* up: 1, 2 or 5 times a power of ten, or a power of two."""
    if base == 2:
        return 2.0 ** ceil(log(rough, 2))
    power = 10.0 ** floor(log10(rough))
    return next((times * power for times in (1, 2, 5) if times * power >= rough), 10 * power)


def _short(charted: Charted, value: int) -> str:
    """A round number without the decimals that say nothing: "4 MB", "1 M MACs"."""
    return charted.text(value).replace(".00", "")


def _power(charted: Charted, length: float) -> int:
    """What a length stands for on the logarithmic scale, where nothing has the length 0."""
    return charted.base ** round(length) if length else 0


LINEAR = Scale(
    tr("Linear"),
    length=lambda charted, n, total: float(n),
    tick=lambda charted, length: _short(charted, round(length)),
    step=lambda charted, rough: even(max(rough, 1.0), charted.base),
)
LOG = Scale(
    tr("Log"),
    length=lambda charted, n, total: log(1 + n, charted.base),
    tick=lambda charted, length: _short(charted, _power(charted, length)),
    step=lambda charted, rough: even(rough, 10) if charted.base == 2 else ceil(rough),
)
SHARE = Scale(
    tr("Share"),
    length=lambda charted, n, total: n / total if total else 0.0,
    tick=lambda charted, length: f"{length:.0%}",
    step=lambda charted, rough: even(max(rough, 0.01), 10),
)
SCALES = (LINEAR, LOG, SHARE)
