"""The releases of Keras before 3, as far as their summaries are told apart.

Sources: `print_summary` in `keras/utils/layer_utils.py` and `count_params` of each release that
changed them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from designer.core.expanded import expanded
from designer.core.export.columns import Columns
from designer.core.export.ruled_table import Cut, Wrap
from designer.core.layers.nested import Model
from designer.core.naming import Scheme
from designer.core.report import Report
from designer.core.units import grouped, memory
from designer.core.value import Value

Totals = Callable[[Report], Iterator[str]]


class Release(Value):
    """What sets a release apart: how it prints rows and totals, the columns of a chain, and those
    of a model of which a layer takes in several tensors.

    *by_tensorflow* is tf.keras, which prints the shape of an input as a list, and has no call of
    a model that its making counts as. *counts_frozen* are parameters that are not trained, too;
    where nothing *freezes*, the setting is ignored.
    """

    scheme: Scheme
    prints: Cut | Wrap
    totals: Totals
    chain: Columns
    graph: Columns
    titled: bool = True
    by_tensorflow: bool = True
    counts_frozen: bool = True
    freezes: bool = True

    @property
    def knows_more(self) -> bool:
        """Whether it can tell which layers are trained, and open the models inside a model."""
        return isinstance(self.prints, Wrap)


def _one_total(report: Report) -> Iterator[str]:
    yield f"Total params: {report.trainable}"


def _totals_with_fractions(report: Report) -> Iterator[str]:
    """numpy adds up the weights of each layer, and has a fraction where there are none."""
    counted = [row for _, row in expanded(report) if not isinstance(row.layer, Model)]
    trained = _added([row.trainable for row in counted], report.trainable)
    frozen = _added([row.non_trainable for row in counted], report.non_trainable)
    yield f"Total params: {trained + frozen:,}"
    yield f"Trainable params: {trained:,}"
    yield f"Non-trainable params: {frozen:,}"


def _added(counts: Sequence[int | None], total: int) -> int | float:
    return total if all(counts) else float(total)


def _three_totals(report: Report) -> Iterator[str]:
    yield f"Total params: {grouped(report.total)}"
    yield f"Trainable params: {grouped(report.trainable)}"
    yield f"Non-trainable params: {grouped(report.non_trainable)}"


def _totals_with_memory(report: Report) -> Iterator[str]:
    frozen = report.bytes - report.trainable_bytes
    yield f"Total params: {report.total} ({memory(report.bytes, 'Byte')})"
    yield f"Trainable params: {report.trainable} ({memory(report.trainable_bytes, 'Byte')})"
    yield f"Non-trainable params: {report.non_trainable} ({memory(frozen, 'Byte')})"


_THREE = Columns(65, (0.45, 0.85, 1.0))
_FOUR = Columns(98, (0.33, 0.55, 0.67, 1.0))
_WIDE = _FOUR.replace(width=100)
_FIRST = Columns(100, (0.35, 0.55, 0.67, 1.0))

KERAS_1_0_3 = Release(
    "keras1",
    Cut(apart=False),
    _one_total,
    _FIRST,
    _FIRST,
    titled=False,
    by_tensorflow=False,
    counts_frozen=False,
    freezes=False,
)
KERAS_1_0_6 = KERAS_1_0_3.replace(chain=_WIDE, graph=_WIDE)
KERAS_1_1_1 = KERAS_1_0_6.replace(freezes=True)
KERAS_1_1_2 = KERAS_1_1_1.replace(prints=Cut(apart=True))
KERAS_1_2 = KERAS_1_1_2.replace(totals=_three_totals, counts_frozen=True)
KERAS_2_0_2 = KERAS_1_2.replace(
    scheme="keras2.2", totals=_totals_with_fractions, chain=_THREE, graph=_THREE
)
KERAS_2_0_3 = KERAS_2_0_2.replace(totals=_three_totals)
KERAS_2_0_8 = KERAS_2_0_3.replace(graph=_WIDE)
KERAS_2_2 = KERAS_2_0_8.replace(graph=_FOUR)
KERAS_2_3 = KERAS_2_2.replace(titled=True)
KERAS_2_6 = KERAS_2_3.replace(scheme="keras2.6", by_tensorflow=True)
KERAS_2_12 = KERAS_2_6.replace(scheme="keras2", prints=Wrap(narrower=0))
KERAS_2_15 = KERAS_2_12.replace(
    prints=Wrap(narrower=1),
    totals=_totals_with_memory,
    graph=Columns(98, (0.3, 0.6, 0.7, 1.0)),
)
