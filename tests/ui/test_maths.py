"""Painted formulas: what they say, how they break, and that nothing is cut off."""

import math
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

import designer.core.layers  # noqa: F401 registers every layer
from designer.core import notation
from designer.core import spoken as reading
from designer.core.explain import explain
from designer.core.layer import LAYERS, Layer, Shape
from designer.core.layers.convolution import Conv2D
from designer.core.symbolic import (
    Expr,
    Largest,
    Negative,
    Number,
    Origin,
    Product,
    Quotient,
    Remainder,
    Sum,
    Symbol,
    symbols,
)
from designer.ui import theme
from designer.ui.maths import (
    Line,
    Picture,
    Style,
    count_lines,
    layout_formula,
    numeric,
    plain,
    spoken,
    symbolic,
    symbols_line,
    two_lines,
)

SAMPLES: tuple[Shape, ...] = (
    (None, 12),
    (None, 10, 8),
    (None, 16, 16, 3),
    (None, 8, 8, 8, 2),
    (None, 4, 16, 16, 3),
)


@pytest.fixture
def light(qapp: QApplication) -> theme.Theme:
    theme.register_fonts()
    return theme.load("light")


@pytest.fixture
def params(light: theme.Theme) -> tuple[Line, ...]:
    """The formula of the second layer of example C: (3 * 3 * 32 + 1) * 32 = 9,248."""
    found = explain(Conv2D(filters=32, kernel_size=(3, 3)), (None, 256, 256, 32))
    return count_lines(found.count, found.trainable)


def as_notation(line: Line) -> str:
    """A painted line in the signs of `core.notation`."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", plain(line))
    for painted, typed in (("·", "*"), ("−", "-"), ("⌊", "floor("), ("⌋", ")")):
        text = text.replace(painted, typed)
    return text


def as_read(line: Line) -> str:
    """The letters that are painted, as a reader takes them in."""
    return unicodedata.normalize("NFKC", "".join(piece.text + piece.sub for piece in line))


def value(line: Line) -> int:
    """What the painted numbers come to."""
    return eval(as_notation(line).replace("mod", "%").replace("floor", "").replace("/", "//"))  # noqa: S307


def symbol(name: str, size: int, kind: str = "field") -> Symbol:
    return Symbol(name, size, Origin("axis" if kind == "axis" else "field", name))


# what is written

ATOMS = st.one_of(
    st.integers(0, 20_000).map(Number),
    st.builds(symbol, st.sampled_from(["k_h", "c_in", "filters", "h", "s_w"]), st.integers(1, 99)),
)
TREES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner | inner.map(Negative), min_size=2, max_size=3).map(lambda t: Sum(tuple(t))),
        st.lists(inner, min_size=2, max_size=3).map(lambda f: Product(tuple(f))),
        st.builds(Quotient, inner, inner, st.booleans()),
        st.builds(Remainder, inner, inner),
        st.lists(inner, min_size=2, max_size=2).map(lambda o: Largest(tuple(o))),
    ),
    max_leaves=8,
)


@given(TREES)
def test_a_tree_is_written_as_the_notation_writes_it(tree: Expr):
    assert as_notation(symbolic(tree)) == notation.symbolic(tree)
    assert as_notation(numeric(tree)) == notation.substituted(tree)


@given(TREES)
def test_every_symbol_knows_its_term_in_both_lines(tree: Expr):
    terms = [s.name for s in symbols(tree)]
    assert [piece.term for piece in symbolic(tree) if piece.term] == terms
    assert [piece.term for piece in numeric(tree) if piece.term] == terms


def runs(cls: type[Layer]) -> Iterator[tuple[Layer, Shape]]:
    """The layer as it is dropped, on the first sample that it takes; a cell takes none."""
    layer = cls()
    yield from [(layer, x) for x in SAMPLES if layer.at(x).problem is None][:1]


@pytest.mark.parametrize(
    ("layer", "shape"),
    [pair for cls in LAYERS.values() for pair in runs(cls)],
    ids=lambda value: getattr(value, "keras", str(value)),
)
def test_what_is_painted_evaluates_to_the_count_and_the_sizes(layer: Layer, shape: Shape):
    found = explain(layer, shape)
    if found.weights:
        assert value(numeric(found.count)) == layer.at(shape).params
    for side in found.sides:
        if side.tree is not None:
            assert value(numeric(side.tree)) == side.size


def test_the_lines_of_a_convolution(params):
    first, second = params
    assert plain(first) == "params = (k_h · k_w · c_in + 1) · filters"
    assert plain(second) == "= (3 · 3 · 32 + 1) · 32 = 9,248"
    assert as_read(first) == "params=(kh·kw·cin+1)·filters"
    assert spoken((second,)) == (
        "equals open parenthesis 3 times 3 times 32 plus 1 close parenthesis times 32 equals 9,248"
    )


@given(TREES)
def test_a_tree_is_read_out_as_in_every_other_place(tree: Expr):
    assert spoken((symbolic(tree),)) == reading.spoken(tree)
    assert spoken((numeric(tree),)) == reading.spoken(tree, named=False)


def test_letters_are_true_italics_and_long_subscripts_upright(params):
    k, c = params[0][3], params[0][7]
    assert (k.text, k.sub) == ("\U0001d458", "ℎ")
    assert (c.text, c.sub) == ("\U0001d450", "in")


def test_the_result_is_bold_and_nothing_else(params):
    assert [p.text for line in params for p in line if p.bold] == ["9,248"]


def test_kernel_sizes_share_one_background(params):
    tints = [(p.text, p.tint) for p in params[1] if p.tint]
    assert tints == [
        ("3", "term_kernel"),
        ("·", "term_kernel"),
        ("3", "term_kernel"),
        ("32", "term_channel"),
        ("1", "term_bias"),
        ("32", "term_filters"),
    ]


def test_a_side_that_repeats_the_one_before_is_left_out():
    units = symbol("units", 7)
    assert [plain(line) for line in two_lines("size", units)] == ["size = units", "= 7"]
    assert [plain(line) for line in count_lines(Number(0), Number(0))] == ["params = 0"]


def test_what_is_trainable_gets_a_line_where_it_differs():
    c = symbol("c", 32, "axis")
    four, two = Product((Number(4), c)), Product((Number(2), c))
    lines = count_lines(four, two)
    assert plain(lines[-1]) == "trainable = 2 · c = 2 · 32 = 64"
    assert len(count_lines(four, four)) == 2


def test_symbols_with_their_values():
    line = symbols_line([symbol("k_h", 3), symbol("k_w", 5)])
    assert plain(line) == "k_h = 3, k_w = 5"


def test_a_number_too_long_to_print_is_still_painted(light):
    tree = Product((Number(2**40_000), symbol("units", 2)))
    picture = layout_formula(two_lines("params", tree), Style(18), 200)
    assert 0 < picture.width <= 200


# where it stands

WIDTHS = (20, 60, 90, 130, 180, 260, 400, 900)


def texts(picture: Picture) -> list[str]:
    return [as_read(tuple(placed.piece for placed in row)) for row in picture.rows]


def test_it_breaks_at_the_equals_sign_first(params):
    style = Style(18)
    whole = layout_formula(params, style, math.inf).width
    assert texts(layout_formula(params, style, whole))[1:] == ["=(3·3·32+1)·32=9,248"]
    narrow = texts(layout_formula(params, style, whole - 40))
    assert narrow == ["params=(kh·kw·cin+1)", "·filters", "=(3·3·32+1)·32", "=9,248"]


def test_then_at_the_outermost_operators(params):
    short = params[0][:-2]  # without "· filters": the width of the row that remains
    rows = texts(
        layout_formula(params, Style(18), layout_formula((short,), Style(18), math.inf).width + 1)
    )
    assert rows[:2] == ["params=(kh·kw·cin+1)", "·filters"]
    shorter = params[0][:-5]  # without "+ 1)" too
    rows = texts(
        layout_formula(params, Style(18), layout_formula((shorter,), Style(18), math.inf).width + 1)
    )
    assert rows[:3] == ["params=(kh·kw·cin", "+1)", "·filters"]


@pytest.mark.parametrize("width", WIDTHS)
def test_it_is_never_wider_than_its_place(params, width):
    picture = layout_formula(params, Style(18), width)
    assert picture.width <= width + 0.01
    ends = [row[-1].x + row[-1].width for row in picture.rows]
    assert max(ends) * picture.shrunk <= width + 0.01
    assert sum(len(row) for row in picture.rows) == sum(len(line) for line in params)


@pytest.mark.parametrize("width", WIDTHS)
def test_pieces_stand_beside_and_rows_below_each_other(params, width):
    picture = layout_formula(params, Style(18), width)
    for row in picture.rows:
        assert all(a.x + a.width <= b.x + 0.01 for a, b in pairwise(row))
    baselines = [row[0].y for row in picture.rows]
    assert baselines == sorted(set(baselines))


def test_the_first_equals_signs_are_below_each_other(params):
    picture = layout_formula(params, Style(18), 900)
    first = [next(p.x for p in row if p.piece.text == "=") for row in picture.rows]
    assert len(set(first)) == 1


def test_only_what_cannot_break_is_shrunk(params):
    assert layout_formula(params, Style(18), 150).shrunk == 1.0
    assert layout_formula(params, Style(18), 40).shrunk < 1.0


def test_a_fence_spans_the_fences_within():
    n, p = symbol("n", 9), symbol("p", 2)
    tree = Quotient(Sum((n, Negative(p))), p)
    floor, inner = symbolic(tree)[0], symbolic(tree)[1]
    assert (floor.text, floor.inside, inner.text, inner.inside) == ("⌊", 1, "(", 0)


# what is under the pointer


def test_a_term_is_hit_in_the_symbolic_and_in_the_numeric_line(params):
    picture = layout_formula(params, Style(18), 900)
    boxes = [box for term, box in picture.hits if term == "filters"]
    assert len(boxes) == 2
    assert [picture.term_at(box.center()) for box in boxes] == ["filters", "filters"]
    assert boxes[0].bottom() <= boxes[1].top()
    assert picture.terms == ("k_h", "k_w", "c_in", "filters")
    assert picture.term_at(QPointF(2, 10)) is None


def test_hits_follow_when_it_is_shrunk(params):
    picture = layout_formula(params, Style(18), 30)
    room = QRectF(0, 0, picture.width + 0.01, picture.height + 0.01)
    assert all(room.contains(box) for _, box in picture.hits)


# on paper


def painted(picture: Picture, dress: theme.Theme, *lit: str) -> QImage:
    """The picture with 10 empty pixels around it."""
    size = QSize(round(picture.width) + 21, round(picture.height) + 21)
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    picture.paint(painter, QPointF(10, 10), dress, lit)
    painter.end()
    return image


def pixel(image: QImage, at: QPointF) -> str:
    return image.pixelColor(round(at.x()) + 10, round(at.y()) + 10).name()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_painted_outside(params, light, width):
    picture = layout_formula(params, Style(18), width)
    image = painted(picture, light)
    inked = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y) != QColor("white")
    ]
    assert min(x for x, _ in inked) >= 9
    assert min(y for _, y in inked) >= 9
    assert max(x for x, _ in inked) <= image.width() - 9
    assert max(y for _, y in inked) <= image.height() - 9


def test_terms_have_the_colours_of_the_theme(params, light):
    picture = layout_formula(params, Style(40), 900)
    image = painted(picture, light)
    hits = dict(picture.hits)
    for term, token in (
        ("k_h", "term_kernel"),
        ("c_in", "term_channel"),
        ("filters", "term_filters"),
    ):
        corner = hits[term].topLeft() + QPointF(hits[term].width() / 2, 2)
        assert pixel(image, corner) == light.color(token).name()


def test_the_lit_term_is_outlined_in_both_lines(params, light):
    picture = layout_formula(params, Style(40), 900)
    image = painted(picture, light, "c_in")
    edges = {term: pixel(image, QPointF(box.center().x(), box.top())) for term, box in picture.hits}
    assert [t for t, c in edges.items() if c == light.color("accent").name()] == ["c_in"]


def test_it_paints_into_svg_and_pdf(params, light):
    picture = layout_formula(params, Style(18), 900)
    drawing, document = QBuffer(), QBuffer()
    for buffer in (drawing, document):
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(drawing)
    for device in (generator, QPdfWriter(document)):
        painter = QPainter(device)
        picture.paint(painter, QPointF(0, 0), light)
        painter.end()
    svg = bytes(drawing.data().data()).decode()
    assert "9,248" in svg
    assert all(light.color(token).name() in svg for token in ("term_kernel", "term_filters"))
    assert document.data().startsWith(QByteArray(b"%PDF"))
