"""The LaTeX document with whatever a name may hold; pdfTeX of TeX Live 2022 compiled it."""

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.export.latex_document import latex_document
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.words import problem_text


def document(*names: str) -> str:
    layers = [Dense(units=3).replace(name=name) for name in names]
    return latex_document(
        analyse(new_design(*layers, input=Input(batch_shape=(None, 4)))), problem_text
    )


def test_what_pdftex_has_no_picture_of_is_printed_by_its_number():
    """Without it pdfTeX stops: "Unicode character 层 (U+5C42) not set up for use with LaTeX"."""
    head, body = document("层", "é").split("\\begin{document}")
    assert "\\DeclareUnicodeCharacter{5C42}{\\mbox{U+5C42}}\n" in head
    assert head.count("DeclareUnicodeCharacter") == 1  # é is in the fonts
    assert head.index("\\ifPDFTeX") < head.index("Declare") < head.index("\\fi")
    assert "\\texttt{层} (Dense) & (None, 3) & 15 \\\\" in body


def test_what_means_something_to_latex_is_only_text():
    body = document("100%", "x&y_z", "#1{q}~^\\$")
    assert "\\texttt{100\\%}" in body
    assert "\\texttt{x\\&y\\_z}" in body
    assert "\\texttt{\\#1\\{q\\}\\textasciitilde{}\\textasciicircum{}\\textbackslash{}\\$}" in body
