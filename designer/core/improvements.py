"""What would settle a warning: changes that were tried through the analysis and do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from designer.core import changes, edits
from designer.core.analyse import analyse
from designer.core.changes import MOST, Fix, completed, global_pooling
from designer.core.expected import expected_output, same_rank
from designer.core.layer import Layer, Shape
from designer.core.layers.activation import Activation
from designer.core.layers.images import CenterCrop, Resizing
from designer.core.layers.input import Input
from designer.core.layers.pooling import MaxPooling1D, MaxPooling2D, MaxPooling3D
from designer.core.layers.reshaping import Flatten
from designer.core.remedies import with_setting
from designer.core.report import Report, Row
from designer.core.warnings import LayerWarning, warnings, warnings_at
from designer.core.windows import split


def improvements(report: Report, warning: LayerWarning) -> tuple[Fix, ...]:
    """The changes that settle *warning* and stop the chain no earlier: first those after which as
    many axes come out as before, of these those with the smallest total. A model is unpacked to
    change what is inside."""
    if "inside" in warning.values:
        return ()
    row = report.row(warning.index)
    given = _given_output(report)
    found: list[Fix] = []
    for fix in _BY_CODE.get(warning.code, _plainer)(report, row):
        after = analyse(fix.design, report)
        if _as_far(report, after) and _settled(after, warning):
            found.append(fix.tried(after, given))
        if len(found) == MOST:
            break
    return tuple(sorted(found, key=lambda fix: (_another_rank(fix, given), fix.total)))


def _settled(after: Report, warning: LayerWarning) -> bool:
    index = after.design.index(warning.uid)
    return index is None or all(w.code != warning.code for w in warnings_at(after, index))


def _given_output(report: Report) -> Shape | None:
    """What the design gives, or would give if it did not stop."""
    if report.problem_row is not None:
        return expected_output(report, report.problem_row)
    return report.outputs[0] if len(report.outputs) == 1 else None


def _another_rank(fix: Fix, given: Shape | None) -> bool:
    return bool(fix.outputs) and given is not None and not same_rank(fix.outputs, given)


def _as_far(before: Report, after: Report) -> bool:
    """Whether the chain runs, or still stops at the layer at which it stopped before."""
    stopped, was = after.problem_row, before.problem_row
    return stopped is None or (was is not None and stopped.uid == was.uid)


def _plainer(report: Report, row: Row) -> Iterator[Fix]:
    """A setting left as it is by default; or the layer left out."""
    for field, value in row.layer.settings():
        if value != field.default and field.name not in ("name", "trainable", "dtype"):
            yield _with(report, row, field.name, field.default)
    if row.index:
        yield changes.remove(report, row)


def _with(report: Report, row: Row, name: str, value: Any) -> Fix:
    return changes.setting(report, row, row, row.layer.replace(**{name: value}))


def _smaller(report: Report, row: Row) -> Iterator[Fix]:
    """Means of whole maps, or maps that are pooled once more."""
    x = row.input or ()
    for layer in (*global_pooling(x), *global_pooling(x, "Max")):
        yield changes.use(report, row, layer)
    if len(x) in _POOLS:
        yield changes.insert(report, row, _POOLS[len(x)]())


_POOLS: dict[int, type[Layer]] = {3: MaxPooling1D, 4: MaxPooling2D, 5: MaxPooling3D}


def _all_seen(report: Report, row: Row) -> Iterator[Fix]:
    """A window that reaches over the edge, or no larger steps than the window is."""
    layer: Any = row.layer
    if layer.padding != "same":
        yield _with(report, row, "padding", "same")
    if hasattr(layer, "pool_size"):
        if layer.strides is not None:
            yield _with(report, row, "strides", None)
    else:
        reached = zip(layer.kernel_size, layer.strides, strict=True)
        wide = tuple(max(pair) for pair in reached)
        if wide != tuple(layer.kernel_size):
            yield _with(report, row, "kernel_size", wide)


def _one_answer(report: Report, row: Row) -> Iterator[Fix]:
    for layer in (Flatten(), *global_pooling(row.input or ())):
        yield changes.insert(report, row, layer)


def _no_softmax(report: Report, row: Row) -> Iterator[Fix]:
    """Scores as they are, or another function."""
    if not hasattr(row.layer, "activation") or isinstance(row.layer, Activation):
        yield changes.remove(report, row)
    if hasattr(row.layer, "activation"):
        yield _with(report, row, "activation", "relu")


def _no_bias(report: Report, row: Row) -> Iterator[Fix]:
    before = report.row(row.index - 1)
    bare = with_setting(before.layer, "use_bias", value=False)
    if bare is not None:
        yield changes.setting(report, row, before, bare)
        yield from _no_biases(report)


def _no_biases(report: Report) -> Iterator[Fix]:
    """The same for all layers of the chain at once."""
    chain = report.design.chain
    alike = [w for w in warnings(report) if w.code == "bias_unused" and "inside" not in w.values]
    blocks = [chain[w.index - 1] for w in alike]
    if len(blocks) > 1:
        bare = {b.uid: b.layer.replace(use_bias=False) for b in blocks}
        values = {"field": "use_bias", "value": "False", "count": str(len(blocks))}
        yield Fix("set_all", values, edits.replace_layers(report.design, bare))


def _odd_window(report: Report, row: Row) -> Iterator[Fix]:
    kernel: tuple[int, ...] = getattr(row.layer, "kernel_size", ())
    for step in (-1, 1):
        odd = tuple(k if k % 2 else k + step for k in kernel)
        yield _with(report, row, "kernel_size", odd)


def _fitting_window(report: Report, row: Row) -> Iterator[Fix]:
    """Cells that lie together, three of them at most; or the largest odd window that fits."""
    layer: Any = row.layer
    if max(layer.dilation_rate) > 1:
        yield _with(report, row, "dilation_rate", (1,) * len(layer.kernel_size))
    sizes, _ = split(row.input or (), layer.channels_first)
    for most in (3, max(layer.kernel_size)):
        pairs = list(zip(layer.kernel_size, sizes, strict=True))
        kernel = tuple(k if n is None else min(k, most, n - 1 + n % 2 or 1) for k, n in pairs)
        if kernel != tuple(layer.kernel_size):
            yield _with(report, row, "kernel_size", kernel)


def _known_sizes(report: Report, row: Row) -> Iterator[Fix]:
    """A mean over what is open, or sizes for the input."""
    for layer in global_pooling(row.input or ()):
        yield changes.use(report, row, layer)
    yield from _given(report)


def _given(report: Report) -> Iterator[Fix]:
    """All sizes of the input given, and none of them 0."""
    start = report.design.chain[0].layer
    assert isinstance(start, Input), "a chain begins with its input"
    if start.batch_shape is not None:
        batch, *sides = start.batch_shape
        *_, whole = completed((batch, *(d or None for d in sides)))
        yield from changes.other_inputs(report, iter((whole,)))


def _none_left(report: Report, row: Row) -> Iterator[Fix]:
    yield from _plainer(report, row) if row.index else _given(report)


def _yes_or_no(report: Report, row: Row) -> Iterator[Fix]:
    if hasattr(row.layer, "activation"):
        yield _with(report, row, "activation", "sigmoid")
    else:
        yield changes.use(report, row, Activation(activation="sigmoid"))


def _stretched(report: Report, row: Row) -> Iterator[Fix]:
    assert isinstance(row.layer, CenterCrop), "only a crop can be too large"
    sides = {name: getattr(row.layer, name) for name in ("height", "width", "data_format")}
    yield changes.use(report, row, Resizing(**sides))


_BY_CODE: dict[str, Callable[[Report, Row], Iterator[Fix]]] = {
    "flatten_share": _smaller,
    "rows_dropped": _all_seen,
    "dense_on_image": _one_answer,
    "softmax_inside": _no_softmax,
    "bias_unused": _no_bias,
    "uneven_padding": _odd_window,
    "mostly_padding": _fitting_window,
    "open_flatten": _known_sizes,
    "zero_size": _none_left,
    "softmax_of_one": _yes_or_no,
    "crop_grows": _stretched,
}
