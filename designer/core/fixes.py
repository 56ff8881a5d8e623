"""Ways out of a problem: changes that were tried through the analysis and do help."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import isqrt
from typing import cast

from designer.core import changes
from designer.core.analyse import analyse
from designer.core.changes import MOST, Fix, completed, global_pooling
from designer.core.expected import expected_output, same_rank
from designer.core.families import POOLING
from designer.core.layer import Layer, Shape
from designer.core.layers.input import Input
from designer.core.layers.pipeline import Pipeline
from designer.core.layers.reshaping import Flatten, RepeatVector, Reshape
from designer.core.layers.unknown import Unknown
from designer.core.layers.wrappers import TimeDistributed
from designer.core.problems import Problem
from designer.core.remedies import remedies, sibling, with_setting
from designer.core.report import Report, Row

__all__ = ["MOST", "Fix", "fixes"]


def fixes(report: Report, row: Row) -> tuple[Fix, ...]:
    """What would let the layer of *row* run. First what mends the whole chain and gives as many
    axes as the design was to give, then what gives others, then what only gets further; of those
    the smallest change first."""
    kept: list[Fix] = []
    others: list[Fix] = []
    further: list[Fix] = []
    told: list[tuple[str, Mapping[str, str]]] = []
    expected = expected_output(report, row)
    for fix in _candidates(report, row):
        if len(kept) == MOST:
            break
        if (fix.code, fix.values) in told:
            continue
        told.append((fix.code, fix.values))
        after = analyse(fix.design, report)
        if after.complete:
            known = expected is None or same_rank(after.outputs, expected)
            (kept if known else others).append(fix.tried(after, expected))
        elif _gets_further(after, row):
            further.append(fix.tried(after, expected))
    return tuple((kept + others + further)[:MOST])


def _gets_further(after: Report, row: Row) -> bool:
    """Whether the place of *row*, or what has come in its place, runs now."""
    stopped, place = after.problem_row, after.design.index(row.uid)
    assert stopped is not None, "a complete chain is the best fix"
    return stopped.index > (row.index if place is None else place)


def _candidates(report: Report, row: Row) -> Iterator[Fix]:
    """Everything worth a trial, the smallest change first."""
    problem = row.problem
    if problem is None:
        return
    if row.input is not None:
        for layer in remedies(row.layer, row.input, problem):
            yield changes.setting(report, row, row, layer)
    for remedy in _BY_CODE.get(problem.code, ()):
        yield from remedy(report, row, problem)
    if row.index:
        yield changes.remove(report, row)


def _earlier(report: Report, row: Row) -> Iterator[Row]:
    """The rows before *row*, without the input, the nearest first."""
    return (report.row(index) for index in range(row.index - 1, 0, -1))


# a setting of this layer or of one before


_EARLIER: dict[str, dict[str, object]] = {
    "wrong_rank": {"return_sequences": True, "keepdims": True},
    "many_inputs": {"return_state": False, "merge_mode": "concat"},
}
"""Settings of earlier layers that decide what comes in."""


def _earlier_settings(report: Report, row: Row, problem: Problem) -> Iterator[Fix]:
    for name, value in _EARLIER[problem.code].items():
        for earlier in _earlier(report, row):
            changed = with_setting(earlier.layer, name, value)
            if changed is not None:
                yield changes.setting(report, row, earlier, changed)
                break


# a shape with the wrong number of axes


def _other_ranks(report: Report, row: Row, problem: Problem) -> Iterator[Fix]:
    x, values = row.input or (), problem.values
    ranks = cast("tuple[int, ...]", values.get("ranks") or (values["least"],))
    outside = len(x) - len(cast("Shape", values["input"]))  # a layer inside sees fewer axes
    for rank in ranks:
        for layer in _instead(row.layer, len(x), rank + outside):
            yield changes.use(report, row, layer)
        for layer in _adapters(x, rank + outside):
            yield changes.insert(report, row, layer)


def _instead(layer: Layer, has: int, wants: int) -> Iterator[Layer]:
    """Layers that do the same with as many axes as there are."""
    if isinstance(layer, TimeDistributed):
        yield layer.layer
    other = sibling(layer, has)
    if other is not None:
        yield other
    if has == wants + 1:
        yield TimeDistributed(layer=layer)


def _adapters(x: Shape, rank: int) -> Iterator[Layer]:
    """Layers that turn *x* into a shape with *rank* axes."""
    if rank == 2 < len(x):
        yield Flatten()
        yield from global_pooling(x)
    elif len(x) > rank:
        yield Reshape(target_shape=(-1, *x[len(x) - rank + 2 :]))
        yield TimeDistributed(layer=Flatten())
    elif None not in x[1:]:
        sizes = cast("tuple[int, ...]", x[1:])
        if len(x) == 2 and rank == 4 and isqrt(sizes[0]) ** 2 == sizes[0]:
            yield Reshape(target_shape=(isqrt(sizes[0]), isqrt(sizes[0]), 1))
        yield Reshape(target_shape=(*sizes, *(1,) * (rank - len(x))))
        if len(x) == 2 and rank == 3:
            yield RepeatVector(n=10)


def _pooled_not_flattened(report: Report, row: Row, problem: Problem) -> Iterator[Fix]:
    """Flatten needs to know all sizes; a mean over them does not."""
    for earlier in _earlier(report, row):
        if isinstance(earlier.layer, Flatten) and earlier.input is not None:
            for layer in global_pooling(earlier.input):
                yield changes.use(report, earlier, layer)
            return


# the input, and layers to do without

_USUAL: tuple[Shape, ...] = (
    (None, 28, 28, 1),
    (None, 784),
    (None, 100, 16),
    (None, 16, 32, 32, 3),
    (None, 100),
)


def _inputs(report: Report, row: Row, problem: Problem) -> Iterator[Fix]:
    """Other shapes to begin with: the usual ones, or sizes where now None is."""
    block = report.design.chain[0]
    assert isinstance(block.layer, Input), "a chain begins with its input"
    shape = block.layer.batch_shape
    batch = 32 if problem.code == "stateful_batch" else None
    shapes = iter(_USUAL) if shape is None else completed(shape, batch)
    yield from changes.other_inputs(report, shapes)


def _pools(report: Report, row: Row, problem: Problem) -> Iterator[Fix]:
    """Without a pooling layer before, more is left for this one."""
    pools = [earlier for earlier in _earlier(report, row) if earlier.layer.family is POOLING]
    yield from (changes.remove(report, pool) for pool in pools[:2])


def _rank_changer(report: Report, row: Row, problem: Problem) -> Iterator[Fix]:
    """Without the last layer that changed the number of axes, it is as it was before."""
    for earlier in _earlier(report, row):
        if len(earlier.input or ()) != len(earlier.output or ()):
            yield changes.remove(report, earlier)
            return


def _misspelt(report: Report, row: Row, problem: Problem) -> Iterator[Fix]:
    """The layer that is nearly called so."""
    from designer.core.files.meant import meant  # only files bring such layers

    if isinstance(row.layer, Unknown) and (layer := meant(row.layer)) is not None:
        yield changes.use(report, row, layer)


def _piped(report: Report, row: Row, problem: Problem) -> Iterator[Fix]:
    """A pipeline makes a tensor of its own of what its layers return."""
    yield changes.use(report, row, Pipeline(layers=(row.layer,)))


_Remedy = Callable[[Report, Row, Problem], Iterator[Fix]]

_BY_CODE: dict[str, tuple[_Remedy, ...]] = {
    "wrong_rank": (_earlier_settings, _other_ranks, _rank_changer),
    "too_few_axes": (_other_ranks, _rank_changer),
    "many_inputs": (_earlier_settings,),
    "hands_on_its_input": (_piped,),
    "unknown_dimension": (_pooled_not_flattened, _inputs),
    "unknown_channels": (_pooled_not_flattened, _inputs),
    "stateful_batch": (_inputs,),
    "no_input_shape": (_inputs,),
    "unknown_layer": (_misspelt,),
    "window_too_large": (_pools,),
    "crop_too_large": (_pools,),
}
