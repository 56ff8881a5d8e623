"""Exports as documents: LaTeX, and the derivation sheet in Markdown and HTML."""

from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.export.latex_document import latex_document
from designer.core.export.page import sheet_html
from designer.core.export.sheet import sheet_markdown
from designer.core.files.gate import read_design
from designer.core.latex import escaped, latex, number
from designer.core.layer import Layer
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.reshaping import Flatten
from designer.core.report import Report
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
)
from designer.formats import format_for
from designer.paths import resource
from designer.words import problem_text
from designer.words.voice import VOICE

EVIL = "</td><script>alert('x')</script> & \\input{x} $%_#^~"


def symbol(name: str, value: int) -> Symbol:
    return Symbol(name, value, Origin("axis", name))


H, K, FILTERS = symbol("h", 28), symbol("k_h", 3), symbol("filters", 32)
PLACES = Sum((Quotient(Sum((H, Negative(K))), symbol("s_h", 2)), Number(1)))


def report(*layers: Layer, shape: Any = (None, 8, 8, 3), **about: Any) -> Report:
    return analyse(replace(new_design(*layers, input=Input(batch_shape=shape)), **about))


FIRST = analyse(read_design(resource("examples", "a-first-network.design")))
BROKEN = report(Conv2D(filters=4), Conv2D(kernel_size=(9, 9)), Flatten())


@pytest.mark.parametrize(
    ("tree", "named", "valued"),
    [
        (
            Product((Sum((K, Number(1))), FILTERS)),
            r"(k_{h} + 1) \cdot \mathrm{filters}",
            r"(3 + 1) \cdot 32",
        ),
        (
            PLACES,
            r"\left\lfloor \frac{h - k_{h}}{s_{h}} \right\rfloor + 1",
            r"\left\lfloor \frac{28 - 3}{2} \right\rfloor + 1",
        ),
        (Quotient(H, Number(4), exact=True), r"\frac{h}{4}", r"\frac{28}{4}"),
        (Product((Remainder(H, K), K)), r"(h \bmod k_{h}) \cdot k_{h}", r"(28 \bmod 3) \cdot 3"),
        (Largest((H, Sum((Negative(K), H)))), r"\max(h, -k_{h} + h)", r"\max(28, -3 + 28)"),
        (symbol("d_in_back", 5), r"d_{\mathrm{in},\mathrm{back}}", "5"),
    ],
)
def test_expressions(tree: Expr, named: str, valued: str):
    assert (latex(tree), latex(tree, named=False)) == (named, valued)


def test_numbers_and_text():
    assert number(1_199_882) == "1{,}199{,}882"
    assert escaped("a_b 5% \\x {}\n$^") == (r"a\_b 5\% \textbackslash{}x \{\} \$\textasciicircum{}")


def test_the_table_and_the_derivation_of_a_first_network():
    """35 = (4 + 1) * 7, 104 = (7 + 1) * 13, 70 = (13 + 1) * 5: source page 000."""
    lines = latex_document(FIRST, problem_text).splitlines()
    assert r"\texttt{dense} (Dense) & (None, 7) & 35 \\" in lines
    assert r"Total & & 209 \\" in lines
    start = lines.index(r"\begin{align*}")
    assert lines[start + 1 : start + 7] == [
        r"\text{dense} &= (d_{\mathrm{in}} + 1) \cdot \mathrm{units} \\",
        r"&= (4 + 1) \cdot 7 = 35 \\",
        r"\text{dense\_1} &= (d_{\mathrm{in}} + 1) \cdot \mathrm{units} \\",
        r"&= (7 + 1) \cdot 13 = 104 \\",
        r"\text{dense\_2} &= (d_{\mathrm{in}} + 1) \cdot \mathrm{units} \\",
        r"&= (13 + 1) \cdot 5 = 70",
    ]
    assert lines[start + 7] == r"\end{align*}"


def test_latex_without_parameters_has_no_derivation():
    assert "align" not in latex_document(report(Flatten()), problem_text)


def test_whatever_is_typed_does_not_break_latex():
    text = latex_document(
        report(Dense(units=2).replace(name=EVIL), shape=(None, 3), title=EVIL), problem_text
    )
    assert r"\input" not in text
    assert text.count("{") == text.count("}")
    assert Counter(text)["$"] == text.count(r"\$")


def test_the_sheet_as_markdown():
    lines = sheet_markdown(FIRST, problem_text).splitlines()
    assert "| dense (Dense) | (None, 7) | 35 | (4 + 1) · 7 = 35 | 140.00 B |" in lines
    assert "209 parameters · 4 bytes = 836 bytes" in lines
    assert lines[-3] == "- Total params: 209 (836.00 B)"


def test_the_sheet_of_a_broken_design():
    lines = sheet_markdown(BROKEN, problem_text).splitlines()
    (line,) = [line for line in lines if line.startswith("| conv2d_1")]
    assert "| ? | ? | cannot run. valid padding: (6 - 9) / 1 + 1 = -2" in line
    assert line.endswith("| ? |")
    assert "at least 112 parameters · 4 bytes = 448 bytes" in lines
    assert '<tr class="problem"><td>conv2d_1 (Conv2D)</td>' in sheet_html(BROKEN, VOICE)


class Page(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_page_needs_nothing_else_and_escapes_everything():
    made = report(
        Dense(units=2).replace(name=EVIL), shape=(None, 3), title=EVIL, note=EVIL, source=EVIL
    )
    page = Page(sheet_html(made, VOICE))
    allowed = "html head meta title style body h1 p table thead tbody tr th td ul li"
    formulas = "math mrow mi mn mo msub mtext mfrac"
    assert set(page.tags) <= {*allowed.split(), *formulas.split()}
    assert page.attributes == {"lang", "charset", "class", "title"}
    assert [text for text in page.text if text.startswith(EVIL)] == [EVIL] * 3 + [f"{EVIL} (Dense)"]
    assert "(din+1)·units=(3+1)·2=8" in "".join(page.text)


def test_a_symbol_on_the_page_says_where_its_number_comes_from():
    page = sheet_html(FIRST, VOICE)
    source = "d_in = 4, the last axis of the input"
    assert f'<msub title="{source}"><mi>d</mi><mi>in</mi></msub>' in page
    assert f'<mn title="{source}">4</mn>' in page
    assert (
        "<p>Each of the 7 units weighs all 4 inputs and has one bias: 5 numbers, 7 times.</p>"
        in page
    )


def test_the_endings():
    endings = {
        "a.tex": "LaTeX",
        "a.sheet.md": "Derivation sheet, Markdown",
        "a.html": "Derivation sheet, web page",
        "a.md": "Markdown",
    }
    assert {name: getattr(format_for(name), "title", None) for name in endings} == endings
