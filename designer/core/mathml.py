"""Writes an expression as MathML, which browsers show as a formula and screen readers read out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from designer.core.notation import Written
from designer.core.symbolic import Symbol
from designer.core.units import grouped


class MathML(Written):
    """Elements of MathML Core. *titles* says of a symbol where its value comes from."""

    stacked = True
    plus, minus, times = "<mo>+</mo>", "<mo>−</mo>", "<mo>·</mo>"
    negative, equals = "<mo>−</mo>", "<mo>=</mo>"

    def __init__(self, named: bool = True, titles: Mapping[str, str] | None = None) -> None:
        super().__init__(named)
        self._titles = titles or {}

    def result(self, value: int) -> str:
        return self.number(value)

    def words(self, text: str) -> str:
        return f"<mtext>{escape(text)}</mtext>"

    def displayed(self, formula: str) -> str:
        return f"<math><mrow>{formula}</mrow></math>"

    def number(self, value: int) -> str:
        return f"<mn>{grouped(value)}</mn>"

    def symbol(self, symbol: Symbol) -> str:
        text = self._titles.get(symbol.name)
        title = f' title="{escape(text)}"' if text else ""
        if not self.named:
            return f"<mn{title}>{grouped(symbol.value)}</mn>"
        stem, _, index = symbol.name.partition("_")
        if not index:
            return f"<mi{title}>{escape(stem)}</mi>"
        return f"<msub{title}><mi>{escape(stem)}</mi><mi>{escape(index)}</mi></msub>"

    def ratio(self, top: str, bottom: str) -> str:
        return f"<mfrac><mrow>{top}</mrow><mrow>{bottom}</mrow></mfrac>"

    def floor(self, inner: str) -> str:
        return f"<mrow><mo>⌊</mo>{inner}<mo>⌋</mo></mrow>"

    def remainder(self, top: str, bottom: str) -> str:
        return f"{top}<mo>mod</mo>{bottom}"

    def largest(self, options: Sequence[str]) -> str:
        return f"<mi>max</mi>{self.fenced('<mo>,</mo>'.join(options))}"

    def fenced(self, inner: str) -> str:
        return f"<mrow><mo>(</mo>{inner}<mo>)</mo></mrow>"
