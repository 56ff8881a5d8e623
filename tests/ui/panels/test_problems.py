"""The problem card: its sentence, and fixes that are one click and one undo step."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from designer.session.session import Session
from designer.ui.panels.problem_card import ProblemCard
from designer.ui.panels.problems import ProblemsPanel
from designer.ui.theme import Look

LEFT = Qt.MouseButton.LeftButton


def test_a_chain_that_runs_has_no_problems(classifier: Session, look: Look, show) -> None:
    panel = ProblemsPanel(classifier, look)
    show(panel)
    assert panel.fine.isVisible()
    assert panel.fine.text() == "✓ No problems"
    assert not panel.card.isVisible()
    assert not panel.waiting.isVisible()


def test_it_says_what_is_wrong_with_the_arithmetic(broken: Session, look: Look, show) -> None:
    panel = ProblemsPanel(broken, look)
    show(panel)
    assert not panel.fine.isVisible()
    assert panel.card.title.text() == "conv2d_3 cannot run"
    assert "(84 - 91) / 1 + 1 = -6" in panel.card.sentence.text()
    # of 18 layers 12 come after the sixth
    assert panel.waiting.text() == "12 layers after it wait for conv2d_3."


def test_each_fix_is_one_click_and_one_undo_step(broken: Session, look: Look, show) -> None:
    panel = ProblemsPanel(broken, look)
    show(panel)
    before = broken.store.design
    offered = [link.text() for link in panel.card.links]
    assert offered
    assert all(text[0].isupper() for text in offered)
    for place, text in enumerate(offered):
        QTest.mouseClick(panel.card.links[place], LEFT)
        assert broken.store.undo_stack.count() == 1
        assert broken.store.undo_stack.undoText() == text
        assert broken.controller.report.outcomes[6].problem is None
        broken.store.undo_stack.undo()
        assert broken.store.design is before


def test_a_fix_can_be_taken_with_the_keyboard(broken: Session, look: Look, show) -> None:
    panel = ProblemsPanel(broken, look)
    show(panel)
    panel.card.links[0].setFocus()
    QTest.keyClick(panel.card.links[0], Qt.Key.Key_Space)
    assert broken.controller.report.complete
    assert panel.fine.isVisible()


def test_a_click_on_the_card_selects_the_layer(broken: Session, look: Look, show) -> None:
    panel = ProblemsPanel(broken, look)
    show(panel)
    where = panel.card.mapTo(panel, QPoint(panel.card.width() - 10, 8))
    QTest.mouseClick(panel, LEFT, pos=where)
    assert broken.stage.selection.uids == (broken.store.design.chain[6].uid,)


def test_the_card_is_away_where_the_row_has_no_problem(broken: Session, look: Look, show) -> None:
    card = ProblemCard(broken, look)
    show(card)
    report = broken.controller.report
    for row, there in ((report.rows[6], True), (report.rows[5], False), (None, False)):
        card.show_row(report, row)
        assert card.isVisible() is there
        assert bool(card.links) is there
