"""What is said about the numbers of one layer: where they come from, and what they add up to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from designer.core.explain import Explanation, Side
from designer.core.layer import Layer, Weight
from designer.core.notation import substituted
from designer.core.origins import place, source
from designer.core.places import Place
from designer.core.report import Report, Row
from designer.core.symbolic import Expr, Number, Origin, Symbol, symbols
from designer.core.units import grouped, memory
from designer.core.value import Value
from designer.i18n import tr
from designer.ui.prose import Span
from designer.words.rounding import rounded_text
from designer.words.terms import origin_text, term_text

_WINDOW = ("kernel_size", "pool_size", "strides")


class Reference(Value):
    """What a symbol in a formula of *row* stands for, worked out when somebody wants to know."""

    report: Report
    row: Row
    symbol: Symbol

    @cached_property
    def origin(self) -> str:
        """ "the last axis of conv2d_1's output"."""
        return origin_text(self.report, self.row, self.symbol)

    @property
    def text(self) -> str:
        """ "c_in = 32, the last axis of conv2d_1's output"."""
        return term_text(self.report, self.row, self.symbol)

    @property
    def source(self) -> Place:
        """Where its number was made."""
        return source(self.report, place(self.report, self.row, self.symbol.origin))


Terms = Mapping[str, Reference]
"""What each symbol stands for, by its name."""


def references(report: Report, row: Row, trees: Iterable[Expr]) -> Terms:
    """What each symbol in *trees* stands for."""
    found = {symbol.name: symbol for tree in trees for symbol in symbols(tree)}
    return {name: Reference(report, row, symbol) for name, symbol in found.items()}


def output_terms(report: Report, row: Row, found: Explanation) -> Terms:
    """What each size that comes out is, by the term of its axis."""
    sizes = enumerate(found.sides, start=1)
    known = ((i, Symbol(s.name, s.size, Origin("output", s.name, i))) for i, s in sizes if s.size)
    return {output_term(i): Reference(report, row, symbol) for i, symbol in known}


def output_term(axis: int) -> str:
    """The term for a size that comes out, which no symbol is called."""
    return f"output {axis}"


def sources(terms: Terms, tree: Expr) -> Iterator[tuple[tuple[Symbol, ...], str]]:
    """The symbols in *tree* that come from one setting or axis, and the words for that."""
    places: dict[tuple[str, str], dict[str, Symbol]] = {}
    for symbol in symbols(tree):
        origin = (symbol.origin.kind, symbol.origin.name)
        places.setdefault(origin, {})[symbol.name] = symbol
    for found in places.values():
        yield tuple(found.values()), terms[next(iter(found))].origin


def weights_text(found: Explanation) -> tuple[Span, ...]:
    """`kernel (3, 3, 32, 32) = 9,216 · bias (32,) = 32 · 36.13 KB at 4 bytes each`."""
    if not found.weights:
        return ()
    spans = [span for weight in found.weights for span in _weight(weight)]
    size = memory(sum(int(weight.count) * weight.width for weight in found.weights))
    each = {weight.width for weight in found.weights}
    return (*spans, (size, True), (f" {_each(each)}.", False))


def _each(widths: Collection[int]) -> str:
    if len(widths) > 1:
        return tr("in all")
    (each,) = widths
    return tr("at 1 byte each") if each == 1 else tr("at {bytes} bytes each").format(bytes=each)


def _weight(weight: Weight) -> Iterator[Span]:
    shape = str(tuple(int(d or 0) for d in weight.shape))
    yield weight.path, True
    yield f" {shape} = {grouped(weight.count)} · ", False


def split_text(row: Row) -> tuple[Span, ...]:
    """How many are trained, where not all are."""
    if not row.params or not row.non_trainable:
        return ()
    if not row.layer.trainable and not row.trainable:
        return ((tr("Frozen: training leaves all of them alone."), False),)
    trained, rest = grouped(row.trainable or 0), grouped(row.non_trainable)
    return (
        (trained, True),
        (f" {tr('trainable')} · ", False),
        (rest, True),
        (f" {tr('non-trainable')}.", False),
    )


def rule_text(layer: Layer, side: Side, terms: Terms) -> str:
    """Which rule gave the size of *side*: "padding = valid"; *terms* is where symbols come from."""
    match side.tree:
        case None:
            return tr("it depends on what comes in")
        case Number():
            return tr("fixed by the layer")
        case Symbol(name, _, origin) if origin.kind == "axis":
            return tr("taken over: {origin}").format(origin=terms[name].origin)
        case Symbol(name):
            return terms[name].origin
        case _:
            return _padding(layer, side.tree)


def _padding(layer: Layer, tree: Expr) -> str:
    rule = getattr(layer, "padding", None)
    windowed = any(symbol.origin.name in _WINDOW for symbol in symbols(tree))
    plain = f"padding = {rule}" if windowed and isinstance(rule, str) else ""
    return rounded_text(layer, (tree,)) or plain


def computed_sides(found: Explanation) -> tuple[tuple[str, Side], ...]:
    """The axes of the output that take arithmetic, by name; those that take the same, once."""
    alike: dict[str, list[Side]] = {}
    for side in found.sides:
        if side.computed and side.tree is not None:
            alike.setdefault(substituted(side.tree), []).append(side)
    return tuple((" = ".join(side.name for side in sides), sides[0]) for sides in alike.values())
