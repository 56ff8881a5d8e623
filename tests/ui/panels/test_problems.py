"""The problem card: its sentence, and fixes that are one click and one undo step."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from designer.core.design import new_design
from designer.core.fixes import fixes
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.nested import Sequential
from designer.core.layers.regularization import Dropout
from designer.core.layers.reshaping import Flatten
from designer.core.layers.wrappers import Bidirectional
from designer.session.session import Session
from designer.ui.maths import plain
from designer.ui.panels.problem_card import ProblemCard
from designer.ui.panels.problems import ProblemsPanel
from designer.ui.panels.summary import SummaryPanel
from designer.ui.theme import Look

LEFT = Qt.MouseButton.LeftButton


def test_a_chain_that_runs_has_no_problems(session: Session, look: Look, show) -> None:
    session.editor.insert(1, [Dropout()])
    panel = ProblemsPanel(session, look)
    show(panel)
    assert panel.state.text() == "✓ No problems"
    assert not panel.card.isVisible()
    assert not panel.waiting.isVisible()


def test_it_says_what_is_wrong_with_the_arithmetic(broken: Session, look: Look, show) -> None:
    panel = ProblemsPanel(broken, look)
    show(panel)
    # the pooling before has one warning: 254 rows, of which a pool of 3 sees 252
    assert panel.state.text() == "1 problem · 1 warning"
    assert panel.card.title.text() == "conv2d_3 cannot run"
    assert panel.card.sentence.text() == (
        'A 91×91 window does not fit in 84×84. Padding "same" always fits, and so does a kernel '
        "that spans at most 84."
    )
    failure = panel.card.failure
    assert [plain(each) for each in failure.formula.lines] == [
        "height = ⌊(h − k_h) / s_h⌋ + 1",
        "= ⌊(84 − 91) / 1⌋ + 1 = −6",
    ]
    assert failure.relation.text() == "must be at least 1"
    assert failure.rule.text() == "padding = valid: a window of 91 must fit into 84."
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


def test_the_reason_has_room_in_the_summary(broken: Session, look: Look, show) -> None:
    panel = SummaryPanel(broken, look)
    show(panel)
    assert [panel.table.columnSpan(place, 1) for place in (4, 5, 6)] == [1, 2, 1]
    text = panel.table.rows.index(5, 1).data()
    assert text == "kernel 91×91 > input 84×84"
    room = panel.table.visualRect(panel.table.rows.index(5, 1)).width()
    assert panel.table.fontMetrics().horizontalAdvance(text) < room - look.theme.px(16)
    report = broken.controller.report
    broken.editor.apply(fixes(report, report.row(6))[0].design, "a fix")
    assert panel.table.columnSpan(5, 1) == 1


def test_a_problem_inside_tells_its_arithmetic_once(session: Session, look: Look, show) -> None:
    session.editor.insert(1, [Sequential(layers=(Conv2D(), Conv2D(kernel_size=(27, 27))))])
    panel = ProblemsPanel(session, look)
    show(panel)
    assert panel.card.sentence.text() == (
        "Conv2D, number 2 of the 2 layers inside: A 27×27 window does not fit in 26×26. Padding "
        '"same" always fits, and so does a kernel that spans at most 26.'
    )
    assert plain(panel.card.failure.formula.lines[1]) == "= ⌊(26 − 27) / 1⌋ + 1 = 0"


def test_a_long_fix_gives_way_and_can_be_read_whole(
    session: Session, look: Look, show, qtbot
) -> None:
    """In a narrow dock with large letters there is no room for a long link."""
    design = new_design(
        Conv2D(), Flatten(), Dense(), input=Input(batch_shape=(None, None, None, 3))
    )
    session.store.reset(design)
    look.choose("light", 1.8)
    panel = ProblemsPanel(session, look)
    show(panel)
    panel.resize(400, 700)
    link = panel.card.links[0]
    assert link.text() == "Use GlobalAveragePooling2D instead of flatten"
    qtbot.waitUntil(lambda: link.width() < link.sizeHint().width())
    assert panel.area.horizontalScrollBar().maximum() == 0
    assert link.text() in link.toolTip()
    QTest.mouseClick(link, LEFT)
    assert session.controller.report.complete


def test_each_fix_says_what_it_makes_of_the_total(broken: Session, look: Look, show) -> None:
    panel = ProblemsPanel(broken, look)
    show(panel)
    offered = zip(panel.card.links, panel.card.fixes.effects, strict=True)
    told = [(link.text(), effect.text()) for link, effect in offered]
    # with a 3x3 kernel it is example C again
    assert told[0] == ("Set kernel_size to 3×3", "total 6,029,097")
    for place, (_, effect) in enumerate(told):
        QTest.mouseClick(panel.card.links[place], LEFT)
        assert effect == f"total {broken.controller.report.total:,}"
        broken.store.undo_stack.undo()


def test_what_is_no_arithmetic_is_only_said(session: Session, look: Look, show) -> None:
    session.editor.insert(1, [Bidirectional(layer=Dense())])
    panel = ProblemsPanel(session, look)
    show(panel)
    assert panel.card.sentence.text().startswith("Bidirectional takes a recurrent layer")
    assert not panel.card.failure.isVisible()


def test_a_fix_can_be_taken_with_the_keyboard(broken: Session, look: Look, show) -> None:
    panel = ProblemsPanel(broken, look)
    show(panel)
    panel.card.links[0].setFocus()
    QTest.keyClick(panel.card.links[0], Qt.Key.Key_Space)
    assert broken.controller.report.complete
    assert panel.state.text().startswith("✓ No problems")


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
