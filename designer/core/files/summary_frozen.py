"""Which layers of a printed summary are frozen: what its column says, or its totals determine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from designer.core.analyse import analyse
from designer.core.assumption import Assumption
from designer.core.design import Block, Design
from designer.core.freezing import with_trainable
from designer.core.report import Report, Row
from designer.core.units import grouped

_MOST_SUMS = 20_000
"""As many sums of counts as are tried."""


def as_trained(design: Design, printed: int | None) -> Design:
    """The *design* with as many trainable parameters as are *printed*, where that can be.

    All layers are frozen where there are none; else the first ones, as people do it, or others
    whose counts make up the difference.
    """
    report = analyse(design)
    if printed is None or not report.complete or printed == report.trainable:
        return design
    for rows in (*_all(report, printed), *_first(report, printed), *_some(report, printed)):
        found = _frozen(report, rows, printed)
        if analyse(found).trainable == printed:
            return found
    told = f"{grouped(report.trainable)} ≠ {grouped(printed)}"
    return _with_word(design, {design.chain[0].uid: Assumption("trained", told=told)})


def _all(report: Report, printed: int) -> Iterable[Sequence[Row]]:
    return () if printed else (list(report.rows[1:]),)


def _first(report: Report, printed: int) -> Iterable[Sequence[Row]]:
    rows = _trained(report)
    frozen = accumulate(row.trainable or 0 for row in rows)
    ends = [i for i, count in enumerate(frozen, start=1) if count == report.trainable - printed]
    return (rows[:end] for end in ends)


def _some(report: Report, printed: int) -> Iterable[Sequence[Row]]:
    """Layers whose counts add up to what is not trained."""
    missing = report.trainable - printed
    sums: dict[int, tuple[Row, ...]] = {0: ()}
    for row in _trained(report):
        count = row.trainable or 0
        more = {total + count: (*rows, row) for total, rows in sums.items()}
        sums |= {total: rows for total, rows in more.items() if total not in sums}
        if missing in sums:
            return (sums[missing],)
        if len(sums) > _MOST_SUMS:
            break
    return ()


def _trained(report: Report) -> list[Row]:
    return [row for row in report.rows if row.trainable]


def _frozen(report: Report, rows: Sequence[Row], printed: int) -> Design:
    """The design with the layers of these *rows* frozen; unless all are, they say why."""
    design, chosen = report.design, {row.uid for row in rows}
    chain = [
        block.replace(layer=with_trainable(block.layer, False)) if block.uid in chosen else block
        for block in design.chain
    ]
    frozen = design.replace(chain=tuple(chain))
    if not printed:
        return frozen
    counts = " + ".join(grouped(row.trainable or 0) for row in rows)
    arithmetic = f"{grouped(report.trainable)} - {grouped(printed)} = {counts}"
    word = Assumption("settings", ("trainable",), "trainable False", arithmetic)
    return _with_word(frozen, dict.fromkeys(chosen, word))


def _with_word(design: Design, words: dict[int, Assumption]) -> Design:
    def told(block: Block) -> Block:
        word = words.get(block.uid)
        return block if word is None else block.replace(assumed=(*block.assumed, word))

    return design.replace(chain=tuple(map(told, design.chain)))
