"""The formula behind a parameter count, read off the shapes of the weights.

`params` is the sum of the weights' products; the factors that all weights share are pulled out:
`[k_h, k_w, c_in, filters] + [filters]` gives `(k_h * k_w * c_in + 1) * filters`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import gcd

from designer.core.symbolic import Expr, Number, Product, Sum, expr, factors_of

Factors = tuple[Expr, ...]


def counted(shapes: Iterable[Sequence[int]]) -> Expr:
    """The factored expression of the sum of the products of *shapes*; `Number(0)` if none."""
    products = [_factors(shape) for shape in shapes]
    if not products:
        return Number(0)
    shared = _shared(products)
    terms = Counter(_without(product, shared) for product in products)
    times = gcd(*terms.values())
    inner = [_product(((Number(n // times),) if n > times else ()) + t) for t, n in terms.items()]
    numbers = ([Number(times)] if times > 1 else []) + [f for f in shared if _is_number(f)]
    named = [f for f in shared if not _is_number(f)]
    middle: list[Expr] = [Sum(tuple(inner))] if len(inner) > 1 else list(factors_of(inner[0]))
    return _product((*numbers, *middle, *named))


def counted_by_part(parts: Iterable[Iterable[Sequence[int]]]) -> Expr:
    """The same with the formula of each part by itself; parts that are alike are told once:
    `3 * (d + 1) * h * k + (h * k + 1) * d`."""
    trees = Counter(counted(shapes) for shapes in parts)
    terms: list[Expr] = []
    for tree, times in trees.items():
        once = tree.terms if isinstance(tree, Sum) else (tree,)
        terms += once if times == 1 else (_product((Number(times), *factors_of(tree))),)
    if not terms:
        return Number(0)
    return Sum(tuple(terms)) if len(terms) > 1 else terms[0]


def weight_by_weight(shapes: Iterable[Sequence[int]]) -> Expr:
    """The same count with one product for each weight: `k_h * k_w * c_in * filters + filters`."""
    products = [_product(_factors(shape)) for shape in shapes]
    if not products:
        return Number(0)
    return Sum(tuple(products)) if len(products) > 1 else products[0]


def _factors(shape: Sequence[int]) -> Factors:
    return tuple(f for dim in shape for f in factors_of(expr(dim)) if f != Number(1))


def _shared(products: list[Factors]) -> list[Expr]:
    """The factors common to all, in the order of the shortest product, where they stand alone."""
    common = Counter(products[0])
    for product in products[1:]:
        common &= Counter(product)
    if len(products) == 1:
        return []
    order = min(products, key=len)
    return [f for f in order if _take(common, f)]


def _without(product: Factors, shared: list[Expr]) -> Factors:
    left = Counter(shared)
    return tuple(f for f in product if not _take(left, f))


def _take(counts: Counter[Expr], factor: Expr) -> bool:
    if not counts[factor]:
        return False
    counts[factor] -= 1
    return True


def _is_number(tree: Expr) -> bool:
    return isinstance(tree, Number)


def _product(factors: Iterable[Expr]) -> Expr:
    kept = tuple(f for f in factors if f != Number(1))
    if len(kept) == 1:
        return kept[0]
    return Product(kept) if kept else Number(1)
