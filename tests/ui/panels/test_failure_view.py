"""The arithmetic of every kind of refusal can be shown, with the place of each of its symbols."""

from __future__ import annotations

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.layers.input import Input
from designer.session.session import Session
from designer.ui.maths import plain
from designer.ui.panels.failure_view import FailureView
from designer.ui.theme import Look
from tests.core.test_failures import BY_HAND


def test_each_can_be_shown(session: Session, look: Look, show) -> None:
    """The derivations were worked out by hand in the test of the core."""
    view = FailureView(session, look)
    show(view)
    for shape, layers, (*_, value, _, _) in BY_HAND.values():
        report = analyse(new_design(*layers, input=Input(batch_shape=shape)))
        row = report.problem_row
        assert row is not None
        view.show_row(report, row)
        assert view.isVisible()
        text = " ".join(plain(line) for line in view.formula.lines)
        assert text.endswith(f"= {value}".replace("-", "−")), text
        assert view.relation.text().startswith("must ")
        assert view.rule.text().endswith(".")
        assert view.formula.picture(300).width <= 300
